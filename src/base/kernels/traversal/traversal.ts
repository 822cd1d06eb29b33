// Sends rows down trees.
import type { MemoryViews, Pointer } from '../memory.js'

/** Rows of a tile: it holds for each column the values of so many rows, one after another. */
export const tileRows = 8
/** Bytes of a column of a tile. */
export const tileColumnBytes = tileRows * 8
/** Bytes of a packed node: f64 threshold, i32 column, i32 left child; the right child follows the left. */
export const packedNodeBytes = 16
/** 32-bit numbers of a tree in the table: its root, its output, and the greatest kind of set (0, `hasMask`, `hasTable`) of its nodes. */
export const treeEntryLength = 3
/** Lowest bits of a node's column: the codes of its set stand in place of the threshold as 64 bits, or in a table. No tree has both. */
export const hasMask = 1
export const hasTable = 2

/**
 * Plain twins of the kernels that add packed trees to scores.
 *
 * Packed nodes name their column by where it begins in a tile (`tileColumnBytes` × column), children by their place.
 * - Numeric: value ≤ threshold goes left, all else, NaN too, right. (For missing values that go left there is a column in which they are −∞.)
 * - With a mask: goes left where the column, which holds a single bit or none, and the mask have a bit in common.
 * - With a table: the column holds where the bits of the row's code begin, in its lower 32 bits; in place of the threshold stand
 *   which byte and which bit of these is the node's. 0 goes left.
 * - A leaf: column 0, which is −∞ for all rows, its value as the threshold, itself as the left child.
 */
export function plainTraversal(views: MemoryViews): {
  /**
   * Adds trees `first` … `end` − 1 to the scores of all tiles.
   * `table` (in): packed trees, `treeEntryLength` numbers for each. `tiles` (in): `tileCount` of `tileBytes` each.
   * `scores` (in, out): output by output, `tileCount` × `tileRows` numbers each.
   */
  addTreesToTiles(table: Pointer, first: number, end: number, tiles: Pointer, tileCount: number, tileBytes: number, scores: Pointer): void
  /** Adds all trees to the first row of a tile. `scores` (in, out): one number per output. */
  addTreesToRow(table: Pointer, treeCount: number, tile: Pointer, scores: Pointer): void
} {
  const findNode = (root: Pointer, row: Pointer): Pointer => {
    const { u8, i32, f64, u32 } = views
    let node = root
    for (;;) {
      const column = i32[(node >>> 2) + 2]
      if (column === 0) return node
      const at = row + (column & -64)
      const value = f64[at >>> 3]
      let goesLeft = value <= f64[node >>> 3]
      if ((column & hasMask) !== 0) {
        goesLeft = ((u32[at >>> 2] & u32[node >>> 2]) | (u32[(at >>> 2) + 1] & u32[(node >>> 2) + 1])) !== 0
      } else if ((column & hasTable) !== 0) {
        goesLeft = ((u8[i32[at >>> 2] + i32[node >>> 2]] >>> i32[(node >>> 2) + 1]) & 1) === 0
      }
      node = i32[(node >>> 2) + 3] + (goesLeft ? 0 : packedNodeBytes)
    }
  }

  return {
    addTreesToTiles(table, first, end, tiles, tileCount, tileBytes, scores) {
      const { i32, f64 } = views
      for (let tree = first; tree < end; tree++) {
        const entry = (table >>> 2) + tree * treeEntryLength
        const scoreAt = (scores >>> 3) + i32[entry + 1] * tileCount * tileRows
        for (let row = 0; row < tileCount * tileRows; row++) {
          const lane = row % tileRows
          const at = tiles + ((row - lane) / tileRows) * tileBytes + lane * 8
          f64[scoreAt + row] = f64[scoreAt + row] + f64[findNode(i32[entry], at) >>> 3]
        }
      }
    },
    addTreesToRow(table, treeCount, tile, scores) {
      const { i32, f64 } = views
      for (let tree = 0; tree < treeCount; tree++) {
        const entry = (table >>> 2) + tree * treeEntryLength
        const scoreAt = (scores >>> 3) + i32[entry + 1]
        f64[scoreAt] = f64[scoreAt] + f64[findNode(i32[entry], tile) >>> 3]
      }
    },
  }
}
