// The best split of a node, over the columns that it may use.
import type { Random } from '../../../../base/core/index.js'
import {
  guardedSplitLength,
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
  splitLeftRows,
  splitLength,
  splitMissingLeft,
} from '../../../../base/kernels/index.js'
import type { Job, Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import { createCategorySearch } from './category-search.js'
import { createColumnChoice } from './columns.js'
import type { BranchEnd } from './columns.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { isGuarded, newtonStep } from './guard.js'
import { createGuardedPlaces } from './guarded-search.js'
import type { GuardedTotals } from './guarded-search.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'

export interface Split {
  readonly gain: number
  readonly feature: number
  /** Bins up to and with this one go left. */
  readonly bin: number
  /** undefined: no row of the node is missing; the side is open. */
  readonly missingLeft: boolean | undefined
  /** Of a categorical feature, instead of `bin` and `missingLeft`: per bin (256) whether it goes left. Missing goes right. */
  readonly sides: Uint8Array | undefined
  /** What is added to l2 in its children. */
  readonly addedL2: number
  /** Sums of the left side, in quanta. */
  readonly leftGradient: number
  readonly leftHessian: number
  /** Its rows as the search estimates them; 0 where values of nodes do not depend on them. */
  readonly leftRows: number
}

export interface SearchedNode extends GuardedTotals, BranchEnd {
  readonly histogram: Pointer
  /** Those that may be cut. The search leaves those of which some cut gains anything: as in LightGBM, only they are tried below. */
  features: Int32Array
  split: Split | undefined
}

export interface SplitSearch {
  /** Makes ready for a tree over some features. */
  start(features: Int32Array, derivatives: Derivatives, random: Random): void
  /** Gives each of some nodes with a histogram, of the same features, the split that gains most, or undefined when none gains more than `minGain`. */
  searchAll(nodes: readonly SearchedNode[]): void
  /** Whether both sides of a split could have enough rows and hessian. */
  canSplit(node: NodeTotals): boolean
  /** What the node gives as a leaf, before the learning rate. */
  valueOf(node: NodeTotals & { readonly addedL2: number }): number
  /** The sum of its hessians. */
  weightOf(node: NodeTotals): number
}

/** Histograms of fewer entries are searched sooner by one thread. */
const fewEntries = 4000

/** Features that are searched between two checkpoints. */
const partFeatures = 512
const partCategories = 32

export function createSplitSearch(data: BinnedData, parameters: GbdtParameters, session: Session): SplitSearch {
  const { kernels, memory, checkpoint, team } = session
  const { views } = memory
  const { l1, l2, minGain, minHessian, minRowsPerLeaf } = parameters
  const columns = createColumnChoice(data, parameters)
  const guarded = isGuarded(parameters) || parameters.extraTrees ? createGuardedPlaces(data, parameters, session) : undefined
  const limits = memory.allocate(8 * limitLength)
  const node = memory.allocate(8 * nodeLength)
  const out = memory.allocate(8 * guardedSplitLength)
  const list = memory.allocate(4 * data.featureCount)
  const categories = createCategorySearch(data, parameters, session)
  const hasCategories = data.bins.some(({ levels }) => levels !== undefined)
  /** Whether the features of a node are shared out among threads. */
  const isShared = team.size > 1 && guarded === undefined && columns.isFixed && data.entryCount >= fewEntries
  /** Per feature, for each of two nodes: whether some cut gains anything. Columns that are drawn anew for each split are all tried anew. */
  const areOpen =
    guarded === undefined && columns.isFixed ? [memory.allocate(data.featureCount), memory.allocate(data.featureCount)] : [0, 0]
  const nodesAt = isShared ? memory.allocate(2 * 8 * nodeLength) : 0
  const outsAt = isShared ? memory.allocate(2 * team.size * 8 * splitLength) : 0
  let features: Int32Array = new Int32Array(0)
  let derivatives: Derivatives
  let minHessianQuanta = 1
  /** How many of the features in the list are cut; sets of levels are searched for those after them. */
  let numericCount = 0

  const start: SplitSearch['start'] = (given, tree, seeded) => {
    features = given
    derivatives = tree
    columns.start(features, seeded)
    guarded?.start(tree, seeded)
    // In quanta; a side without any hessian is no side.
    minHessianQuanta = Math.max(1, minHessian / tree.hessianUnit)
    const places = memory.float64(limits, limitLength)
    places[limitL1] = l1 / tree.gradientUnit
    places[limitL2] = l2 / tree.hessianUnit
    // One row is what any hessian stands for; the estimate of rows could only be wrong.
    places[limitRows] = minRowsPerLeaf <= 1 ? -Infinity : minRowsPerLeaf
    places[limitHessian] = minHessianQuanta
    categories.start(tree)
    placeFeatures(features)
  }

  const placeFeatures = (chosen: Int32Array): void => {
    features = chosen
    const places = memory.int32(list, chosen.length)
    numericCount = chosen.length
    if (hasCategories) {
      const numeric = chosen.filter((feature) => !categories.isCategorical(feature))
      numericCount = numeric.length
      places.set(numeric)
      places.set(chosen.filter(categories.isCategorical), numericCount)
    } else places.set(chosen)
  }

  const searchCategories = (
    histogram: Pointer,
    places: { readonly node: Pointer; readonly out: Pointer; readonly isOpen: Pointer },
  ): void => {
    for (let from = numericCount; from < features.length; from += partCategories) {
      checkpoint()
      categories.search(histogram, list + 4 * from, Math.min(partCategories, features.length - from), { ...places, limits })
    }
  }

  /** Only the features that are open, where any is not. */
  const keepOpen = (searched: SearchedNode, isOpen: Pointer): void => {
    if (isOpen === 0) return
    const { u8 } = views
    const tried = searched.features
    let count = 0
    for (let k = 0; k < tried.length; k++) count += u8[isOpen + tried[k]]
    if (count === tried.length) return
    const kept = new Int32Array(count)
    for (let k = 0, at = 0; at < count; k++) if (u8[isOpen + tried[k]] === 1) kept[at++] = tried[k]
    searched.features = kept
  }

  const canSplit = ({ begin, end, hessian }: NodeTotals): boolean => end - begin >= 2 * minRowsPerLeaf && hessian >= 2 * minHessianQuanta

  const ownGain = ({ gradient, hessian }: NodeTotals): number => {
    const { gradientUnit, hessianUnit } = derivatives
    const shrunk = Math.max(0, Math.abs(gradient) - l1 / gradientUnit)
    return (shrunk * shrunk) / (hessian + l2 / hessianUnit)
  }
  const gainUnit = (): number => derivatives.gradientUnit ** 2 / derivatives.hessianUnit

  const placeNode = (place: Pointer, { begin, end, gradient, hessian }: NodeTotals, least: number): void => {
    const { f64 } = views
    f64[place / 8 + nodeGradient] = gradient
    f64[place / 8 + nodeHessian] = hessian
    f64[place / 8 + nodeRows] = end - begin
    f64[place / 8 + nodeLeast] = least
  }

  const search = (searched: SearchedNode, isOpen: Pointer): void => {
    const { isWide } = derivatives
    const { histogram } = searched
    if (!columns.isFixed) {
      const chosen = new Int32Array(data.featureCount)
      placeFeatures(chosen.subarray(0, columns.choose(searched, chosen)))
    }
    const undivided = guarded?.placeNode(searched) ?? ownGain(searched)
    const least = undivided + minGain / gainUnit()
    placeNode(node, searched, least)
    guarded?.drawCuts(memory.int32(list, numericCount))
    const { f64 } = views
    f64[out / 8 + splitGain] = least
    f64[out / 8 + splitFeature] = -1
    const searchSplits = isWide ? kernels.searchSplitsWide : kernels.searchSplits
    const searchGuarded = isWide ? kernels.searchGuardedWide : kernels.searchGuarded
    for (let at = 0; at < numericCount; at += partFeatures) {
      checkpoint()
      const some = Math.min(partFeatures, numericCount - at)
      if (guarded === undefined) searchSplits(histogram, data.table, list + 4 * at, some, node, limits, out, isOpen)
      else searchGuarded(histogram, data.table, list + 4 * at, some, guarded.node, guarded.limits, guarded.rules, out)
    }
    searchCategories(histogram, { node, out, isOpen })
    searched.split = readSplit(out, histogram, undivided, searched)
    keepOpen(searched, isOpen)
  }

  const readSplit = (place: Pointer, histogram: Pointer, undivided: number, totals: NodeTotals): Split | undefined => {
    const { f64, u8 } = views
    const { entryBytes } = derivatives
    const found = place / 8
    const feature = f64[found + splitFeature]
    if (feature < 0) return undefined
    const gain = (f64[found + splitGain] - undivided) * gainUnit()
    if (categories.isCategorical(feature)) {
      const { begin, end, gradient, hessian } = totals
      const [gradientThere, hessianThere] = [f64[found + splitLeftGradient], f64[found + splitLeftHessian]]
      const { sides, isTurned } = categories.read(histogram, feature, 2 * hessianThere > hessian)
      const leftHessian = isTurned ? hessian - hessianThere : hessianThere
      return {
        gain,
        feature,
        bin: -1,
        missingLeft: false,
        sides,
        addedL2: categories.addedL2(feature),
        leftGradient: isTurned ? gradient - gradientThere : gradientThere,
        leftHessian,
        leftRows: Math.round((leftHessian * (end - begin)) / hessian),
      }
    }
    const missingBin = data.missingBins[feature]
    const missingEntry = histogram + (data.slots[feature] + missingBin) * entryBytes
    let hasMissing = false
    if (missingBin >= 0) for (let at = missingEntry; at < missingEntry + entryBytes; at++) hasMissing ||= u8[at] !== 0
    return {
      gain,
      feature,
      bin: f64[found + splitBin],
      missingLeft: hasMissing ? f64[found + splitMissingLeft] === 1 : undefined,
      sides: undefined,
      addedL2: 0,
      leftGradient: f64[found + splitLeftGradient],
      leftHessian: f64[found + splitLeftHessian],
      leftRows: guarded === undefined ? 0 : f64[found + splitLeftRows],
    }
  }

  const searchAll: SplitSearch['searchAll'] = (nodes) => {
    if (nodes.length === 0) return
    if (columns.isFixed && nodes[0].features !== features) placeFeatures(nodes[0].features)
    if (!isShared) {
      nodes.forEach((searched, n) => search(searched, areOpen[n]))
      return
    }
    const { isWide } = derivatives
    const shares = Math.max(1, Math.min(team.size, numericCount))
    const each = Math.ceil(numericCount / shares)
    const jobs: Job[] = []
    nodes.forEach((searched, n) => {
      const least = ownGain(searched) + minGain / gainUnit()
      placeNode(nodesAt + n * 8 * nodeLength, searched, least)
      for (let k = 0; k < shares; k++) {
        const place = outsAt + (n * shares + k) * 8 * splitLength
        views.f64[place / 8 + splitGain] = least
        views.f64[place / 8 + splitFeature] = -1
        const some = Math.max(0, Math.min(each, numericCount - k * each))
        const given = [list + 4 * k * each, some, nodesAt + n * 8 * nodeLength, limits, place, areOpen[n]] as const
        jobs.push([[isWide ? 'searchSplitsWide' : 'searchSplits', searched.histogram, data.table, ...given]])
      }
    })
    team.run(jobs)
    nodes.forEach((searched, n) => {
      // Of equal gains the first, as if one thread had searched all.
      let best = outsAt + n * shares * 8 * splitLength
      for (let k = 1; k < shares; k++) {
        const found = outsAt + (n * shares + k) * 8 * splitLength
        if (views.f64[found / 8 + splitGain] > views.f64[best / 8 + splitGain]) best = found
      }
      searchCategories(searched.histogram, { node: nodesAt + n * 8 * nodeLength, out: best, isOpen: areOpen[n] })
      searched.split = readSplit(best, searched.histogram, ownGain(searched), searched)
      keepOpen(searched, areOpen[n])
    })
  }

  const valueOf: SplitSearch['valueOf'] = ({ gradient, hessian, addedL2 }) =>
    newtonStep(gradient * derivatives.gradientUnit, hessian * derivatives.hessianUnit, { l1, l2: l2 + addedL2 })

  return { start, searchAll, canSplit, valueOf, weightOf: ({ hessian }) => hessian * derivatives.hessianUnit }
}
