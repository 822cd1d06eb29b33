// Coefficient of determination.
import { defineMetric, mapRows } from './define.js'
import { invalid, readNumbers } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * R² (coefficient of determination): 1 − the squared error of the predictions ÷ that of the target's own mean.
 *
 * `actual` any real, shape [rows], at least 2 rows; `predicted` same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns (−∞, 1]; 1 is perfect, 0 is no better than the mean. A constant target gives 1 for perfect predictions, else 0.
 * Throws METRIC_INPUT_INVALID. O(n). Equal to scikit-learn's `r2_score`.
 */
export function r2(actual: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  const scored = readNumbers('R²', actual, predicted, options)
  if (scored.target.length < 2) throw invalid('R²', 'got 1 row, expected at least 2')
  return r2Metric.compute(scored)
}

export const r2Metric = defineMetric({
  id: 'r2',
  title: 'R²',
  tasks: ['regression'],
  direction: 'maximize',
  range: [-Infinity, 1],
  prepare: (scored) => {
    const { target, weights: base } = scored
    if (target.length < 2) return () => NaN
    const squares = mapRows(scored, (actual, predicted) => (actual - predicted) ** 2)
    // From the first value, so that a constant target has no spread at all, whatever the rounding.
    const shifted = mapRows(scored, (actual) => actual - target[0])
    const weightOf = (weights: Float64Array, i: number): number => (base === undefined ? weights[i] : weights[i] * base[i])
    return (weights) => {
      let total = 0
      let sum = 0
      let residual = 0
      for (let i = 0; i < shifted.length; i++) {
        const weight = weightOf(weights, i)
        total += weight
        sum += weight * shifted[i]
        residual += weight * squares[i]
      }
      const mean = sum / total
      let spread = 0
      for (let i = 0; i < shifted.length; i++) spread += weightOf(weights, i) * (shifted[i] - mean) ** 2
      if (spread === 0) return residual === 0 ? 1 : 0
      return 1 - residual / spread
    }
  },
})
