// A column of numbers: moments, quantiles, extremes, histogram, from one sort.
import { histogramOf, powerSumsOf, quantileOfSorted, shapeOfSums } from '../../base/stats/index.js'
import { quantileShares } from './column-profile.js'
import type { NumberProfile, ValueCount } from './column-profile.js'

/** Of a column of numbers, without what all columns have. */
export type NumberFigures = Omit<NumberProfile, 'name' | 'kind' | 'role' | 'why' | 'missing' | 'distinct' | 'approximate'>

/** Values of each list. */
export const mostListed = 5

/** `sorted`: the values that are there, ascending, at least one. O(n). */
export function numberFigures(sorted: Float64Array): NumberFigures {
  const n = sorted.length
  const [min, max] = [sorted[0], sorted[n - 1]]
  let whole = true
  let zeros = 0
  let negatives = 0
  for (let k = 0; k < n; k++) {
    const value = sorted[k]
    if (value === 0) zeros++
    else if (value < 0) negatives++
    if (whole && !Number.isInteger(value)) whole = false
  }
  const sums = powerSumsOf(sorted)
  const runs = runsOf(sorted)
  return {
    min,
    max,
    mean: sums.mean,
    ...shapeOfSums(sums),
    quantiles: quantileShares.map((share) => ({ share, value: quantileOfSorted(sorted, share) })),
    zeros,
    negatives,
    isWhole: whole,
    ...runs,
    histogram: histogramOf(sorted),
  }
}

/** The most frequent values, the smallest and the largest, from one walk along the sorted ones. */
function runsOf(sorted: Float64Array): Pick<NumberFigures, 'frequent' | 'smallest' | 'largest'> {
  const frequent: ValueCount<number>[] = []
  const smallest: ValueCount<number>[] = []
  const largest: ValueCount<number>[] = []
  let least = 2
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from]
    let to = from + 1
    while (to < sorted.length && sorted[to] === value) to++
    const count = to - from
    if (smallest.length < mostListed) smallest.push({ value, count })
    largest.push({ value, count })
    if (largest.length > 64) largest.splice(0, largest.length - mostListed)
    if (count >= least) {
      frequent.push({ value, count })
      if (frequent.length > 64) {
        frequent.sort((a, b) => b.count - a.count || a.value - b.value).length = mostListed
        least = frequent[mostListed - 1].count
      }
    }
    from = to
  }
  frequent.sort((a, b) => b.count - a.count || a.value - b.value)
  return { frequent: frequent.slice(0, mostListed), smallest, largest: largest.slice(-mostListed).reverse() }
}
