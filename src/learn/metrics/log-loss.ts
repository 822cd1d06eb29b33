// Logarithmic loss.
import { defineMetric, prepareMean } from './define.js'
import { readScores } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Log loss (cross-entropy): the mean of −ln(the probability given to the class that came true).
 * Probabilities are moved into [ε, 1 − ε], ε = 2⁻⁵², so that one certain mistake costs 36 and not everything.
 *
 * `labels` 0/1 (or classes from 0), shape [rows]; `probabilities` of class 1, same shape (or rows × classes, row by row);
 * `weights` ≥ 0, shape [rows], default all 1.
 * Returns [0, 36.05]; ln(classes) for even guesses. Throws METRIC_INPUT_INVALID. O(n). Good 1952; equal to scikit-learn's `log_loss`.
 */
export function logLoss(labels: Numbers, probabilities: Numbers, options: WeightOptions = {}): number {
  return logLossMetric.compute(readScores('Log loss', labels, probabilities, options, 'probability'))
}

export const logLossMetric = defineMetric({
  id: 'logLoss',
  title: 'Log loss',
  tasks: ['binary', 'multiclass'],
  direction: 'minimize',
  range: [0, Infinity],
  prepare: (scored) => {
    const { task, classCount, target, predictions } = scored
    const losses = new Float64Array(target.length)
    for (let i = 0; i < losses.length; i++) {
      const given = task === 'multiclass' ? predictions[i * classCount + target[i]] : target[i] === 1 ? predictions[i] : 1 - predictions[i]
      losses[i] = -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given)))
    }
    return prepareMean(scored, losses)
  },
})
