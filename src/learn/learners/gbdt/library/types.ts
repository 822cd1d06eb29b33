// What `mlwright/gbdt` takes and gives.
import type { Json } from '../../../../base/core/index.js'

/** One value per row. NaN is missing; in a categorical column, whatever the array, a negative value is missing too (not so in models of XGBoost). */
export type GbdtColumn = Float64Array | Float32Array | Int32Array

/**
 * A table to learn from. Nothing in it is changed. Columns over a SharedArrayBuffer are read in place until the fit is done; all else is copied
 * before `trainGbdt` returns its promise, and may be used again.
 */
export interface GbdtData {
  /** At least one; all of one length. ±Infinity is allowed. */
  readonly columns: readonly GbdtColumn[]
  /** One per row, finite: 0 or 1 (`binary`), 0 … classes − 1 (`multiclass`), grades of relevance (`lambdarank`), any number (`l2`). */
  readonly labels: ArrayLike<number>
  /** One per row, ≥ 0, not all 0. A weight of 2 is a row that stands twice, but is one row where rows are counted or drawn. Default: all 1. */
  readonly weights?: ArrayLike<number> | undefined
  /** Numbers of the columns that hold level codes: whole numbers below 2²⁰; negative or NaN is missing. Default: none. */
  readonly categorical?: readonly number[] | undefined
  /** One per column, distinct. Default: `Column_0`, `Column_1`, … as LightGBM has them. */
  readonly names?: readonly string[] | undefined
  /** Ranking: how many rows, one after another, each group has. */
  readonly groupSizes?: ArrayLike<number> | undefined
  /** Rows × outputs, row by row: where boosting starts, in place of the constant. The validation needs them where the data have them. */
  readonly initialScores?: ArrayLike<number> | undefined
}

export interface GbdtContext {
  /** The most threads of the fit; the model does not depend on it. Default: as many as run at once (1 where threads cannot share memory). */
  readonly threads?: number | undefined
  /** A whole number. The same data, parameters and seed give the same model. Default 0. */
  readonly seed?: number | undefined
  /** Stops the fit within 50 ms; it then rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined
  /** Rows to watch: of the rounds, those up to the best value on these rows are kept. */
  readonly validation?: GbdtData | undefined
  /**
   * What `validation` is judged by in place of the loss: the id of a metric of `mlwright train`, for ranking `ndcg@5`, `map@10` and the like. Or
   * a function: given the predictions, rows × outputs, and the rows themselves (without those of weight 0), a number, the less the better; the
   * fit then runs on the calling thread.
   */
  readonly metric?: string | ((predictions: Float64Array, data: GbdtData) => number) | undefined
  /** Rounds without improvement on `validation` before stopping; 0: watch only, keep all rounds. Default: by learning rate and rows. */
  readonly patience?: number | undefined
  /** A model to go on from: its trees come first, and stay as they are. Columns, outputs and objective must be the same. */
  readonly continueFrom?: GbdtModel | undefined
  /** Called after each round, from the calling thread. What it throws ends the fit. */
  readonly onRound?: ((round: GbdtRound) => void) | undefined
}

export interface GbdtRound {
  /** From 1. */
  readonly round: number
  /** The most rounds that there will be. */
  readonly rounds: number
  /** The mean loss on `validation`, by weight, or the `metric`. */
  readonly validationValue?: number
  /** The round with the best value on `validation` so far; 0: the constant alone. */
  readonly bestRound?: number
}

export interface GbdtPredictOptions {
  /** The most threads. Default 1; predictions do not depend on it. In a browser one is used. */
  readonly threads?: number | undefined
}

export interface GbdtShapOptions {
  /** Rows that unknown features are taken from (interventional). Default: the shares of the training rows at each split (path-dependent). */
  readonly background?: readonly GbdtColumn[] | undefined
}

export interface GbdtPermutationOptions {
  /** What predictions, rows × outputs, are worth: the less the better. */
  readonly loss: (predictions: Float64Array) => number
  /** How often each column is shuffled. Default 5. */
  readonly repeats?: number | undefined
  /** A whole number. Default 0. */
  readonly seed?: number | undefined
}

/** A fitted model: immutable. Rows × outputs, row by row; one output, or one per class for `multiclass`. */
export interface GbdtModel {
  readonly objective: string
  readonly outputCount: number
  readonly featureCount: number
  readonly featureNames: readonly string[]
  /** Rounds of boosting that the model has. */
  readonly rounds: number
  /** Probabilities (`binary`: of label 1) or means. */
  predict(columns: readonly GbdtColumn[], options?: GbdtPredictOptions): Float64Array
  /** Scores: log-odds (`binary`), logarithms up to a constant (`multiclass`), means. */
  predictRaw(columns: readonly GbdtColumn[], options?: GbdtPredictOptions): Float64Array
  /** The prediction of one row, given its value in each column; one number per output. */
  predictRow(values: ArrayLike<number>): Float64Array
  /**
   * What each column adds to the raw score of each row: rows × outputs × (columns + 1); the last is the base value, and together they are the
   * raw score. Exact TreeSHAP, equal to LightGBM's `pred_contrib`. Throws PARAMETER_INVALID for linear leaves.
   */
  shap(columns: readonly GbdtColumn[], options?: GbdtShapOptions): Float64Array
  /** Per column: what its splits gained in all (`gain`, the default), or how many they are (`split`). */
  importance(kind?: 'gain' | 'split'): Float64Array
  /** Per column: by how much the loss rises when its values are shuffled among the rows, on average, and how much that varies. */
  permutationImportance(
    columns: readonly GbdtColumn[],
    options: GbdtPermutationOptions,
  ): { readonly mean: Float64Array; readonly standardDeviation: Float64Array }
  /** The leaf that each row reaches in each tree: rows × trees, row by row, from 0 in every tree. */
  leafIndex(columns: readonly GbdtColumn[]): Int32Array
  /** Plain data; `gbdtFromJSON` reads it. */
  toJSON(): Json
  /** The text of a LightGBM model file (`model.txt`), which Python's `lightgbm.Booster(model_file=…)` reads. */
  toLightGbmText(): string
  /** One graph: `features` (double, [N, columns], NaN is missing) in, `predictions` (double, [N, outputs]) out. */
  toOnnx(): Uint8Array
}
