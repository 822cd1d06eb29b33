// A column of numbers: moments, quantiles, extremes, histogram, from one sort.
import { quantileOfSorted } from '../../base/stats/index.js'
import { quantileShares } from './column-profile.js'
import type { HistogramBin, NumberProfile, ValueCount } from './column-profile.js'

type Figures = Omit<NumberProfile, 'name' | 'kind' | 'role' | 'why' | 'missing' | 'distinct'>

const mostListed = 5

/** `sorted`: the values that are there, ascending, at least one. O(n). */
export function numberFigures(sorted: Float64Array): Figures {
  const n = sorted.length
  const [min, max] = [sorted[0], sorted[n - 1]]
  let sum = 0
  let whole = true
  let zeros = 0
  let negatives = 0
  for (let k = 0; k < n; k++) {
    const value = sorted[k]
    sum += value - min
    if (value === 0) zeros++
    else if (value < 0) negatives++
    if (whole && !Number.isInteger(value)) whole = false
  }
  const mean = min + sum / n
  let [second, third, fourth] = [0, 0, 0]
  for (let k = 0; k < n; k++) {
    const distance = sorted[k] - mean
    const square = distance * distance
    second += square
    third += square * distance
    fourth += square * square
  }
  const runs = runsOf(sorted)
  return {
    min,
    max,
    mean,
    standardDeviation: n > 1 ? Math.sqrt(second / (n - 1)) : 0,
    skewness: second > 0 ? third / n / (second / n) ** 1.5 : 0,
    kurtosis: second > 0 ? fourth / n / (second / n) ** 2 - 3 : 0,
    quantiles: quantileShares.map((share) => ({ share, value: quantileOfSorted(sorted, share) })),
    zeros,
    negatives,
    isWhole: whole,
    ...runs,
    histogram: histogramOf(sorted),
  }
}

/** The most frequent values, the smallest and the largest, from one walk along the sorted ones. */
function runsOf(sorted: Float64Array): Pick<Figures, 'frequent' | 'smallest' | 'largest'> {
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

const mostBins = 40

/**
 * Bins of equal width over all values, as many as Freedman and Diaconis 1981 give, at most 40; bins of whole numbers hold as many of them each.
 * `sorted` ascending, at least one value. O(n).
 */
export function histogramOf(sorted: Float64Array): HistogramBin[] {
  const n = sorted.length
  const [min, max] = [sorted[0], sorted[n - 1]]
  if (min === max) return [{ from: min, to: max, count: n }]
  const spread = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)
  const wanted = spread > 0 ? Math.ceil(((max - min) * Math.cbrt(n)) / (2 * spread)) : Math.ceil(Math.sqrt(n))
  const count = Math.max(1, Math.min(mostBins, wanted))
  if (max - min < 2 ** 31 && sorted.every(Number.isInteger))
    return wholeBins(sorted, max - min < mostBins ? 1 : Math.ceil((max - min + 1) / count))
  const width = (max - min) / count
  const bins = Array.from({ length: count }, (_, k) => ({
    from: min + k * width,
    to: k === count - 1 ? max : min + (k + 1) * width,
    count: 0,
  }))
  for (let k = 0; k < n; k++) bins[Math.min(count - 1, Math.floor((sorted[k] - min) / width))].count++
  return bins
}

/** Bins around as many whole numbers each. */
function wholeBins(sorted: Float64Array, width: number): HistogramBin[] {
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  const bins = Array.from({ length: Math.floor((max - min) / width) + 1 }, (_, k) => ({
    from: min + k * width - 0.5,
    to: min + (k + 1) * width - 0.5,
    count: 0,
  }))
  for (const value of sorted) bins[Math.floor((value - min) / width)].count++
  return bins
}
