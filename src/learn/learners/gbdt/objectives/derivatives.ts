// The hot derivatives, over typed arrays and by kernels.
import { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from '../../../../base/kernels/index.js'
import type { DerivativeArrays } from '../../../../base/kernels/index.js'
import type { LabelledRows, Objective, RoundArrays, RoundPlaces } from './objective.js'

type Computing = Required<Pick<Objective, 'computeGradients' | 'computeByKernels'>>

export function squaredComputing(labelled: LabelledRows): Computing {
  return {
    computeGradients: (arrays, begin, end) => squaredDerivatives(arraysOf(labelled, arrays), begin, end),
    computeByKernels: (kernels, places, begin, end) => kernels.squaredGradients(...pointersOf(places), begin, end),
  }
}

/** What a row with a target above 0, and one of 0, is multiplied by; the slope of the log-odds. */
export interface Sides {
  readonly slope: number
  readonly positiveWeight: number
  readonly negativeWeight: number
}

export function logisticComputing(labelled: LabelledRows, sides: Sides): Computing {
  const { slope, positiveWeight, negativeWeight } = sides
  return {
    computeGradients: (arrays, begin, end) => logisticDerivatives(arraysOf(labelled, arrays), begin, end, sides),
    computeByKernels: (kernels, places, begin, end) =>
      kernels.logisticGradients(...pointersOf(places), begin, end, slope, positiveWeight, negativeWeight),
  }
}

export function tweedieComputing(labelled: LabelledRows, power: number, hessianFactor: number): Computing {
  return {
    computeGradients: (arrays, begin, end) => tweedieDerivatives(arraysOf(labelled, arrays), begin, end, { power, hessianFactor }),
    computeByKernels: (kernels, places, begin, end) => kernels.tweedieGradients(...pointersOf(places), begin, end, power, hessianFactor),
  }
}

export function softmaxComputing(labelled: LabelledRows, classCount: number): Computing {
  const { rowCount } = labelled
  return {
    computeGradients: (arrays, begin, end) => softmaxDerivatives(arraysOf(labelled, arrays), begin, end, { rowCount, classCount }),
    computeByKernels: (kernels, places, begin, end) => kernels.softmaxGradients(...pointersOf(places), begin, end, rowCount, classCount),
  }
}

function arraysOf({ target, weights }: LabelledRows, { scores, gradients, hessians }: RoundArrays): DerivativeArrays {
  return { scores, targets: target, weights, gradients, hessians }
}

function pointersOf({ scores, targets, weights, gradients, hessians }: RoundPlaces) {
  return [scores, targets, weights, gradients, hessians] as const
}
