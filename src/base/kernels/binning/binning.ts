// From values to bin numbers, column by column and row by row.
import type { MemoryViews, Pointer } from '../memory.js'

/** Bounds that `assignBins` looks at: as many places for every column. */
export const boundsLength = 256

export function plainBinning(views: MemoryViews) {
  return {
    /**
     * The bin of each of `count` values (f64): the first whose bound is not below it; NaN gets `missingBin`.
     * `bounds` (in): `boundsLength` f64, the upper, inclusive bounds of the bins but the last, then infinities; `bins` ≤ 256. `out` (out): bytes.
     */
    assignBins(values: Pointer, count: number, bounds: Pointer, bins: number, missingBin: number, out: Pointer): void {
      const { f64, u8 } = views
      let first = 1
      while (first * 2 < bins) first *= 2
      for (let i = 0; i < count; i++) {
        const value = f64[values / 8 + i]
        let bin = 0
        for (let step = first; step > 0; step >>= 1) if (f64[bounds / 8 + bin + step - 1] < value) bin += step
        u8[out + i] = value === value ? bin : missingBin
      }
    },

    /** Adds to `counts` (256 i32) how many of the rows from `begin` to `end` − 1 are in each bin. */
    countBins(column: Pointer, begin: number, end: number, counts: Pointer): void {
      const { u8, i32 } = views
      for (let i = begin; i < end; i++) i32[counts / 4 + u8[column + i]]++
    },

    /** Writes the rows from `begin` to `end` − 1 that are not in bin `common` to `rows` (i32) and `bins` (u8), from place `at` on. Returns the next place. */
    extractThin(column: Pointer, begin: number, end: number, common: number, rows: Pointer, bins: Pointer, at: number): number {
      const { u8, i32 } = views
      let next = at
      for (let i = begin; i < end; i++) {
        const bin = u8[column + i]
        if (bin === common) continue
        i32[rows / 4 + next] = i
        u8[bins + next] = bin
        next++
      }
      return next
    },

    /** Writes the bins of rows `begin` to `end` − 1 row by row: `columns` (in): `width` pointers (u32) to columns; `out` (out): rows × width bytes. */
    interleave(columns: Pointer, width: number, begin: number, end: number, out: Pointer): void {
      const { u8, u32 } = views
      for (let f = 0; f < width; f++) {
        const column = u32[columns / 4 + f]
        for (let i = begin; i < end; i++) u8[out + i * width + f] = u8[column + i]
      }
    },
  }
}
