// Runs one proposal over all folds and records what came of it.
import { MlwrightError, outputCountOf } from '../../base/core/index.js'
import type { Pool } from '../../base/workers/index.js'
import { allRows } from '../../data/table/index.js'
import { metricOf, scoreOf } from '../metrics/index.js'
import type { FoldFit } from './fit.js'
import type { Proposal, Study, Trial } from './study.js'

export type TrialJobs = {
  fitFold: { input: { proposal: Proposal; fold: number }; output: FoldFit }
  fitAll: { input: { proposal: Proposal; foldModels: readonly string[] }; output: string }
}

export interface TrialOptions {
  /** Epoch ms: the trial rejects with TIME_EXHAUSTED when it is not done by then. */
  readonly deadline?: number
  readonly onFold?: (done: number, of: number) => void
}

export async function runTrial(pool: Pool<TrialJobs>, study: Study, proposal: Proposal, options: TrialOptions = {}): Promise<Trial> {
  let done = 0
  const fits = await Promise.all(
    study.folds.map(async (_, fold) => {
      const fit = await pool.run('fitFold', { proposal, fold }, options.deadline === undefined ? {} : { deadline: options.deadline })
      options.onFold?.(++done, study.folds.length)
      return fit
    }),
  )
  return assembleTrial(study, proposal, fits)
}

/** The trial that these fits, one per fold, make. */
export function assembleTrial(study: Study, proposal: Proposal, fits: readonly FoldFit[]): Trial {
  const outputs = outputCountOf(study.task, study.classCount)
  const repeats = 1 + study.folds.reduce((most, fold) => Math.max(most, fold.repeat), 0)
  const outOfFold = Array.from({ length: repeats }, () => new Float64Array(study.table.rowCount * outputs).fill(NaN))
  for (const [index, fold] of study.folds.entries()) {
    const { predictions } = fits[index]
    const whole = outOfFold[fold.repeat]
    for (let i = 0; i < fold.test.length; i++) {
      for (let k = 0; k < outputs; k++) whole[fold.test[i] * outputs + k] = predictions[i * outputs + k]!
    }
  }
  const foldScores = study.folds.map((fold, index) => scoreRows(study, fold.test, fits[index].predictions))
  return {
    ...proposal,
    outOfFold,
    foldScores,
    // Pooled constants of several folds would be ranked by fold: they are scored within each.
    score: fits.every((fit) => isConstant(fit.predictions, outputs))
      ? scoreConstants(study, foldScores, { outOfFold: outOfFold[0], constant: fits[0].predictions.subarray(0, outputs) })
      : mean(outOfFold.map((predictions) => scoreTested(study, predictions))),
    standardError: standardErrorOf(foldScores, repeats),
    fitSeconds: fits.reduce((sum, fit) => sum + fit.seconds, 0),
    slowestFitSeconds: fits.reduce((most, fit) => Math.max(most, fit.seconds), 0),
    foldModels: fits.map((fit) => fit.model),
  }
}

/** Where no fold can be scored by itself, as where each holds one class, one constant stands for those of all folds. */
function scoreConstants(
  study: Study,
  foldScores: readonly number[],
  { outOfFold, constant }: { readonly outOfFold: Float64Array; readonly constant: Float64Array },
): number {
  const usable = foldScores.filter((score) => !Number.isNaN(score))
  if (usable.length > 0) return mean(usable)
  return scoreTested(
    study,
    outOfFold.map((value, at) => (Number.isNaN(value) ? NaN : constant[at % constant.length])),
  )
}

function isConstant(predictions: Float64Array, outputs: number): boolean {
  return predictions.every((value, at) => value === predictions[at % outputs])
}

/** The score of all rows that were tested in one repeat. */
function scoreTested(study: Study, predictions: Float64Array): number {
  const outputs = outputCountOf(study.task, study.classCount)
  const rows = allRows(study.table.rowCount).filter((row) => !Number.isNaN(predictions[row * outputs]))
  const tested = new Float64Array(rows.length * outputs)
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < outputs; k++) tested[i * outputs + k] = predictions[rows[i] * outputs + k]
  }
  const score = scoreRows(study, rows, tested)
  if (!Number.isNaN(score)) return score
  throw new MlwrightError('METRIC_NOT_APPLICABLE', `The metric '${study.metric}' is undefined on the rows kept apart.`, {
    hint: 'It may need both classes, or targets that are not negative: choose another one with --metric.',
  })
}

function scoreRows(study: Study, rows: Int32Array, predictions: Float64Array): number {
  const metric = metricOf(study.metric)
  const target = gather(study.target, rows)
  const scored = { task: study.task, classCount: study.classCount, target, predictions }
  const { weights } = study
  const value = metric.compute(weights === undefined ? scored : { ...scored, weights: gather(weights, rows) })
  return scoreOf(metric, value)
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]]
  return gathered
}

/** Of the mean over the folds on which the metric is defined; repeats are no more evidence. */
function standardErrorOf(foldScores: readonly number[], repeats: number): number {
  const usable = foldScores.filter((score) => !Number.isNaN(score))
  if (usable.length < 2) return 0
  const center = mean(usable)
  const squares = usable.reduce((sum, value) => sum + (value - center) ** 2, 0)
  return Math.sqrt((squares / (usable.length - 1) / usable.length) * repeats)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
