// Root mean squared error, plain and of logarithms.
import { defineMetric, mapRows, prepareMean } from './define.js'
import { invalid, readNumbers } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Root mean squared error: the square root of the mean of (actual − predicted)².
 *
 * `actual` any real, shape [rows]; `predicted` same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, ∞) in the unit of the target. Throws METRIC_INPUT_INVALID. O(n). Equal to scikit-learn's `root_mean_squared_error`.
 */
export function rmse(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return rmseMetric.compute(readNumbers('RMSE', actual, predicted, options))
}

/**
 * Root mean squared logarithmic error: the square root of the mean of (ln(1 + actual) − ln(1 + predicted))².
 *
 * `actual` above −1, shape [rows]; `predicted` above −1, same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, ∞). Throws METRIC_INPUT_INVALID, also for values of −1 or less, where it is not defined (as a metric of a model it is
 * NaN then). O(n). Equal to scikit-learn's `root_mean_squared_log_error`.
 */
export function rmsle(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  const scored = readNumbers('RMSLE', actual, predicted, options)
  for (const values of [scored.target, scored.predictions]) {
    const at = values.findIndex((value) => value <= -1)
    if (at >= 0) throw invalid('RMSLE', `got ${values[at]} at ${at}, expected values above −1`)
  }
  return rmsleMetric.compute(scored)
}

export const rmseMetric = defineMetric({
  id: 'rmse',
  title: 'RMSE',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  prepare: (scored) =>
    prepareMean(
      scored,
      mapRows(scored, (actual, predicted) => (actual - predicted) ** 2),
      Math.sqrt,
    ),
})

export const rmsleMetric = defineMetric({
  id: 'rmsle',
  title: 'RMSLE',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  isLogarithmic: true,
  prepare: (scored) => {
    const squares = mapRows(scored, (actual, predicted) =>
      actual <= -1 || predicted <= -1 ? NaN : (Math.log1p(actual) - Math.log1p(predicted)) ** 2,
    )
    return prepareMean(scored, squares, Math.sqrt)
  },
})
