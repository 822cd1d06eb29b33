// Predicts the same for every row: the class frequencies or the mean of the training rows.
import { outputCountOf } from '../../../base/core/index.js'
import type { Json } from '../../../base/core/index.js'
import type { GraphBuilder, Value } from '../../../base/onnx/index.js'
import type { View } from '../../features/index.js'
import type { FittedModel, Learner, TrainingData } from '../learner.js'

/** There are none. */
type BaselineParameters = Readonly<Record<string, never>>

/**
 * The constant baseline: the weighted class frequencies (a class without a row gets 0), or the weighted mean of the target.
 * O(rows). It is what scikit-learn's DummyClassifier(strategy='prior') and DummyRegressor(strategy='mean') predict.
 */
export const baseline: Learner<BaselineParameters> = {
  id: 'baseline',
  title: 'constant baseline',
  tasks: ['binary', 'multiclass', 'regression'],
  encoding: 'none',
  parameters: {},
  candidates: () => [{ name: 'baseline', parameters: {} }],
  fit: (data, _parameters, context) => {
    context.checkpoint()
    return constantModel(data.task === 'regression' ? [meanOf(data)] : frequenciesOf(data))
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
