// The public types: what goes into training and what comes out.
import type { Finding, Running, Task } from '../../base/core/index.js'
import type { Signature } from '../../data/schema/index.js'
import type { Source } from '../../data/sources/index.js'
import type { MetricId } from '../../learn/metrics/index.js'

/**
 * For a row: a class with the probabilities of all, or a value.
 * Where the task is not known when the program is written, it is one of the two: `if ('value' in answer) … else answer.label`.
 */
export type Prediction<T extends Task, L extends string> = T extends 'regression'
  ? { value: number; low?: number; high?: number }
  : { label: L; probabilities: Readonly<Record<L, number>> }

/** Whole numbers that are at most ten, so always classes. */
type FewWhole = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** The task that a target of the type `V` has when none is given, as far as the type tells. Texts may be numbers. */
type TaskByType<V> = unknown extends V
  ? Task
  : [V] extends [boolean]
    ? 'binary'
    : string extends V
      ? Task
      : [V] extends [string | FewWhole]
        ? Extract<V, `${number}`> extends never
          ? Exclude<Task, 'regression'>
          : Task
        : Task

/** The task that follows from what was asked, else from the type of the target. */
export type TaskOf<T extends Task | 'auto', V> = T extends Task ? T : TaskByType<Exclude<V, null | undefined>>

/** The labels that a row's target can have, as text. A missing one is none. */
export type LabelOf<V> = unknown extends V ? string : LabelOfCell<Exclude<V, null | undefined>>
type LabelOfCell<V> = V extends string ? V : V extends number | boolean ? `${V}` : string

export interface ModelPredictOptions {
  signal?: AbortSignal
  /**
   * Called with each thing noticed about the rows, such as cells that are not of their column's kind, before the answers come.
   * Without it those of severity `error` become a warning of the process (`MlwrightWarning`), each once per model.
   */
  onFinding?: (finding: Finding) => void
}

/** A trained model, from typed columns to predictions. */
export interface Model<T extends Task = Task, Row extends object = Record<string, unknown>, L extends string = string> {
  readonly task: T
  readonly signature: Signature
  /**
   * One prediction per row, in their order.
   * Rows are read as at training: texts are parsed by the signature, unseen levels and missing values are allowed, further columns are ignored.
   * No rows (`[]`) give no predictions. Throws COLUMN_MISSING that names every column that is not there; rejects with ABORTED when the signal fires.
   */
  predict(rows: Source<Row>, options?: ModelPredictOptions): Promise<Prediction<T, L>[]>
  /** Writes the bundle into a new or empty folder. */
  save(folder: string): Promise<void>
}

/** What a bundle's generated client knows of it. */
export interface BundleTypes {
  task: Task
  row: object
  label: string
}

/** The JSON of `train --json`. Paths are absolute. */
export interface TrainSummary {
  readonly format: 1
  /** The run folder: everything that the training made. */
  readonly run: string
  /** The folder that ships. */
  readonly bundle: string
  readonly task: Task
  /** Why this task and, for a binary one, why this positive class. */
  readonly taskWhy: string
  readonly target: string
  readonly classes?: readonly string[]
  readonly positive?: string
  readonly rows: { readonly train: number; readonly test: number }
  readonly metric: {
    readonly name: MetricId
    /** As people know the metric. */
    readonly value: number
    /** 95 % interval. */
    readonly low: number
    readonly high: number
    readonly source: 'crossValidation' | 'holdout' | 'test'
  }
  /** The constant baseline on the same rows by the same metric. */
  readonly baseline: { readonly value: number; readonly low: number; readonly high: number }
  /** The name of the chosen candidate. */
  readonly winner: string
  /** Best first; `score` is higher-is-better. */
  readonly leaderboard: readonly {
    readonly name: string
    readonly learner: string
    readonly score: number
    readonly standardError: number
    readonly fitSeconds: number
  }[]
  readonly findings: readonly Finding[]
  /** For people: how good it is, and where it is weakest. */
  readonly words: { readonly result: string; readonly weakest?: string; readonly caution?: string }
  readonly stoppedBy: 'trials' | 'time' | 'interrupt'
  /** The `--trials` and `--seed` that repeat this training. */
  readonly trials: number
  /** How many candidates the fixed list holds, which is what runs without a time budget. */
  readonly plannedTrials: number
  /** The one that was asked for; `fast` where a short time budget left room for no more. */
  readonly preset: 'fast' | 'balanced' | 'best'
  readonly seed: number
  /** How many rows there are, where only a sample of them took part: `rows` counts the sample. */
  readonly sampledFrom?: number
  /** Wall clock of the whole. */
  readonly seconds: number
}

export type Result<T extends Task = Task, Row extends object = Record<string, unknown>, L extends string = string> = TrainSummary & {
  readonly model: Model<T, Row, L>
}

export type TrainEvent =
  | { readonly type: 'stage'; readonly stage: Stage }
  | {
      readonly type: 'read'
      readonly name: string
      readonly rows: number
      /** Rows without a target, left out. */
      readonly dropped: number
      readonly columns: number
      readonly task: Task
      readonly why: string
    }
  | { readonly type: 'finding'; readonly finding: Finding }
  | {
      readonly type: 'searchStarted'
      readonly trials?: number
      readonly folds: number
      readonly metric: MetricId
      readonly endsAt?: number
    }
  | { readonly type: 'trialStarted'; readonly name: string; readonly learner: string }
  | {
      readonly type: 'trial'
      readonly name: string
      readonly learner: string
      readonly score: number
      readonly standardError: number
      readonly fitSeconds: number
      readonly isBest: boolean
      /** Taken over from the run that goes on. */
      readonly isResumed: boolean
    }
  | { readonly type: 'trialFailed'; readonly name: string; readonly message: string }
  | { readonly type: 'searchEnded'; readonly trials: number; readonly stoppedBy: 'trials' | 'time' | 'interrupt' }

export type Stage = 'read' | 'search' | 'refit' | 'judge' | 'write'

/** A training that runs: await it for the result, iterate over it for its events. */
export type Training<R> = Running<R, TrainEvent>
