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

/** Runs of so many are sorted by insertion before they are merged. */
const runLength = 8

/** The positions of one group of rows from `begin` on, the greatest score first, equal ones in their order. O(count log count). */
export function orderByScore(scores: Float64Array, begin: number, order: Int32Array): void {
  const count = order.length
  const own = scores.subarray(begin, begin + count)
  for (let from = 0; from < count; from += runLength) {
    const end = Math.min(from + runLength, count)
    for (let i = from; i < end; i++) {
      const score = own[i]
      let at = i
      for (; at > from && own[order[at - 1]] < score; at--) order[at] = order[at - 1]
      order[at] = i
    }
  }
  let source = order
  let target: Int32Array = count > runLength ? new Int32Array(count) : order
  for (let width = runLength; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width)
      mergeRuns(own, source, target, [from, Math.min(from + width, count), Math.min(from + 2 * width, count)])
    const merged = target
    target = source
    source = merged
  }
  if (source !== order) order.set(source)
}

function mergeRuns(
  scores: Float64Array,
  source: Int32Array,
  target: Int32Array,
  [from, middle, end]: readonly [number, number, number],
): void {
  let left = from
  let right = middle
  for (let at = from; at < end; at++) {
    const takesLeft = left < middle && (right >= end || scores[source[left]] >= scores[source[right]])
    target[at] = takesLeft ? source[left++] : source[right++]
  }
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
