// What every way of growing a tree does with nodes: the root, splitting one into two, and judging both by their histograms.
import type { Random } from '../../../../base/core/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { createGuards } from './guard.js'
import type { Guards, NodeGuard } from './guard.js'
import { createHistograms } from './histograms.js'
import type { Histograms, NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'
import { createPartition } from './rows.js'
import type { RowPartition, RowRange, RowSet } from './rows.js'
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
  return new Nodes(data, parameters, mostBytes, session)
}

/** A class, as all that works split by split: engines compile its methods once, those of closures anew for every fit. */
class Nodes implements NodeWork {
  private readonly maxDepth: number
  private readonly histograms: Histograms
  private readonly splits: SplitSearch
  private readonly partition: RowPartition
  private readonly guards: Guards | undefined
  private readonly asksForUsed: boolean
  private readonly all: Int32Array
  private readonly isLeft = new Uint8Array(256)
  private derivatives!: Derivatives
  private rows!: RowSet

  constructor(
    private readonly data: BinnedData,
    private readonly parameters: GbdtParameters,
    mostBytes: number,
    session: Session,
  ) {
    const { leaves, maxDepth, interactions, linearLeaves } = parameters
    this.maxDepth = maxDepth === 0 ? Infinity : maxDepth
    this.histograms = createHistograms(data, Math.min(leaves, data.rowCount) + 1, mostBytes, session)
    this.splits = createSplitSearch(data, parameters, session)
    this.partition = createPartition(data, session)
    this.guards = createGuards(data, parameters)
    this.asksForUsed = interactions.length > 0 || linearLeaves
    this.all = Int32Array.from({ length: data.featureCount }, (_, f) => f)
  }

  plant(rows: RowSet, derivatives: Derivatives, random: Random, search?: Pick<SplitSearch, 'start'>): OpenNode {
    const { data, histograms, splits, guards, asksForUsed } = this
    this.rows = rows
    this.derivatives = derivatives
    const drawn = new Int32Array(data.featureCount)
    const features = drawn.subarray(0, drawColumns(this.all, this.parameters.colsampleByTree, random, drawn))
    histograms.start(features, rows, derivatives)
    splits.start(features, derivatives, random)
    search?.start(features, derivatives, random)
    const { gradient, hessian } = derivatives.total
    const range = { begin: 0, end: rows.inside, outsideBegin: rows.inside, outsideEnd: rows.inside + rows.outside }
    const guard = guards?.root({ ...range, gradient, hessian }, derivatives)
    const used = asksForUsed ? [] : undefined
    const root = openNode(range, { depth: 0, addedL2: 0, used, features, gradient, hessian, guard })
    if (this.isOpen(root) && features.length > 0) this.ensure(root, [])
    return root
  }

  start(rows: RowSet, derivatives: Derivatives, random: Random): OpenNode {
    const root = this.plant(rows, derivatives, random)
    if (root.histogram !== 0) this.splits.searchAll([root])
    return root
  }

  ensure(node: OpenNode, open: readonly OpenNode[]): void {
    if (node.histogram === 0) this.fill(node, open, [])
  }

  private fill(node: OpenNode, open: readonly OpenNode[], apart: readonly OpenNode[]): void {
    const { histograms } = this
    node.histogram = this.claim(open, apart)
    histograms.focus(node.features)
    histograms.fill(node.histogram, node)
    histograms.finish()
  }

  isOpen(node: OpenNode): boolean {
    return node.depth < this.maxDepth && this.splits.canSplit(node)
  }

  /** A place for a histogram: a free one, or that of the open node that is least likely to be split, but of none `apart`. */
  private claim(open: readonly OpenNode[], apart: readonly OpenNode[]): Pointer {
    const free = this.histograms.take()
    if (free !== 0) return free
    let victim: OpenNode | undefined
    for (const node of open) {
      if (node.histogram !== 0 && !apart.includes(node) && (victim === undefined || gainOf(node) < gainOf(victim))) victim = node
    }
    const place = victim!.histogram
    victim!.histogram = 0
    return place
  }

  release(node: OpenNode): void {
    if (node.histogram !== 0) this.histograms.give(node.histogram)
    node.histogram = 0
  }

