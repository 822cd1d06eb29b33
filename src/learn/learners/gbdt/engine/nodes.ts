// What every way of growing a tree does with nodes: the root, splitting one into two, and judging both by their histograms.
import type { Random } from '../../../../base/core/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { createGuards } from './guard.js'
import type { NodeGuard } from './guard.js'
import { createHistograms } from './histograms.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'
import { createPartition } from './rows.js'
import type { RowRange, RowSet } from './rows.js'
import { drawColumns } from './sampling.js'
import { createSplitSearch } from './split-search.js'
import type { Split, SplitSearch } from './split-search.js'
import type { NodeRecord } from './tree.js'

/** A node that may still be split. Sums are in quanta. */
export interface OpenNode extends RowRange, NodeTotals {
  readonly depth: number
  /** What is added to l2 in its value. */
  readonly addedL2: number
  /** Where its histogram lies, 0 when it has none. */
  histogram: Pointer
  /** The best split; undefined when there is none. */
  split: Split | undefined
  /** What holds its value; absent where nothing does. */
  readonly guard: NodeGuard | undefined
  /** The features that lead here; absent where nobody asks. */
  readonly used: readonly number[] | undefined
  /** Those that may be cut here. */
  features: Int32Array
}

export interface NodeWork {
  /** Begins a tree: draws its columns, and gives the root, with its histogram where it may be split. */
  plant(rows: RowSet, derivatives: Derivatives, random: Random, search?: Pick<SplitSearch, 'start'>): OpenNode
  /** The same, judged. */
  start(rows: RowSet, derivatives: Derivatives, random: Random): OpenNode
  /** Carries out a node's split on its rows; the children are not judged yet. */
  divide(node: OpenNode): { readonly left: OpenNode; readonly right: OpenNode; readonly record: NodeRecord }
  /** Finds the best splits of two children; their parent's histogram serves and is gone. `open`: the other nodes, whose histograms may be dropped for want of room. */
  judge(parent: OpenNode, children: readonly [OpenNode, OpenNode], open: readonly OpenNode[]): void
  /** Gives the histograms that two children need; their parent's serves and is gone. */
  prepare(parent: OpenNode, children: readonly [OpenNode, OpenNode], open: readonly OpenNode[]): void
  /** Makes sure that a node has its histogram. */
  ensure(node: OpenNode, open: readonly OpenNode[]): void
  /** Whether a node may be split at all. */
  isOpen(node: OpenNode): boolean
  /** A node that will not be split gives its histogram back. */
  release(node: OpenNode): void
}

