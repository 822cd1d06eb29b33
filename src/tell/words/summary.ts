// All that is told about a training: the report, the card and the last screen are drawn from this alone.
import type { Finding, Json, Task } from '../../base/core/index.js'
import type { Schema } from '../../data/schema/index.js'
import type { Estimate, Evaluation, Importance } from '../../judge/evaluate/index.js'
import type { MetricId } from '../../learn/metrics/index.js'

export interface TrainingSummary {
  /** Of mlwright. */
  readonly version: string
  /** The file's name or the like: never a path. */
  readonly sourceName: string
  readonly fingerprint: string
  readonly target: string
  readonly task: Task
  /** Why this task, and why this positive class. */
  readonly taskWhy: string
  readonly classes: readonly string[]
  readonly positive?: string
  /** `test`: rows kept apart; `dropped`: rows without a target. */
  /** `dropped`: without an answer; `untimed`: without a time, where the split is by time. */
  readonly rows: { readonly train: number; readonly test: number; readonly dropped: number; readonly untimed?: number }
  readonly schema: Schema
  readonly split: {
    readonly kind: 'stratified' | 'shuffled' | 'grouped' | 'ordered'
    readonly folds: number
    readonly repeats: number
    /** The group or time column. */
    readonly column?: string
    /** Rows that stayed in one part with others that are alike in every column that may be used. */
    readonly copies?: number
  }
  readonly metric: Estimate & { readonly name: MetricId; readonly source: 'crossValidation' | 'holdout' | 'test' }
  /** The winner's plain score before the correction for having chosen it among many; absent for hold-out and test. */
  readonly uncorrected?: number
  /** The constant baseline by the same metric on the same rows. */
  readonly baseline: Estimate
  /** How much better than the baseline by the same metric, of differences on the same resampled rows; told where the two intervals overlap. */
  readonly gain?: Estimate
  /** Best first. */
  readonly leaderboard: readonly SummaryTrial[]
  /** The name of the chosen trial. */
  readonly winner: string
  readonly evaluation: Evaluation
  readonly baselineEvaluation: Evaluation
  /** Of the winner, on held-out rows, greatest first. */
  readonly importance: readonly Importance[]
  /** The cells of the worst mistakes, in the order of `evaluation.mistakes`. */
  readonly mistakeRows: readonly {
    readonly rowNumber: number
    readonly cells: readonly { readonly column: string; readonly value: string }[]
  }[]
  /** `regression`: the target's values of all rows, in bins of equal width. */
  readonly targetBins?: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  readonly findings: readonly Finding[]
  /** The ONNX graph against the model that was judged, on real rows and on rows made of them. */
  readonly parity?: {
    readonly rowCount: number
    readonly realRowCount: number
    readonly madeRowCount: number
    readonly largestDifference: number
    readonly runtime: string
  }
  readonly stoppedBy: 'trials' | 'time' | 'interrupt'
  readonly seed: number
}

export interface SummaryTrial {
  readonly name: string
  readonly learner: string
  /** Mean over the folds, higher is better. */
  readonly score: number
  readonly standardError: number
  readonly parameters: Json
}