  divide(node: OpenNode): { readonly left: OpenNode; readonly right: OpenNode; readonly record: NodeRecord } {
    const { data, derivatives, splits, guards, isLeft } = this
    const { features, guard, gradient, hessian } = node
    const split = node.split!
    const { feature, bin, sides, addedL2, leftGradient, leftHessian } = split
    const { bounds, source, levels } = data.bins[feature]
    const missingBin = data.missingBins[feature]
    if (sides === undefined) {
      isLeft.fill(1, 0, bin + 1).fill(0, bin + 1)
      if (missingBin >= 0) isLeft[missingBin] = split.missingLeft === true ? 1 : 0
    }
    const { left, right } = this.partition.split(this.rows, node, feature, sides ?? isLeft)
    // Where no row of this node is missing, a missing value seen later goes where most rows go.
    const missingLeft = split.missingLeft ?? (left.end - left.begin) * 2 >= node.end - node.begin
    const used = node.used === undefined || node.used.includes(feature) ? node.used : [...node.used, feature]
    const depth = node.depth + 1
    const [leftGuard, rightGuard] = guard === undefined ? noGuards : guards!.children(node, guard, split, derivatives)
    const [rightGradient, rightHessian] = [gradient - leftGradient, hessian - leftHessian]
    const route = this.parameters.boosting === 'dart' ? { feature, isLeft: sides ?? isLeft.slice() } : undefined
    return {
      left: openNode(left, { depth, addedL2, used, features, gradient: leftGradient, hessian: leftHessian, guard: leftGuard }),
      right: openNode(right, { depth, addedL2, used, features, gradient: rightGradient, hessian: rightHessian, guard: rightGuard }),
      record: {
        feature: source,
        threshold: sides === undefined ? bounds[bin] : NaN,
        levels: sides === undefined ? undefined : levels!.filter((_, level) => sides[level] === 1),
        missingLeft: missingLeft ? 1 : 0,
        gain: split.gain,
        value: (guard?.value ?? splits.valueOf(node)) * this.parameters.learningRate,
        weight: splits.weightOf(node),
        rows: node.end - node.begin,
        route,
      },
    }
  }

  prepare(parent: OpenNode, children: readonly [OpenNode, OpenNode], open: readonly OpenNode[]): void {
    const [left, right] = children
    if (!this.isOpen(left) && !this.isOpen(right)) {
      this.release(parent)
      return
    }
    // The smaller child's from its rows, the larger one's by subtraction where the parent has one.
    if (parent.histogram !== 0) {
      const [small, large] = this.handDown(parent, children, open)
      this.histograms.fill(small.histogram, small)
      this.histograms.subtract(large.histogram, small.histogram)
    } else {
      for (const child of bySize(children)) {
        if (this.isOpen(child)) this.fill(child, open, children)
      }
    }
    if (!this.isOpen(left)) this.release(left)
    if (!this.isOpen(right)) this.release(right)
  }

  judge(parent: OpenNode, children: readonly [OpenNode, OpenNode], open: readonly OpenNode[]): void {
    const { splits } = this
    const searched = children.filter((child) => this.isOpen(child))
    const [small] = bySize(children)
    if (searched.length > 0 && parent.histogram !== 0 && splits.canShare && this.histograms.isShared(small)) {
      const [, large] = this.handDown(parent, children, open)
      splits.searchInShares(searched, this.histograms.fillInShares(small.histogram, small, large.histogram))
    } else {
      this.prepare(parent, children, open)
      splits.searchAll(searched)
    }
    for (const child of children) if (child.split === undefined) this.release(child)
  }

  /** The larger child gets the parent's histogram, the smaller one a place; the features are theirs from now on. */
  private handDown(
    parent: OpenNode,
    children: readonly [OpenNode, OpenNode],
    open: readonly OpenNode[],
  ): readonly [small: OpenNode, large: OpenNode] {
    const [small, large] = bySize(children)
    large.histogram = parent.histogram
    parent.histogram = 0
    small.histogram = this.claim(open, children)
    this.histograms.focus(small.features)
    return [small, large]
  }
}

const noGuards: readonly [undefined, undefined] = [undefined, undefined]

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

/** The child of fewer rows, and the other. */
function bySize([left, right]: readonly [OpenNode, OpenNode]): readonly [small: OpenNode, large: OpenNode] {
  return left.end - left.begin <= right.end - right.begin ? [left, right] : [right, left]
}

function gainOf(node: OpenNode): number {
  return node.split?.gain ?? -Infinity
}
