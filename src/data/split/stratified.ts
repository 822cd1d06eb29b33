// Rows dealt so that every part sees every class, or the whole range of a numeric target.
import type { Random } from '../../base/core/index.js'
import type { SplitInput } from './input.js'

/** Rows in random order within strata, strata end to end: `ends` holds where each one ends. */
export interface Strata {
  readonly order: Int32Array
  readonly ends: readonly number[]
}

/** One stratum a class; for a numeric target one for each run of `size` neighbouring values. */
export function strataOf(input: SplitInput, size: number, random: Random): Strata {
  const { target } = input
  // A stable sort after a shuffle: ties, and rows of a class, stay in random order.
  const order = random.shuffle(Int32Array.from(target, (_, row) => row)).sort((a, b) => target[a] - target[b])
  const ends: number[] = []
  for (let at = 1; at <= order.length; at++) {
    const isEnd =
      at === order.length ||
      (input.task === 'regression' ? Math.floor(at / size) > Math.floor((at - 1) / size) : target[order[at]] !== target[order[at - 1]])
    if (isEnd) ends.push(at)
  }
  return { order, ends }
}

/** For each row its fold. Dealing goes on where the stratum before ended, so that folds differ by one row at most. */
export function dealRows({ order, ends }: Strata, foldCount: number, random: Random): Int32Array {
  const foldOf = new Int32Array(order.length)
  const hand = Int32Array.from({ length: foldCount }, (_, fold) => fold)
  random.shuffle(hand)
  let dealt = 0
  for (const end of ends) {
    // A new order for each run of the target: else the same fold would always get its lowest value.
    if (dealt % foldCount === 0) random.shuffle(hand)
    for (; dealt < end; dealt++) foldOf[order[dealt]] = hand[dealt % foldCount]
  }
  return foldOf
}

/** For each row 1 when it is in the share that is drawn, else 0: from each stratum its share, rounded down or up. */
export function drawShare({ order, ends }: Strata, share: number, random: Random): Int32Array {
  const sideOf = new Int32Array(order.length)
  const phase = random.next()
  let start = 0
  let drawn = 0
  for (const end of ends) {
    const due = Math.floor(end * share + phase)
    for (const at of random.shuffle(Int32Array.from({ length: end - start }, (_, i) => start + i)).subarray(0, due - drawn)) {
      sideOf[order[at]] = 1
    }
    drawn = due
    start = end
  }
  if (drawn === 0) sideOf[order[random.integer(order.length)]] = 1
  if (drawn === order.length) sideOf[order[random.integer(order.length)]] = 0
  return sideOf
}
