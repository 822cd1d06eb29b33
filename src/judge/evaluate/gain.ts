// How much better one model is than another on the same rows.
import type { Random } from '../../base/core/index.js'
import { scoreOf } from '../../learn/metrics/index.js'
import type { Metric, Scored } from '../../learn/metrics/index.js'
import type { Estimate } from './evaluation.js'
import { intervalAround } from './interval.js'
import { createResampler } from './resample.js'
import { trainingVariance } from './training-variance.js'

export interface GainInput {
  readonly rows: Omit<Scored, 'predictions'>
  readonly groups?: Int32Array | undefined
  /** The fold in which each row was held out, one list per repeat: the interval then counts that models of other rows differ. */
  readonly folds?: readonly Int32Array[] | undefined
  readonly metric: Metric
  /** Rows × outputs, one list per repeat; the reference may have one list for all repeats. */
  readonly model: readonly Float64Array[]
  readonly reference: readonly Float64Array[]
  /** What the model's value changes by for having been chosen, in the metric's own sign. Default 0. */
  readonly correction?: number | undefined
  readonly random: Random
}

const resamples = 200

/**
 * The model's value less the reference's, above 0 where the model is better, with its 95 % interval.
 * Both are valued on the same resamples: rows and folds that are hard for both move both values and leave the difference alone, so it
 * is known better than either value. NaN where the metric is undefined on these rows. O(resamples × repeats × rows).
 */
export function gainOver({ rows, groups, folds, metric, model, reference, correction = 0, random }: GainInput): Estimate {
  const valued = (predictions: Float64Array): ((weights: Float64Array) => number) => metric.prepare({ ...rows, predictions })
  const references = reference.map(valued)
  const differences = model.map((predictions, repeat) => {
    const own = valued(predictions)
    const other = references[repeat] ?? references[0]
    return (weights: Float64Array): number => scoreOf(metric, own(weights)) - scoreOf(metric, other(weights))
  })
  const rowCount = rows.target.length
  const resampler = createResampler(random, rowCount, groups)
  const weights = new Float64Array(rowCount).fill(1)
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const plain = meanOf(differences.map((valueOf) => valueOf(weights)))
  const drawn = differences.map(() => new Float64Array(resamples))
  const means = new Float64Array(resamples)
  for (let b = 0; b < resamples; b++) {
    resampler.draw(b, weights)
    for (const [repeat, valueOf] of differences.entries()) drawn[repeat][b] = valueOf(weights)
    means[b] = meanOf(drawn.map((values) => values[b]))
  }
  const { value, low, high } = intervalAround(plain + scoreOf(metric, correction), means, {
    range: [-Infinity, Infinity],
    units: resampler.effectiveUnits(rows.weights),
    floor: 0,
    extraVariance: folds === undefined ? 0 : trainingVariance(differences, drawn, folds, rows.weights),
  })
  return { value, low, high }
}
