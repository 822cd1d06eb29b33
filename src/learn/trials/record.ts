// The run folder's memory of trials: written as they end, read when a killed run is resumed.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, writeFileAtomic } from '../../base/store/index.js'
import type { Study, Trial } from './study.js'

const folderName = 'trials'

/** Identifies the rows, the folds and the question: trials of another study are of no use. */
export function studyKey(study: Study, fingerprint: string): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([fingerprint, study.task, study.classCount, study.metric, study.seed, study.columns]))
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
  const bytes = new Float64Array(outOfFold.length * rows)
  for (const [repeat, predictions] of outOfFold.entries()) bytes.set(predictions, repeat * rows)
  await writeFileAtomic(join(folder, `${trial.name}.f64`), new Uint8Array(bytes.buffer))
  // Last: a trial whose JSON is there is whole.
  await writeFileAtomic(join(folder, `${trial.name}.json`), JSON.stringify({ key, repeats: outOfFold.length, ...rest }))
}

/** The trials of an earlier run with the same key, by name. Damaged ones are passed over: they are simply run again. */
export async function readTrials(runFolder: string, key: string): Promise<Map<string, Trial>> {
  const folder = join(runFolder, folderName)
  const trials = new Map<string, Trial>()
  const files = await readdir(folder).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const trial = await readTrial(folder, file, key).catch(() => undefined)
    if (trial !== undefined) trials.set(trial.name, trial)
  }
  return trials
}

async function readTrial(folder: string, file: string, key: string): Promise<Trial | undefined> {
  const stored = JSON.parse(await readFile(join(folder, file), 'utf8')) as { key: string; repeats: number } & Omit<Trial, 'outOfFold'>
  const { key: storedKey, repeats, ...rest } = stored
  if (storedKey !== key) return undefined
  const bytes = await readFile(join(folder, file.replace(/\.json$/, '.f64')))
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const length = values.length / repeats
  return { ...rest, outOfFold: Array.from({ length: repeats }, (_, repeat) => values.slice(repeat * length, (repeat + 1) * length)) }
}
