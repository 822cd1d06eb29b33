// A model as its users hold it: rows in, predictions out, whether just trained or read from a bundle.
import { cp, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { MlwrightError, throwIfAborted } from './base/core/index.js'
import type { Task } from './base/core/index.js'
import { outputError } from './base/store/index.js'
import type { Signature } from './data/schema/index.js'
import { readWithSignature } from './data/sources/index.js'
import type { Source } from './data/sources/index.js'
import { loadTrainedModel } from './learn/model/index.js'
import type { TrainedModel } from './learn/model/index.js'
import { readBundle } from './ship/bundle/index.js'
import type { BundleTypes, Model, Prediction } from './types.js'

/** What the verbs need beside the public model. */
export interface LoadedModel {
  readonly folder: string
  /** Of the rows that it learned from, see `Reading.fingerprint`. */
  readonly fingerprint: string
  readonly signature: Signature
  readonly trained: TrainedModel
}

/**
 * Reads a bundle.
 * `B`: what the generated client of the bundle knows of its rows and labels.
 * Throws OPTION_INVALID, BUNDLE_NOT_FOUND, BUNDLE_INVALID with the damaged file, BUNDLE_NEWER when it was written by a newer version.
 */
export async function load<B extends BundleTypes = { task: Task; row: Record<string, unknown>; label: string }>(
  folder: string | URL,
): Promise<Model<B['task'], B['row'], B['label']>> {
  return modelOf(await loadModel(folder))
}

export async function loadModel(folder: string | URL): Promise<LoadedModel> {
  const path = folderOf(folder)
  const bundle = await readBundle(path)
  const { fingerprint } = bundle.lineage as { fingerprint?: string }
  return { folder: path, signature: bundle.signature, trained: loadTrainedModel(bundle.model), fingerprint: fingerprint ?? '' }
}

/** The absolute path. From JavaScript anything may come, as when source and options change places. */
function folderOf(folder: unknown): string {
  if (typeof folder === 'string' && folder !== '') return resolve(folder)
  if (folder instanceof URL && folder.protocol === 'file:') return resolve(fileURLToPath(folder))
  const what =
    folder instanceof URL || typeof folder === 'string'
      ? `'${String(folder)}'`
      : folder === undefined
        ? 'missing'
        : `of type ${typeof folder}`
  throw new MlwrightError('OPTION_INVALID', `The bundle is ${what}, expected the path of its folder, as text or as a file: URL.`, {
    hint: 'A bundle is the folder that a training names as `bundle`: load(bundle), predict(source, { bundle }), evaluate(source, { bundle }).',
  })
}

export function modelOf(loaded: LoadedModel): Model {
  const { signature, trained } = loaded
  return {
    task: signature.task,
    signature,
    async predict(rows: Source, options: { signal?: AbortSignal } = {}) {
      throwIfAborted(options.signal)
      const checkpoint = (): void => throwIfAborted(options.signal)
      const { table } = await readWithSignature(rows, signature, { checkpoint })
      checkpoint()
      return predictionsOf(signature, trained.predict(table))
    },
    save: (folder) => saveBundle(loaded.folder, folder),
  }
}

/** Numbers, rows × outputs, as predictions: the likeliest class, the first of equals. */
export function predictionsOf(signature: Signature, numbers: Float64Array): Prediction<Task, string>[] {
  if (signature.task === 'regression') return Array.from(numbers, (value) => ({ value }))
  const classes = signature.classes!
  const outputs = signature.task === 'binary' ? 1 : classes.length
  return Array.from({ length: numbers.length / outputs }, (_, row) => {
    const shares = outputs === 1 ? [1 - numbers[row], numbers[row]] : [...numbers.subarray(row * outputs, (row + 1) * outputs)]
    const probabilities = Object.fromEntries(classes.map((label, index) => [label, shares[index]]))
    return { label: classes[likeliest(shares)], probabilities }
  })
}

function likeliest(shares: readonly number[]): number {
  let best = 0
  for (let index = 1; index < shares.length; index++) if (shares[index] > shares[best]) best = index
  return best
}

async function saveBundle(from: string, to: string): Promise<void> {
  const target = resolve(to)
  const content = await readdir(target).catch(() => [])
  if (content.length > 0) {
    throw new MlwrightError('OUTPUT_EXISTS', `The folder '${target}' is not empty; a model is saved into a new or empty folder.`)
  }
  await cp(from, target, { recursive: true }).catch((error: unknown) => {
    throw outputError(error, target)
  })
}
