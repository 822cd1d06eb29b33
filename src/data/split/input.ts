// What a split is made from and what it is.
import type { Random, Task } from '../../base/core/index.js'

export interface SplitInput {
  readonly task: Task
  /** Class indices or values, one per row. */
  readonly target: Float64Array
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  /** One code per row: rows of a group stay together. A negative code is a group of its own. */
  readonly groups?: Int32Array
  /** A code per row, numbered from 0 in order of appearance: rows with the same one go together, where there are no groups or times. */
  readonly copies?: Int32Array
  /** One per row, any unit: tests come after what was learned from. A row without a time (NaN) takes no part. */
  readonly times?: Float64Array
  readonly random: Random
}

/**
 * `stratified`: every class spread evenly. `shuffled`: the same for the ranges of a numeric target. `grouped`: a group is never on
 * both sides. `ordered`: a test is always later than what was learned from.
 */
export type SplitKind = 'stratified' | 'shuffled' | 'grouped' | 'ordered'

export interface Fold {
  readonly repeat: number
  /** Row numbers, ascending. */
  readonly train: Int32Array
  readonly test: Int32Array
}

export interface Folds {
  readonly kind: SplitKind
  /** All repeats, one after the other: repeats × foldCount of them. */
  readonly folds: readonly Fold[]
  readonly foldCount: number
  readonly repeats: number
  /** The rows that are tested, each exactly once per repeat, ascending: all rows, except `ordered`, where the earliest only teach. */
  readonly covered: Int32Array
}

export interface HoldOut {
  readonly kind: SplitKind
  readonly train: Int32Array
  readonly test: Int32Array
}
