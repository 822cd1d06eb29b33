// The run folder's memory of trials: written as they end, read when a killed run is resumed.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, writeFileAtomic } from '../../base/store/index.js'
import type { Study, Trial } from './study.js'

const folderName = 'trials'

/** Identifies the rows, the folds, the question and the version: trials of another study are of no use. */
export function studyKey(study: Study, { fingerprint, version }: { readonly fingerprint: string; readonly version: string }): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([version, fingerprint, study.task, study.classCount, study.metric, study.seed, study.columns]))
  for (const fold of study.folds) {
    hash.update(`fold ${fold.repeat}`)
    hash.update(Int32Array.from(fold.train))
    hash.update(Int32Array.from(fold.test))
  }
  return hash.digest('hex')
}

/** Writes a trial: its JSON and, beside it, its out-of-fold predictions as little-endian f64. */
export async function recordTrial(runFolder: string, key: string, trial: Trial): Promise<void> {
  const folder = join(runFolder, folderName)
  await ensureFolder(folder)
  const { outOfFold, ...rest } = trial
  const rows = outOfFold[0].length
  const values = new Float64Array(outOfFold.length * rows)
  for (const [repeat, predictions] of outOfFold.entries()) values.set(predictions, repeat * rows)
  const bytes = new Uint8Array(values.buffer)
  const stored = { key, repeats: outOfFold.length, trial: rest }
  await writeFileAtomic(join(folder, `${trial.name}.f64`), bytes)
  // Last: a trial whose JSON is there is whole.
  await writeFileAtomic(join(folder, `${trial.name}.json`), JSON.stringify({ ...stored, checksum: checksumOf(stored, bytes) }))
}

export interface RecordedTrials {
  /** By name. */
  readonly trials: ReadonlyMap<string, Trial>
  /** Names of those whose files are not as they were written: they are to be run again. */
  readonly damaged: readonly string[]
}

/** The trials of an earlier run with the same key. Those of another study or version are passed over. */
export async function readTrials(runFolder: string, key: string): Promise<RecordedTrials> {
  const folder = join(runFolder, folderName)
  const trials = new Map<string, Trial>()
  const damaged: string[] = []
  const files = await readdir(folder).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    const name = file.slice(0, -'.json'.length)
    try {
      const trial = await readTrial(folder, name, key)
      if (trial !== undefined) trials.set(trial.name, trial)
    } catch {
      damaged.push(name)
    }
  }
  return { trials, damaged }
}

interface Stored {
  readonly key: string
  readonly repeats: number
  readonly trial: Omit<Trial, 'outOfFold'>
}

/** Undefined for a trial of another study; throws where anything is not as it was written. */
async function readTrial(folder: string, name: string, key: string): Promise<Trial | undefined> {
  const { checksum, ...stored } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Stored & { readonly checksum: string }
  if (typeof stored.key === 'string' && stored.key !== key) return undefined
  const bytes = await readFile(join(folder, `${name}.f64`))
  if (checksumOf(stored, bytes) !== checksum || stored.trial.name !== name) throw new TypeError(`The trial '${name}' is damaged.`)
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const length = values.length / stored.repeats
  const outOfFold = Array.from({ length: stored.repeats }, (_, repeat) => values.slice(repeat * length, (repeat + 1) * length))
  // JSON has no NaN: a metric that is undefined on a fold stands as null.
  const foldScores = stored.trial.foldScores.map((score: number | null) => score ?? NaN)
  return { ...stored.trial, foldScores, outOfFold }
}

/** Of all that was written: a file that was cut, mixed up or changed does not have it. */
function checksumOf({ key, repeats, trial }: Stored, predictions: Uint8Array): string {
  return createHash('sha256')
    .update(JSON.stringify([key, repeats, trial]))
    .update(predictions)
    .digest('hex')
}
