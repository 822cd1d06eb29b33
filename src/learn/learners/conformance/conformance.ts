// The checks of the learner interface, for built-in learners and plug-ins alike.
import type { Task } from '../../../base/core/index.js'
import type { Learner } from '../learner.js'
import type { ConformanceCheck, ConformanceOptions } from './checks.js'
import { degenerateChecks } from './degenerate.js'
import { fitChecks } from './fitting.js'
import { parameterChecks } from './parameters.js'
import { predictionChecks } from './predicting.js'
import { createTrial } from './trial.js'

/**
 * The laws of the learner interface, as named checks: those of fitting (seed, weights, untouched input, checkpoints), of predicting
 * (ranges, rows independent of each other, JSON, ONNX), of parameters, and of tables with little or nothing to learn from.
 * Run each in a test of its own; a check that fails throws an Error that says what was expected.
 *
 * ```ts
 * for (const check of learnerConformance(myLearner)) test(check.name, () => check.run())
 * ```
 */
export function learnerConformance<P extends object>(learner: Learner<P>, options: ConformanceOptions = {}): readonly ConformanceCheck[] {
  const trial = createTrial(learner, options)
  const perTask = learner.tasks.flatMap((task: Task) =>
    [...fitChecks(trial, task), ...predictionChecks(trial, task), ...degenerateChecks(trial, task)].map((check) => ({
      ...check,
      name: `${task}: ${check.name}`,
    })),
  )
  return [...parameterChecks(learner), ...perTask]
}
