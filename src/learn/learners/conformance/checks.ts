// What a check is, and what it is told about a learner.
import type { Json } from '../../../base/core/index.js'
import type { GraphBuilder, Value } from '../../../base/onnx/index.js'

export interface ConformanceCheck {
  /** The law, in words. */
  readonly name: string
  /** Throws an Error that says what was expected and what came. */
  run(): void | Promise<void>
}

/**
 * Writes a graph with one input `features` (double, [N, featureCount]), lets `write` add the model, runs it on `values` (row by row)
 * and returns the one output, row by row.
 */
export type RunGraph = (model: {
  readonly write: (graph: GraphBuilder, features: Value) => Value
  readonly values: Float64Array
  readonly rowCount: number
  readonly featureCount: number
}) => Promise<Float64Array>

export interface ConformanceOptions {
  /** On top of the learner's defaults, for instance so that fits are quick or exact. */
  readonly parameters?: Readonly<Record<string, Json>>
  /** How far predictions may differ between a row of weight 2 and the row given twice. Absent: the learner does not claim that they agree. */
  readonly weightTolerance?: number
  /** How far predictions may differ between the same values in dense and in sparse features. Default 0. */
  readonly layoutTolerance?: number
  /** A learner that ignores its features, as the constant baseline does, cannot beat the baseline. Default true. */
  readonly beatsBaseline?: boolean
  /** Runs what `toOnnx` writes. Absent: there is no check on it. */
  readonly runGraph?: RunGraph
}

/** Throws unless the condition holds. */
export function ensure(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message())
}

/** Throws unless both have the same length and differ by `tolerance` at most (relative to values above 1); NaN equals nothing. */
export function ensureClose(actual: Float64Array, expected: Float64Array, { tolerance, what }: { tolerance: number; what: string }): void {
  ensure(actual.length === expected.length, () => `${what}: ${actual.length} predictions, expected ${expected.length}`)
  for (let i = 0; i < actual.length; i++) {
    const allowed = tolerance * Math.max(1, Math.abs(expected[i]))
    ensure(
      Math.abs(actual[i] - expected[i]) <= allowed,
      () => `${what}: prediction ${i} is ${actual[i]}, expected ${expected[i]} within ${allowed}`,
    )
  }
}
