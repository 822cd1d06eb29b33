// What boosting minimises, as one interface: the loss, its derivatives, where it starts, and the way from scores to predictions.
import type { GradientKernels } from '../../../../base/kernels/index.js'
import type { FittedObjective } from '../forest/fitted.js'
import type { Transform } from '../forest/transform.js'

/** The truth about the rows that a fit sees, those kept apart among them. Nothing in it is changed. */
export interface LabelledRows {
  readonly rowCount: number
  /** One per row: a class index or a value, as the objective wants it. */
  readonly target: Float64Array
  /** One per row, finite and ≥ 0. Absent: all 1. */
  readonly weights?: Float64Array | undefined
  /** Ranking: how many rows, one after another, each group has. They sum to `rowCount`. */
  readonly groupSizes?: ArrayLike<number> | undefined
}

/** Where the numbers of a fit lie. */
export interface Placement {
  /**
   * The kernels of the memory in which all arrays lie: target and weights of the labelled rows, and those of every round. It must not
   * grow while the objective is in use. Absent: the arrays lie anywhere.
   */
  readonly kernels?: GradientKernels | undefined
  /** Makes an array in that memory, for weights that the objective changes. Needed with `kernels`. */
  readonly allocate?: ((length: number) => Float64Array) | undefined
}

/** What each round reads and writes: output by output, `rowCount` numbers each. */
export interface RoundArrays {
  /** In. */
  readonly scores: Float64Array
  /** Out: d loss ÷ d score, times the weight of the row. */
  readonly gradients: Float32Array
  /** Out: the second derivative or what stands for it, ≥ 0, times the weight of the row. */
  readonly hessians: Float32Array
}

/** One loss over the rows that it was made for. */
export interface Objective {
  /** What is stored with the model: LightGBM's name of it and the parameters that predictions need. */
  readonly fitted: FittedObjective
  /** Scores per row. */
  readonly outputCount: number
  /** From the scores of a row to its predictions. */
  readonly transform: Transform
  /** What the second derivatives are in every round: all 1, the weights of the rows, or other values that change. */
  readonly hessianKind: 'ones' | 'weights' | 'varying'
  /** Whether `computeGradients` may be called for parts of the rows, also side by side; else only for all at once. */
  readonly isDivisible: boolean

  /** The constant score per output that fits the given rows best. */
  baseScores(rows: Int32Array): Float64Array
  /** Per output, whether trees can lower the loss of the given rows: a class with no rows or all of them needs none. */
  findLearnable(rows: Int32Array): readonly boolean[]
  /**
   * Writes the derivatives at the scores of rows `begin` to `end` − 1, for each output.
   * Ranking writes the groups that start there, whole. Ranges that cover all rows once write everything once.
   */
  computeGradients(arrays: RoundArrays, begin: number, end: number): void
  /** How far at most a tree moves the score of a row, before the learning rate, whatever its target is. Absent: as far as it takes. */
  readonly greatestStep?: number
  /** The weighted sum of the loss over the given rows (ranking: those of whole groups, in order); the lower, the better. */
  sumLoss(rows: Int32Array, scores: Float64Array): number
  /** What to divide it by for the mean: the weights of the rows (ranking: of the groups, each the mean of its rows). */
  sumWeights(rows: Int32Array): number
  /**
   * The value of a leaf with the given rows (at least one) that lowers their loss most, before the learning rate; `scores` are
   * those before its tree. It stands in place of the Newton step, whatever the penalties. Absent: the Newton step serves.
   */
  renewLeaf?(rows: Int32Array, scores: Float64Array): number
}
