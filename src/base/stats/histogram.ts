// How many values lie where.
import { quantileOfCounted, quantileOfSorted } from './moments.js'

export interface HistogramBin {
  readonly from: number
  readonly to: number
  readonly count: number
}

const mostBins = 40

/**
 * Bins of equal width over all values, as many as Freedman and Diaconis 1981 give, at most 40; bins of whole numbers hold as many of them each.
 * `sorted` ascending, at least one value; `counts`: how often each stands, once when absent. O(n).
 */
export function histogramOf(sorted: Float64Array, counts?: Float64Array): HistogramBin[] {
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  const n = counts === undefined ? sorted.length : counts.reduce((sum, count) => sum + count, 0)
  if (min === max) return [{ from: min, to: max, count: n }]
  const quantile = (share: number): number =>
    counts === undefined ? quantileOfSorted(sorted, share) : quantileOfCounted(sorted, counts, share)
  const spread = quantile(0.75) - quantile(0.25)
  const wanted = spread > 0 ? Math.ceil(((max - min) * Math.cbrt(n)) / (2 * spread)) : Math.ceil(Math.sqrt(n))
  const count = Math.max(1, Math.min(mostBins, wanted))
  if (max - min < 2 ** 31 && sorted.every(Number.isInteger))
    return wholeBins(sorted, counts, max - min < mostBins ? 1 : Math.ceil((max - min + 1) / count))
  const width = (max - min) / count
  const bins = Array.from({ length: count }, (_, k) => ({
    from: min + k * width,
    to: k === count - 1 ? max : min + (k + 1) * width,
    count: 0,
  }))
  for (let k = 0; k < sorted.length; k++)
    bins[Math.min(count - 1, Math.floor((sorted[k] - min) / width))].count += counts === undefined ? 1 : counts[k]
  return bins
}

/** Bins around as many whole numbers each. */
function wholeBins(sorted: Float64Array, counts: Float64Array | undefined, width: number): HistogramBin[] {
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  const bins = Array.from({ length: Math.floor((max - min) / width) + 1 }, (_, k) => ({
    from: min + k * width - 0.5,
    to: min + (k + 1) * width - 0.5,
    count: 0,
  }))
  for (let k = 0; k < sorted.length; k++) bins[Math.floor((sorted[k] - min) / width)].count += counts === undefined ? 1 : counts[k]
  return bins
}
