// Area under the ROC curve.
import { defineMetric } from './define.js'
import { readScores, requireClasses } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import { prepareOneVsRest } from './ranking.js'
import type { Ranking } from './ranking.js'

/**
 * Area under the ROC curve: the chance that a random positive outranks a random negative, ties counting half.
 * With more than two classes the plain mean of one class against the rest, over the classes that occur.
 *
 * `labels` 0/1 (or classes from 0), shape [rows]; `scores` any real, same shape (or rows × classes, row by row);
 * `weights` ≥ 0, shape [rows], default all 1.
 * Returns [0, 1], 0.5 is chance. Throws METRIC_ONE_CLASS when one class is absent, METRIC_INPUT_INVALID. O(n log n) per class.
 * Fawcett 2006; equal to scikit-learn's `roc_auc_score` (`multi_class='ovr'`, `average='macro'`).
 *
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export function rocAuc(labels: Numbers, scores: Numbers, options: WeightOptions = {}): number {
  const scored = readScores('ROC AUC', labels, scores, options, 'score')
  return requireClasses('ROC AUC', rocAucMetric.compute(scored), scored)
}

export const rocAucMetric = defineMetric({
  id: 'rocAuc',
  title: 'ROC AUC',
  tasks: ['binary', 'multiclass'],
  direction: 'maximize',
  range: [0, 1],
  prepare: (scored) => prepareOneVsRest(scored, areaUnderRoc),
})

function areaUnderRoc({ order, isPositive, endsTie, base }: Ranking, weights: Float64Array): number {
  let area = 0
  let negativesBelow = 0
  let positives = 0
  // Of the rows with the same score.
  let tiedPositives = 0
  let tiedNegatives = 0
  for (let i = 0; i < order.length; i++) {
    const weight = base === undefined ? weights[order[i]] : weights[order[i]] * base[i]
    const positive = weight * isPositive[i]
    tiedPositives += positive
    tiedNegatives += weight - positive
    if (endsTie[i] === 1) {
      area += tiedPositives * (negativesBelow + tiedNegatives / 2)
      positives += tiedPositives
      negativesBelow += tiedNegatives
      tiedPositives = 0
      tiedNegatives = 0
    }
  }
  return positives > 0 && negativesBelow > 0 ? Math.min(1, area / (positives * negativesBelow)) : NaN
}
