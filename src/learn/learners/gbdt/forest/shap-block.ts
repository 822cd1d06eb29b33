// Blocks of rows of a view, column by column, as kernels read them.
import type { View } from '../../../view/index.js'

/** Writes `rows` rows from `begin` on to `block`: the value of row r of column c to c × stride + r. Blocks are asked for in ascending order. */
export type BlockReader = (begin: number, rows: number, block: Float64Array, stride: number) => void

/** Reads the given features of a view. Rows of a block that are not there keep what they had. */
export function createBlockReader(view: View, features: Int32Array): BlockReader {
  /** Per sparse feature: the next of its entries. */
  const next = new Int32Array(features.length)
  return (begin, rows, block, stride) => {
    for (let column = 0; column < features.length; column++) {
      const feature = view.features[features[column]]
      const to = column * stride
      if (feature.layout === 'dense') {
        block.set(feature.values.subarray(begin, begin + rows), to)
        continue
      }
      block.fill(0, to, to + rows)
      let k = next[column]
      for (; k < feature.rows.length && feature.rows[k] < begin + rows; k++) block[to + feature.rows[k] - begin] = feature.values[k]
      next[column] = k
    }
  }
}
