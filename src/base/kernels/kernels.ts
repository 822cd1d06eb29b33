// What kernels there are. Each has a twin in plain TypeScript with the same signature; the twins together stand for the module.
import { plainBinning } from './binning/binning.js'
import { plainCutting } from './cutting/cutting.js'
import { plainDesign } from './design/design.js'
import { plainGradients } from './gradients/gradients.js'
import { plainHistogram } from './histogram/histogram.js'
import type { MemoryViews } from './memory.js'
import { plainPartition } from './partition/partition.js'
import { plainQuantising } from './quantising/quantising.js'
import { plainSampling } from './sampling/sampling.js'
import { plainGrouping } from './shap/grouping.js'
import { plainInterventional } from './shap/interventional.js'
import { plainShap } from './shap/shap.js'
import { plainSorting } from './sorting/sorting.js'
import { plainGuardedSplitting } from './split/guarded.js'
import { plainCategorySplitting } from './split/categories.js'
import { plainSplitting } from './split/split.js'
import { plainLinearLeaves } from './traversal/linear-leaves.js'
import { plainTraversal } from './traversal/traversal.js'

/** Arguments that are places are pointers (bytes from the start of the memory); places are 64-byte aligned unless said otherwise. */
export function createPlainKernels(views: MemoryViews) {
  return {
    ...plainCutting(views),
    ...plainSorting(views),
    ...plainBinning(views),
    ...plainGradients(views),
    ...plainQuantising(views),
    ...plainHistogram(views),
    ...plainCategorySplitting(views),
    ...plainSplitting(views),
    ...plainGuardedSplitting(views),
    ...plainPartition(views),
    ...plainDesign(views),
    ...plainSampling(views),
    ...plainGrouping(views),
    ...plainShap(views),
    ...plainInterventional(views),
    ...plainTraversal(views),
    ...plainLinearLeaves(views),
  }
}

type PlainKernels = ReturnType<typeof createPlainKernels>

/** Functions that need no `this`: those of the module, or the twins. */
export type Kernels = {
  readonly [Name in keyof PlainKernels]: (...given: Parameters<PlainKernels[Name]>) => ReturnType<PlainKernels[Name]>
}
