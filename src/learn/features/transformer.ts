// What every transformer is: one column in, a few features out, in memory and in a graph.
import type { Json, Task } from '../../base/core/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, Kind } from '../../data/table/index.js'
import type { GraphPart } from './graph-parts.js'
import type { DenseFeature, SparseFeature } from '../view/index.js'

/** The values of a feature, before the pipeline gives it its name. */
export type FeatureData = Pick<DenseFeature, 'layout' | 'values' | 'levelCount'> | Pick<SparseFeature, 'layout' | 'rows' | 'values'>

export type JsonObject = { readonly [key: string]: Json }

/** Fitted on the training rows of one column: immutable, plain data inside. */
export interface FittedTransformer {
  /** Its key in the registry. */
  readonly type: string
  readonly kind: Kind
  readonly column: string
  /** One per feature, in order; may be empty, when the column carries nothing. */
  readonly featureNames: readonly string[]
  /** One entry per feature name. `column` has the kind and the name above. */
  transform(column: Column, rows: Int32Array): readonly FeatureData[]
  /** Everything but the type; `load` of the registry makes the same transformer of it. */
  toJSON(): JsonObject
  /** What makes the features, in their order, from the `[N]` input of the column. Only called when there are features. */
  toOnnx(graph: GraphBuilder, input: Value): readonly GraphPart[]
}

/** What is to be predicted, which tells columns apart where there are very many, and how much each row counts; looked at on the training rows only. */
export interface FeatureTarget {
  /** Class index or value, one per row of the table. */
  readonly values: Float64Array
  /** One per row of the table, ≥ 0. Absent: all 1. A weight of 2 is a row that stands twice. */
  readonly weights?: Float64Array
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
}
