// Makes a metric of its prepared form: one value is the prepared one under unit weights.
import { outputCountOf } from '../../base/core/index.js'
import type { Metric, Scored } from './metric.js'

/** The whole metric. Predictions that are not numbers give NaN, never a value that looks right. */
export function defineMetric(metric: Omit<Metric, 'compute'>): Metric {
  const prepare = (scored: Scored): ((weights: Float64Array) => number) =>
    hasNaN(scored.predictions) || scored.target.length === 0 ? () => NaN : metric.prepare(scored)
  return { ...metric, prepare, compute: (scored) => prepare(scored)(new Float64Array(scored.target.length).fill(1)) }
}

/** A prepared mean of one number per row, such as a loss; `finish` turns the mean into the metric. */
export function prepareMean(
  scored: Scored,
  rowValues: Float64Array,
  finish: (mean: number) => number = (mean) => mean,
): (weights: Float64Array) => number {
  const base = scored.weights
  return (weights) => {
    let sum = 0
    let total = 0
    if (base === undefined) {
      for (let i = 0; i < rowValues.length; i++) {
        sum += weights[i] * rowValues[i]
        total += weights[i]
      }
    } else {
      for (let i = 0; i < rowValues.length; i++) {
        const weight = weights[i] * base[i]
        sum += weight * rowValues[i]
        total += weight
      }
    }
    return finish(sum / total)
  }
}

/** One number per row of a regression. */
export function mapRows(scored: Scored, valueOf: (actual: number, predicted: number) => number): Float64Array {
  const { target, predictions } = scored
  const values = new Float64Array(target.length)
  for (let i = 0; i < values.length; i++) values[i] = valueOf(target[i], predictions[i])
  return values
}

/** The predicted class of each row. `binary`: class 1 where its probability is above ½; `multiclass`: the likeliest, the first of equals. */
export function predictedLabels(scored: Pick<Scored, 'task' | 'classCount' | 'predictions'>): Int32Array {
  const { task, classCount, predictions } = scored
  const width = outputCountOf(task, classCount)
  const labels = new Int32Array(predictions.length / width)
  if (width === 1) {
    for (let i = 0; i < labels.length; i++) labels[i] = predictions[i] > 0.5 ? 1 : 0
    return labels
  }
  for (let i = 0, at = 0; i < labels.length; i++, at += width) {
    let best = 0
    for (let k = 1; k < width; k++) if (predictions[at + k] > predictions[at + best]) best = k
    labels[i] = best
  }
  return labels
}

export function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true
  return false
}
