// The curves behind the areas: ROC and precision-recall.
import { invalid, readScores, requireClasses } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import type { Scored } from './metric.js'
import { rankRows } from './ranking.js'

export interface RocCurve {
  /** From 0 to 1, the same length as `truePositiveRate`. */
  readonly falsePositiveRate: Float64Array
  readonly truePositiveRate: Float64Array
  /** Rows at or above it are called positive; the first is ∞. */
  readonly thresholds: Float64Array
}

export interface PrecisionRecallCurve {
  /** From 0 to 1, the same length as `precision`. */
  readonly recall: Float64Array
  readonly precision: Float64Array
}

/**
 * ROC curve: the true against the false positive rate at every threshold, from (0, 0) to (1, 1).
 *
 * `labels` 0/1, shape [rows]; `scores` any real, same shape; `weights` ≥ 0, same shape, default all 1.
 * One point per distinct score and the first (scikit-learn's `roc_curve` with `drop_intermediate=False`).
 * Throws METRIC_ONE_CLASS when one class is absent, METRIC_INPUT_INVALID. O(n log n). Fawcett 2006.
 */
export function rocCurve(labels: Numbers, scores: Numbers, options: WeightOptions = {}): RocCurve {
  const scored = readTwoClasses('The ROC curve', labels, scores, options)
  const { positives, negatives, thresholds } = cumulate(scored)
  const allPositives = positives.at(-1)!
  const allNegatives = negatives.at(-1)!
  requireClasses('The ROC curve', allPositives > 0 && allNegatives > 0 ? 1 : NaN, scored)
  return {
    falsePositiveRate: Float64Array.from([0, ...negatives], (count) => count / allNegatives),
    truePositiveRate: Float64Array.from([0, ...positives], (count) => count / allPositives),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  }
}

/**
 * Precision-recall curve: precision against recall at every threshold, from (0, 1) on by rising recall.
 *
 * `labels` 0/1, shape [rows]; `scores` any real, same shape; `weights` ≥ 0, same shape, default all 1.
 * One point per distinct score and the first, as scikit-learn's `precision_recall_curve` in reverse.
 * Throws METRIC_ONE_CLASS when there is no positive, METRIC_INPUT_INVALID. O(n log n).
 */
export function precisionRecallCurve(labels: Numbers, scores: Numbers, options: WeightOptions = {}): PrecisionRecallCurve {
  const scored = readTwoClasses('The precision-recall curve', labels, scores, options)
  const { positives, negatives } = cumulate(scored)
  const allPositives = positives.at(-1)!
  requireClasses('The precision-recall curve', allPositives > 0 ? 1 : NaN, scored)
  return {
    recall: Float64Array.from([0, ...positives], (count) => count / allPositives),
    precision: Float64Array.from([1, ...positives.map((count, i) => count / (count + negatives[i]))]),
  }
}

function readTwoClasses(name: string, labels: Numbers, scores: Numbers, options: WeightOptions): Scored {
  const scored = readScores(name, labels, scores, options, 'score')
  if (scored.task !== 'binary') throw invalid(name, `got ${scored.classCount} scores per row, expected one`)
  return scored
}

/** The weight of positives and negatives at or above each distinct score that has weight, highest first. */
function cumulate(scored: Scored): Record<'positives' | 'negatives' | 'thresholds', number[]> {
  const { order, isPositive, base } = rankRows(scored, 1)
  const positives: number[] = []
  const negatives: number[] = []
  const thresholds: number[] = []
  let positive = 0
  let negative = 0
  for (let i = order.length - 1; i >= 0; i--) {
    const weight = base === undefined ? 1 : base[i]
    if (weight === 0) continue
    const score = scored.predictions[order[i]]
    if (isPositive[i] === 1) positive += weight
    else negative += weight
    const at = thresholds.at(-1) === score ? thresholds.length - 1 : thresholds.length
    positives[at] = positive
    negatives[at] = negative
    thresholds[at] = score
  }
  return { positives, negatives, thresholds }
}
