// The hot derivatives: compiled where the arrays lie in the memory of kernels, plain elsewhere; the same bits either way.
import { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from '../../../../base/kernels/index.js'
import type { DerivativeArrays, GradientKernels } from '../../../../base/kernels/index.js'
import type { LabelledRows, RoundArrays } from './objective.js'

/** Per loss: writes the derivatives of rows `begin` … `end` − 1. */
export interface HotDerivatives {
  squared(arrays: RoundArrays, begin: number, end: number): void
  logistic(arrays: RoundArrays, begin: number, end: number, sides: { slope: number; positiveWeight: number; negativeWeight: number }): void
  tweedie(arrays: RoundArrays, begin: number, end: number, settings: { power: number; hessianFactor: number }): void
  softmax(arrays: RoundArrays, begin: number, end: number, classCount: number): void
}

/** `kernels`: given where target and weights, and the arrays of all rounds, lie in the memory that they work on. */
export function hotDerivatives(labelled: LabelledRows, kernels: GradientKernels | undefined): HotDerivatives {
  const { rowCount, target: targets, weights } = labelled
  if (kernels === undefined) {
    const arraysOf = (arrays: RoundArrays): DerivativeArrays => ({ ...arrays, targets, weights })
    return {
      squared: (arrays, begin, end) => squaredDerivatives(arraysOf(arrays), begin, end),
      logistic: (arrays, begin, end, sides) => logisticDerivatives(arraysOf(arrays), begin, end, sides),
      tweedie: (arrays, begin, end, settings) => tweedieDerivatives(arraysOf(arrays), begin, end, settings),
      softmax: (arrays, begin, end, classCount) => softmaxDerivatives(arraysOf(arrays), begin, end, { rowCount, classCount }),
    }
  }
  const pointersOf = ({ scores, gradients, hessians }: RoundArrays) =>
    [
      scores.byteOffset,
      targets.byteOffset,
      weights === undefined ? 0 : weights.byteOffset,
      gradients.byteOffset,
      hessians.byteOffset,
    ] as const
  return {
    squared: (arrays, begin, end) => kernels.squaredGradients(...pointersOf(arrays), begin, end),
    logistic: (arrays, begin, end, { slope, positiveWeight, negativeWeight }) =>
      kernels.logisticGradients(...pointersOf(arrays), begin, end, slope, positiveWeight, negativeWeight),
    tweedie: (arrays, begin, end, { power, hessianFactor }) =>
      kernels.tweedieGradients(...pointersOf(arrays), begin, end, power, hessianFactor),
    softmax: (arrays, begin, end, classCount) => kernels.softmaxGradients(...pointersOf(arrays), begin, end, rowCount, classCount),
  }
}
