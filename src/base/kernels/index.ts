// Tight numeric loops over one WebAssembly memory.
export { boundsLength } from './binning/binning.js'
export { findBounds, mostBins, nextUp } from './binning/bounds.js'
export { logisticDerivatives, softmaxDerivatives, squaredDerivatives, tweedieDerivatives } from './gradients/derivatives.js'
export type { DerivativeArrays } from './gradients/derivatives.js'
export type { GradientKernels } from './gradients/gradients.js'
export { firstIsRest, packedEntryBytes, tableBytesPerFeature, wideEntryBytes } from './histogram/histogram.js'
export type { Kernels } from './kernels.js'
export { enterPlainWorkplace, enterWorkplace, instantiateKernels } from './load.js'
export type { Workplace } from './load.js'
export { createKernelMemory, memoryExhausted, mostMemoryBytes } from './memory.js'
export type { KernelMemory, Pointer } from './memory.js'
export { cuttingRuleLength, textMargin } from './cutting/cutting.js'
export { goesLeft } from './partition/partition.js'
export { measureLength, rootsEvery } from './quantising/quantising.js'
export { generatorWords } from './sampling/sampling.js'
export { wordNodes } from './shap/grouping.js'
export { branchDoubles, branchIntegers, mostPlayers } from './shap/interventional.js'
export { gaussLegendre } from './shap/quadrature.js'
export { shapNodeDoubles, shapNodeIntegers, stepEnter, stepLeave, stepPass, stepTurn } from './shap/record.js'
export { createSorter } from './sorting/sorter.js'
export type { Sorter } from './sorting/sorter.js'
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
  categoryLimitLength,
  levelScratchBytes,
  limitGroupedL2,
  limitGroupRows,
  limitLevels,
  limitOneHot,
  limitSmooth,
  limitSmoothRows,
} from './split/categories.js'
export {
  limitHessian,
  limitL1,
  limitL2,
  limitLength,
  limitRows,
  nodeGradient,
  nodeHessian,
  nodeLeast,
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
export { leafEntryBytes, leafRecordBytes } from './traversal/linear-leaves.js'
export { canHaveTeam, createSoloTeam, createTeam } from './team/team.js'
export type { Call, Job, Team } from './team/team.js'
export { hasMask, hasTable, packedNodeBytes, tileColumnBytes, tileRows, treeEntryLength } from './traversal/traversal.js'
