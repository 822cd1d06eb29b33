// Sends rows down trees.

/** Trees with thresholds, all one after another; what the fields mean stands with the forest of the boosted trees. */
export interface ThresholdTrees {
  readonly outputCount: number
  readonly roots: Int32Array
  readonly outputs: Int32Array
  /** Bits: 1 missing goes left, 2 categorical, 4 zero counts as missing. */
  readonly nodeKind: Uint8Array
  readonly nodeThreshold: Float64Array
  readonly nodeLeft: Int32Array
  readonly nodeRight: Int32Array
  readonly leafValue: Float64Array
  readonly setStarts: Int32Array
  readonly setWords: Uint32Array
}

const greatestZero = Math.fround(1e-35)

/**
 * Adds all trees' values to the scores of a block of rows.
 * `block` (in): rows × width, row by row. `nodeFeature` (in): per node, its place in a row. `scores` (in, out): rows × outputCount from `at` on.
 */
export function addTreesToBlock(
  block: Float64Array,
  blockRows: number,
  width: number,
  nodeFeature: Int32Array,
  trees: ThresholdTrees,
  scores: Float64Array,
  at: number,
): void {
  const { outputCount, roots, outputs, nodeKind, nodeThreshold, nodeLeft, nodeRight, leafValue, setStarts, setWords } = trees
  for (let tree = 0; tree < roots.length; tree++) {
    const root = roots[tree]
    let score = at + outputs[tree]
    let base = 0
    for (let i = 0; i < blockRows; i++) {
      let node = root
      while (node >= 0) {
        const value = block[base + nodeFeature[node]]
        const kind = nodeKind[node]
        const threshold = nodeThreshold[node]
        let isLeft = value <= threshold
        if (kind > 1) {
          if ((kind & 2) !== 0) {
            const begin = setStarts[threshold]
            const code = value > -1 && value < (setStarts[threshold + 1] - begin) * 32 ? Math.trunc(value) : -1
            isLeft = code >= 0 && ((setWords[begin + (code >>> 5)] >>> (code & 31)) & 1) === 1
          } else if (value !== value || Math.abs(value) <= greatestZero) isLeft = (kind & 1) !== 0
        } else if (value !== value) isLeft = kind === 1
        node = isLeft ? nodeLeft[node] : nodeRight[node]
      }
      scores[score] = scores[score] + leafValue[-1 - node]
      score += outputCount
      base += width
    }
  }
}
