// First and second derivatives of the common losses, at places in one memory: the twin of gradients.as.ts, bit for bit.
import type { MemoryViews, Pointer } from '../memory.js'
import { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from './derivatives.js'
import type { DerivativeArrays } from './derivatives.js'

/**
 * In: `scores` and `targets` (f64), `weights` (f64; 0: every row weighs 1). Out: `gradients` and `hessians` (f32), times the weight.
 * One number per row; only rows `begin` … `end` − 1 are read and written. O(rows).
 */
export function plainGradients(views: Pick<MemoryViews, 'f32' | 'f64'>) {
  const arraysAt = (
    pointers: readonly [scores: Pointer, targets: Pointer, weights: Pointer, gradients: Pointer, hessians: Pointer],
    rows: number,
    outputs: number,
  ): DerivativeArrays => {
    const doubles = (pointer: Pointer, length: number): Float64Array => views.f64.subarray(pointer / 8, pointer / 8 + length)
    const singles = (pointer: Pointer, length: number): Float32Array => views.f32.subarray(pointer / 4, pointer / 4 + length)
    const [scores, targets, weights, gradients, hessians] = pointers
    return {
      scores: doubles(scores, rows * outputs),
      targets: doubles(targets, rows),
      weights: weights === 0 ? undefined : doubles(weights, rows),
      gradients: singles(gradients, rows * outputs),
      hessians: singles(hessians, rows * outputs),
    }
  }
  return {
    /** Half the squared error. */
    squaredGradients(
      scores: Pointer,
      targets: Pointer,
      weights: Pointer,
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
    ): void {
      squaredDerivatives(arraysAt([scores, targets, weights, gradients, hessians], end, 1), begin, end)
    },

    /**
     * Log-loss of targets 0 … 1 where 1 ÷ (1 + exp(−slope · score)) is predicted. A row with a target above 0 weighs `positiveWeight`
     * times its weight, any other `negativeWeight` times.
     */
    logisticGradients(
      scores: Pointer,
      targets: Pointer,
      weights: Pointer,
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      slope: number,
      positiveWeight: number,
      negativeWeight: number,
    ): void {
      const arrays = arraysAt([scores, targets, weights, gradients, hessians], end, 1)
      logisticDerivatives(arrays, begin, end, { slope, positiveWeight, negativeWeight })
    },

    /** Half the Tweedie deviance of targets ≥ 0 where exp(score) is predicted: power 1 is Poisson, 2 is gamma. Hessians are times `hessianFactor`. */
    tweedieGradients(
      scores: Pointer,
      targets: Pointer,
      weights: Pointer,
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      power: number,
      hessianFactor: number,
    ): void {
      tweedieDerivatives(arraysAt([scores, targets, weights, gradients, hessians], end, 1), begin, end, { power, hessianFactor })
    },

    /**
     * Log-loss of classes where the softmax of the scores is predicted; scores, gradients and hessians output by output, `rowCount`
     * numbers each. Hessians are times classes ÷ (classes − 1).
     */
    softmaxGradients(
      scores: Pointer,
      targets: Pointer,
      weights: Pointer,
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      rowCount: number,
      classCount: number,
    ): void {
      const arrays = arraysAt([scores, targets, weights, gradients, hessians], rowCount, classCount)
      softmaxDerivatives(arrays, begin, end, { rowCount, classCount })
    },
  }
}

/** The kernels of derivatives, compiled or plain. */
export type GradientKernels = ReturnType<typeof plainGradients>
