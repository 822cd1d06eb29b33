// Grows one tree leaf by leaf: always the leaf whose best split gains most.
import {
  addThinToHistogram,
  addToFourHistograms,
  addToHistogram,
  completeHistogram,
  findBestSplit,
  gatherGradients,
  histogramStride,
  limitHessian,
  limitL1,
  limitL2,
  limitLength,
  limitRows,
  partitionRows,
  splitBin,
  splitGain,
  splitLeftGradient,
  splitLeftHessian,
  splitLeftRows,
  splitLength,
  splitMissingLeft,
  subtractHistogram,
} from '../../../../base/kernels/index.js'
import type { Random } from '../../../../base/core/index.js'
import type { BinnedView } from './binned-view.js'
import { createHistogramPool, poolBytes } from './histogram-pool.js'
import type { GbdtParameters } from '../parameters.js'
import type { Tree } from './tree.js'

/** The derivatives that a tree is fitted to: one per row of the view from `offset` on. */
export interface Derivatives {
  readonly gradients: Float32Array
  readonly hessians: Float32Array
  readonly offset: number
}

export interface TreeGrower {
  /**
   * Grows a tree on `rows`, which it reorders so that each leaf's rows lie together.
   * Returns undefined when no split is allowed and gains more than `minGain`.
   */
  grow(rows: Int32Array, derivatives: Derivatives, random: Random): Tree | undefined
  /** After `grow`: the part of its reordered rows that a leaf holds. */
  leafRange(leaf: number): { readonly begin: number; readonly end: number }
  /** After `grow`: adds each leaf's value to the scores of its rows. */
  addToScores(tree: Tree, rows: Int32Array, scores: Float64Array, offset: number): void
}

interface Leaf {
  begin: number
  end: number
  depth: number
  gradient: number
  hessian: number
  /** Where its histogram lies in the pool, −1 when it has none. */
  histogram: number
  gain: number
  feature: number
  readonly split: Float64Array
}

