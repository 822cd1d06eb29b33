// What boosting minimises: the loss, its derivatives, where it starts, and the way from scores to predictions.
import type { Task } from '../../../../base/core/index.js'

/** The truth about the training rows. */
export interface Labels {
  readonly task: Task
  readonly rowCount: number
  /** Scores per row: one per class for `multiclass`, else one. */
  readonly outputCount: number
  readonly target: Float64Array
  readonly weights: Float64Array | undefined
}

/** No probability is taken to be nearer to 0 than this. */
const leastProbability = 1e-15

/** The constant score per output that fits the rows best: log-odds, logarithms of class shares, the mean. */
export function findBaseScores(labels: Labels, rows: Int32Array): Float64Array {
  const { task, outputCount, target, weights } = labels
  const sums = new Float64Array(outputCount)
  let total = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const weight = weights === undefined ? 1 : weights[row]
    total += weight
    if (task === 'multiclass') sums[target[row]] += weight
    else sums[0] += weight * target[row]
  }
  for (let k = 0; k < outputCount; k++) sums[k] = sums[k] / total
  if (task === 'regression') return sums
  const share = (value: number): number => Math.min(1 - leastProbability, Math.max(leastProbability, value))
  if (task === 'multiclass') return sums.map((value) => Math.log(share(value)))
  return sums.map((value) => Math.log(share(value) / (1 - share(value))))
}

/**
 * First and second derivatives of the loss at the scores, times weight, for the given rows.
 * `scores` (in), `gradients`, `hessians` (out): output by output, `rowCount` numbers each.
 * The second derivatives of softmax carry LightGBM's factor classes ÷ (classes − 1).
 */
export function computeGradients(
  labels: Labels,
  rows: Int32Array,
  scores: Float64Array,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  if (labels.task === 'regression') squaredGradients(labels, rows, scores, gradients, hessians)
  else if (labels.task === 'binary') logisticGradients(labels, rows, scores, gradients, hessians)
  else softmaxGradients(labels, rows, scores, gradients, hessians)
}

function squaredGradients(
  { target, weights }: Labels,
  rows: Int32Array,
  scores: Float64Array,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const weight = weights === undefined ? 1 : weights[row]
    gradients[row] = (scores[row] - target[row]) * weight
    hessians[row] = weight
  }
}

function logisticGradients(
  { target, weights }: Labels,
  rows: Int32Array,
  scores: Float64Array,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const weight = weights === undefined ? 1 : weights[row]
    const probability = 1 / (1 + Math.exp(-scores[row]))
    gradients[row] = (probability - target[row]) * weight
    hessians[row] = probability * (1 - probability) * weight
  }
}

function softmaxGradients(labels: Labels, rows: Int32Array, scores: Float64Array, gradients: Float32Array, hessians: Float32Array): void {
  const { target, weights, outputCount, rowCount } = labels
  const factor = outputCount / (outputCount - 1)
  const exps = new Float64Array(outputCount)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const weight = weights === undefined ? 1 : weights[row]
    let most = -Infinity
    for (let k = 0; k < outputCount; k++) most = Math.max(most, scores[k * rowCount + row])
    let sum = 0
    for (let k = 0; k < outputCount; k++) {
      const value = Math.exp(scores[k * rowCount + row] - most)
      exps[k] = value
      sum += value
    }
    const label = target[row]
    for (let k = 0; k < outputCount; k++) {
      const probability = exps[k] / sum
      gradients[k * rowCount + row] = (k === label ? probability - 1 : probability) * weight
      hessians[k * rowCount + row] = factor * probability * (1 - probability) * weight
    }
  }
}

/** The weighted sum of the loss over some rows: squared error, or the negative log-likelihood; computed from scores, never from a rounded probability. */
export function sumLoss(labels: Labels, rows: Int32Array, scores: Float64Array): number {
  const { task, target, weights, outputCount, rowCount } = labels
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const weight = weights === undefined ? 1 : weights[row]
    if (task === 'regression') sum += weight * (scores[row] - target[row]) ** 2
    else if (task === 'binary') {
      const margin = target[row] === 1 ? -scores[row] : scores[row]
      sum += weight * (Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))))
    } else {
      let most = -Infinity
      for (let k = 0; k < outputCount; k++) most = Math.max(most, scores[k * rowCount + row])
      let exps = 0
      for (let k = 0; k < outputCount; k++) exps += Math.exp(scores[k * rowCount + row] - most)
      sum += weight * (most + Math.log(exps) - scores[target[row] * rowCount + row])
    }
  }
  return sum
}
