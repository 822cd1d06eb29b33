// Models that learned ln(1 + target): their answers turned back, in memory and in a graph.
import type { Json } from '../../base/core/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { FittedModel } from '../learners/index.js'

/** Between which logarithms answers are kept. */
export interface LogScale {
  readonly low: number
  readonly high: number
}

/** ln(1 + target). Every value must be above −1. */
export function toLogScale(target: Float64Array): Float64Array {
  return target.map((value) => Math.log1p(value))
}

/**
 * Bounds for answers of a model that learned from these logarithms: none below 0 unless a target was, none above ten times the
 * greatest. A linear model that is asked far outside of its training rows would give numbers without sense, exponentially.
 */
export function logScaleOf(logarithms: Float64Array): LogScale {
  let low = 0
  let high = 0
  for (const value of logarithms) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high: high + Math.log(10) }
}

/** The model with answers on the scale of the target: exp(answer) − 1, the answer kept within the bounds. */
export function onLogScale(model: FittedModel, scale: LogScale): FittedModel {
  const { low, high } = scale
  return {
    ...model,
    predict: (view) => model.predict(view).map((value) => Math.exp(Math.max(low, Math.min(high, value))) - 1),
    toJSON: () => model.toJSON(),
    toOnnx: (graph: GraphBuilder, features: Value) => {
      const double = (value: number): Value => graph.constant({ type: 'double', dims: [1], data: [value] })
      const kept = graph.add('Max', [graph.add('Min', [model.toOnnx(graph, features), double(high)]), double(low)])
      return graph.add('Sub', [graph.add('Exp', [kept]), double(1)])
    },
  }
}

/** Reads what was stored; undefined where it is no scale. */
export function logScaleFrom(json: Json): LogScale | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const { low, high } = json as { readonly low?: Json; readonly high?: Json }
  return typeof low === 'number' && typeof high === 'number' && low <= high ? { low, high } : undefined
}
