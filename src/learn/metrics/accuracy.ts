// Accuracy and its balanced form.
import { confusionOf, defineConfusionMetric } from './confusion.js'
import type { Confusion } from './metric.js'
import { readLabels } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Accuracy: the share of rows whose class was predicted right.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, 1]. Throws METRIC_INPUT_INVALID. O(n).
 */
export function accuracy(labels: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  const confusion = confusionOf(readLabels('Accuracy', labels, predicted, options))
  return confusion.right / confusion.total
}

/**
 * Balanced accuracy: the mean over the classes of the share of their rows that was predicted right.
 * Classes without a row (by weight) are left out.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1.
 * Returns [0, 1]; 1 ÷ classes is chance. Throws METRIC_INPUT_INVALID. O(n). Brodersen et al. 2010.
 */
export function balancedAccuracy(labels: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  return meanRecall(confusionOf(readLabels('Balanced accuracy', labels, predicted, options)))
}

function meanRecall(confusion: Confusion): number {
  let sum = 0
  let present = 0
  for (let k = 0; k < confusion.classCount; k++) {
    if (!(confusion.actual[k] > 0)) continue
    sum += confusion.cells[k * confusion.classCount + k] / confusion.actual[k]
    present++
  }
  return sum / present
}

export const accuracyMetric = defineConfusionMetric(
  { id: 'accuracy', title: 'Accuracy', range: [0, 1] },
  (confusion) => confusion.right / confusion.total,
)

export const balancedAccuracyMetric = defineConfusionMetric(
  { id: 'balancedAccuracy', title: 'Balanced accuracy', range: [0, 1] },
  meanRecall,
)
