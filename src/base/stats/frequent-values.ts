// The values that come up most often, among more than can be counted one by one.
import type { WeightedValues } from './quantile-sketch.js'

export interface FrequentValues {
  /** Distinct values with their counts. */
  add(part: CountedValues): void
  /** Ascending; the counts are too low by `lost` at most. */
  counted(): WeightedValues
  /** 0: every value is there, with its count. */
  readonly lost: number
}

/** Distinct values, in any order, with how often each came; `lost`: how much more any value, listed or not, may have come. */
export interface CountedValues extends WeightedValues {
  readonly lost: number
}

/** The `most` values that are most frequent, of a sorted list. O(n). */
export function countRuns(sorted: Float64Array, most: number): CountedValues {
  const values = new Float64Array(sorted.length)
  const counts = new Float64Array(sorted.length)
  let used = 0
  for (let from = 0; from < sorted.length; used++) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    values[used] = sorted[from]!
    counts[used] = to - from
    from = to
  }
  return keepMost({ values: values.subarray(0, used), counts: counts.subarray(0, used), lost: 0 }, most)
}

/** Counts values as they come, forgetting the rarest whenever more than 2 × `most` are held (lossy counting, Manku and Motwani 2002). */
export function createFrequentValues(most: number): FrequentValues {
  const held = new Map<number, number>()
  let lost = 0
  return {
    add(part) {
      for (let k = 0; k < part.values.length; k++) held.set(part.values[k], (held.get(part.values[k]) ?? 0) + part.counts[k])
      lost += part.lost
      if (held.size <= 2 * most) return
      const limit = limitOf([...held.values()], most)
      for (const [value, count] of held) if (count <= limit) held.delete(value)
      lost += limit
    },
    counted() {
      const values = Float64Array.from(held.keys()).sort()
      return { values, counts: values.map((value) => held.get(value)!) }
    },
    get lost() {
      return lost
    },
  }
}

function keepMost({ values, counts, lost }: CountedValues, most: number): CountedValues {
  if (values.length <= most) return { values: values.slice(), counts: counts.slice(), lost }
  const limit = limitOf(counts, most)
  const kept = Uint32Array.from(values.keys()).filter((k) => counts[k] > limit)
  return { values: Float64Array.from(kept, (k) => values[k]), counts: Float64Array.from(kept, (k) => counts[k]), lost: lost + limit }
}

/** At most `most` counts are larger. */
function limitOf(counts: ArrayLike<number>, most: number): number {
  return Float64Array.from(counts).sort()[counts.length - 1 - most]
}
