// Fits the learner under test.
import { createRandom, outputCountOf, resolveParameters } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import type { View } from '../../features/index.js'
import type { FittedModel, Learner, TrainingData } from '../learner.js'
import { ensure } from './checks.js'
import type { ConformanceOptions } from './checks.js'
import { easyProblem } from './problems.js'

export interface Trial {
  readonly learner: { readonly id: string; readonly encoding: Learner['encoding']; load(json: Json): FittedModel }
  readonly options: ConformanceOptions
  readonly easy: (task: Task) => TrainingData
  readonly fit: (data: TrainingData, how?: { seed?: number; checkpoint?: () => void }) => FittedModel
  /** The predictions, after checking that they are as many as they must be, finite, and probabilities for classes. */
  readonly predict: (model: FittedModel, view: View, data: TrainingData) => Float64Array
}

export function createTrial<P extends object>(learner: Learner<P>, options: ConformanceOptions): Trial {
  const parameters = resolveParameters<P>(learner.parameters, options.parameters)
  return {
    learner,
    options,
    easy: (task) => easyProblem(task, learner.encoding),
    fit: (data, { seed = 1, checkpoint = () => {} } = {}) => learner.fit(data, parameters, { random: createRandom(seed), checkpoint }),
    predict: (model, view, { task, classCount }) => {
      const predictions = model.predict(view)
      const outputs = outputCountOf(task, classCount)
      ensure(
        predictions.length === view.rowCount * outputs,
        () => `${predictions.length} predictions for ${view.rowCount} rows of ${outputs} outputs`,
      )
      for (let row = 0; row < view.rowCount; row++) {
        const line = predictions.subarray(row * outputs, (row + 1) * outputs)
        ensure(line.every(Number.isFinite), () => `row ${row}: ${[...line].join(', ')}, expected finite numbers`)
        if (task === 'regression') continue
        ensure(
          line.every((value) => value >= 0 && value <= 1),
          () => `row ${row}: ${[...line].join(', ')}, expected probabilities`,
        )
        const sum = line.reduce((total, value) => total + value, 0)
        ensure(task === 'binary' || Math.abs(sum - 1) < 1e-9, () => `row ${row}: the probabilities sum to ${sum}, expected 1`)
      }
      return predictions
    },
  }
}
