// The one interface of all learners. Unfitted and fitted are different types.
import type { Json, ParameterDeclarations, Random, Task } from '../../base/core/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Encoding, View } from '../features/index.js'

/** What a fit learns from. Nothing in it is ever changed. */
export interface TrainingData {
  readonly view: View
  /** Class indices (`binary`: 1 is the positive class) or values, one per row; finite. */
  readonly target: Float64Array
  /** One per row, ≥ 0, not all 0. Absent: all 1. A weight of 2 is a row that stands twice. */
  readonly weights?: Float64Array
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. Some classes may have no row. */
  readonly classCount: number
}

export interface FitContext {
  /** The only source of randomness. */
  readonly random: Random
  /** Called at least every 50 ms of work; throws when the fit is to stop (aborted, or out of time). */
  readonly checkpoint: () => void
  /** Threads that the fit may use, this one among them; the model does not depend on it. Absent: 1. */
  readonly threads?: number | undefined
}

/** A fitted model: immutable. */
export interface FittedModel {
  /** The id of the learner that made it and can load it. */
  readonly learner: string
  /** For its reader, where the fit did not end as it should have: a sentence for a finding. */
  readonly caution?: string
  /** Rows × outputs, row by row: `binary` the probability of class 1, `multiclass` one probability per class that sum to 1, `regression` the mean. */
  predict(view: View): Float64Array
  toJSON(): Json
  /**
   * Writes the model into a graph. `features` is a double tensor `[N, features]` with the columns of the training view (NaN is missing).
   * Returns a double tensor `[N, outputs]`, equal to `predict` within 1e-9.
   */
  toOnnx(graph: GraphBuilder, features: Value): Value
}

export interface Learner<P extends object = Record<string, Json>> {
  /** As in `--learners` and the leaderboard. */
  readonly id: string
  /** For people, such as "gradient-boosted trees". */
  readonly title: string
  readonly tasks: readonly Task[]
  readonly encoding: Encoding
  readonly parameters: ParameterDeclarations<P>
  /**
   * Named settings worth trying by default on such data, the most promising first.
   * Cheap: only looks at sizes.
   */
  candidates(shape: DataShape): readonly Candidate<P>[]
  /** A fit with the same data, parameters and seed gives the same model. */
  fit(data: TrainingData, parameters: P, context: FitContext): FittedModel
  load(json: Json): FittedModel
  /**
   * The parameters for the fit on all rows, given what the fits on the folds found (for instance the number of rounds at
   * which they stopped). `growth` is rows of the final fit ÷ rows of a fold's fit. Absent: the parameters as they are.
   */
  consolidate?(parameters: P, folds: readonly FittedModel[], growth: number): P
}

export interface DataShape {
  readonly task: Task
  readonly rowCount: number
  readonly classCount: number
  readonly columnCount: number
  readonly hasText: boolean
  /** `regression`: the constant that is best by the metric. Absent: the mean. */
  readonly bestConstant?: 'median'
}

export interface Candidate<P extends object = Record<string, Json>> {
  /** Short and unique among the learner's candidates, such as `linear`, `linear-sparse`, `gbdt-slow`. */
  readonly name: string
  readonly parameters: Partial<P>
  /** What makes it cheaper at little loss: added where the preset is `fast`. */
  readonly quick?: Partial<P>
  /** What draws around it leave as it is, since all else would take too long on such data. */
  readonly kept?: readonly (keyof P & string)[]
  /** Tried after those of all learners that are not, where a time budget or the preset `best` has room for it. */
  readonly isFurther?: boolean
}
