// The best split of a node, over the columns that it may use.
import type { Random } from '../../../../base/core/index.js'
import {
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
} from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'
import { drawColumns } from './sampling.js'

export interface Split {
  readonly gain: number
  readonly feature: number
  /** Bins up to and with this one go left. */
  readonly bin: number
  /** undefined: no row of the node is missing; the side is open. */
  readonly missingLeft: boolean | undefined
  /** Sums of the left side, in quanta. */
  readonly leftGradient: number
  readonly leftHessian: number
}

export interface SplitSearch {
  /** Makes ready for a tree over some features. */
  start(features: Int32Array, derivatives: Derivatives, random: Random): void
  /** The split that gains most, or undefined when none gains more than `minGain`. */
  search(histogram: Pointer, node: NodeTotals): Split | undefined
  /** Whether both sides of a split could have enough rows and hessian. */
  canSplit(node: NodeTotals): boolean
  /** What the node gives as a leaf, before the learning rate. */
  valueOf(node: NodeTotals): number
  /** The sum of its hessians. */
  weightOf(node: NodeTotals): number
}

/** Features that are searched between two checkpoints. */
const partFeatures = 512

export function createSplitSearch(data: BinnedData, parameters: GbdtParameters, session: Session): SplitSearch {
  const { kernels, memory, checkpoint } = session
  const { l1, l2, minGain, minHessian, minRowsPerLeaf, colsampleByNode } = parameters
  const limits = memory.allocate(8 * limitLength)
  const node = memory.allocate(8 * nodeLength)
  const out = memory.allocate(8 * splitLength)
  const list = memory.allocate(4 * data.featureCount)
  let features = new Int32Array(0)
  let random: Random
  let derivatives: Derivatives
  let minHessianQuanta = 1

  const start: SplitSearch['start'] = (given, tree, seeded) => {
    features = Int32Array.from(given)
    derivatives = tree
    random = seeded
    // In quanta; a side without any hessian is no side.
    minHessianQuanta = Math.max(1, minHessian / tree.hessianUnit)
    const places = memory.float64(limits, limitLength)
    places[limitL1] = l1 / tree.gradientUnit
    places[limitL2] = l2 / tree.hessianUnit
    // One row is what any hessian stands for; the estimate of rows could only be wrong.
    places[limitRows] = minRowsPerLeaf <= 1 ? -Infinity : minRowsPerLeaf
    places[limitHessian] = minHessianQuanta
    memory.int32(list, features.length).set(features)
  }

  const canSplit = ({ begin, end, hessian }: NodeTotals): boolean => end - begin >= 2 * minRowsPerLeaf && hessian >= 2 * minHessianQuanta

  const search = (histogram: Pointer, totals: NodeTotals): Split | undefined => {
    const { gradientUnit, hessianUnit, isWide, entryBytes } = derivatives
    const { begin, end, gradient, hessian } = totals
    let count = features.length
    if (colsampleByNode < 1) count = drawColumns(features, colsampleByNode, random, memory.int32(list, features.length))
    const places = memory.float64(node, nodeLength)
    places[nodeGradient] = gradient
    places[nodeHessian] = hessian
    places[nodeRows] = end - begin
    const gainUnit = gradientUnit ** 2 / hessianUnit
    const shrunk = Math.max(0, Math.abs(gradient) - l1 / gradientUnit)
    const own = (shrunk * shrunk) / (hessian + l2 / hessianUnit)
    const found = memory.float64(out, splitLength)
    found[splitGain] = own + minGain / gainUnit
    found[splitFeature] = -1
    const searchSplits = isWide ? kernels.searchSplitsWide : kernels.searchSplits
    for (let at = 0; at < count; at += partFeatures) {
      checkpoint()
      searchSplits(histogram, data.table, list + 4 * at, Math.min(partFeatures, count - at), node, limits, out)
    }
    const feature = found[splitFeature]
    if (feature < 0) return undefined
    const missingBin = data.missingBins[feature]
    const missingEntry = histogram + (data.slots[feature] + missingBin) * entryBytes
    const hasMissing = missingBin >= 0 && memory.uint8(missingEntry, entryBytes).some((byte) => byte !== 0)
    return {
      gain: (found[splitGain] - own) * gainUnit,
      feature,
      bin: found[splitBin],
      missingLeft: hasMissing ? found[splitMissingLeft] === 1 : undefined,
      leftGradient: found[splitLeftGradient],
      leftHessian: found[splitLeftHessian],
    }
  }

  const valueOf = ({ gradient, hessian }: NodeTotals): number =>
    newtonStep(gradient * derivatives.gradientUnit, hessian * derivatives.hessianUnit, parameters)

  return { start, search, canSplit, valueOf, weightOf: ({ hessian }) => hessian * derivatives.hessianUnit }
}

/** −T(G) ÷ (H + l2), where T shrinks |G| by l1. */
export function newtonStep(gradient: number, hessian: number, { l1, l2 }: GbdtParameters): number {
  const shrunk = Math.max(0, Math.abs(gradient) - l1)
  return shrunk === 0 ? 0 : (-Math.sign(gradient) * shrunk) / (hessian + l2)
}
