// Precision and recall at the decided class.
import { averageOf, averageOfLabels } from './averages.js'
import type { AverageOptions } from './averages.js'
import { defineConfusionMetric } from './confusion.js'
import type { Numbers } from './input.js'

/**
 * Precision: of the rows predicted to be of a class, the share that are.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1;
 * `average` `binary` (default: the class `positive`, 1), `macro`, `micro` or `weighted`.
 * Returns [0, 1]; 0 where nothing was predicted. Throws METRIC_INPUT_INVALID. O(n).
 * As a metric of a model it is about class 1 for two classes and the macro average for more.
 */
export function precision(labels: Numbers, predicted: Numbers, options: AverageOptions = {}): number {
  return averageOfLabels('precision', 'Precision', labels, predicted, options)
}

/**
 * Recall: of the rows of a class, the share that was predicted so.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1;
 * `average` `binary` (default: the class `positive`, 1), `macro`, `micro` or `weighted`.
 * Returns [0, 1]; 0 where there is no such row. Throws METRIC_INPUT_INVALID. O(n).
 * As a metric of a model it is about class 1 for two classes and the macro average for more.
 */
export function recall(labels: Numbers, predicted: Numbers, options: AverageOptions = {}): number {
  return averageOfLabels('recall', 'Recall', labels, predicted, options)
}

export const precisionMetric = defineConfusionMetric({ id: 'precision', title: 'Precision', range: [0, 1] }, (confusion, task) =>
  averageOf('precision', confusion, task === 'binary' ? 'binary' : 'macro'),
)

export const recallMetric = defineConfusionMetric({ id: 'recall', title: 'Recall', range: [0, 1] }, (confusion, task) =>
  averageOf('recall', confusion, task === 'binary' ? 'binary' : 'macro'),
)