/** Allocates once what all trees of a fit need: row scratch, ordered gradients, a bounded pool of histograms. */
export function createTreeGrower(
  data: BinnedView,
  parameters: GbdtParameters,
  checkpoint: () => void,
  memoryBytes = poolBytes,
): TreeGrower {
  const { bins, bases, slots, valueBins, missingBins, featureCount, thin } = data
  const { leaves, minGain, l1, l2, learningRate } = parameters
  const maxDepth = parameters.maxDepth === 0 ? Infinity : parameters.maxDepth
  const limits = new Float64Array(limitLength)
  limits[limitL1] = l1
  limits[limitL2] = l2
  limits[limitRows] = parameters.minRowsPerLeaf
  limits[limitHessian] = parameters.minHessian
  const orderedGradients = new Float32Array(data.rowCount)
  const orderedHessians = new Float32Array(data.rowCount)
  const scratch = new Int32Array(data.rowCount)
  const pool = createHistogramPool(slots[featureCount], Math.min(leaves, data.rowCount), memoryBytes)
  const used = new Int32Array(featureCount)
  /** The columns of the tree that are not thin. */
  const wide = new Int32Array(featureCount)
  const wideBases = new Int32Array(featureCount)
  const wideAts = new Int32Array(featureCount)
  const candidates = new Int32Array(featureCount)
  let usedCount = featureCount
  let wideCount = 0
  let active: Leaf[] = []

  const drawColumns = (random: Random): void => {
    usedCount = draw(featureCount, parameters.colsampleByTree, used, undefined, random)
    wideCount = 0
    for (let u = 0; u < usedCount; u++) if (thin.commonSlots[used[u]] < 0) wide[wideCount++] = used[u]!
    for (let w = 0; w < wideCount; w++) wideBases[w] = bases[wide[w]]!
  }

  /** The histogram of a leaf from its rows, over the tree's columns. */
  const fill = (leaf: Leaf, { gradients, hessians, offset }: Derivatives, rows: Int32Array): void => {
    const { histograms } = pool
    const at = leaf.histogram
    const { begin, end } = leaf
    gatherGradients(gradients, hessians, offset, rows, begin, end, orderedGradients, orderedHessians)
    histograms.fill(0, at, at + slots[featureCount])
    for (let w = 0; w < wideCount; w++) wideAts[w] = at + slots[wide[w]]
    let w = 0
    for (; w + 3 < wideCount; w += 4) {
      checkpoint()
      addToFourHistograms(bins, wideBases, rows, begin, end, orderedGradients, orderedHessians, histograms, wideAts, w)
    }
    for (; w < wideCount; w++) {
      addToHistogram(bins, wideBases[w], rows, begin, end, orderedGradients, orderedHessians, histograms, wideAts[w])
    }
    if (wideCount === usedCount) return
    addThinToHistogram(thin.rowStarts, thin.entries, rows, begin, end, orderedGradients, orderedHessians, histograms, at)
    for (let u = 0; u < usedCount; u++) {
      const feature = used[u]
      const common = thin.commonSlots[feature]
      if (common < 0) continue
      completeHistogram(histograms, at + slots[feature], at + slots[feature + 1], at + common, leaf.gradient, leaf.hessian, end - begin)
    }
  }

  const canSplit = (leaf: Leaf): boolean =>
    leaf.depth < maxDepth && leaf.end - leaf.begin >= 2 * limits[limitRows] && leaf.hessian >= 2 * limits[limitHessian]

  /** Searches the columns of a leaf for its best split. */
  const search = (leaf: Leaf, random: Random): void => {
    const rowCount = leaf.end - leaf.begin
    const shrunk = Math.max(0, Math.abs(leaf.gradient) - l1)
    const own = (shrunk * shrunk) / (leaf.hessian + l2)
    leaf.gain = -Infinity
    leaf.feature = -1
    if (!canSplit(leaf)) return
    const count = draw(usedCount, parameters.colsampleByNode, candidates, used, random)
    leaf.split[splitGain] = own + minGain
    for (let c = 0; c < count; c++) {
      if ((c & 255) === 255) checkpoint()
      const feature = candidates[c]
      const better = findBestSplit(
        pool.histograms,
        leaf.histogram + slots[feature],
        valueBins[feature],
        missingBins[feature] < 0 ? 0 : 1,
        leaf.gradient,
        leaf.hessian,
        rowCount,
        limits,
        leaf.split,
      )
      if (better) leaf.feature = feature
    }
    if (leaf.feature < 0) return
    leaf.gain = leaf.split[splitGain] - own
    // Where no row of this node is missing, a missing value seen later goes where most rows go.
    const missingBin = missingBins[leaf.feature]
    const missingRows = missingBin < 0 ? 0 : pool.histograms[leaf.histogram + slots[leaf.feature] + missingBin * histogramStride + 2]
    if (missingRows === 0) leaf.split[splitMissingLeft] = leaf.split[splitLeftRows] * 2 >= rowCount ? 1 : 0
  }

  /** A place for a histogram: a free one, or that of the leaf that is least likely to be split. */
  const claim = (): number => {
    const free = pool.take()
    if (free >= 0) return free
    let victim: Leaf | undefined
    for (const leaf of active) if (leaf.histogram >= 0 && (victim === undefined || leaf.gain < victim.gain)) victim = leaf
    const at = victim!.histogram
    victim!.histogram = -1
    return at
  }

  const release = (leaf: Leaf): void => {
    if (leaf.histogram >= 0) pool.give(leaf.histogram)
    leaf.histogram = -1
  }

  const makeLeaf = (begin: number, end: number, depth: number, gradient: number, hessian: number): Leaf => ({
    begin,
    end,
    depth,
    gradient,
    hessian,
    histogram: -1,
    gain: Infinity,
    feature: -1,
    split: new Float64Array(splitLength),
  })

  const growRoot = (rows: Int32Array, derivatives: Derivatives, random: Random): Leaf => {
    const { gradients, hessians, offset } = derivatives
    let gradient = 0
    let hessian = 0
    for (let i = 0; i < rows.length; i++) {
      gradient += gradients[offset + rows[i]]
      hessian += hessians[offset + rows[i]]
    }
    const root = makeLeaf(0, rows.length, 0, gradient, hessian)
    root.histogram = claim()
    fill(root, derivatives, rows)
    search(root, random)
    return root
  }

  /** Gives both children histograms (the smaller from its rows, the larger by subtraction where the parent has one) and their best splits. */
  const examine = (parent: Leaf, left: Leaf, right: Leaf, derivatives: Derivatives, rows: Int32Array, random: Random): void => {
    if (!canSplit(left) && !canSplit(right)) {
      release(parent)
      left.gain = right.gain = -Infinity
      return
    }
    const small = left.end - left.begin <= right.end - right.begin ? left : right
    const large = small === left ? right : left
    const inherited = parent.histogram
    parent.histogram = -1
    if (inherited >= 0) {
      small.histogram = claim()
      fill(small, derivatives, rows)
      large.histogram = inherited
      for (let u = 0; u < usedCount; u++) {
        const feature = used[u]
        const from = slots[feature]
        subtractHistogram(pool.histograms, inherited + from, pool.histograms, small.histogram + from, slots[feature + 1] - from)
      }
    } else {
      small.histogram = claim()
      fill(small, derivatives, rows)
      large.histogram = claim()
      fill(large, derivatives, rows)
    }
    search(left, random)
    search(right, random)
    if (left.feature < 0) release(left)
    if (right.feature < 0) release(right)
  }

  const grow = (rows: Int32Array, derivatives: Derivatives, random: Random): Tree | undefined => {
    drawColumns(random)
    active = []
    const root = growRoot(rows, derivatives, random)
    active = [root]
    const nodes = { feature: [] as number[], bin: [] as number[], missingLeft: [] as number[], left: [] as number[], right: [] as number[] }
    const parents: { gain: number; value: number; weight: number; rows: number }[] = []
    /** Per leaf: the node that points to it, as 2 × node + side. */
    const pointers: number[] = [-1]
    while (active.length < leaves) {
      checkpoint()
      let best = 0
      for (let l = 1; l < active.length; l++) if (active[l].gain > active[best].gain) best = l
      const parent = active[best]
      if (parent.feature < 0) break
      const { feature, split } = parent
      const node = nodes.feature.length
      const pointer = pointers[best]
      if (pointer >= 0) (pointer & 1 ? nodes.right : nodes.left)[pointer >> 1] = node
      const missingBin = missingBins[feature]
      const missingLeft = split[splitMissingLeft]
      parents.push({ gain: parent.gain, value: leafValue(parent), weight: parent.hessian, rows: parent.end - parent.begin })
      nodes.feature.push(feature)
      nodes.bin.push(split[splitBin])
      nodes.missingLeft.push(missingLeft)
      nodes.left.push(-1 - best)
      nodes.right.push(-1 - active.length)
      const middle = partitionRows(bins, bases[feature], split[splitBin], missingBin, missingLeft, rows, parent.begin, parent.end, scratch)
      const leftGradient = split[splitLeftGradient]
      const leftHessian = split[splitLeftHessian]
      const left = makeLeaf(parent.begin, middle, parent.depth + 1, leftGradient, leftHessian)
      const right = makeLeaf(middle, parent.end, parent.depth + 1, parent.gradient - leftGradient, parent.hessian - leftHessian)
      active[best] = left
      active.push(right)
      pointers[best] = 2 * node
      pointers.push(2 * node + 1)
      if (active.length < leaves) examine(parent, left, right, derivatives, rows, random)
      else release(parent)
    }
    for (const leaf of active) release(leaf)
    if (active.length === 1) return undefined
    return {
      nodeFeature: Int32Array.from(nodes.feature),
      nodeBin: Uint8Array.from(nodes.bin),
      nodeMissingLeft: Uint8Array.from(nodes.missingLeft),
      nodeLeft: Int32Array.from(nodes.left),
      nodeRight: Int32Array.from(nodes.right),
      nodeGain: Float64Array.from(parents, ({ gain }) => gain),
      nodeValue: Float64Array.from(parents, ({ value }) => value),
      nodeWeight: Float64Array.from(parents, ({ weight }) => weight),
      nodeRows: Float64Array.from(parents, ({ rows: count }) => count),
      leafValue: Float64Array.from(active, (leaf) => leafValue(leaf)),
      leafWeight: Float64Array.from(active, (leaf) => leaf.hessian),
      leafRows: Float64Array.from(active, (leaf) => leaf.end - leaf.begin),
    }
  }

  const leafValue = (leaf: Leaf): number => {
    const shrunk = Math.max(0, Math.abs(leaf.gradient) - l1)
    return 0 - (Math.sign(leaf.gradient) * shrunk * learningRate) / (leaf.hessian + l2)
  }

  const addToScores = (tree: Tree, rows: Int32Array, scores: Float64Array, offset: number): void => {
    for (let l = 0; l < active.length; l++) {
      const value = tree.leafValue[l]
      const { begin, end } = active[l]
      for (let i = begin; i < end; i++) scores[offset + rows[i]] += value
    }
  }

  return { grow, leafRange: (leaf) => active[leaf], addToScores }
}

/** Writes a share of `of` (or of 0 … count − 1) in their order to `out`; returns how many, at least 1 (at least 2 of 2 or more, as in LightGBM). */
function draw(count: number, share: number, out: Int32Array, of: Int32Array | undefined, random: Random): number {
  let needed = share >= 1 ? count : Math.min(count, Math.max(2, Math.round(count * share)))
  const drawn = needed
  let at = 0
  for (let i = 0; i < count && needed > 0; i++) {
    if (needed < count - i && random.next() * (count - i) >= needed) continue
    out[at++] = of === undefined ? i : of[i]
    needed--
  }
  return drawn
}
