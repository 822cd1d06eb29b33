// The way from scores to predictions.

/**
 * `identity`: the score. `sigmoid`: 1 ÷ (1 + e^(−slope × score)), each output by itself. `softmax`: over the outputs of a row. `exp`: e^score.
 * `softplus`: ln(1 + e^score). `signed-square`: score × |score|, for targets fitted as signed square roots.
 */
export type Transform =
  | { readonly name: 'identity' | 'softmax' | 'exp' | 'softplus' | 'signed-square' }
  | { readonly name: 'sigmoid'; readonly slope: number }

export const transformNames = ['identity', 'sigmoid', 'softmax', 'exp', 'softplus', 'signed-square'] as const

/** Turns scores (rows × outputs, in place) into predictions. */
export function applyTransform(transform: Transform, outputCount: number, scores: Float64Array): void {
  if (transform.name === 'identity') return
  if (transform.name === 'softmax') applySoftmax(outputCount, scores)
  else {
    const apply = perScore(transform)
    for (let i = 0; i < scores.length; i++) scores[i] = apply(scores[i])
  }
}

function perScore(transform: Transform): (score: number) => number {
  switch (transform.name) {
    case 'sigmoid': {
      const { slope } = transform
      return (score) => 1 / (1 + Math.exp(-slope * score))
    }
    case 'exp':
      return Math.exp
    case 'softplus':
      return (score) => Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)))
    case 'signed-square':
      return (score) => score * Math.abs(score)
    case 'identity':
    case 'softmax':
      return (score) => score
  }
}

function applySoftmax(outputCount: number, scores: Float64Array): void {
  for (let at = 0; at < scores.length; at += outputCount) {
    let most = -Infinity
    for (let k = 0; k < outputCount; k++) most = Math.max(most, scores[at + k])
    let sum = 0
    for (let k = 0; k < outputCount; k++) {
      const value = Math.exp(scores[at + k] - most)
      scores[at + k] = value
      sum += value
    }
    for (let k = 0; k < outputCount; k++) scores[at + k] = scores[at + k] / sum
  }
}
