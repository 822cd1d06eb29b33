// The way from typed columns to a view: unfitted it is a recipe, fitted it is plain data.
import type { Json } from '../../base/core/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Table } from '../../data/table/index.js'
import type { View } from '../view/index.js'

/**
 * How a family of learners wants its features.
 * `standardized`: no missing values, scaled, one-hot (linear models). `ordinal`: numbers as they are with NaN, categories as
 * codes in no order (trees). `none`: no features at all (the constant baseline).
 */
export type Encoding = 'standardized' | 'ordinal' | 'none'

/** A fitted pipeline: immutable, plain JSON inside. */
export interface FittedPipeline {
  readonly encoding: Encoding
  /** The columns of the table that it reads. */
  readonly columns: readonly string[]
  /** Names and origins of the features of its views, in order. */
  readonly features: readonly { readonly name: string; readonly column: string }[]
  /** The view of these rows (all when absent), in that order. */
  transform(table: Table, rows?: Int32Array): View
  toJSON(): Json
  /**
   * Writes the whole way into a graph: `inputs` holds one `[N]` value per column, typed as the ONNX interface of CONTRACTS.md
   * says. Returns the features as one double tensor `[N, features]`, columns in the order of `features`.
   */
  toOnnx(graph: GraphBuilder, inputs: ReadonlyMap<string, Value>): Value
}
