// Brier score.
import { defineMetric, prepareMean } from './define.js'
import { readScores } from './input.js'
import type { Numbers, WeightOptions } from './input.js'

/**
 * Brier score: the mean squared distance between the probabilities and what came true.
 * Two classes: of the probability of class 1. More: summed over the classes.
 *
 * `labels` 0/1 (or classes from 0), shape [rows]; `probabilities` of class 1, same shape (or rows × classes, row by row);
 * `weights` ≥ 0, shape [rows], default all 1.
 * Returns [0, 1] for two classes, [0, 2] for more; 0 is perfect. Throws METRIC_INPUT_INVALID. O(n). Brier 1950; equal to
 * scikit-learn's `brier_score_loss`.
 */
export function brier(labels: Numbers, probabilities: Numbers, options: WeightOptions = {}): number {
  return brierMetric.compute(readScores('The Brier score', labels, probabilities, options, 'probability'))
}

export const brierMetric = defineMetric({
  id: 'brier',
  title: 'Brier score',
  tasks: ['binary', 'multiclass'],
  direction: 'minimize',
  range: [0, 2],
  prepare: (scored) => {
    const { task, classCount, target, predictions } = scored
    const losses = new Float64Array(target.length)
    for (let i = 0; i < losses.length; i++) {
      if (task === 'binary') {
        losses[i] = (predictions[i] - target[i]) ** 2
        continue
      }
      for (let k = 0; k < classCount; k++) losses[i] += (predictions[i * classCount + k] - (target[i] === k ? 1 : 0)) ** 2
    }
    return prepareMean(scored, losses)
  },
})
