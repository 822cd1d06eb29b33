// The three losses: their value, their slope and their curvature in the scores.

/** `squared` ½ (score − target)²; `logistic` and `softmax` the negative log-likelihood of the class. */
export type LossKind = 'squared' | 'logistic' | 'softmax'

/** The losses of some rows. */
export interface Losses {
  readonly kind: LossKind
  /** Values or class indices. */
  readonly target: Float64Array
  readonly weights: Float64Array
  /** Scores per row. */
  readonly outputs: number
}

/**
 * The weighted sum of the losses. `scores` and `residuals` (out: weight × slope) are rows × outputs.
 */
export function lossOf({ kind, target, weights, outputs }: Losses, scores: Float64Array, residuals: Float64Array): number {
  let loss = 0
  if (kind === 'squared') {
    for (let row = 0; row < target.length; row++) {
      const difference = scores[row] - target[row]
      const residual = weights[row] * difference
      residuals[row] = residual
      loss += 0.5 * residual * difference
    }
  } else if (kind === 'logistic') {
    for (let row = 0; row < target.length; row++) {
      const weight = weights[row]
      if (weight === 0) {
        residuals[row] = 0
        continue
      }
      // The score of the true class over the other: log(1 + e^−margin) without overflow, and its slope without cancellation.
      const margin = target[row] === 1 ? scores[row] : -scores[row]
      const small = Math.exp(-Math.abs(margin))
      const missed = margin >= 0 ? small / (1 + small) : 1 / (1 + small)
      loss += weight * (Math.log1p(small) + (margin >= 0 ? 0 : -margin))
      residuals[row] = target[row] === 1 ? -weight * missed : weight * missed
    }
  } else {
    for (let row = 0; row < target.length; row++) {
      const start = row * outputs
      const weight = weights[row]
      if (weight === 0) {
        for (let k = 0; k < outputs; k++) residuals[start + k] = 0
        continue
      }
      let highest = -Infinity
      for (let k = 0; k < outputs; k++) highest = Math.max(highest, scores[start + k])
      let sum = 0
      for (let k = 0; k < outputs; k++) sum += residuals[start + k] = Math.exp(scores[start + k] - highest)
      const scale = weight / sum
      for (let k = 0; k < outputs; k++) residuals[start + k] *= scale
      const truth = start + target[row]
      loss += weight * (Math.log(sum) + highest - scores[truth])
      residuals[truth] -= weight
    }
  }
  return loss
}

/** weight × second derivative of each row's loss in the score of one output, from the residuals. */
export function curvatureOf({ kind, weights, outputs }: Losses, residuals: Float64Array, output: number): Float64Array {
  if (kind === 'squared') return weights
  const curvature = new Float64Array(weights.length)
  for (let row = 0; row < weights.length; row++) {
    // weight · p (1 − p); the residual is weight · p, or weight · (p − 1) for the true class.
    const size = Math.abs(residuals[row * outputs + output])
    if (size > 0) curvature[row] = size * (1 - size / weights[row])
  }
  return curvature
}

/** `softmax`: weight × mixed derivative in the scores of two outputs, −weight · p · q. */
export function crossCurvatureOf(
  { target, weights, outputs }: Losses,
  residuals: Float64Array,
  [k, l]: readonly [number, number],
): Float64Array {
  const curvature = new Float64Array(weights.length)
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]
    if (weight === 0) continue
    const first = residuals[row * outputs + k] + (target[row] === k ? weight : 0)
    const second = residuals[row * outputs + l] + (target[row] === l ? weight : 0)
    curvature[row] = (-first * second) / weight
  }
  return curvature
}
