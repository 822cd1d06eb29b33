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
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import { createCategorySearch } from './category-search.js'
import type { CategorySearch } from './category-search.js'
import { createColumnChoice } from './columns.js'
import type { BranchEnd, ColumnChoice } from './columns.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { FeatureList } from './feature-list.js'
import { isGuarded, newtonStep } from './guard.js'
import { createGuardedPlaces } from './guarded-search.js'
import type { GuardedPlaces, GuardedTotals } from './guarded-search.js'
import type { FeatureShare, NodeTotals } from './histograms.js'
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
  /** Whether `searchInShares` can be asked. */
  readonly canShare: boolean
  /** The same of one or two nodes, by several threads at once; each does what it is given first. */
  searchInShares(nodes: readonly SearchedNode[], shares: readonly FeatureShare[]): void
  /** Whether both sides of a split could have enough rows and hessian. */
  canSplit(node: NodeTotals): boolean
  /** What the node gives as a leaf, before the learning rate. */
  valueOf(node: NodeTotals & { readonly addedL2: number }): number
  /** The sum of its hessians. */
  weightOf(node: NodeTotals): number
}

/** Features that are searched between two checkpoints. */
const partFeatures = 512
const partCategories = 32

export function createSplitSearch(data: BinnedData, parameters: GbdtParameters, session: Session): SplitSearch {
  return new Search(data, parameters, session)
}

/** A class, as all that works split by split: engines compile its methods once, those of closures anew for every fit. */
class Search implements SplitSearch {
  private readonly columns: ColumnChoice
  private readonly guarded: GuardedPlaces | undefined
  private readonly categories: CategorySearch
  private readonly limits: Pointer
  private readonly node: Pointer
  private readonly out: Pointer
  private readonly list: FeatureList
  readonly canShare: boolean
  /** Per feature, for each of two nodes: whether some cut gains anything. Columns that are drawn anew for each split are all tried anew. */
  private readonly areOpen: readonly [Pointer, Pointer]
  private readonly nodesAt: Pointer
  private readonly outsAt: Pointer
  private derivatives!: Derivatives
  private minHessianQuanta = 1

  constructor(
    private readonly data: BinnedData,
    private readonly parameters: GbdtParameters,
    private readonly session: Session,
  ) {
    const { memory } = session
    this.columns = createColumnChoice(data, parameters)
    this.guarded = isGuarded(parameters) || parameters.extraTrees ? createGuardedPlaces(data, parameters, session) : undefined
    this.limits = memory.allocate(8 * limitLength)
    this.node = memory.allocate(8 * nodeLength)
    this.out = memory.allocate(8 * guardedSplitLength)
    this.list = new FeatureList(data, 1, session)
    this.categories = createCategorySearch(data, parameters, session)
    const isPlain = this.guarded === undefined && this.columns.isFixed
    this.canShare = data.shareCount > 1 && isPlain
    this.areOpen = isPlain ? [memory.allocate(data.featureCount), memory.allocate(data.featureCount)] : [0, 0]
    this.nodesAt = this.canShare ? memory.allocate(2 * 8 * nodeLength) : 0
    this.outsAt = this.canShare ? memory.allocate(2 * data.shareCount * 8 * splitLength) : 0
  }

  start(features: Int32Array, derivatives: Derivatives, random: Random): void {
    const { l1, l2, minHessian, minRowsPerLeaf } = this.parameters
    const { gradientUnit, hessianUnit } = derivatives
    this.derivatives = derivatives
    this.columns.start(features, random)
    this.guarded?.start(derivatives, random)
    // In quanta; a side without any hessian is no side.
    this.minHessianQuanta = Math.max(1, minHessian / hessianUnit)
    const { f64 } = this.session.memory.views
    const at = this.limits / 8
    f64[at + limitL1] = l1 / gradientUnit
    f64[at + limitL2] = l2 / hessianUnit
    // One row is what any hessian stands for; the estimate of rows could only be wrong.
    f64[at + limitRows] = minRowsPerLeaf <= 1 ? -Infinity : minRowsPerLeaf
    f64[at + limitHessian] = this.minHessianQuanta
    if (this.list.hasCategories) this.categories.start(derivatives)
    this.list.place(features)
  }

  private isCategorical(feature: number): boolean {
    return this.data.bins[feature].levels !== undefined
  }

