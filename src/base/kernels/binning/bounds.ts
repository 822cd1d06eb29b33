// The boundaries of a column's bins: about equal counts, heavy values in bins of their own, zero in a bin of its own (Ke et al. 2017).

/** The most bins of a column, the one for missing values among them: a bin number fits a byte, as LightGBM's default does. */
export const mostBins = 255

/** What counts as zero, as in LightGBM. */
const greatestZero = Math.fround(1e-35)

/**
 * Cuts values into bins as LightGBM does: negative and positive ones by count, each side as many bins as its share of the rows, and one bin
 * between them for zero.
 * `values` (in): ascending, no NaN; equal ones are neighbours. `maxBins`: 2 to 256. `rowsPerBin`: the least number of rows in a bin.
 * `bounds` (out, ≥ maxBins): the upper, inclusive bound of each bin, midway between neighbouring values; the last is the greatest double.
 * Returns the number of bins; 0 when there is no value. O(n).
 */
export function findBounds(values: Float64Array, maxBins: number, rowsPerBin: number, bounds: Float64Array): number {
  const count = values.length
  if (count === 0) return 0
  let negative = 0
  while (negative < count && values[negative] < -greatestZero) negative++
  let positive = negative
  while (positive < count && values[positive] <= greatestZero) positive++
  let bins = 0
  if (negative > 0) {
    const most = Math.max(1, Math.floor((negative / (count - (positive - negative))) * (maxBins - 1)))
    bins = cut(values, 0, negative, { most, rowsPerBin, bounds, at: 0 })
    bounds[bins++] = -greatestZero
  }
  const left = maxBins - 1 - bins
  if (positive < count && left > 0) {
    bounds[bins++] = greatestZero
    bins = cut(values, positive, count, { most: left, rowsPerBin, bounds, at: bins })
  }
  bounds[bins++] = Number.MAX_VALUE
  return bins
}

interface Cutting {
  readonly most: number
  readonly rowsPerBin: number
  readonly bounds: Float64Array
  readonly at: number
}

/** Writes the inner bounds of at most `most` bins; returns where the next bound goes. */
function cut(values: Float64Array, begin: number, end: number, cutting: Cutting): number {
  const distinct = countDistinct(values, begin, end, cutting.most)
  return distinct <= cutting.most ? boundEveryValue(values, begin, end, cutting) : boundByCount(values, begin, end, cutting)
}

/** The number of distinct values, or something greater than `most` as soon as that is passed. */
function countDistinct(values: Float64Array, begin: number, end: number, most: number): number {
  let distinct = 1
  for (let i = begin + 1; i < end && distinct <= most; i++) if (values[i] !== values[i - 1]) distinct++
  return distinct
}

function boundEveryValue(values: Float64Array, begin: number, end: number, { rowsPerBin, bounds, at }: Cutting): number {
  let next = at
  let start = begin
  for (let i = begin + 1; i < end; i++) {
    if (values[i] === values[i - 1] || i - start < rowsPerBin) continue
    bounds[next++] = midpoint(values[i - 1], values[i])
    start = i
  }
  return next
}

function boundByCount(values: Float64Array, begin: number, end: number, { most: wanted, rowsPerBin, bounds, at }: Cutting): number {
  const count = end - begin
  const most = Math.max(1, Math.min(wanted, Math.floor(count / Math.max(1, rowsPerBin))))
  const fairShare = count / most
  let binsLeft = most
  let rowsLeft = count
  for (let start = begin; start < end;) {
    const stop = endOfRun(values, start, end)
    if (stop - start >= fairShare) {
      binsLeft--
      rowsLeft -= stop - start
    }
    start = stop
  }
  let share = rowsLeft / binsLeft
  let next = at
  let inBin = 0
  let start = begin
  let stop = endOfRun(values, begin, end)
  while (stop < end && next - at < most - 1) {
    const nextStop = endOfRun(values, stop, end)
    const isHeavy = stop - start >= fairShare
    const nextIsHeavy = nextStop - stop >= fairShare
    if (!isHeavy) rowsLeft -= stop - start
    inBin += stop - start
    if (isHeavy || inBin >= share || (nextIsHeavy && inBin >= Math.max(1, share * 0.5))) {
      bounds[next++] = midpoint(values[stop - 1], values[stop])
      inBin = 0
      if (!isHeavy) share = rowsLeft / --binsLeft
    }
    start = stop
    stop = nextStop
  }
  return next
}

function endOfRun(values: Float64Array, start: number, end: number): number {
  const value = values[start]
  let stop = start + 1
  while (stop < end && values[stop] === value) stop++
  return stop
}

/** A finite number m with low ≤ m < high: the next above the middle, as in LightGBM, where there is one below `high`; else the middle or `low`. */
function midpoint(low: number, high: number): number {
  const middle = (low + high) / 2
  const halves = Number.isFinite(middle) ? middle : low / 2 + high / 2
  const above = nextUp(halves)
  for (const found of [above, halves]) if (found >= low && found < high && found >= -Number.MAX_VALUE) return found
  return Math.max(low, -Number.MAX_VALUE)
}

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** The least double above a finite one. */
export function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  double[0] = value
  bits[0] += value > 0 ? 1n : -1n
  return double[0]
}
