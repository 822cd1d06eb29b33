// Median absolute error.
import { defineMetric, mapRows } from './define.js'
import { readNumbers } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import { ascendingOrder } from './order.js'

/**
 * Median absolute error: half of the rows (of the weight) have a smaller |actual − predicted|, half a greater one.
 * Where the half falls exactly between two errors, their mean.
 *
 * `actual` any real, shape [rows]; `predicted` same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, ∞) in the unit of the target. Throws METRIC_INPUT_INVALID. O(n log n). Equal to scikit-learn's `median_absolute_error`.
 */
export function medianAbsoluteError(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return medianAbsoluteErrorMetric.compute(readNumbers('The median absolute error', actual, predicted, options))
}

export const medianAbsoluteErrorMetric = defineMetric({
  id: 'medianAbsoluteError',
  title: 'Median absolute error',
  tasks: ['regression'],
  direction: 'minimize',
  range: [0, Infinity],
  bestConstant: 'median',
  prepare: (scored) => {
    const errors = mapRows(scored, (actual, predicted) => Math.abs(actual - predicted))
    const order = ascendingOrder(errors)
    const base = scored.weights
    const weightOf = (weights: Float64Array, row: number): number => (base === undefined ? weights[row] : weights[row] * base[row])
    return (weights) => {
      let total = 0
      for (let i = 0; i < order.length; i++) total += weightOf(weights, order[i])
      if (!(total > 0)) return NaN
      let below = 0
      let i = 0
      while (i < order.length - 1 && below + weightOf(weights, order[i]) < total / 2) below += weightOf(weights, order[i++])
      const median = errors[order[i]]
      below += weightOf(weights, order[i])
      if (below - total / 2 > Number.EPSILON) return median
      let next = i + 1
      while (next < order.length && weightOf(weights, order[next]) === 0) next++
      return next < order.length ? (median + errors[order[next]]) / 2 : median
    }
  },
})
