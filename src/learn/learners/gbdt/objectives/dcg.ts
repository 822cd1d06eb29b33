// Discounted gain: how good an order of graded rows is. Järvelin and Kekäläinen 2002.

/** LightGBM's gains: 2^label − 1 for labels up to 30. */
const defaultGains = Float64Array.from({ length: 31 }, (_, label) => 2 ** label - 1)

/** The gain of each label from 0 on. */
export function gainsOf(labelGain: readonly number[]): Float64Array {
  return labelGain.length === 0 ? defaultGains : Float64Array.from(labelGain)
}

/** What a gain counts at each place from 0 on: 1 ÷ log₂(2 + place). */
export function discountsOf(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, place) => 1 / Math.log2(2 + place))
}

/** The positions of one group of rows, the greatest score first, equal ones in their order. */
export function orderByScore(scores: Float64Array, begin: number, order: Int32Array): void {
  for (let i = 0; i < order.length; i++) order[i] = i
  order.sort((a, b) => scores[begin + b] - scores[begin + a] || a - b)
}

/** The most that the first `cut` places of a group can gain. */
export function maxGain(labels: Float64Array, gains: Float64Array, discounts: Float64Array, cut: number): number {
  const sorted = Float64Array.from(labels, (label) => label).sort()
  let sum = 0
  for (let place = 0; place < Math.min(cut, sorted.length); place++) sum += gains[sorted[sorted.length - 1 - place]] * discounts[place]
  return sum
}

/** Where each group begins, and the end of the last. */
export function boundariesOf(groupSizes: ArrayLike<number>): Int32Array {
  const boundaries = new Int32Array(groupSizes.length + 1)
  for (let group = 0; group < groupSizes.length; group++) boundaries[group + 1] = boundaries[group] + groupSizes[group]
  return boundaries
}

/** The number of the first group that begins at `row` or behind it. */
export function firstGroupFrom(boundaries: Int32Array, row: number): number {
  let low = 0
  let high = boundaries.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (boundaries[middle] < row) low = middle + 1
    else high = middle
  }
  return low
}
