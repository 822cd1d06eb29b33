// Percentiles as LightGBM takes them, in time proportional to the values: by selection, not by sorting.

/**
 * The value below which the share `alpha` of the values lies, between neighbours by the line through them.
 * `values`: at least one, finite; they are reordered. 0 < alpha < 1. O(values) on average.
 */
export function percentile(values: Float64Array, alpha: number): number {
  const count = values.length
  if (count === 1) return values[0]
  // Counted from the greatest on.
  const at = (count - 1) * (1 - alpha)
  const above = Math.floor(at)
  if (above + 1 >= count) return select(values, 0)
  const upper = select(values, count - 1 - above)
  let lower = -Infinity
  for (let i = 0; i < count - 1 - above; i++) if (values[i] > lower) lower = values[i]
  return upper - (upper - lower) * (at - above)
}

/** The value that would stand at `rank` if sorted. Afterwards none before it is greater and none behind it less. */
function select(values: Float64Array, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = medianOf(values[low], values[(low + high) >> 1], values[high])
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i > j) break
      const value = values[i]
      values[i++] = values[j]
      values[j--] = value
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]
}

function medianOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/**
 * Where the weights, summed along the sorted values, reach the share `alpha` of all: of the value that crosses it, one that weighs at least 1 is
 * reached from the value before along a line, a lighter one not at all. The first and the last stand for themselves.
 * Equal values stand in the order given. `weights`: ≥ 0, in the order of `values`. Neither is changed. O(values) on average.
 */
export function weightedPercentile(values: Float64Array, weights: Float64Array, alpha: number): number {
  const count = values.length
  if (count === 1) return values[0]
  const order = new Int32Array(count)
  let total = 0
  for (let i = 0; i < count; i++) {
    order[i] = i
    total += weights[i]
  }
  const threshold = total * alpha
  const isBefore = (a: number, b: number): boolean => values[a] < values[b] || (values[a] === values[b] && a < b)
  const { at, sum } = findWeight(order, weights, threshold, isBefore)
  const value = values[order[at]]
  if (at === 0 || at === count - 1) return value
  let before = order[0]
  for (let i = 1; i < at; i++) if (isBefore(before, order[i])) before = order[i]
  const from = values[before]
  const weight = weights[order[at]]
  return weight >= 1 ? from + ((threshold - sum) / weight) * (value - from) : from
}

/**
 * The place where, in sorted order, the weights up to it first sum to more than `threshold` (the last, if they never do), and the sum
 * of those before it.
 * Afterwards those that come before the place stand before it in `order`, and those behind it behind.
 */
function findWeight(
  order: Int32Array,
  weights: Float64Array,
  threshold: number,
  isBefore: (a: number, b: number) => boolean,
): { at: number; sum: number } {
  // The place is in the window low … high − 1. `sum`: the weights before the window.
  let low = 0
  let high = order.length
  let sum = 0
  while (high - low > 16) {
    const last = high - 1
    const chosen = medianPlace(order, low, (low + last) >> 1, last, isBefore)
    const pivot = order[chosen]
    order[chosen] = order[last]
    let middle = low
    let inside = 0
    for (let i = low; i < last; i++) {
      const index = order[i]
      if (!isBefore(index, pivot)) continue
      order[i] = order[middle]
      order[middle++] = index
      inside += weights[index]
    }
    order[last] = order[middle]
    order[middle] = pivot
    if (sum + inside > threshold) high = middle
    else if (sum + inside + weights[pivot] > threshold) return { at: middle, sum: sum + inside }
    else {
      low = middle + 1
      sum += inside + weights[pivot]
    }
  }
  order.subarray(low, high).sort((a, b) => (isBefore(a, b) ? -1 : 1))
  for (let at = low; at < high; at++) {
    if (sum + weights[order[at]] > threshold) return { at, sum }
    sum += weights[order[at]]
  }
  return { at: Math.min(high, order.length - 1), sum }
}

function medianPlace(order: Int32Array, a: number, b: number, c: number, isBefore: (a: number, b: number) => boolean): number {
  const [low, high] = isBefore(order[a], order[b]) ? [a, b] : [b, a]
  if (isBefore(order[c], order[low])) return low
  return isBefore(order[c], order[high]) ? c : high
}
