// Which rows go where, and what they get.
import type { MemoryViews, Pointer } from '../memory.js'

/** In `sides`: the bin goes left. Otherwise 0. */
export const goesLeft = 4

export function plainPartition(views: MemoryViews) {
  return {
    /**
     * Reorders places `begin` to `end` − 1 of `rows` (i32): first the rows whose bin goes left, each side in its old order. Returns where the right side begins.
     * `column` (in): bins by row number. `sides` (in): per bin (256 bytes) `goesLeft` or 0. `scratch`: `end` − `begin` i32. O(rows).
     */
    partitionRows(column: Pointer, sides: Pointer, rows: Pointer, begin: number, end: number, scratch: Pointer): number {
      const { u8, i32 } = views
      let left = begin
      let right = 0
      for (let i = begin; i < end; i++) {
        const row = i32[rows / 4 + i]
        if (u8[sides + u8[column + row]] !== 0) i32[rows / 4 + left++] = row
        else i32[scratch / 4 + right++] = row
      }
      for (let i = 0; i < right; i++) i32[rows / 4 + left + i] = i32[scratch / 4 + i]!
      return left
    },

    /** Places `middle` to `end` − 1 of `rows` (i32) change places with those from `begin` to `middle` − 1 before them, each in their order. `scratch`: `middle` − `begin` i32. */
    swapRuns(rows: Pointer, begin: number, middle: number, end: number, scratch: Pointer): void {
      const { i32 } = views
      const at = rows / 4
      for (let i = begin; i < middle; i++) i32[scratch / 4 + i - begin] = i32[at + i]!
      i32.copyWithin(at + begin, at + middle, at + end)
      for (let i = begin; i < middle; i++) i32[at + end - middle + i] = i32[scratch / 4 + i - begin]!
    },

    /** Writes a thin column out: `rowCount` bytes of the common bin, but `bins[i]` (u8) at `rows[i]` (i32) for `count` of them. */
    expandThin(column: Pointer, rowCount: number, common: number, rows: Pointer, bins: Pointer, count: number): void {
      const { u8, i32 } = views
      u8.fill(common, column, column + rowCount)
      for (let i = 0; i < count; i++) u8[column + i32[rows / 4 + i]] = u8[bins + i]
    },

    /** The sums of the derivatives (f32, by row number) of rows at places `begin` to `end` − 1: two f64 to `out`. */
    sumRows(gradients: Pointer, hessians: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      const { f32, f64, i32 } = views
      let gradient = 0
      let hessian = 0
      for (let i = begin; i < end; i++) {
        const row = i32[rows / 4 + i]
        gradient += f32[gradients / 4 + row]
        hessian += f32[hessians / 4 + row]
      }
      f64[out / 8] = gradient
      f64[out / 8 + 1] = hessian
    },

    /** Adds a value to the scores (f64, by row number) of the rows at places `begin` to `end` − 1. */
    addToScores(scores: Pointer, rows: Pointer, begin: number, end: number, value: number): void {
      const { f64, i32 } = views
      for (let i = begin; i < end; i++) f64[scores / 8 + i32[rows / 4 + i]] += value
    },
  }
}