  canSplit({ begin, end, hessian }: NodeTotals): boolean {
    return end - begin >= 2 * this.parameters.minRowsPerLeaf && hessian >= 2 * this.minHessianQuanta
  }

  valueOf({ gradient, hessian, addedL2 }: NodeTotals & { readonly addedL2: number }): number {
    const { l1, l2 } = this.parameters
    const { gradientUnit, hessianUnit } = this.derivatives
    return newtonStep(gradient * gradientUnit, hessian * hessianUnit, { l1, l2: l2 + addedL2 })
  }

  weightOf({ hessian }: NodeTotals): number {
    return hessian * this.derivatives.hessianUnit
  }

  private ownGain({ gradient, hessian }: NodeTotals): number {
    const { l1, l2 } = this.parameters
    const { gradientUnit, hessianUnit } = this.derivatives
    const shrunk = Math.max(0, Math.abs(gradient) - l1 / gradientUnit)
    return (shrunk * shrunk) / (hessian + l2 / hessianUnit)
  }

  /** What one is, of the gains that kernels find. */
  private gainUnit(): number {
    return this.derivatives.gradientUnit ** 2 / this.derivatives.hessianUnit
  }

  searchAll(nodes: readonly SearchedNode[]): void {
    if (nodes.length === 0) return
    if (this.columns.isFixed) this.list.place(nodes[0].features)
    for (let n = 0; n < nodes.length; n++) this.search(nodes[n], this.areOpen[n])
  }

  private search(searched: SearchedNode, isOpen: Pointer): void {
    const { data, columns, guarded, list, node, limits, out } = this
    const { kernels, memory, checkpoint } = this.session
    const { isWide } = this.derivatives
    const { histogram } = searched
    if (!columns.isFixed) {
      const chosen = new Int32Array(data.featureCount)
      list.place(chosen.subarray(0, columns.choose(searched, chosen)))
    }
    // Features are cut; sets of levels are searched for those after them.
    const { at: first, numericCount } = list.part(0)
    const undivided = guarded?.placeNode(searched) ?? this.ownGain(searched)
    const least = undivided + this.parameters.minGain / this.gainUnit()
    this.placeNode(node, searched, least)
    guarded?.drawCuts(memory.int32(first, numericCount))
    this.clearOut(out, least)
    const searchSplits = isWide ? kernels.searchSplitsWide : kernels.searchSplits
    const searchGuarded = isWide ? kernels.searchGuardedWide : kernels.searchGuarded
    for (let at = 0; at < numericCount; at += partFeatures) {
      checkpoint()
      const some = Math.min(partFeatures, numericCount - at)
      if (guarded === undefined) searchSplits(histogram, data.table, first + 4 * at, some, node, limits, out, isOpen)
      else searchGuarded(histogram, data.table, first + 4 * at, some, guarded.node, guarded.limits, guarded.rules, out)
    }
    this.searchCategories(histogram, { node, out, isOpen })
    searched.split = this.readSplit(out, histogram, undivided, searched)
    this.keepOpen(searched, isOpen)
  }

  searchInShares(nodes: readonly SearchedNode[], shares: readonly FeatureShare[]): void {
    const { data, limits, nodesAt, outsAt, areOpen } = this
    const { team } = this.session
    const name = this.derivatives.isWide ? 'searchSplitsWide' : 'searchSplits'
    const outOf = (n: number, share: number): Pointer => outsAt + (n * shares.length + share) * 8 * splitLength
    if (this.list.hasCategories) this.list.place(nodes[0].features)
    nodes.forEach((searched, n) => {
      const place = nodesAt + n * 8 * nodeLength
      const least = this.ownGain(searched) + this.parameters.minGain / this.gainUnit()
      this.placeNode(place, searched, least)
      shares.forEach(({ calls, at, numericCount }, share) => {
        this.clearOut(outOf(n, share), least)
        calls.push([name, searched.histogram, data.table, at, numericCount, place, limits, outOf(n, share), areOpen[n]])
      })
    })
    team.run(shares.map(({ calls }) => calls))
    nodes.forEach((searched, n) => {
      let best = outOf(n, 0)
      for (let share = 1; share < shares.length; share++) if (this.isBetter(outOf(n, share), best)) best = outOf(n, share)
      this.searchCategories(searched.histogram, { node: nodesAt + n * 8 * nodeLength, out: best, isOpen: areOpen[n] })
      searched.split = this.readSplit(best, searched.histogram, this.ownGain(searched), searched)
      this.keepOpen(searched, areOpen[n])
    })
  }

