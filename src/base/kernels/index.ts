// Tight numeric loops over one WebAssembly memory (training), and over flat arrays that the caller owns (prediction).
export { boundsLength } from './binning/binning.js'
export { findBounds, mostBins } from './binning/bounds.js'
export { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from './gradients/derivatives.js'
export type { DerivativeArrays } from './gradients/derivatives.js'
export type { GradientKernels } from './gradients/gradients.js'
export { packedEntryBytes, tableBytesPerFeature, wideEntryBytes } from './histogram/histogram.js'
export type { Kernels } from './kernels.js'
export { enterPlainWorkplace, enterWorkplace } from './load.js'
export type { Workplace } from './load.js'
export { memoryExhausted, mostMemoryBytes } from './memory.js'
export type { KernelMemory, Pointer } from './memory.js'
export { goesLeft } from './partition/partition.js'
export { measureLength } from './quantising/quantising.js'
export { wordNodes } from './shap/grouping.js'
export { branchDoubles, branchIntegers, mostPlayers } from './shap/interventional.js'
export { gaussLegendre } from './shap/quadrature.js'
export { shapNodeDoubles, shapNodeIntegers, stepEnter, stepLeave, stepPass, stepTurn } from './shap/record.js'
export { sortCountsBytes } from './sorting/sorting.js'
export {
  guardedLimitLength,
  guardedNodeLength,
  guardedSplitLength,
  limitSmoothing,
  limitStep,
  nodeGain,
  nodeLower,
  nodeUpper,
  nodeValue,
  ruleCut,
  ruleDirection,
  ruleLength,
  splitLeftRows,
} from './split/guarded.js'
export {
  limitHessian,
  limitL1,
  limitL2,
  limitLength,
  limitRows,
  nodeGradient,
  nodeHessian,
  nodeLength,
  nodeRows,
  splitBin,
  splitFeature,
  splitGain,
  splitLeftGradient,
  splitLeftHessian,
  splitLength,
  splitMissingLeft,
} from './split/split.js'
export { addTreesToBlock } from './traversal/traversal.js'
