// The distinct values of a column of numbers or dates, with how often each comes up.
import { quantileOfSorted } from '../../base/stats/index.js'

export interface SortedValues {
  /** Distinct, ascending. */
  readonly values: Float64Array
  readonly counts: Uint32Array
  /** Every value that is there, ascending. */
  readonly all: Float64Array
}

/** Rows that are looked at, evenly spaced, where there are more. */
const mostRows = 50_000

/** Of at most 50,000 rows, evenly spaced. O(rows log rows). */
export function sortValues(values: Float64Array): SortedValues {
  const step = Math.max(1, Math.ceil(values.length / mostRows))
  const taken = new Float64Array(Math.ceil(values.length / step))
  let size = 0
  for (let row = 0; row < values.length; row += step) if (!Number.isNaN(values[row])) taken[size++] = values[row]
  const all = taken.subarray(0, size).sort()
  let distinct = 0
  for (let i = 0; i < size; i++) if (i === 0 || all[i] !== all[i - 1]) distinct++
  const found = new Float64Array(distinct)
  const counts = new Uint32Array(distinct)
  let at = -1
  for (let i = 0; i < size; i++) {
    if (i === 0 || all[i] !== all[i - 1]) found[++at] = all[i]
    counts[at]++
  }
  return { values: found, counts, all }
}

/** The same without some of the distinct values. */
export function leaveOut({ values, counts, all }: SortedValues, left: ReadonlySet<number>): SortedValues {
  if (left.size === 0) return { values, counts, all }
  const kept = Int32Array.from(values.keys()).filter((k) => !left.has(values[k]))
  return {
    values: Float64Array.from(kept, (k) => values[k]),
    counts: Uint32Array.from(kept, (k) => counts[k]),
    all: all.filter((value) => !left.has(value)),
  }
}

export function quantileOf({ all }: SortedValues, share: number): number {
  return quantileOfSorted(all, share)
}
