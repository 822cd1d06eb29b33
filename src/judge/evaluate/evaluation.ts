// How good a model is, with uncertainty: all that the report and the JSON say about it.
import type { Task } from '../../base/core/index.js'
import type { MetricId } from '../../learn/metrics/index.js'

/** A value with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface Evaluation {
  readonly task: Task
  readonly rowCount: number
  readonly classes: readonly string[]
  readonly positive?: string
  /** Every metric that applies to the task and is defined on these rows. */
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>
  /** Counts (weights, where there are any): `confusion[actual][predicted]`, in the order of `classes`. */
  readonly confusion?: readonly (readonly number[])[]
  /** `binary`: from (0, 0) to (1, 1), thinned to at most 200 points. */
  readonly roc?: { readonly falsePositiveRate: readonly number[]; readonly truePositiveRate: readonly number[] }
  readonly precisionRecall?: { readonly recall: readonly number[]; readonly precision: readonly number[] }
  /**
   * Up to 10 bins of equal count: what was said against what happened, with a 95 % interval
   * (binary: the positive class; multiclass: the winning class).
   */
  readonly calibration?: readonly CalibrationBin[]
  /** `regression`: a seeded sample of at most 1,000 rows. */
  readonly points?: readonly { readonly actual: number; readonly predicted: number }[]
  /** `regression`: actual − predicted, in bins of equal width between the 0.5 and 99.5 percentiles; rows outside are not counted. */
  readonly residuals?: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** The rows that were predicted wrong, the surest answer (for numbers: the furthest off) first, at most 10. */
  readonly mistakes: readonly Mistake[]
  /**
   * Where it is weakest: for classes the one with the lowest recall (`overall`: accuracy); for numbers the fifth of the rows, by
   * their target, with the greatest mean absolute error. Absent where there are no two parts of at least 5 rows.
   */
  readonly weakest?: { readonly what: string; readonly value: number; readonly overall: number; readonly rowCount: number }
}

export interface CalibrationBin extends Estimate {
  readonly predicted: number
  readonly rowCount: number
}

export interface Mistake {
  /** Position among the rows that were scored. */
  readonly row: number
  readonly actual: string | number
  readonly predicted: string | number
  /** The probability that the model gave to what it predicted. */
  readonly confidence?: number
}

/** How much worse the metric gets when a column's values are shuffled among held-out rows. */
export interface Importance extends Estimate {
  readonly column: string
}
