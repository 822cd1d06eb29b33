// The values that come up most often, among more than can be counted one by one.
import type { WeightedValues } from './quantile-sketch.js'

/** Distinct values, ascending, with how often each came; `lost`: how much more any value, listed or not, may have come. */
export interface CountedValues extends WeightedValues {
  readonly lost: number
}

export interface FrequentValues {
  add(part: CountedValues): void
  /** `lost` 0: every value is there, with its count. */
  counted(): CountedValues
}

/** The values of a sorted list that are most frequent, at most `most`. O(n). */
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
  const all = { values: values.subarray(0, used), counts: counts.subarray(0, used), lost: 0 }
  return used > most ? keepMost(all, most) : { values: values.slice(0, used), counts: counts.slice(0, used), lost: 0 }
}

/** Counts values as they come, forgetting the rarest whenever more than 2 × `most` are held (lossy counting, Manku and Motwani 2002). */
export function createFrequentValues(most: number): FrequentValues {
  let held: CountedValues = { values: new Float64Array(0), counts: new Float64Array(0), lost: 0 }
  return {
    add(part) {
      const all = merge(held, part)
      held = all.values.length > 2 * most ? keepMost(all, most) : all
    },
    counted: () => held,
  }
}

function merge(a: CountedValues, b: CountedValues): CountedValues {
  const values = new Float64Array(a.values.length + b.values.length)
  const counts = new Float64Array(values.length)
  let used = 0
  for (let i = 0, j = 0; i < a.values.length || j < b.values.length; used++) {
    const isFirst = j >= b.values.length || (i < a.values.length && a.values[i] <= b.values[j])
    const value = isFirst ? a.values[i] : b.values[j]
    values[used] = value
    if (i < a.values.length && a.values[i] === value) counts[used] += a.counts[i++]
    if (j < b.values.length && b.values[j] === value) counts[used] += b.counts[j++]
  }
  return { values: values.slice(0, used), counts: counts.slice(0, used), lost: a.lost + b.lost }
}

function keepMost({ values, counts, lost }: CountedValues, most: number): CountedValues {
  const limit = limitOf(counts, most)
  const kept = new Float64Array(values.length)
  const keptCounts = new Float64Array(values.length)
  let used = 0
  for (let k = 0; k < values.length; k++) {
    if (counts[k] <= limit) continue
    kept[used] = values[k]!
    keptCounts[used++] = counts[k]!
  }
  return { values: kept.slice(0, used), counts: keptCounts.slice(0, used), lost: lost + limit }
}

const mostTallied = 256

/** The least number that at most `most` of the counts are above. O(n) where counts are small. */
export function limitOf(counts: ArrayLike<number>, most: number): number {
  const tally = new Uint32Array(mostTallied)
  let above = 0
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] < mostTallied) tally[counts[k]]++
    else above++
  }
  if (above > most) return Float64Array.from(counts).sort()[counts.length - 1 - most]
  let limit = mostTallied - 1
  while (limit > 0 && above + tally[limit] <= most) above += tally[limit--]
  return limit
}
