// The fitted trees as flat arrays, with thresholds in place of bins: what is stored, and what predicts.
import { addTreesToBlock, histogramStride } from '../../../../base/kernels/index.js'
import type { View } from '../../../features/index.js'
import type { BinnedView } from '../engine/binned-view.js'
import type { Tree } from '../engine/tree.js'

/**
 * All trees one after another. Children ≥ 0 are positions among all nodes, a child < 0 is the leaf at −1 − child among all leaves.
 * A value ≤ threshold goes left; NaN goes left where `nodeMissingLeft` is 1.
 */
export interface Forest {
  readonly outputCount: number
  readonly baseScores: Float64Array
  /** Per tree: its first node, and the output that it adds to. */
  readonly roots: Int32Array
  readonly outputs: Int32Array
  /** The number of the feature in the view. */
  readonly nodeFeature: Int32Array
  readonly nodeThreshold: Float64Array
  readonly nodeMissingLeft: Uint8Array
  readonly nodeLeft: Int32Array
  readonly nodeRight: Int32Array
  readonly leafValue: Float64Array
  /** Training rows per leaf. */
  readonly leafRows: Int32Array
}

export function assembleForest(data: BinnedView, baseScores: Float64Array, rounds: readonly (readonly (Tree | undefined)[])[]): Forest {
  const planted = rounds.flatMap((trees) => trees.flatMap((tree, output) => (tree === undefined ? [] : [{ tree, output }])))
  const nodeCount = planted.reduce((sum, { tree }) => sum + tree.nodeFeature.length, 0)
  const leafCount = planted.reduce((sum, { tree }) => sum + tree.leafValue.length, 0)
  const forest: Forest = {
    outputCount: baseScores.length,
    baseScores,
    roots: new Int32Array(planted.length),
    outputs: Int32Array.from(planted, ({ output }) => output),
    nodeFeature: new Int32Array(nodeCount),
    nodeThreshold: new Float64Array(nodeCount),
    nodeMissingLeft: new Uint8Array(nodeCount),
    nodeLeft: new Int32Array(nodeCount),
    nodeRight: new Int32Array(nodeCount),
    leafValue: new Float64Array(leafCount),
    leafRows: new Int32Array(leafCount),
  }
  let node = 0
  let leaf = 0
  planted.forEach(({ tree }, t) => {
    forest.roots[t] = node
    forest.leafValue.set(tree.leafValue, leaf)
    forest.leafRows.set(tree.leafRows, leaf)
    for (let n = 0; n < tree.nodeFeature.length; n++) {
      const feature = tree.nodeFeature[n]
      forest.nodeFeature[node + n] = data.source[feature]!
      forest.nodeThreshold[node + n] = data.bounds[data.slots[feature] / histogramStride + tree.nodeBin[n]]!
      forest.nodeMissingLeft[node + n] = tree.nodeMissingLeft[n]!
      const left = tree.nodeLeft[n]
      const right = tree.nodeRight[n]
      forest.nodeLeft[node + n] = left >= 0 ? node + left : left - leaf
      forest.nodeRight[node + n] = right >= 0 ? node + right : right - leaf
    }
    node += tree.nodeFeature.length
    leaf += tree.leafValue.length
  })
  return forest
}

/** Numbers in the block of rows that all trees pass at once: small enough for the cache. */
const blockNumbers = 16_384

/** The scores (log-odds, or means) of all rows, rows × outputs. O(rows × trees × depth). */
export function scoreRows(forest: Forest, view: View): Float64Array {
  const { outputCount, baseScores } = forest
  const scores = new Float64Array(view.rowCount * outputCount)
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % outputCount]!
  const { features, positions } = usedFeatures(forest)
  const width = features.length
  if (width === 0) return scores
  const most = Math.max(16, Math.min(512, Math.floor(blockNumbers / width)))
  const block = new Float64Array(most * width)
  /** Per sparse feature: the next of its entries. */
  const next = new Int32Array(width)
  for (let begin = 0; begin < view.rowCount; begin += most) {
    const end = Math.min(view.rowCount, begin + most)
    for (let w = 0; w < width; w++) {
      const feature = view.features[features[w]]
      if (feature.layout === 'dense') {
        const { values } = feature
        for (let row = begin, at = w; row < end; row++, at += width) block[at] = values[row]!
      } else {
        const { rows, values } = feature
        for (let row = begin, at = w; row < end; row++, at += width) block[at] = 0
        let k = next[w]
        for (; k < rows.length && rows[k] < end; k++) block[(rows[k] - begin) * width + w] = values[k]!
        next[w] = k
      }
    }
    addTreesToBlock(
      block,
      end - begin,
      width,
      positions,
      forest.nodeThreshold,
      forest.nodeMissingLeft,
      forest.nodeLeft,
      forest.nodeRight,
      forest.leafValue,
      forest.roots,
      forest.outputs,
      outputCount,
      scores,
      begin * outputCount,
    )
  }
  return scores
}

/** The features that some node asks for, and per node the position of its feature among them. */
function usedFeatures(forest: Forest): { features: Int32Array; positions: Int32Array } {
  const features = Int32Array.from(new Set(forest.nodeFeature)).sort()
  const position = new Map(Array.from(features, (feature, at) => [feature, at]))
  return { features, positions: forest.nodeFeature.map((feature) => position.get(feature)!) }
}
