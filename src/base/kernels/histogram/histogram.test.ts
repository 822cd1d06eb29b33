// Histograms are the sums that a naive loop gives; thin and four-fold ways give the same.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import {
  addThinToHistogram,
  addToFourHistograms,
  addToHistogram,
  completeHistogram,
  gatherGradients,
  subtractHistogram,
} from './histogram.js'

const binCount = 5

/** Random bins of some features, gradients that are exact in f32 and sum exactly. */
function example(seed: number, rowCount: number, featureCount: number) {
  const random = createRandom(seed)
  return {
    bins: Uint8Array.from({ length: rowCount * featureCount }, () => random.integer(binCount)),
    gradients: Float32Array.from({ length: rowCount }, () => random.integer(64) / 8 - 4),
    hessians: Float32Array.from({ length: rowCount }, () => random.integer(64) / 8),
    rows: Int32Array.from({ length: rowCount }, (_, i) => i).filter(() => random.next() < 0.6),
  }
}

describe('histograms', () => {
  it('sum by hand', () => {
    const histogram = new Float64Array(6)
    const rows = Int32Array.of(9, 0, 2, 3, 9)
    addToHistogram(Uint8Array.of(0, 1, 1, 0), 0, rows, 1, 4, Float32Array.of(1, 2, 4), Float32Array.of(10, 20, 40), histogram, 0)
    expect(Array.from(histogram)).toEqual([5, 50, 2, 2, 20, 1])
  })

  it('in one, in fours and by exceptions are equal, each feature sums to the total, and parent − sibling is child', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, rowCount) => {
        const { bins, gradients, hessians, rows } = example(seed, rowCount, 4)
        const ordered = [new Float32Array(rowCount), new Float32Array(rowCount)] as const
        const bases = Int32Array.from({ length: 4 }, (_, f) => f * rowCount)
        const ats = Int32Array.from({ length: 4 }, (_, f) => f * binCount * 3)
        const sum = (begin: number, end: number): Float64Array => {
          const histogram = new Float64Array(4 * binCount * 3)
          gatherGradients(gradients, hessians, 0, rows, begin, end, ...ordered)
          addToFourHistograms(bins, bases, rows, begin, end, ...ordered, histogram, ats, 0)
          return histogram
        }
        const all = sum(0, rows.length)
        const naive = new Float64Array(4 * binCount * 3)
        for (let f = 0; f < 4; f++) {
          for (const row of rows) {
            const slot = (f * binCount + bins[f * rowCount + row]) * 3
            naive[slot] += gradients[row]
            naive[slot + 1] += hessians[row]
            naive[slot + 2] += 1
          }
        }
        expect(all).toEqual(naive)
        const one = new Float64Array(4 * binCount * 3)
        for (let f = 0; f < 4; f++) addToHistogram(bins, bases[f], rows, 0, rows.length, ...ordered, one, ats[f])
        expect(one).toEqual(naive)
        expect(sumByExceptions(bins, rowCount, rows, ordered)).toEqual(naive)
        const middle = rows.length >> 1
        const parent = all.slice()
        subtractHistogram(parent, 0, sum(0, middle), 0, parent.length)
        expect(parent).toEqual(sum(middle, rows.length))
      }),
    )
  })
})

/** The same histogram, bin 0 of every feature taken for the one that most rows share. */
function sumByExceptions(
  bins: Uint8Array,
  rowCount: number,
  rows: Int32Array,
  ordered: readonly [Float32Array, Float32Array],
): Float64Array {
  const rowStarts = new Int32Array(rowCount + 1)
  const entries: number[] = []
  for (let row = 0; row < rowCount; row++) {
    for (let f = 0; f < 4; f++) if (bins[f * rowCount + row] > 0) entries.push((f * binCount + bins[f * rowCount + row]) * 3)
    rowStarts[row + 1] = entries.length
  }
  const histogram = new Float64Array(4 * binCount * 3)
  addThinToHistogram(rowStarts, Int32Array.from(entries), rows, 0, rows.length, ...ordered, histogram, 0)
  const total = (values: Float32Array): number => values.subarray(0, rows.length).reduce((sum, value) => sum + value, 0)
  for (let f = 0; f < 4; f++) {
    const at = f * binCount * 3
    completeHistogram(histogram, at, at + binCount * 3, at, total(ordered[0]), total(ordered[1]), rows.length)
  }
  return histogram
}
