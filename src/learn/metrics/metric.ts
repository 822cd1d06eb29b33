// What a metric is: a function of targets, predictions and weights.
import type { Task } from '../../base/core/index.js'

export type MetricId =
  | 'rocAuc'
  | 'logLoss'
  | 'accuracy'
  | 'balancedAccuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'f1Macro'
  | 'f1Micro'
  | 'f1Weighted'
  | 'mcc'
  | 'quadraticKappa'
  | 'averagePrecision'
  | 'brier'
  | 'ece'
  | 'topK3'
  | 'rmse'
  | 'mae'
  | 'mape'
  | 'medianAbsoluteError'
  | 'rmsle'
  | 'r2'
  | 'pinball'

/** Weights per actual (row) and predicted (column) class, row by row. */
export interface Confusion {
  readonly classCount: number
  readonly cells: Float64Array
  /** Sums of rows: how much there is of each class. */
  readonly actual: Float64Array
  /** Sums of columns: how much was predicted of each class. */
  readonly predicted: Float64Array
  readonly total: number
  /** The diagonal. */
  readonly right: number
}

/** Targets and predictions of the same rows. */
export interface Scored {
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  /** Class indices or values, one per row. */
  readonly target: Float64Array
  /** Rows × outputs, as FittedModel.predict gives them. */
  readonly predictions: Float64Array
  /** One per row, ≥ 0. Absent: all 1. */
  readonly weights?: Float64Array
}

export interface Metric {
  readonly id: MetricId
  /** As people know it, such as "ROC AUC". */
  readonly title: string
  readonly tasks: readonly Task[]
  /** Whether more is better. */
  readonly direction: 'maximize' | 'minimize'
  /** What it can be, for axes and clamping of intervals. */
  readonly range: readonly [number, number]
  /** Models learn ln(1 + target) for it, which it compares. Such targets must be above −1. */
  readonly isLogarithmic?: boolean
  /** The constant that a regression guesses by it. Absent: the mean. */
  readonly bestConstant?: 'median'
  /** The value on these rows; NaN where it is undefined (for instance ROC AUC with one class). */
  compute(scored: Scored): number
  /**
   * For many evaluations of the same predictions under other weights (the bootstrap): does the sorting once.
   * The returned function takes weights (≥ 0, one per row, on top of which `scored.weights` are multiplied in).
   */
  prepare(scored: Scored): (weights: Float64Array) => number
  /** Of a metric that needs nothing but the confusion matrix: its value from that. */
  readonly ofConfusion?: (confusion: Confusion, task: Task) => number
}

/** Higher is better, whatever the metric's own direction. */
export function scoreOf(metric: Metric, value: number): number {
  return metric.direction === 'maximize' ? value : -value
}
