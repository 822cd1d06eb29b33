// Cohen's kappa with quadratic weights.
import { confusionOf, defineConfusionMetric } from './confusion.js'
import type { Confusion } from './metric.js'
import { readLabels, requireClasses } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Quadratic weighted kappa: agreement beyond chance of ordered classes, a disagreement counting with the square of its distance.
 *
 * `labels` classes numbered from 0 in their order, shape [rows]; `predicted` classes, same shape; `weights` ≥ 0, same shape,
 * default all 1.
 * Distances are those of the class numbers, also past classes that do not occur (scikit-learn's `labels=range(classes)`).
 * Returns up to 1; 0 is chance, below it is worse. Throws METRIC_INPUT_INVALID, and METRIC_ONE_CLASS when one class is all that
 * is actual and predicted. O(n). Cohen 1968.
 */
export function quadraticKappa(labels: Numbers, predicted: Numbers, options: WeightOptions = {}): number {
  const pairs = readLabels('Quadratic kappa', labels, predicted, options)
  return requireClasses('Quadratic kappa', agree(confusionOf(pairs)), { ...pairs, target: pairs.actual })
}

function agree({ classCount, cells, actual, predicted, total }: Confusion): number {
  let seen = 0
  let expected = 0
  for (let i = 0; i < classCount; i++) {
    for (let j = 0; j < classCount; j++) {
      const distance = (i - j) ** 2
      seen += distance * cells[i * classCount + j]
      expected += (distance * actual[i] * predicted[j]) / total
    }
  }
  return expected === 0 ? NaN : 1 - seen / expected
}

export const quadraticKappaMetric = defineConfusionMetric({ id: 'quadraticKappa', title: 'Quadratic kappa', range: [-1, 1] }, agree)
