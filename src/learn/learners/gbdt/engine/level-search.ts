// The one split of all nodes of a level, for symmetric trees: the cut whose gains sum to the most over the nodes that it divides.
import type { Random } from '../../../../base/core/index.js'
import { guardedNodeLength } from '../../../../base/kernels/index.js'
import type { Call, Job, Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import { createColumnChoice } from './columns.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { createGuards } from './guard.js'
import { createGuardedPlaces } from './guarded-search.js'
import type { GuardedTotals } from './guarded-search.js'
import type { BinnedData } from './layout.js'
import type { Split } from './split-search.js'

/** A node with its histogram. */
export interface SearchedNode extends GuardedTotals {
  readonly histogram: Pointer
}

/** A cut of a level. */
export interface LevelCut {
  readonly feature: number
  readonly bin: number
  readonly missingLeft: boolean
}

export interface LevelSearch {
  /** Begins a tree over some features. */
  start(features: Int32Array, derivatives: Derivatives, random: Random): void
  /** Begins a level: draws the columns, and with extra-random trees the cuts, that it may use. */
  begin(depth: number, used: readonly number[]): void
  /** Adds what each cut gains in some nodes; one that would leave a side of the node too little gains nothing there, nor divides it. */
  add(nodes: readonly SearchedNode[]): void
  /** The best cut; undefined when none gains more than `minGain`. */
  best(): LevelCut | undefined
  /** What the cut makes of a node; undefined where it does not divide it. */
  splitOf(cut: LevelCut, histogram: Pointer, node: GuardedTotals): Split | undefined
}

/** Features times nodes that are searched between two checkpoints. */
const partFeatures = 256

/** Nodes that are searched at once. */
const mostNodes = 64
const nodeBytes = 8 * guardedNodeLength

/** How many bytes the sums of gains take. */
export function levelBytes(entryCount: number): number {
  return 16 * entryCount
}

export function createLevelSearch(data: BinnedData, parameters: GbdtParameters, session: Session): LevelSearch {
  const { memory, team } = session
  const { minGain, minHessian, minRowsPerLeaf } = parameters
  const columns = createColumnChoice(data, parameters)
  const guarded = createGuardedPlaces(data, parameters, session)
  const guards = createGuards(data, parameters)
  const nodesAt = memory.allocate(mostNodes * nodeBytes)
  const gains = memory.allocate(levelBytes(data.entryCount))
  const list = memory.allocate(4 * data.featureCount)
  let count = 0
  let treeFeatures = 0
  let derivatives: Derivatives

  const start: LevelSearch['start'] = (given, tree, random) => {
    derivatives = tree
    // One set of levels for all nodes is not searched for.
    const features = Int32Array.from(given).filter((feature) => data.bins[feature].levels === undefined)
    treeFeatures = features.length
    columns.start(features, random)
    guarded.start(tree, random)
  }

  const begin: LevelSearch['begin'] = (depth, used) => {
    count = columns.choose({ depth, used }, memory.int32(list, treeFeatures))
    const features = memory.int32(list, count)
    guarded.drawCuts(features)
    const sums = memory.float64(gains, 2 * data.entryCount)
    for (const feature of features) {
      const first = 2 * data.slots[feature]
      sums.fill(0, first, first + 2 * data.bins[feature].bounds.length)
    }
  }

  const add: LevelSearch['add'] = (nodes) => {
    const kernel = derivatives.isWide ? 'addCutGainsWide' : 'addCutGains'
    for (let first = 0; first < nodes.length; first += mostNodes) {
      const some = nodes.slice(first, first + mostNodes)
      some.forEach((node, n) => guarded.placeNode(node, nodesAt + n * nodeBytes))
      // A thread adds up some features over all nodes, in their order: the sums are those of one thread.
      const part = Math.max(1, Math.min(Math.ceil(partFeatures / some.length), Math.ceil(count / team.size)))
      const jobs: Job[] = []
      for (let at = 0; at < count; at += part) {
        const features = [data.table, list + 4 * at, Math.min(part, count - at)] as const
        const rest = [guarded.limits, guarded.rules, gains] as const
        jobs.push(some.map(({ histogram }, n): Call => [kernel, histogram, ...features, nodesAt + n * nodeBytes, ...rest]))
      }
      team.run(jobs)
    }
  }

  const best: LevelSearch['best'] = () => {
    const { gradientUnit, hessianUnit } = derivatives
    const sums = memory.float64(gains, 2 * data.entryCount)
    let most = (minGain * hessianUnit) / gradientUnit ** 2
    let cut: LevelCut | undefined
    const look = (feature: number, bin: number, side: 0 | 1): void => {
      const gain = sums[2 * (data.slots[feature] + bin) + side]
      if (!(gain > most)) return
      most = gain
      cut = { feature, bin, missingLeft: side === 1 }
    }
    // In the order of the search of one node, so that ties end alike.
    for (const feature of memory.int32(list, count)) {
      const bins = data.bins[feature].bounds.length
      const mayMiss = data.missingBins[feature] >= 0
      for (let bin = bins - 2; bin >= 0; bin--) look(feature, bin, mayMiss ? 1 : 0)
      if (mayMiss) for (let bin = 0; bin < bins; bin++) look(feature, bin, 0)
    }
    return cut
  }

  const splitOf: LevelSearch['splitOf'] = ({ feature, bin, missingLeft }, histogram, node) => {
    const { isWide, entryBytes, hessianUnit, gradientUnit } = derivatives
    const rowCount = node.end - node.begin
    const rowsPerHessian = rowCount / node.hessian
    const read = (at: number): { readonly gradient: number; readonly hessian: number } => {
      const place = histogram + (data.slots[feature] + at) * entryBytes
      if (isWide) {
        const [gradient, hessian] = memory.float64(place, 2)
        return { gradient, hessian }
      }
      const [hessian, gradient] = memory.int32(place, 2)
      return { gradient, hessian: hessian >>> 0 }
    }
    const bins = data.bins[feature].bounds.length
    const missingBin = data.missingBins[feature]
    // Rows are estimated from the side that the kernel counts.
    const fromRight = missingLeft || missingBin < 0
    let [gradient, hessian, rows] = [0, 0, 0]
    for (let at = fromRight ? bin + 1 : 0; at < (fromRight ? bins : bin + 1); at++) {
      const entry = read(at)
      gradient += entry.gradient
      hessian += entry.hessian
      rows += Math.floor(entry.hessian * rowsPerHessian + 0.5)
    }
    const least = Math.max(1, minHessian / hessianUnit)
    if (hessian < least || node.hessian - hessian < least) return undefined
    if (minRowsPerLeaf > 1 && (rows < minRowsPerLeaf || rowCount - rows < minRowsPerLeaf)) return undefined
    const missing = missingBin < 0 ? undefined : read(missingBin)
    const hasMissing = missing !== undefined && (missing.gradient !== 0 || missing.hessian !== 0)
    const split = {
      gain: gainAt(feature, bin, missingLeft) * (gradientUnit ** 2 / hessianUnit),
      feature,
      bin,
      missingLeft: hasMissing ? missingLeft : undefined,
      sides: undefined,
      addedL2: 0,
      leftGradient: fromRight ? node.gradient - gradient : gradient,
      leftHessian: fromRight ? node.hessian - hessian : hessian,
      leftRows: fromRight ? rowCount - rows : rows,
    }
    return goesAgainst(split, node) ? undefined : split
  }

  /** The summed gain of the cut: what decided on each of its splits. */
  const gainAt = (feature: number, bin: number, missingLeft: boolean): number =>
    memory.float64(gains, 2 * data.entryCount)[2 * (data.slots[feature] + bin) + (missingLeft ? 1 : 0)]

  /** Whether the values of the sides go against the direction of the column. */
  const goesAgainst = (split: Split, node: GuardedTotals): boolean => {
    const direction = parameters.monotone[data.bins[split.feature].source] ?? 0
    if (direction === 0) return false
    const [left, right] = guards!.children(node, node.guard!, split, derivatives)
    return direction > 0 ? left.value > right.value : left.value < right.value
  }

  return { start, begin, add, best, splitOf }
}
