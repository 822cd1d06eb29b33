// Tight numeric loops over flat arrays that the caller owns.
export { assignBins, findBounds, mostValueBins } from './binning/binning.js'
export { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from './gradients/derivatives.js'
export type { DerivativeArrays } from './gradients/derivatives.js'
export type { GradientKernels } from './gradients/gradients.js'
export {
  addThinToHistogram,
  addToFourHistograms,
  addToHistogram,
  completeHistogram,
  gatherGradients,
  histogramStride,
  subtractHistogram,
} from './histogram/histogram.js'
export { partitionRows } from './partition/partition.js'
export {
  findBestSplit,
  limitHessian,
  limitL1,
  limitL2,
  limitLength,
  limitRows,
  splitBin,
  splitGain,
  splitLeftGradient,
  splitLeftHessian,
  splitLeftRows,
  splitLength,
  splitMissingLeft,
} from './split/split.js'
export { addTreeByBins, addTreesToBlock } from './traversal/traversal.js'
