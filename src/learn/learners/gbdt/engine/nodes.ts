// What every way of growing a tree does with nodes: the root, splitting one into two, and judging both by their histograms.
import type { Random } from '../../../../base/core/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { createHistograms } from './histograms.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'
import { createPartition } from './rows.js'
import type { RowRange, RowSet } from './rows.js'
import { drawColumns } from './sampling.js'
import { createSplitSearch } from './split-search.js'
import type { Split } from './split-search.js'
import type { NodeRecord } from './tree.js'

/** A node that may still be split. Sums are in quanta. */
export interface OpenNode extends RowRange, NodeTotals {
  readonly depth: number
  /** Where its histogram lies, 0 when it has none. */
  histogram: Pointer
  /** The best split; undefined when there is none. */
  split: Split | undefined
}

export interface NodeWork {
  /** Begins a tree: draws its columns, and gives the root, judged. */
  start(rows: RowSet, derivatives: Derivatives, random: Random): OpenNode
  /** Carries out a node's split on its rows; the children are not judged yet. */
  divide(node: OpenNode): { readonly left: OpenNode; readonly right: OpenNode; readonly record: NodeRecord }
  /** Finds the best splits of two children; their parent's histogram serves and is gone. `open`: the other nodes, whose histograms may be dropped for want of room. */
  judge(parent: OpenNode, children: readonly [OpenNode, OpenNode], open: readonly OpenNode[]): void
  /** A node that will not be split gives its histogram back. */
  release(node: OpenNode): void
}

export function createNodeWork(data: BinnedData, parameters: GbdtParameters, mostBytes: number, session: Session): NodeWork {
  const { memory } = session
  const { learningRate, colsampleByTree, leaves } = parameters
  const maxDepth = parameters.maxDepth === 0 ? Infinity : parameters.maxDepth
  const histograms = createHistograms(data, Math.min(leaves, data.rowCount) + 1, mostBytes, session)
  const splits = createSplitSearch(data, parameters, session)
  const partition = createPartition(data, session)
  const list = memory.allocate(4 * data.featureCount)
  const all = Int32Array.from({ length: data.featureCount }, (_, f) => f)
  const isLeft = new Uint8Array(256)
  let rows: RowSet

  const start: NodeWork['start'] = (given, derivatives, random) => {
    rows = given
    const drawn = new Int32Array(data.featureCount)
    const features = drawn.subarray(0, drawColumns(all, colsampleByTree, random, drawn))
    memory.int32(list, features.length).set(features)
    histograms.start(list, features, rows, derivatives)
    splits.start(features, derivatives, random)
    const root: OpenNode = {
      begin: 0,
      end: rows.inside,
      outsideBegin: rows.inside,
      outsideEnd: rows.inside + rows.outside,
      depth: 0,
      ...derivatives.total,
      histogram: 0,
      split: undefined,
    }
    if (!isOpen(root) || features.length === 0) return root
    root.histogram = claim([])
    histograms.fill(root.histogram, root)
    root.split = splits.search(root.histogram, root)
    return root
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
    const { feature, bin, leftGradient, leftHessian, gain } = node.split!
    const { bounds, source } = data.bins[feature]
    const missingBin = data.missingBins[feature]
    for (let b = 0; b < 256; b++) isLeft[b] = b <= bin ? 1 : 0
    if (missingBin >= 0) isLeft[missingBin] = node.split!.missingLeft === true ? 1 : 0
    const { left, right } = partition.split(rows, node, feature, isLeft)
    // Where no row of this node is missing, a missing value seen later goes where most rows go.
    const missingLeft = node.split!.missingLeft ?? (left.end - left.begin) * 2 >= node.end - node.begin
    const child = { depth: node.depth + 1, histogram: 0, split: undefined }
    return {
      left: { ...left, ...child, gradient: leftGradient, hessian: leftHessian },
      right: { ...right, ...child, gradient: node.gradient - leftGradient, hessian: node.hessian - leftHessian },
      record: {
        feature: source,
        threshold: bounds[bin],
        missingLeft: missingLeft ? 1 : 0,
        gain,
        value: splits.valueOf(node) * learningRate,
        weight: splits.weightOf(node),
        rows: node.end - node.begin,
      },
    }
  }

  const judge: NodeWork['judge'] = (parent, [left, right], open) => {
    if (!isOpen(left) && !isOpen(right)) {
      release(parent)
      return
    }
    const [small, large] = left.end - left.begin <= right.end - right.begin ? [left, right] : [right, left]
    const others = open.filter((node) => node !== left && node !== right)
    const inherited = parent.histogram
    parent.histogram = 0
    // The smaller child's from its rows, the larger one's by subtraction where the parent has one.
    if (inherited !== 0 || isOpen(small)) {
      small.histogram = claim(others)
      histograms.fill(small.histogram, small)
    }
    if (inherited !== 0) {
      large.histogram = inherited
      histograms.subtract(inherited, small.histogram)
    } else if (isOpen(large)) {
      large.histogram = claim(others)
      histograms.fill(large.histogram, large)
    }
    for (const child of [left, right]) {
      if (isOpen(child)) child.split = splits.search(child.histogram, child)
      if (child.split === undefined) release(child)
    }
  }

  return { start, divide, judge, release }
}

function gainOf(node: OpenNode): number {
  return node.split?.gain ?? -Infinity
}
