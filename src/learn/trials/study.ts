// What all trials of a training share: the rows, the folds and the question.
import type { Json, Task } from '../../base/core/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import type { Table } from '../../data/table/index.js'
import type { MetricId } from '../metrics/index.js'

/** Sent once to every thread; the numbers lie in shared memory. */
export interface Study {
  readonly table: Table
  /** The feature columns. */
  readonly columns: readonly ColumnSchema[]
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  /** One per row of the table. */
  readonly target: Float64Array
  readonly weights?: Float64Array
  readonly folds: readonly Fold[]
  readonly metric: MetricId
  readonly seed: number
}

export interface Fold {
  /** From 0: every row is tested at most once within a repeat. */
  readonly repeat: number
  readonly train: Int32Array
  readonly test: Int32Array
}

/** A learner with its parameters, to be tried. */
export interface Proposal {
  /** Unique within the training, such as `gbdt-slow` or `linear-3`. */
  readonly name: string
  readonly learner: string
  /** All of them, resolved. */
  readonly parameters: Readonly<Record<string, Json>>
}

/** What came of a proposal. */
export interface Trial extends Proposal {
  /** For each repeat rows × outputs for all rows of the table; NaN where a row was never tested. */
  readonly outOfFold: readonly Float64Array[]
  /** For each fold, higher is better; NaN where the metric is undefined. */
  readonly foldScores: readonly number[]
  /** Of all tested rows together, the mean over the repeats; higher is better. */
  readonly score: number
  /** From the spread of the folds' scores. */
  readonly standardError: number
  /** Sum over the folds, on one thread each. */
  readonly fitSeconds: number
  /** The longest of the folds. */
  readonly slowestFitSeconds: number
  /** The fitted models of the folds, as JSON text. */
  readonly foldModels: readonly string[]
}
