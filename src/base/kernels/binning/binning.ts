// From values to bin numbers: the boundaries of a column, and the bin of each of its values.

/** A bin for values that are missing, on top of at most 255 for those that are not: a bin number fits a byte. */
export const mostValueBins = 255

/**
 * Cuts sorted values into bins of about equal count, heavy values in bins of their own (the greedy rule of LightGBM; Ke et al. 2017).
 * `sorted` (in): ascending, no NaN. `maxBins`: 1 to 255. `rowsPerBin`: the least number of rows in a bin.
 * `bounds` (out, ≥ maxBins): the upper, inclusive bound of each bin, midway between neighbouring values; the last is the greatest double.
 * Returns the number of bins; 0 when there is no value. O(n), nothing allocated.
 */
export function findBounds(sorted: Float64Array, count: number, maxBins: number, rowsPerBin: number, bounds: Float64Array): number {
  if (count === 0) return 0
  const distinct = countDistinct(sorted, count, maxBins)
  const bins =
    distinct <= maxBins ? boundEveryValue(sorted, count, rowsPerBin, bounds) : boundByCount(sorted, count, maxBins, rowsPerBin, bounds)
  bounds[bins] = Number.MAX_VALUE
  return bins + 1
}

/** The number of distinct values, or something greater than `most` as soon as that is passed. */
function countDistinct(sorted: Float64Array, count: number, most: number): number {
  let distinct = 1
  for (let i = 1; i < count && distinct <= most; i++) if (sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}

function boundEveryValue(sorted: Float64Array, count: number, rowsPerBin: number, bounds: Float64Array): number {
  let bins = 0
  let start = 0
  for (let i = 1; i < count; i++) {
    if (sorted[i] === sorted[i - 1] || i - start < rowsPerBin) continue
    bounds[bins++] = midpoint(sorted[i - 1], sorted[i])
    start = i
  }
  return bins
}

function boundByCount(sorted: Float64Array, count: number, maxBins: number, rowsPerBin: number, bounds: Float64Array): number {
  const most = Math.max(1, Math.min(maxBins, Math.floor(count / Math.max(1, rowsPerBin))))
  const fairShare = count / most
  let binsLeft = most
  let rowsLeft = count
  for (let start = 0; start < count;) {
    const end = endOfRun(sorted, start, count)
    if (end - start >= fairShare) {
      binsLeft--
      rowsLeft -= end - start
    }
    start = end
  }
  let share = rowsLeft / binsLeft
  let bins = 0
  let inBin = 0
  let start = 0
  let end = endOfRun(sorted, 0, count)
  while (end < count && bins < most - 1) {
    const next = endOfRun(sorted, end, count)
    const isHeavy = end - start >= fairShare
    const nextIsHeavy = next - end >= fairShare
    if (!isHeavy) rowsLeft -= end - start
    inBin += end - start
    if (isHeavy || inBin >= share || (nextIsHeavy && inBin >= Math.max(1, share * 0.5))) {
      bounds[bins++] = midpoint(sorted[end - 1], sorted[end])
      inBin = 0
      if (!isHeavy) share = rowsLeft / --binsLeft
    }
    start = end
    end = next
  }
  return bins
}

function endOfRun(sorted: Float64Array, start: number, count: number): number {
  const value = sorted[start]
  let end = start + 1
  while (end < count && sorted[end] === value) end++
  return end
}

/** A finite number m with low ≤ m < high, halfway where that can be represented. */
function midpoint(low: number, high: number): number {
  const middle = (low + high) / 2
  if (middle >= low && middle < high && middle >= -Number.MAX_VALUE) return middle
  const halves = low / 2 + high / 2
  if (halves >= low && halves < high && halves >= -Number.MAX_VALUE) return halves
  return Math.max(low, -Number.MAX_VALUE)
}

/**
 * The bin of each value: the first whose bound is not below it; NaN gets `missingBin`.
 * `values` (in, n), `bounds` (in): the bounds of `bins` bins from `boundsAt` on, `out` (out): n bytes from `outAt` on. O(n log bins).
 */
export function assignBins(
  values: Float64Array,
  bounds: Float64Array,
  boundsAt: number,
  bins: number,
  missingBin: number,
  out: Uint8Array,
  outAt: number,
): void {
  const count = values.length
  for (let i = 0; i < count; i++) {
    const value = values[i]
    if (value !== value) {
      out[outAt + i] = missingBin
      continue
    }
    let low = 0
    let high = bins - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (value <= bounds[boundsAt + middle]) high = middle
      else low = middle + 1
    }
    out[outAt + i] = low
  }
}
