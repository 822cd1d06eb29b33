// Predicts the same for every row: the class frequencies, the mean or the median of the training rows.
import { outputCountOf } from '../../../base/core/index.js'
import type { Json } from '../../../base/core/index.js'
import { median } from '../../../base/stats/index.js'
import type { GraphBuilder, Value } from '../../../base/onnx/index.js'
import type { View } from '../../features/index.js'
import type { FittedModel, Learner, TrainingData } from '../learner.js'

export interface BaselineParameters {
  readonly constant: 'mean' | 'median'
}

/**
 * The constant baseline: the weighted class frequencies (a class without a row gets 0), or the weighted mean or median of the target.
 * O(rows), O(rows log rows) for the median. It is what scikit-learn's DummyClassifier(strategy='prior') and DummyRegressor predict.
 */
export const baseline: Learner<BaselineParameters> = {
  id: 'baseline',
  title: 'constant baseline',
  tasks: ['binary', 'multiclass', 'regression'],
  encoding: 'none',
  parameters: {
    constant: {
      type: 'choice',
      default: 'mean',
      options: ['mean', 'median'],
      meaning: 'What numbers are guessed by: the mean is best by squared errors, the median by absolute ones. Classes have no use for it.',
    },
  },
  candidates: (shape) => [{ name: 'baseline', parameters: { constant: shape.bestConstant ?? 'mean' } }],
  fit: (data, { constant }, context) => {
    context.checkpoint()
    if (data.task !== 'regression') return constantModel(frequenciesOf(data))
    return constantModel([constant === 'median' ? median(data.target, data.weights) : meanOf(data)])
  },
  load: (json) => constantModel((json as { outputs: readonly number[] }).outputs),
}

function meanOf({ target, weights }: TrainingData): number {
  const total = totalWeight(target.length, weights)
  let mean = 0
  // Divided before it is added: values near the largest double do not overflow.
  for (let row = 0; row < target.length; row++) mean += target[row] * ((weights?.[row] ?? 1) / total)
  return mean
}

function frequenciesOf({ target, weights, task, classCount }: TrainingData): number[] {
  const sums = new Array<number>(classCount).fill(0)
  for (let row = 0; row < target.length; row++) sums[target[row]] += weights?.[row] ?? 1
  const total = totalWeight(target.length, weights)
  const frequencies = sums.map((sum) => sum / total)
  return outputCountOf(task, classCount) === 1 ? [frequencies[1]] : frequencies
}

function totalWeight(rowCount: number, weights: Float64Array | undefined): number {
  return weights === undefined ? rowCount : weights.reduce((sum, weight) => sum + weight, 0)
}

function constantModel(outputs: readonly number[]): FittedModel {
  return {
    learner: 'baseline',
    predict: (view: View) => {
      const predictions = new Float64Array(view.rowCount * outputs.length)
      for (let i = 0; i < predictions.length; i++) predictions[i] = outputs[i % outputs.length]
      return predictions
    },
    toJSON: (): Json => ({ outputs }),
    toOnnx: (graph: GraphBuilder, features: Value) => {
      const constant = graph.constant({ type: 'double', dims: [1, outputs.length], data: outputs })
      const rowCount = graph.add('Shape', [features], { start: { int: 0 }, end: { int: 1 } })
      const width = graph.constant({ type: 'int64', dims: [1], data: [outputs.length] })
      return graph.add('Expand', [constant, graph.add('Concat', [rowCount, width], { axis: { int: 0 } })])
    },
  }
}
