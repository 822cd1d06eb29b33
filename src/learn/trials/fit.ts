// The work of one thread: fit a proposal on the training rows of a fold, predict the rows kept apart.
import { createRandom, MlwrightError, resolveParameters } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { allRows } from '../../data/table/index.js'
import { fitPipeline } from '../features/index.js'
import type { Encoding, FeatureTarget, FittedPipeline, View } from '../features/index.js'
import { learnerOf } from '../learners/index.js'
import type { Learner } from '../learners/index.js'
import { metricOf } from '../metrics/index.js'
import { composeModel, loadTrainedModel, logScaleOf, toLogScale } from '../model/index.js'
import type { TrainedModel } from '../model/index.js'
import type { Proposal, Study } from './study.js'

export interface FoldFit {
  /** Test rows × outputs. */
  readonly predictions: Float64Array
  /** JSON text. */
  readonly model: string
  readonly seconds: number
}

/** Fits on one fold. Nothing that is fitted sees the fold's test rows. */
export function fitFold(study: Study, proposal: Proposal, foldIndex: number, checkpoint: () => void): FoldFit {
  const started = performance.now()
  const fold = study.folds[foldIndex]
  const learner = learnerOf(proposal.learner)
  const views = viewsOf(study, learner.encoding, foldIndex, checkpoint)
  const parameters = resolveParameters(learner.parameters, proposal.parameters)
  const seed = `${study.seed}/${proposal.name}/${foldIndex}`
  const trained = fitLearner(
    study,
    learner,
    { parameters, pipeline: views.pipeline, view: views.train, rows: fold.train, seed },
    checkpoint,
  )
  const predictions = trained.model.predict(views.test)
  checkFinite(predictions, proposal)
  return {
    predictions,
    model: JSON.stringify(trained.toJSON()),
    seconds: (performance.now() - started) / 1000,
  }
}

/** Fits on all rows of the study, with what the fits on the folds found out. JSON text. */
export function fitAll(study: Study, proposal: Proposal, foldModels: readonly string[], checkpoint: () => void): string {
  const learner = learnerOf(proposal.learner)
  const rows = allRows(study.table.rowCount)
  const pipeline = fitPipeline(study.table, rows, study.columns, learner.encoding, targetOf(study), checkpoint)
  let parameters = resolveParameters(learner.parameters, proposal.parameters)
  if (learner.consolidate !== undefined && foldModels.length > 0) {
    const models = foldModels.map((text) => loadTrainedModel(JSON.parse(text) as Json).learned)
    const meanTrainRows = study.folds.reduce((sum, fold) => sum + fold.train.length, 0) / study.folds.length
    parameters = learner.consolidate(parameters, models, rows.length / meanTrainRows)
  }
  const view = pipeline.transform(study.table, rows)
  const seed = `${study.seed}/${proposal.name}/all`
  return JSON.stringify(fitLearner(study, learner, { parameters, pipeline, view, rows, seed }, checkpoint).toJSON())
}

interface Fit {
  readonly parameters: Record<string, Json>
  readonly pipeline: FittedPipeline
  /** Of `rows`. */
  readonly view: View
  readonly rows: Int32Array
  readonly seed: string
}

function fitLearner(study: Study, learner: Learner, fit: Fit, checkpoint: () => void): TrainedModel {
  const { task, classCount } = study
  const { parameters, pipeline, view, rows } = fit
  const values = gather(study.target, rows)
  const onLogarithms = isLogarithmic(study)
  const target = onLogarithms ? toLogScale(values) : values
  const data = { view, target, task, classCount, ...(study.weights === undefined ? {} : { weights: gather(study.weights, rows) }) }
  const learned = learner.fit(data, parameters, { random: createRandom(fit.seed), checkpoint })
  return composeModel({ task, classCount, pipeline, learned, logScale: onLogarithms ? logScaleOf(target) : undefined })
}

/** What is compared by logarithms is learned by them too: else models would bend for a few great values. */
function isLogarithmic(study: Study): boolean {
  return metricOf(study.metric).isLogarithmic === true
}

function targetOf(study: Study): FeatureTarget {
  const values = isLogarithmic(study) ? toLogScale(study.target) : study.target
  const { task, classCount, weights } = study
  return { values, task, classCount, ...(weights === undefined ? {} : { weights }) }
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]]!
  return gathered
}

function checkFinite(predictions: Float64Array, proposal: Proposal): void {
  for (let i = 0; i < predictions.length; i++) {
    if (!Number.isFinite(predictions[i])) {
      throw new MlwrightError('INTERNAL', `The model '${proposal.name}' predicted ${predictions[i]}, expected a finite number.`)
    }
  }
}

interface FoldViews {
  readonly pipeline: FittedPipeline
  readonly train: View
  readonly test: View
  readonly memoryBytes: number
}

// Candidates of one family see the same views: they are kept per fold, within a bound, oldest out first.
const keptBytesLimit = 96 * 2 ** 20
let keptStudy: Study | undefined
const kept = new Map<string, FoldViews>()

function viewsOf(study: Study, encoding: Encoding, foldIndex: number, checkpoint: () => void): FoldViews {
  if (keptStudy !== study) {
    kept.clear()
    keptStudy = study
  }
  const key = `${encoding}/${foldIndex}`
  const found = kept.get(key)
  if (found !== undefined) return found
  const fold = study.folds[foldIndex]
  const pipeline = fitPipeline(study.table, fold.train, study.columns, encoding, targetOf(study), checkpoint)
  checkpoint()
  const train = pipeline.transform(study.table, fold.train)
  const test = pipeline.transform(study.table, fold.test)
  const views = { pipeline, train, test, memoryBytes: bytesOf(train) + bytesOf(test) }
  let total = views.memoryBytes
  for (const other of kept.values()) total += other.memoryBytes
  for (const [oldKey, old] of kept) {
    if (total <= keptBytesLimit) break
    kept.delete(oldKey)
    total -= old.memoryBytes
  }
  if (total <= keptBytesLimit) kept.set(key, views)
  return views
}

function bytesOf(view: View): number {
  let bytes = 0
  for (const feature of view.features) bytes += feature.values.byteLength + (feature.layout === 'sparse' ? feature.rows.byteLength : 0)
  return bytes
}
