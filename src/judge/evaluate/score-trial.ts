// A trial's row on the leaderboard: its score over the folds.
import { mean, variance } from '../../base/stats/index.js'
import { scoreOf } from '../../learn/metrics/index.js'
import type { Metric, Scored } from '../../learn/metrics/index.js'

export interface TrialScore {
  /** Mean over the folds, higher is better whatever the metric; NaN where it is defined in none. */
  readonly score: number
  /** Of that mean; NaN with fewer than two folds. */
  readonly standardError: number
}

/**
 * The mean score over held-out folds and its standard error. Folds where the metric is undefined are left out.
 * `folds` holds the folds of all repeats; `foldsPerRepeat` (default: all of them) how many cover every row once. Repeats judge the
 * same rows again: they steady the mean but are no more evidence, so the error is the deviation of folds ÷ √(folds of one repeat).
 */
export function scoreTrial(metric: Metric, folds: readonly Scored[], foldsPerRepeat = folds.length): TrialScore {
  const scores = folds.map((fold) => scoreOf(metric, metric.compute(fold))).filter((score) => !Number.isNaN(score))
  return { score: mean(scores), standardError: Math.sqrt(variance(scores) / Math.min(scores.length, foldsPerRepeat)) }
}
