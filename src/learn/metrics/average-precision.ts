// Average precision.
import { defineMetric } from './define.js'
import { readScores, requireClasses } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import { prepareOneVsRest } from './ranking.js'
import type { Ranking } from './ranking.js'

/**
 * Average precision: the mean of the precision at each threshold, weighted by the recall gained there (no interpolation).
 * With more than two classes the plain mean of one class against the rest, over the classes that occur.
 *
 * `labels` 0/1 (or classes from 0), shape [rows]; `scores` any real, same shape (or rows × classes, row by row);
 * `weights` ≥ 0, shape [rows], default all 1.
 * Returns [0, 1], the share of positives is chance. Throws METRIC_ONE_CLASS when there is no positive, METRIC_INPUT_INVALID.
 * O(n log n) per class. Equal to scikit-learn's `average_precision_score`.
 */
export function averagePrecision(labels: Numbers, scores: Numbers, options: WeightOptions = {}): number {
  const scored = readScores('Average precision', labels, scores, options, 'score')
  return requireClasses('Average precision', averagePrecisionMetric.compute(scored), scored)
}

export const averagePrecisionMetric = defineMetric({
  id: 'averagePrecision',
  title: 'Average precision',
  tasks: ['binary', 'multiclass'],
  direction: 'maximize',
  range: [0, 1],
  prepare: (scored) => prepareOneVsRest(scored, meanPrecision),
})

function meanPrecision({ order, isPositive, endsTie, base }: Ranking, weights: Float64Array): number {
  let sum = 0
  let positives = 0
  let all = 0
  // Of the rows with the same score.
  let gained = 0
  for (let i = order.length - 1; i >= 0; i--) {
    const weight = base === undefined ? weights[order[i]] : weights[order[i]] * base[i]
    all += weight
    gained += weight * isPositive[i]
    if (i === 0 || endsTie[i - 1] === 1) {
      positives += gained
      sum += (gained * positives) / (all || 1)
      gained = 0
    }
  }
  return positives > 0 ? sum / positives : NaN
}
