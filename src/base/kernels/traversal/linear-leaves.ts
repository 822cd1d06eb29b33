// Evaluates linear leaves of rows that were sent down their trees.
import type { MemoryViews, Pointer } from '../memory.js'
import { tileRows } from './traversal.js'

/** Bytes of a leaf: f64 constant, f64 what it gives where one of its features is missing or infinite, i32 where its entries begin and where they end. */
export const leafRecordBytes = 24
/** Bytes of an entry: f64 coefficient, i32 column, 4 bytes unused. */
export const leafEntryBytes = 16

/** The plain twin of the kernel. */
export function plainLinearLeaves(views: MemoryViews): {
  /**
   * Adds what each tree's leaf gives to the scores of all rows.
   * `leaves` (in): tree by tree the number of the leaf of each row, as doubles, `tileCount` × `tileRows` of them. `outputs` (in): per tree, 32 bits.
   * `records` (in): leaves, then entries; places of entries are counted from here, columns as in packed nodes. `tiles` (in): as they were walked.
   * `scores` (in, out): output by output.
   */
  addLinearLeaves(
    leaves: Pointer,
    outputs: Pointer,
    treeCount: number,
    records: Pointer,
    tiles: Pointer,
    tileCount: number,
    tileBytes: number,
    scores: Pointer,
  ): void
} {
  return {
    addLinearLeaves(leaves, outputs, treeCount, records, tiles, tileCount, tileBytes, scores) {
      const { i32, f64 } = views
      const rowCount = tileCount * tileRows
      for (let tree = 0; tree < treeCount; tree++) {
        for (let row = 0; row < rowCount; row++) {
          const record = records + f64[leaves / 8 + tree * rowCount + row] * leafRecordBytes
          const tile = tiles + Math.floor(row / tileRows) * tileBytes + (row % tileRows) * 8
          let sum = f64[record / 8]
          for (let entry = i32[record / 4 + 4]; entry < i32[record / 4 + 5]; entry += leafEntryBytes) {
            const x = f64[(tile + i32[(records + entry) / 4 + 2]) / 8]
            if (!Number.isFinite(x)) {
              sum = f64[record / 8 + 1]
              break
            }
            sum += f64[(records + entry) / 8] * x
          }
          const score = scores / 8 + i32[outputs / 4 + tree] * rowCount + row
          f64[score] = f64[score] + sum
        }
      }
    },
  }
}
