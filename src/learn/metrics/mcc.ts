// Matthews correlation coefficient.
import { confusionOf, defineConfusionMetric } from './confusion.js'
import type { Confusion } from './metric.js'
import { readLabels } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Matthews correlation coefficient: the correlation of actual and predicted classes, for any number of classes.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [−1, 1]; 1 is perfect, 0 is chance, also where one class is all that is actual or predicted.
 * Throws METRIC_INPUT_INVALID. O(n). Gorodkin 2004.
 */
export function mcc(labels: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return correlate(confusionOf(readLabels('The Matthews correlation', labels, predicted, options)))
}

function correlate({ classCount, actual, predicted, total, right }: Confusion): number {
  if (!(total > 0)) return NaN
  let both = 0
  let actualSquares = 0
  let predictedSquares = 0
  for (let k = 0; k < classCount; k++) {
    both += actual[k] * predicted[k]
    actualSquares += actual[k] ** 2
    predictedSquares += predicted[k] ** 2
  }
  const spread = (total ** 2 - actualSquares) * (total ** 2 - predictedSquares)
  return spread <= 0 ? 0 : (right * total - both) / Math.sqrt(spread)
}

export const mccMetric = defineConfusionMetric({ id: 'mcc', title: 'Matthews correlation', range: [-1, 1] }, correlate)
