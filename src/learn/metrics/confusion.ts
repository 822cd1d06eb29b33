// The confusion matrix, and metrics that are functions of it alone.
import { defineMetric, predictedLabels } from './define.js'
import { readLabels } from './input.js'
import type { LabelPairs, Numbers, WeightOptions } from './input.js'
import type { Confusion, Metric, Scored } from './metric.js'

/** A metric that needs nothing but the confusion matrix. */
export function defineConfusionMetric(
  metric: Omit<Metric, 'compute' | 'prepare' | 'tasks' | 'direction' | 'ofConfusion'>,
  finish: (confusion: Confusion, task: Scored['task']) => number,
): Metric {
  return defineMetric({
    ...metric,
    tasks: ['binary', 'multiclass'],
    direction: 'maximize',
    ofConfusion: finish,
    prepare: (scored) => {
      const confusionUnder = prepareConfusion(scored)
      return (weights) => finish(confusionUnder(weights), scored.task)
    },
  })
}

/** The confusion matrix under other weights, many times over; each is overwritten by the next. */
export function prepareConfusion(scored: Scored): (weights: Float64Array) => Confusion {
  const { target, classCount, weights: base } = scored
  const places = predictedLabels(scored)
  for (let i = 0; i < places.length; i++) places[i] += target[i] * classCount
  const cells = new Float64Array(classCount * classCount)
  return (weights) => {
    cells.fill(0)
    if (base === undefined) for (let i = 0; i < places.length; i++) cells[places[i]] += weights[i]
    else for (let i = 0; i < places.length; i++) cells[places[i]] += weights[i] * base[i]
    return summarizeCells(cells, classCount)
  }
}

/** The matrix of checked labels. */
export function confusionOf(pairs: LabelPairs): Confusion {
  const { actual, predicted, weights, classCount } = pairs
  const cells = new Float64Array(classCount * classCount)
  for (let i = 0; i < actual.length; i++) cells[actual[i] * classCount + predicted[i]] += weights === undefined ? 1 : weights[i]
  return summarizeCells(cells, classCount)
}

/**
 * Confusion matrix: how many rows (or how much weight) of each actual class were predicted as each class.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1;
 * `classes` how many there are, default the greatest label + 1 (at least 2).
 * Returns `matrix[actual][predicted]`. Throws METRIC_INPUT_INVALID. O(n).
 */
export function confusionMatrix(
  labels: Numbers,
  predicted: Numbers,
  options: WeightOptions & { readonly classes?: number } = {},
): number[][] {
  const pairs = readLabels('The confusion matrix', labels, predicted, options)
  const classCount = Math.max(pairs.classCount, options.classes ?? 0)
  const { cells } = confusionOf({ ...pairs, classCount })
  return Array.from({ length: classCount }, (_, k) => Array.from(cells.subarray(k * classCount, (k + 1) * classCount)))
}

function summarizeCells(cells: Float64Array, classCount: number): Confusion {
  const actual = new Float64Array(classCount)
  const predicted = new Float64Array(classCount)
  let total = 0
  let right = 0
  for (let i = 0; i < classCount; i++) {
    for (let j = 0; j < classCount; j++) {
      const weight = cells[i * classCount + j]
      actual[i] += weight
      predicted[j] += weight
      total += weight
    }
    right += cells[i * classCount + i]
  }
  return { classCount, cells, actual, predicted, total, right }
}
