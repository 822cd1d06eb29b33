// Sorting of values, and what comes before.
import type { MemoryViews, Pointer } from '../memory.js'

export const sortCountsBytes = 8192

export function plainSorting(views: MemoryViews) {
  return {
    /**
     * Moves those of `count` f64 that are neither 0 nor NaN together at the front, in their order, and returns how many they are.
     * What lies behind them after that is not said. `zeros` (out): how many are 0 (i32). O(count).
     */
    packValues(values: Pointer, count: number, zeros: Pointer): number {
      const { f64, i32 } = views
      let others = 0
      let zeroCount = 0
      for (let at = values / 8; at < values / 8 + count; at++) {
        const value = f64[at]
        f64[values / 8 + others] = value
        if (value === 0) zeroCount++
        else if (value === value) others++
      }
      i32[zeros / 4] = zeroCount
      return others
    },

    /** Sorts `count` f64 without NaN, ascending. `scratch`: as many more; `counts`: `sortCountsBytes`. O(count). */
    sortValues(values: Pointer, _scratch: Pointer, _counts: Pointer, count: number): void {
      views.f64.subarray(values / 8, values / 8 + count).sort()
    },
  }
}
