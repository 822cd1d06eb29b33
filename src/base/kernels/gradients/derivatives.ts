// The arithmetic of the kernels of derivatives, over typed arrays: the same operations in the same order as gradients.as.ts.
import { exponential } from './exponential.js'

/** One number per row; `scores`, `gradients` and `hessians` of softmax output by output. */
export interface DerivativeArrays {
  readonly scores: Float64Array
  readonly targets: Float64Array
  readonly weights: Float64Array | undefined
  readonly gradients: Float32Array
  readonly hessians: Float32Array
}

/** Half the squared error. */
export function squaredDerivatives({ scores, targets, weights, gradients, hessians }: DerivativeArrays, begin: number, end: number): void {
  for (let row = begin; row < end; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    gradients[row] = (scores[row] - targets[row]) * weight
    hessians[row] = weight
  }
}

/** Log-loss of targets 0 … 1 where 1 ÷ (1 + exp(−slope · score)) is predicted. */
export function logisticDerivatives(
  { scores, targets, weights, gradients, hessians }: DerivativeArrays,
  begin: number,
  end: number,
  { slope, positiveWeight, negativeWeight }: { slope: number; positiveWeight: number; negativeWeight: number },
): void {
  const square = slope * slope
  for (let row = begin; row < end; row++) {
    const target = targets[row]
    const weight = (target > 0 ? positiveWeight : negativeWeight) * (weights === undefined ? 1 : weights[row])
    const e = exponential(-(slope * scores[row]))
    const z = 1 / (1 + e)
    // z − target, without the loss of digits where they are close.
    gradients[row] = slope * ((1 - target - target * e) * z) * weight
    hessians[row] = square * (e * z * z) * weight
  }
}

/** Half the Tweedie deviance where exp(score) is predicted. */
export function tweedieDerivatives(
  { scores, targets, weights, gradients, hessians }: DerivativeArrays,
  begin: number,
  end: number,
  { power, hessianFactor }: { power: number; hessianFactor: number },
): void {
  for (let row = begin; row < end; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    const scaled = targets[row] * (power === 1 ? 1 : exponential((1 - power) * scores[row]))
    const mean = power === 2 ? 1 : exponential((2 - power) * scores[row])
    gradients[row] = (mean - scaled) * weight
    hessians[row] = hessianFactor * ((2 - power) * mean - (1 - power) * scaled) * weight
  }
}

/** Log-loss of classes where the softmax of the scores is predicted. */
export function softmaxDerivatives(
  { scores, targets, weights, gradients, hessians }: DerivativeArrays,
  begin: number,
  end: number,
  { rowCount, classCount }: { rowCount: number; classCount: number },
): void {
  const factor = classCount / (classCount - 1)
  const exps = new Float64Array(classCount)
  for (let row = begin; row < end; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    let most = scores[row]
    for (let k = 1; k < classCount; k++) most = Math.max(most, scores[k * rowCount + row])
    let sum = 0
    for (let k = 0; k < classCount; k++) {
      exps[k] = exponential(scores[k * rowCount + row] - most)
      sum += exps[k]
    }
    const share = 1 / sum
    for (let k = 0; k < classCount; k++) {
      const p = exps[k] * share
      gradients[k * rowCount + row] = (k === targets[row] ? p - 1 : p) * weight
      hessians[k * rowCount + row] = factor * p * (1 - p) * weight
    }
  }
}
