// Which leaf of each tree a row reaches.
import type { View } from '../../../view/index.js'
import { goesLeft } from './forest.js'
import type { Forest } from './forest.js'
import { createBlockReader } from './shap-block.js'

/** Rows that all trees pass at once. */
const blockRows = 256

/**
 * The leaf that each row reaches in each tree: rows × trees, row by row, leaves numbered from 0 in every tree in the order of the forest's arrays.
 * Equal to LightGBM's `predict(…, pred_leaf=True)` for a forest that was read from its model. A row's leaves are a code of it: rows that share
 * many leaves are alike to the model. O(rows × trees × depth).
 *
 *     const leaves = leafIndex(forest, view)
 *     const ofRow7InTree3 = leaves[7 * forest.roots.length + 3]
 */
export function leafIndex(forest: Forest, view: View): Int32Array {
  const { roots, nodeFeature, nodeLeft, nodeRight } = forest
  const treeCount = roots.length
  const leaves = new Int32Array(view.rowCount * treeCount)
  const features = Int32Array.from(new Set(nodeFeature)).sort()
  const columns = new Map(Array.from(features, (feature, at) => [feature, at * blockRows]))
  const starts = nodeFeature.map((feature) => columns.get(feature)!)
  const firsts = Int32Array.from(roots, (root) => firstLeaf(forest, root))
  const block = new Float64Array(features.length * blockRows)
  const read = createBlockReader(view, features)
  for (let begin = 0; begin < view.rowCount; begin += blockRows) {
    const rows = Math.min(blockRows, view.rowCount - begin)
    read(begin, rows, block, blockRows)
    for (let tree = 0; tree < treeCount; tree++) {
      for (let row = 0; row < rows; row++) {
        let at = roots[tree]
        while (at >= 0) at = goesLeft(forest, at, block[starts[at] + row]) ? nodeLeft[at] : nodeRight[at]
        leaves[(begin + row) * treeCount + tree] = -1 - at - firsts[tree]
      }
    }
  }
  return leaves
}

/** The least number of a tree's leaves among all leaves. */
function firstLeaf({ nodeLeft, nodeRight }: Forest, root: number): number {
  let first = Infinity
  const open = [root]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= 0) open.push(nodeLeft[at], nodeRight[at])
    else first = Math.min(first, -1 - at)
  }
  return first
}