  /** Of equal gains the first feature, as if one thread had searched all. */
  private isBetter(a: Pointer, b: Pointer): boolean {
    const { f64 } = this.session.memory.views
    const [gain, best] = [f64[a / 8 + splitGain], f64[b / 8 + splitGain]]
    const [feature, other] = [f64[a / 8 + splitFeature], f64[b / 8 + splitFeature]]
    return gain > best || (gain === best && feature >= 0 && (other < 0 || feature < other))
  }

  private placeNode(place: Pointer, { begin, end, gradient, hessian }: NodeTotals, least: number): void {
    const { f64 } = this.session.memory.views
    const at = place / 8
    f64[at + nodeGradient] = gradient
    f64[at + nodeHessian] = hessian
    f64[at + nodeRows] = end - begin
    f64[at + nodeLeast] = least
  }

  private clearOut(place: Pointer, least: number): void {
    const { f64 } = this.session.memory.views
    f64[place / 8 + splitGain] = least
    f64[place / 8 + splitFeature] = -1
  }

  private searchCategories(histogram: Pointer, places: { readonly node: Pointer; readonly out: Pointer; readonly isOpen: Pointer }): void {
    const { limits } = this
    const { at, count, numericCount } = this.list.part(0)
    for (let from = numericCount; from < count; from += partCategories) {
      this.session.checkpoint()
      this.categories.search(histogram, at + 4 * from, Math.min(partCategories, count - from), { ...places, limits })
    }
  }

  private readSplit(place: Pointer, histogram: Pointer, undivided: number, totals: NodeTotals): Split | undefined {
    const { f64 } = this.session.memory.views
    const found = place / 8
    const feature = f64[found + splitFeature]
    if (feature < 0) return undefined
    const gain = (f64[found + splitGain] - undivided) * this.gainUnit()
    const leftGradient = f64[found + splitLeftGradient]
    const leftHessian = f64[found + splitLeftHessian]
    if (this.isCategorical(feature)) return this.readLevels(histogram, totals, { gain, feature, leftGradient, leftHessian })
    const missingLeft = this.hasMissing(histogram, feature) ? f64[found + splitMissingLeft] === 1 : undefined
    const leftRows = this.guarded === undefined ? 0 : f64[found + splitLeftRows]
    return { gain, feature, bin: f64[found + splitBin], missingLeft, sides: undefined, addedL2: 0, leftGradient, leftHessian, leftRows }
  }

  /** A split by levels, whose side the search called left may be the right one. */
  private readLevels(
    histogram: Pointer,
    { begin, end, gradient, hessian }: NodeTotals,
    found: Pick<Split, 'gain' | 'feature' | 'leftGradient' | 'leftHessian'>,
  ): Split {
    const { gain, feature } = found
    const { sides, isTurned } = this.categories.read(histogram, feature, 2 * found.leftHessian > hessian)
    const leftGradient = isTurned ? gradient - found.leftGradient : found.leftGradient
    const leftHessian = isTurned ? hessian - found.leftHessian : found.leftHessian
    const leftRows = Math.round((leftHessian * (end - begin)) / hessian)
    const addedL2 = this.categories.addedL2(feature)
    return { gain, feature, bin: -1, missingLeft: false, sides, addedL2, leftGradient, leftHessian, leftRows }
  }

  /** Whether rows of the histogram's node miss the feature. */
  private hasMissing(histogram: Pointer, feature: number): boolean {
    const { data } = this
    const { i32 } = this.session.memory.views
    const { entryBytes } = this.derivatives
    const missingBin = data.missingBins[feature]
    if (missingBin < 0) return false
    const from = (histogram + (data.slots[feature] + missingBin) * entryBytes) / 4
    for (let at = from; at < from + entryBytes / 4; at++) if (i32[at] !== 0) return true
    return false
  }

  /** Only the features that are open, where any is not. */
  private keepOpen(searched: SearchedNode, isOpen: Pointer): void {
    if (isOpen === 0) return
    const { u8 } = this.session.memory.views
    const tried = searched.features
    let count = 0
    for (let k = 0; k < tried.length; k++) count += u8[isOpen + tried[k]]
    if (count === tried.length) return
    const kept = new Int32Array(count)
    for (let k = 0, at = 0; at < count; k++) if (u8[isOpen + tried[k]] === 1) kept[at++] = tried[k]
    searched.features = kept
  }
}
