// How much of the answers predictions explain: 1 is all, 0 is no more than the constant guess.
import { r2 } from '../metrics/index.js'

/**
 * For classes the share of the entropy that the predicted probabilities take away (1 − log loss ÷ entropy), for numbers R². At most 1; below 0
 * where the constant guess is better. `predictions`: rows × classes (`binary` too), or values.
 */
export function explainedShare(target: Float64Array, predictions: Float64Array, classCount: number): number {
  return classCount === 0 ? r2(target, predictions) : explainedEntropy(target, predictions, classCount)
}

const least = 1e-6

function explainedEntropy(target: Float64Array, predictions: Float64Array, classCount: number): number {
  const counts = new Float64Array(classCount)
  let loss = 0
  for (let row = 0; row < target.length; row++) {
    counts[target[row]]++
    loss -= Math.log(Math.min(1, Math.max(least, predictions[row * classCount + target[row]])))
  }
  const entropy = counts.reduce((sum, count) => (count === 0 ? sum : sum - count * Math.log(count / target.length)), 0)
  return entropy === 0 ? 0 : 1 - loss / entropy
}