export function createNodeWork(data: BinnedData, parameters: GbdtParameters, mostBytes: number, session: Session): NodeWork {
  const { learningRate, colsampleByTree, leaves, boosting } = parameters
  const maxDepth = parameters.maxDepth === 0 ? Infinity : parameters.maxDepth
  const histograms = createHistograms(data, Math.min(leaves, data.rowCount) + 1, mostBytes, session)
  const splits = createSplitSearch(data, parameters, session)
  const partition = createPartition(data, session)
  const guards = createGuards(data, parameters)
  const asksForUsed = parameters.interactions.length > 0 || parameters.linearLeaves
  let derivatives: Derivatives
  const all = Int32Array.from({ length: data.featureCount }, (_, f) => f)
  const isLeft = new Uint8Array(256)
  let rows: RowSet

  const plant: NodeWork['plant'] = (given, tree, random, search = splits) => {
    rows = given
    derivatives = tree
    const drawn = new Int32Array(data.featureCount)
    const features = drawn.subarray(0, drawColumns(all, colsampleByTree, random, drawn))
    histograms.start(features, rows, derivatives)
    splits.start(features, derivatives, random)
    if (search !== splits) search.start(features, derivatives, random)
    const root: OpenNode = {
      begin: 0,
      end: rows.inside,
      outsideBegin: rows.inside,
      outsideEnd: rows.inside + rows.outside,
      depth: 0,
      ...derivatives.total,
      addedL2: 0,
      histogram: 0,
      split: undefined,
      guard: undefined,
      used: asksForUsed ? [] : undefined,
      features,
    }
    const guarded = guards === undefined ? root : { ...root, guard: guards.root(root, derivatives) }
    if (isOpen(guarded) && features.length > 0) ensure(guarded, [])
    return guarded
  }

  const start: NodeWork['start'] = (given, tree, random) => {
    const root = plant(given, tree, random)
    if (root.histogram !== 0) splits.searchAll([root])
    return root
  }

  const ensure = (node: OpenNode, open: readonly OpenNode[], isSubtracted = false): void => {
    if (node.histogram !== 0) return
    node.histogram = claim(open)
    histograms.focus(node.features)
    histograms.fill(node.histogram, node)
    if (!isSubtracted) histograms.finish()
  }

  const isOpen = (node: OpenNode): boolean => node.depth < maxDepth && splits.canSplit(node)

  /** A place for a histogram: a free one, or that of the node that is least likely to be split. */
  const claim = (open: readonly OpenNode[]): Pointer => {
    const free = histograms.take()
    if (free !== 0) return free
    let victim: OpenNode | undefined
    for (const node of open) if (node.histogram !== 0 && (victim === undefined || gainOf(node) < gainOf(victim))) victim = node
    const place = victim!.histogram
    victim!.histogram = 0
    return place
  }

  const release = (node: OpenNode): void => {
    if (node.histogram !== 0) histograms.give(node.histogram)
    node.histogram = 0
  }

  const divide: NodeWork['divide'] = (node) => {
    const { feature, bin, sides, addedL2, leftGradient, leftHessian, gain } = node.split!
    const { bounds, source, levels } = data.bins[feature]
    const missingBin = data.missingBins[feature]
    if (sides === undefined) {
      isLeft.fill(1, 0, bin + 1).fill(0, bin + 1)
      if (missingBin >= 0) isLeft[missingBin] = node.split!.missingLeft === true ? 1 : 0
    }
    const { left, right } = partition.split(rows, node, feature, sides ?? isLeft)
    // Where no row of this node is missing, a missing value seen later goes where most rows go.
    const missingLeft = node.split!.missingLeft ?? (left.end - left.begin) * 2 >= node.end - node.begin
    const used = node.used === undefined || node.used.includes(feature) ? node.used : [...node.used, feature]
    const { features } = node
    const depth = node.depth + 1
    const [leftGuard, rightGuard] = node.guard === undefined ? [] : guards!.children(node, node.guard, node.split!, derivatives)
    return {
      left: openNode(left, { depth, addedL2, used, features, gradient: leftGradient, hessian: leftHessian, guard: leftGuard }),
      right: openNode(right, {
        depth,
        addedL2,
        used,
        features,
        gradient: node.gradient - leftGradient,
        hessian: node.hessian - leftHessian,
        guard: rightGuard,
      }),
      record: {
        feature: source,
        threshold: sides === undefined ? bounds[bin] : NaN,
        levels: sides === undefined ? undefined : levels!.filter((_, level) => sides[level] === 1),
        missingLeft: missingLeft ? 1 : 0,
        gain,
        value: (node.guard?.value ?? splits.valueOf(node)) * learningRate,
        weight: splits.weightOf(node),
        rows: node.end - node.begin,
        ...(boosting === 'dart' ? { route: { feature, isLeft: sides ?? isLeft.slice() } } : {}),
      },
    }
  }

  const prepare: NodeWork['prepare'] = (parent, [left, right], open) => {
    if (!isOpen(left) && !isOpen(right)) {
      release(parent)
      return
    }
    const [small, large] = left.end - left.begin <= right.end - right.begin ? [left, right] : [right, left]
    const others = open.filter((node) => node !== left && node !== right)
    const inherited = parent.histogram
    parent.histogram = 0
    // The smaller child's from its rows, the larger one's by subtraction where the parent has one.
    if (inherited !== 0 || isOpen(small)) ensure(small, others, inherited !== 0)
    if (inherited !== 0) {
      large.histogram = inherited
      histograms.subtract(inherited, small.histogram)
    } else if (isOpen(large)) ensure(large, others)
    for (const child of [left, right]) if (!isOpen(child)) release(child)
  }

  const judge: NodeWork['judge'] = (parent, children, open) => {
    prepare(parent, children, open)
    splits.searchAll(children.filter(isOpen))
    for (const child of children) if (child.split === undefined) release(child)
  }

  return { plant, start, divide, prepare, ensure, judge, isOpen, release }
}

/** One by one: spreading objects takes longer than dividing a small node. */
function openNode(
  { begin, end, outsideBegin, outsideEnd }: RowRange,
  {
    depth,
    addedL2,
    used,
    features,
    gradient,
    hessian,
    guard,
  }: Pick<OpenNode, 'depth' | 'addedL2' | 'used' | 'features' | 'gradient' | 'hessian' | 'guard'>,
): OpenNode {
  return { begin, end, outsideBegin, outsideEnd, depth, addedL2, gradient, hessian, histogram: 0, split: undefined, guard, used, features }
}

function gainOf(node: OpenNode): number {
  return node.split?.gain ?? -Infinity
}
