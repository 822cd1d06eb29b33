// A model as its users hold it: rows in, predictions out, whether just trained or read from a bundle.
import { cp, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { isMlwrightError, MlwrightError, outputCountOf, throwIfAborted } from '../../base/core/index.js'
import type { Finding, Json, Task } from '../../base/core/index.js'
import { outputError } from '../../base/store/index.js'
import type { Signature } from '../../data/schema/index.js'
import { readWithSignature } from '../../data/sources/index.js'
import type { Source } from '../../data/sources/index.js'
import { predictedLabels } from '../../learn/metrics/index.js'
import { loadTrainedModel } from '../../learn/model/index.js'
import type { TrainedModel } from '../../learn/model/index.js'
import { readBundle } from '../../ship/bundle/index.js'
import type { BundleTypes, Model, ModelPredictOptions, Prediction } from '../asked/index.js'

/** What the verbs need beside the public model. */
export interface LoadedModel {
  readonly folder: string
  /** Of the rows that it learned from, see `Reading.fingerprint`. */
  readonly fingerprint: string
  /** The column of weights that it was trained with. */
  readonly weight?: string
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
  const { signature, model, lineage } = await readBundle(path)
  const { fingerprint, weight } = lineage
  const trained = readTrained(path, signature, model)
  return {
    folder: path,
    signature,
    trained,
    fingerprint: typeof fingerprint === 'string' ? fingerprint : '',
    ...(typeof weight === 'string' ? { weight } : {}),
  }
}

/** The model of `native/model.json`, which must be the one that the signature is about. */
function readTrained(folder: string, signature: Signature, json: Json): TrainedModel {
  try {
    const trained = loadTrainedModel(json)
    const fault = faultOf(trained, signature)
    if (fault === undefined) return trained
    throw new TypeError(fault)
  } catch (cause) {
    // A format that is no number is damage, not the future.
    if (isMlwrightError(cause) && cause.code === 'BUNDLE_NEWER' && typeof formatOf(json) === 'number') throw cause
    const file = 'native/model.json'
    throw new MlwrightError('BUNDLE_INVALID', `The bundle '${folder}' is damaged: ${file}: ${(cause as Error).message}`, {
      hint: 'Copy the bundle again from where it was made, or train again.',
      details: { ...(isMlwrightError(cause) ? cause.details : {}), folder, file },
      cause,
    })
  }
}

/** The format of the learner's part, where it has one. */
function formatOf(json: Json): Json | undefined {
  const fieldOf = (from: Json | undefined, name: string): Json | undefined =>
    typeof from === 'object' && from !== null && !Array.isArray(from) ? (from as { readonly [name: string]: Json })[name] : undefined
  return fieldOf(fieldOf(json, 'model'), 'format')
}

/** What is wrong with a model for that signature. */
function faultOf({ task, classCount, pipeline, model }: TrainedModel, signature: Signature): string | undefined {
  if (task !== signature.task) return `The model's task is ${JSON.stringify(task)}, the signature's is ${signature.task}.`
  const classes = task === 'regression' ? 0 : signature.classes!.length
  if (classCount !== classes) return `The model has ${JSON.stringify(classCount)} classes, the signature has ${classes}.`
  const inputs = new Set(signature.inputs.map((input) => input.name))
  const unknown = pipeline.columns.find((column) => !inputs.has(column))
  if (unknown !== undefined) return `The model reads the column '${unknown}', which the signature does not have.`
  // One row of zeros shows lists that are too short and numbers that are none: they would give predictions without sense.
  const features = pipeline.features.map((feature) => ({ ...feature, layout: 'dense' as const, values: Float64Array.of(0) }))
  const answer = model.predict({ rowCount: 1, features })
  if (answer.length !== outputCountOf(task, classCount)) return `The model gives ${answer.length} numbers per row.`
  if (answer.some((value) => !Number.isFinite(value))) return 'The model predicts what is not a number.'
  if (task === 'regression') return undefined
  const sum = answer.reduce((total, value) => total + value, 0)
  const isShare = answer.every((value) => value >= 0 && value <= 1 + 1e-9) && (task === 'binary' || Math.abs(sum - 1) <= 1e-9)
  if (!isShare) return 'The model predicts what are not probabilities.'
  return undefined
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
  const warned = new Set<string>()
  /** What makes answers wrong is said to someone, once, also where nobody asked. */
  const warn = ({ code, severity, columns, message }: Finding): void => {
    const key = JSON.stringify([code, columns])
    if (severity !== 'error' || warned.has(key)) return
    warned.add(key)
    process.emitWarning(message, { type: 'MlwrightWarning', code })
  }
  return {
    task: signature.task,
    signature,
    async predict(rows: Source, options: ModelPredictOptions = {}) {
      throwIfAborted(options.signal)
      if (Array.isArray(rows) && rows.length === 0) return []
      const checkpoint = (): void => throwIfAborted(options.signal)
      const { table, findings } = await readWithSignature(rows, signature, { checkpoint })
      checkpoint()
      const answers = predictionsOf(signature, trained.predict(table))
      const tell = options.onFinding ?? warn
      for (const finding of findings) tell(finding)
      return answers
    },
    save: (folder) => saveBundle(loaded.folder, folder),
  }
}

/** Numbers, rows × outputs, as predictions: the likeliest class, the first of equals. */
export function predictionsOf(signature: Signature, numbers: Float64Array): Prediction<Task, string>[] {
  if (signature.task === 'regression') return Array.from(numbers, (value) => ({ value }))
  const classes = signature.classes!
  const outputs = outputCountOf(signature.task, classes.length)
  const labels = predictedLabels({ task: signature.task, classCount: classes.length, predictions: numbers })
  return Array.from({ length: numbers.length / outputs }, (_, row) => {
    const shares = outputs === 1 ? [1 - numbers[row], numbers[row]] : [...numbers.subarray(row * outputs, (row + 1) * outputs)]
    const probabilities = Object.fromEntries(classes.map((label, index) => [label, shares[index]]))
    return { label: classes[labels[row]], probabilities }
  })
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
