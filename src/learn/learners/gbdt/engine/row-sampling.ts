// Which rows a round learns from: a share drawn anew every so often, a share of each class, or those of great gradients and some others (GOSS).
import type { Random } from '../../../../base/core/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { DerivativeSource } from './derivatives.js'
import { createDrawRows } from './sampling.js'

export interface RowSampler {
  /** Writes the rows of a round (from 0) to `out`: first those that it learns from, then the others. Returns how many are first, at least 1. */
  draw(round: number, random: Random, out: Int32Array): number
}

/** Samples of `rows` (ascending). GOSS changes the derivatives of the round: what it draws stands for what it does not. */
export function createRowSampler(
  rows: Int32Array,
  labels: Float64Array,
  parameters: GbdtParameters,
  { derivatives, session }: { readonly derivatives: DerivativeSource; readonly session: Pick<Session, 'kernels' | 'memory'> },
): RowSampler {
  const { sampling, subsample, subsampleFrequency, positiveSubsample, negativeSubsample } = parameters
  if (sampling === 'goss') return createGoss(rows, parameters, derivatives)
  const isByClass = positiveSubsample < 1 || negativeSubsample < 1
  const drawAnew = isByClass
    ? (random: Random, out: Int32Array): number => drawByClass(rows, labels, [negativeSubsample, positiveSubsample], random, out)
    : createDrawRows(session, rows, subsample)
  let last: { readonly drawn: Int32Array; readonly inside: number } | undefined
  return {
    draw: (round, random, out) => {
      if (last !== undefined && round % subsampleFrequency !== 0) {
        out.set(last.drawn)
        return last.inside
      }
      const inside = drawAnew(random, out)
      if (subsampleFrequency > 1) last = { drawn: out.slice(), inside }
      return inside
    },
  }
}

/** As `DrawRows`, with a share for rows of label 0 and one for those of label 1. */
export function drawByClass(
  rows: Int32Array,
  labels: Float64Array,
  shares: readonly [number, number],
  random: Random,
  out: Int32Array,
): number {
  const classOf = (row: number): 0 | 1 => (labels[row] > 0 ? 1 : 0)
  const left: [number, number] = [0, 0]
  for (const row of rows) left[classOf(row)]++
  const needed = left.map((count, label) => Math.min(count, Math.max(1, Math.round(count * shares[label]))))
  const wanted = needed[0] + needed[1]
  let inside = 0
  let outside = wanted
  for (const row of rows) {
    const label = classOf(row)
    if (random.next() * left[label]-- < needed[label]) {
      out[inside++] = row
      needed[label]--
    } else out[outside++] = row
  }
  return wanted
}

/**
 * Gradient-based one-side sampling (Ke et al. 2017): the `topRate` of the rows whose |gradient × hessian|, summed over the outputs, is greatest,
 * and `otherRate` (of all) from the rest, whose derivatives are multiplied so that they stand for the whole rest. All rows in the first
 * 1 ÷ learning rate rounds, as in LightGBM.
 */
function createGoss(rows: Int32Array, { topRate, otherRate, learningRate }: GbdtParameters, derivatives: DerivativeSource): RowSampler {
  const sizes = new Float32Array(rows.length)
  return {
    draw: (round, random, out) => {
      if (round < Math.floor(1 / learningRate)) {
        out.set(rows)
        return rows.length
      }
      derivatives.measureRows(rows, sizes)
      const threshold = greatest(sizes, Math.max(1, Math.floor(topRate * rows.length)))
      let tops = 0
      for (const size of sizes) if (size >= threshold) tops++
      const rest = rows.length - tops
      let needed = Math.min(rest, Math.max(1, Math.floor(otherRate * rows.length)))
      const factor = needed === 0 ? 1 : rest / needed
      const wanted = tops + needed
      const drawn = new Int32Array(needed)
      let [inside, outside, left, at] = [0, wanted, rest, 0]
      for (let i = 0; i < rows.length; i++) {
        if (sizes[i] >= threshold) {
          out[inside++] = rows[i]
        } else if (random.next() * left-- < needed) {
          out[inside++] = rows[i]
          drawn[at++] = rows[i]
          needed--
        } else out[outside++] = rows[i]
      }
      if (factor !== 1) derivatives.amplify(drawn, factor)
      return wanted
    },
  }
}

/** The `rank`-th greatest (1: the greatest) of numbers ≥ 0. O(count), by the halves of their bits, which are in the order of the numbers. */
export function greatest(values: Float32Array, rank: number): number {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length)
  const counts = new Int32Array(65_536)
  const find = (most: number): { half: number; above: number } => {
    let above = 0
    let half = 65_535
    while (half > 0 && above + counts[half] < most) above += counts[half--]
    return { half, above }
  }
  for (const word of bits) counts[word >>> 16]++
  const high = find(rank)
  counts.fill(0)
  for (const word of bits) if (word >>> 16 === high.half) counts[word & 65_535]++
  const low = find(rank - high.above)
  return new Float32Array(Int32Array.of((high.half << 16) | low.half).buffer)[0]
}
