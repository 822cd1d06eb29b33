// Means, variances and quantiles of plain lists.

/** The mean, weighted when weights are given (≥ 0); NaN without values or weight. Summed from the first value: a constant is exact. */
export function mean(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const start = values[0]
  let sum = 0
  let total = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]
    sum += weight * (values[i] - start)
    total += weight
  }
  return start + sum / total
}

/** The sample variance (÷ weight − 1): a weight of 2 is a value that stands twice. NaN with a weight of 1 or less. */
export function variance(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const centre = mean(values, weights)
  let squares = 0
  let total = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]
    squares += weight * (values[i] - centre) ** 2
    total += weight
  }
  return total > 1 ? squares / (total - 1) : NaN
}

/**
 * The median: half of the weight lies on either side; where the half falls exactly between two values, the middle of them.
 * A weight of 2 is a value that stands twice. NaN without values or weight. O(n log n).
 */
export function median(values: Float64Array, weights?: ArrayLike<number>): number {
  if (weights === undefined) {
    const sorted = Float64Array.from(values).sort()
    const middle = sorted.length >> 1
    return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }
  const order = Int32Array.from(values.keys())
    .filter((at) => weights[at] > 0)
    .sort((a, b) => values[a] - values[b])
  let total = 0
  for (const at of order) total += weights[at]
  let below = 0
  for (const [place, at] of order.entries()) {
    below += weights[at]
    if (2 * below < total) continue
    const isBetween = 2 * below === total && place + 1 < order.length
    return isBetween ? values[at] / 2 + values[order[place + 1]] / 2 : values[at]
  }
  return NaN
}

/** The quantile p in [0, 1] of values sorted ascending, linear between neighbours (type 7 of Hyndman and Fan 1996); NaN for none. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return NaN
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below]
  return below + 1 < sorted.length ? low + (at - below) * (sorted[below + 1] - low) : low
}

/** As `quantileOfSorted`, of ascending values that stand `counts` times each. O(n). */
export function quantileOfCounted(values: ArrayLike<number>, counts: ArrayLike<number>, p: number): number {
  let total = 0
  for (let k = 0; k < counts.length; k++) total += counts[k]
  if (total === 0) return NaN
  const at = (total - 1) * p
  const below = Math.floor(at)
  let k = 0
  let until = counts[0]
  while (until <= below) until += counts[++k]
  const low = values[k]
  const high = below + 1 < until || k + 1 >= values.length ? low : values[k + 1]
  return low + (at - below) * (high - low)
}

/** The quantile p in [0, 1] of values in any order, as `quantileOfSorted`. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p)
}
