// Expected calibration error.
import { defineMetric, predictedLabels } from './define.js'
import { readScores } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import type { Scored } from './metric.js'

const defaultBins = 15

/**
 * Expected calibration error: by how much the confidence in the predicted class differs from how often it is right.
 * Rows are put into bins of equal width by that confidence, bin b being (b ÷ bins, (b + 1) ÷ bins]; the result is the mean over
 * the rows of |mean confidence − share right| of their bin. With two classes the confidence is max(p, 1 − p).
 *
 * `labels` 0/1 (or classes from 0), shape [rows]; `probabilities` of class 1, same shape (or rows × classes, row by row);
 * `weights` ≥ 0, shape [rows], default all 1; `bins` default 15.
 * Returns [0, 1]; 0 is calibrated, but few rows per bin push it up. Throws METRIC_INPUT_INVALID. O(n). Guo et al. 2017.
 */
export function ece(labels: Numbers, probabilities: Numbers, options: WeightOptions & { readonly bins?: number } = {}): number {
  const scored = readScores('The calibration error', labels, probabilities, options, 'probability')
  return prepareBins(scored, options.bins ?? defaultBins)(new Float64Array(scored.target.length).fill(1))
}

export const eceMetric = defineMetric({
  id: 'ece',
  title: 'Expected calibration error',
  tasks: ['binary', 'multiclass'],
  direction: 'minimize',
  range: [0, 1],
  prepare: (scored) => prepareBins(scored, defaultBins),
})

function prepareBins(scored: Scored, binCount: number): (weights: Float64Array) => number {
  const { task, classCount, target, predictions, weights: base } = scored
  const labels = predictedLabels(scored)
  const bins = new Int32Array(target.length)
  const excess = new Float64Array(target.length)
  for (let i = 0; i < bins.length; i++) {
    const p = predictions[i]
    const confidence = task === 'multiclass' ? predictions[i * classCount + labels[i]] : Math.max(p, 1 - p)
    bins[i] = Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1))
    excess[i] = (confidence - (labels[i] === target[i] ? 1 : 0)) * (base === undefined ? 1 : base[i])
  }
  const sums = new Float64Array(binCount)
  return (weights) => {
    sums.fill(0)
    let total = 0
    for (let i = 0; i < bins.length; i++) {
      sums[bins[i]] += weights[i] * excess[i]
      total += base === undefined ? weights[i] : weights[i] * base[i]
    }
    let error = 0
    for (let b = 0; b < binCount; b++) error += Math.abs(sums[b])
    return error / total
  }
}
