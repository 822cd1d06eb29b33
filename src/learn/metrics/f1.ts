// F1 and its averages.
import { averageOf, averageOfLabels } from './averages.js'
import type { AverageOptions } from './averages.js'
import { defineConfusionMetric } from './confusion.js'
import type { Numbers } from './input.js'

/**
 * F1: the harmonic mean of precision and recall.
 *
 * `labels` classes numbered from 0, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape, default all 1;
 * `average` `binary` (default: the class `positive`, 1), `macro`, `micro` or `weighted`.
 * Returns [0, 1]; 0 where the class is neither actual nor predicted. Throws METRIC_INPUT_INVALID. O(n).
 * As a metric of a model `f1` is about class 1 for two classes and the macro average for more; `f1Macro`, `f1Micro` and
 * `f1Weighted` name their average. van Rijsbergen 1979.
 */
export function f1(labels: Numbers, predicted: Numbers, options: AverageOptions = {}): number {
  return averageOfLabels('f1', 'F1', labels, predicted, options)
}

export const f1Metric = defineConfusionMetric({ id: 'f1', title: 'F1', range: [0, 1] }, (confusion, task) =>
  averageOf('f1', confusion, task === 'binary' ? 'binary' : 'macro'),
)

export const f1MacroMetric = defineConfusionMetric({ id: 'f1Macro', title: 'F1, macro average', range: [0, 1] }, (confusion) =>
  averageOf('f1', confusion, 'macro'),
)

export const f1MicroMetric = defineConfusionMetric({ id: 'f1Micro', title: 'F1, micro average', range: [0, 1] }, (confusion) =>
  averageOf('f1', confusion, 'micro'),
)

export const f1WeightedMetric = defineConfusionMetric({ id: 'f1Weighted', title: 'F1, weighted average', range: [0, 1] }, (confusion) =>
  averageOf('f1', confusion, 'weighted'),
)
