// How well groups of graded rows are ranked: NDCG and mean average precision at a cut, as LightGBM takes them.
import { boundariesOf, discountsOf, maxGain, orderByScore } from './dcg.js'

/** Rows with their grades, in groups one after another. */
export interface RankedRows {
  /** Grades from 0 on, one per row. */
  readonly target: Float64Array
  /** What decides the order, the greatest first; rows of one score stay in their order. */
  readonly scores: Float64Array
  readonly groupSizes: ArrayLike<number>
  /** One per row; a group weighs the mean of its rows. Absent: all 1. */
  readonly weights?: Float64Array | undefined
}

/**
 * Normalised discounted cumulative gain of the first `cut` rows of each group: Σ gain ÷ log₂(2 + place), divided by the most that any order
 * gives; the mean over the groups by their weights. A group in which nothing can be gained counts 1. Returns 0 … 1, the higher the better.
 * `gains`: of each grade. O(rows log rows). Järvelin and Kekäläinen 2002.
 */
export function ndcg(ranked: RankedRows, cut: number, gains: Float64Array): number {
  const { target, scores } = ranked
  const discounts = discountsOf(Math.min(cut, longestOf(ranked.groupSizes)))
  return meanOverGroups(ranked, (begin, count) => {
    const most = maxGain(target.subarray(begin, begin + count), gains, discounts, cut)
    if (most === 0) return 1
    const order = new Int32Array(count)
    orderByScore(scores, begin, order)
    let gain = 0
    for (let place = 0; place < Math.min(cut, count); place++) gain += gains[target[begin + order[place]]] * discounts[place]
    return gain / most
  })
}

/**
 * Mean average precision of the first `cut` rows of each group, where grades above 0 are hits: the mean of the precision at each hit, over as many
 * hits as there could be; the mean over the groups by their weights. A group without hits counts 1. Returns 0 … 1, the higher the better.
 * O(rows log rows).
 */
export function meanAveragePrecision(ranked: RankedRows, cut: number): number {
  const { target, scores } = ranked
  return meanOverGroups(ranked, (begin, count) => {
    let possible = 0
    for (let row = begin; row < begin + count; row++) if (target[row] > 0) possible++
    if (possible === 0) return 1
    const order = new Int32Array(count)
    orderByScore(scores, begin, order)
    let hits = 0
    let sum = 0
    for (let place = 0; place < Math.min(cut, count); place++) {
      if (target[begin + order[place]] > 0) sum += ++hits / (place + 1)
    }
    return sum / Math.min(possible, cut, count)
  })
}

function longestOf(groupSizes: ArrayLike<number>): number {
  let longest = 0
  for (let group = 0; group < groupSizes.length; group++) longest = Math.max(longest, groupSizes[group])
  return longest
}

function meanOverGroups({ groupSizes, weights }: RankedRows, valueOf: (begin: number, count: number) => number): number {
  const boundaries = boundariesOf(groupSizes)
  let sum = 0
  let total = 0
  for (let group = 0; group < groupSizes.length; group++) {
    const begin = boundaries[group]
    const count = boundaries[group + 1] - begin
    let weight = 1
    if (weights !== undefined) {
      weight = 0
      for (let row = begin; row < begin + count; row++) weight += weights[row] / count
    }
    sum += weight * valueOf(begin, count)
    total += weight
  }
  return sum / total
}
