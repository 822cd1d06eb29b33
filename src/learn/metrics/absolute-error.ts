// Mean errors that grow with the distance: absolute, relative, pinball.
import { defineMetric, mapRows, prepareMean } from './define.js'
import { invalid, readNumbers } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Mean absolute error: the mean of |actual − predicted|.
 *
 * `actual` any real, shape [rows]; `predicted` same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, ∞) in the unit of the target. Throws METRIC_INPUT_INVALID. O(n). Equal to scikit-learn's `mean_absolute_error`.
 */
export function mae(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return maeMetric.compute(readNumbers('The mean absolute error', actual, predicted, options))
}

/**
 * Mean absolute percentage error: the mean of |actual − predicted| ÷ |actual|, as a share (0.1 is 10 %).
 * An actual value of 0 counts as 2⁻⁵², which makes the result huge: choose another metric for such targets.
 *
 * `actual` any real, shape [rows]; `predicted` same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, ∞). Throws METRIC_INPUT_INVALID. O(n). Equal to scikit-learn's `mean_absolute_percentage_error`.
 */
export function mape(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return mapeMetric.compute(readNumbers('The mean absolute percentage error', actual, predicted, options))
}

/**
 * Pinball loss: the mean of q × (actual − predicted) where the prediction is too low, (1 − q) × (predicted − actual) where it is
 * too high. It is least for the quantile q of the target.
 *
 * `actual` any real, shape [rows]; `predicted` same shape; `weights` ≥ 0, same shape, default all 1; `quantile` in [0, 1],
 * default 0.5, which gives half the mean absolute error.
 * Returns [0, ∞). Throws METRIC_INPUT_INVALID. O(n). Koenker and Bassett 1978; equal to scikit-learn's `mean_pinball_loss`.
 */
export function pinball(actual: Numbers, predicted: Numbers, options: WeightOptions & { readonly quantile?: number } = {}): number {
  const { quantile = 0.5 } = options
  if (!(quantile >= 0 && quantile <= 1)) throw invalid('The pinball loss', `got the quantile ${quantile}, expected one from 0 to 1`)
  const scored = readNumbers('The pinball loss', actual, predicted, options)
  const losses = mapRows(scored, (y, p) => (y >= p ? quantile * (y - p) : (1 - quantile) * (p - y)))
  return prepareMean(scored, losses)(new Float64Array(losses.length).fill(1))
}

export const maeMetric = defineMetric({
  id: 'mae',
  title: 'Mean absolute error',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  bestConstant: 'median',
  prepare: (scored) =>
    prepareMean(
      scored,
      mapRows(scored, (actual, predicted) => Math.abs(actual - predicted)),
    ),
})

export const mapeMetric = defineMetric({
  id: 'mape',
  title: 'Mean absolute percentage error',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  bestConstant: 'median',
  prepare: (scored) =>
    prepareMean(
      scored,
      mapRows(scored, (actual, predicted) => Math.abs(actual - predicted) / Math.max(Math.abs(actual), Number.EPSILON)),
    ),
})

export const pinballMetric = defineMetric({
  id: 'pinball',
  title: 'Pinball loss at the median',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  bestConstant: 'median',
  prepare: (scored) =>
    prepareMean(
      scored,
      mapRows(scored, (actual, predicted) => Math.abs(actual - predicted) / 2),
    ),
})
