// Sends rows down trees.

/**
 * Adds a tree's values to the scores of some rows, by their bins (training rows that the tree was not grown on).
 * `rows` (in, `count` row numbers). Nodes (in): feature, threshold bin, whether missing rows go left, children (≥ 0 a node, < 0 the leaf −1 − child).
 * `bases`, `missingBins` (in): per feature where its bins begin, and which bin is for missing rows (−1: none). `scores` (in, out): from `at` on, by row.
 */
export function addTreeByBins(
  bins: Uint8Array,
  bases: Int32Array,
  missingBins: Int32Array,
  rows: Int32Array,
  count: number,
  nodeFeature: Int32Array,
  nodeBin: Uint8Array,
  nodeMissingLeft: Uint8Array,
  nodeLeft: Int32Array,
  nodeRight: Int32Array,
  leafValue: Float64Array,
  scores: Float64Array,
  at: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = rows[i]
    let node = 0
    while (node >= 0) {
      const feature = nodeFeature[node]
      const bin = bins[bases[feature] + row]
      const goesLeft = bin === missingBins[feature] ? nodeMissingLeft[node] !== 0 : bin <= nodeBin[node]
      node = goesLeft ? nodeLeft[node] : nodeRight[node]
    }
    scores[at + row] = scores[at + row] + leafValue[-1 - node]
  }
}

/**
 * Adds all trees' values to the scores of a block of rows.
 * `block` (in): rows × width, row by row. Nodes (in): as above with f64 thresholds, of all trees one after another; children are positions in
 * them, or leaves as −1 − position in `leafValue`. `roots`, `outputs` (in): per tree. `scores` (in, out): rows × outputCount from `at` on.
 */
export function addTreesToBlock(
  block: Float64Array,
  blockRows: number,
  width: number,
  nodeFeature: Int32Array,
  nodeThreshold: Float64Array,
  nodeMissingLeft: Uint8Array,
  nodeLeft: Int32Array,
  nodeRight: Int32Array,
  leafValue: Float64Array,
  roots: Int32Array,
  outputs: Int32Array,
  outputCount: number,
  scores: Float64Array,
  at: number,
): void {
  const trees = roots.length
  for (let tree = 0; tree < trees; tree++) {
    const root = roots[tree]
    let score = at + outputs[tree]
    let base = 0
    for (let i = 0; i < blockRows; i++) {
      let node = root
      while (node >= 0) {
        const value = block[base + nodeFeature[node]]
        if (value <= nodeThreshold[node]) node = nodeLeft[node]!
        else if (value === value || nodeMissingLeft[node] === 0) node = nodeRight[node]!
        else node = nodeLeft[node]!
      }
      scores[score] = scores[score] + leafValue[-1 - node]
      score += outputCount
      base += width
    }
  }
}
