// Random shares of rows and of columns.
import type { Random } from '../../../../base/core/index.js'
import { generatorWords } from '../../../../base/kernels/index.js'
import type { Session } from './data.js'

/** Writes all rows to `out`, first a random share of them, then the others, both in their order. Returns how many are in the share, at least 1. */
export type DrawRows = (random: Random, out: Int32Array) => number

/** Draws shares of `rows`, another one each time; the first call seeds the generator. */
export function createDrawRows({ kernels, memory }: Pick<Session, 'kernels' | 'memory'>, rows: Int32Array, share: number): DrawRows {
  const count = rows.length
  const wanted = share >= 1 ? count : Math.max(1, Math.round(count * share))
  if (wanted === count) {
    return (_, out) => {
      out.set(rows)
      return count
    }
  }
  const all = memory.allocate(4 * count)
  memory.int32(all, count).set(rows)
  const order = memory.allocate(4 * count)
  const marks = memory.allocate(count + 15)
  const state = memory.allocate(4 * generatorWords)
  let isSeeded = false
  return (random, out) => {
    // A bit is always set: a generator stands still where all are 0.
    const seed = (): Int32Array => Int32Array.from({ length: generatorWords }, () => random.integer(2 ** 32) | 1)
    if (!isSeeded) memory.int32(state, generatorWords).set(seed())
    isSeeded = true
    kernels.drawRows(all, count, wanted, state, marks, order)
    out.set(memory.int32(order, count))
    return wanted
  }
}

/** Writes a share of `of` in their order to `out`; returns how many, at least 1 (at least 2 of 2 or more, as in LightGBM). */
export function drawColumns(of: Int32Array, share: number, random: Random, out: Int32Array): number {
  const count = of.length
  if (share >= 1) {
    out.set(of)
    return count
  }
  const wanted = Math.min(count, Math.max(2, Math.round(count * share)))
  let needed = wanted
  let at = 0
  for (let i = 0; i < count && needed > 0; i++) {
    if (needed < count - i && random.next() * (count - i) >= needed) continue
    out[at++] = of[i]!
    needed--
  }
  return wanted
}
