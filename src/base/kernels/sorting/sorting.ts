// Sorting of values.
import type { MemoryViews, Pointer } from '../memory.js'

export const sortCountsBytes = 8192

export function plainSorting(views: MemoryViews) {
  return {
    /** Sorts `count` f64 without NaN, ascending. `scratch`: as many more; `counts`: `sortCountsBytes`. O(count). */
    sortValues(values: Pointer, _scratch: Pointer, _counts: Pointer, count: number): void {
      views.f64.subarray(values / 8, values / 8 + count).sort()
    },
  }
}
