// From the scores of a row to its predictions.
import type { Task } from '../../../../base/core/index.js'

export type Transform =
  | { readonly name: 'identity' | 'exp' | 'softmax' }
  /** 1 ÷ (1 + exp(−slope · score)), each output on its own. */
  | { readonly name: 'sigmoid'; readonly slope: number }

/** Turns scores (rows × outputs, row by row) into predictions, in place. */
export function applyTransform(transform: Transform, outputCount: number, scores: Float64Array): void {
  switch (transform.name) {
    case 'identity':
      return
    case 'exp':
      for (let i = 0; i < scores.length; i++) scores[i] = Math.exp(scores[i])
      return
    case 'sigmoid':
      for (let i = 0; i < scores.length; i++) scores[i] = 1 / (1 + Math.exp(-transform.slope * scores[i]))
      return
    case 'softmax':
      for (let at = 0; at < scores.length; at += outputCount) softmax(scores, at, outputCount)
  }
}

function softmax(scores: Float64Array, at: number, count: number): void {
  let most = -Infinity
  for (let k = at; k < at + count; k++) most = Math.max(most, scores[k])
  let sum = 0
  for (let k = at; k < at + count; k++) {
    const value = Math.exp(scores[k] - most)
    scores[k] = value
    sum += value
  }
  for (let k = at; k < at + count; k++) scores[k] = scores[k] / sum
}

/** The transform of the objective that a task has where none is named. */
export function transformOf(task: Task): Transform {
  if (task === 'regression') return { name: 'identity' }
  return task === 'binary' ? { name: 'sigmoid', slope: 1 } : { name: 'softmax' }
}
