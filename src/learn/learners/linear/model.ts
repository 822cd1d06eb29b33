// A fitted linear model: scores of the features as given, turned into probabilities or a mean.
import { MlwrightError } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import type { GraphBuilder, Value } from '../../../base/onnx/index.js'
import type { View } from '../../features/index.js'
import type { FittedModel } from '../learner.js'

/** Plain data: all of a fitted model. */
export interface LinearState {
  readonly task: Task
  /** Outputs of the model: classes for `multiclass`, else 1. */
  readonly outputs: number
  /** `multiclass`: the classes that had rows, ascending; the others get probability 0. Else [0]. */
  readonly present: readonly number[]
  /** features × present, feature by feature. */
  readonly coefficients: readonly number[]
  readonly intercepts: readonly number[]
  /** The strength that was given or chosen. */
  readonly alpha: number
  readonly iterations: number
  /** Whether the stopping rule was met within the allowed iterations. */
  readonly converged: boolean
}

export interface LinearModel extends FittedModel {
  readonly state: LinearState
}

export function linearModel(state: LinearState): LinearModel {
  return {
    learner: 'linear',
    state,
    ...(state.converged ? {} : { caution: cautionOf(state) }),
    predict: (view) => predict(state, view),
    toJSON: () => state as unknown as Json,
    toOnnx: (graph, features) => writeGraph(state, graph, features),
  }
}

function cautionOf({ iterations }: LinearState): string {
  const steps = `${iterations} step${iterations === 1 ? '' : 's'}`
  return `The linear model's solver stopped after ${steps}, before its rule was met: its coefficients are near their best, not at it.`
}

function predict(state: LinearState, view: View): Float64Array {
  const { present, coefficients, intercepts, task, outputs } = state
  const width = present.length
  if (view.features.length * width !== coefficients.length) {
    const expected = coefficients.length / width
    throw new MlwrightError(
      'INTERNAL',
      `The view has ${view.features.length} features, expected the ${expected} that the model was fitted on.`,
    )
  }
  const scores = new Float64Array(view.rowCount * width)
  for (let i = 0; i < scores.length; i++) scores[i] = intercepts[i % width]
  for (let j = 0; j < view.features.length; j++) {
    const feature = view.features[j]
    for (let k = 0; k < width; k++) {
      const coefficient = coefficients[j * width + k]
      if (coefficient === 0) continue
      if (feature.layout === 'dense') {
        for (let row = 0, at = k; row < view.rowCount; row++, at += width) scores[at] += coefficient * feature.values[row]
      } else {
        for (let i = 0; i < feature.rows.length; i++) scores[feature.rows[i] * width + k] += coefficient * feature.values[i]
      }
    }
  }
  if (task === 'regression') return scores
  if (task === 'binary') return scores.map((score) => (score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score))))
  const probabilities = new Float64Array(view.rowCount * outputs)
  for (let row = 0; row < view.rowCount; row++) {
    let highest = -Infinity
    for (let k = 0; k < width; k++) highest = Math.max(highest, scores[row * width + k])
    let sum = 0
    for (let k = 0; k < width; k++) sum += Math.exp(scores[row * width + k] - highest)
    for (let k = 0; k < width; k++) probabilities[row * outputs + present[k]] = Math.exp(scores[row * width + k] - highest) / sum
  }
  return probabilities
}

function writeGraph(state: LinearState, graph: GraphBuilder, features: Value): Value {
  const { present, coefficients, intercepts, task, outputs } = state
  const width = present.length
  const featureCount = coefficients.length / width
  const bias = graph.constant({ type: 'double', dims: [1, width], data: intercepts })
  const scores =
    featureCount === 0 ? repeatForRows(graph, bias, features, width) : graph.add('Add', [weigh(graph, features, coefficients, width), bias])
  if (task === 'regression') return scores
  if (task === 'binary') return graph.add('Sigmoid', [scores])
  const probabilities = graph.add('Softmax', [scores], { axis: { int: 1 } })
  if (width === outputs) return probabilities
  const places = new Float64Array(width * outputs)
  for (let k = 0; k < width; k++) places[k * outputs + present[k]] = 1
  return graph.add('MatMul', [probabilities, graph.constant({ type: 'double', dims: [width, outputs], data: places })])
}

/**
 * Features times coefficients. A single feature is multiplied, not matrix-multiplied: ONNX Runtime would fold the scaling before
 * it, one number then, into the product as a float of 32 bits.
 */
function weigh(graph: GraphBuilder, features: Value, coefficients: readonly number[], width: number): Value {
  const featureCount = coefficients.length / width
  const weights = graph.constant({ type: 'double', dims: [featureCount, width], data: coefficients })
  return graph.add(featureCount === 1 ? 'Mul' : 'MatMul', [features, weights])
}

/** One row as many times as `features` has rows. */
function repeatForRows(graph: GraphBuilder, line: Value, features: Value, width: number): Value {
  const rowCount = graph.add('Shape', [features], { start: { int: 0 }, end: { int: 1 } })
  const shape = graph.add('Concat', [rowCount, graph.constant({ type: 'int64', dims: [1], data: [width] })], { axis: { int: 0 } })
  return graph.add('Expand', [line, shape])
}
