// The best cut equals the best of all cuts tried one by one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import { findBestSplit, limitHessian, limitL1, limitL2, limitLength, limitRows, splitGain, splitLength } from './split.js'

function limitsOf(limits: { l1?: number; l2?: number; rows?: number; hessian?: number }): Float64Array {
  const values = new Float64Array(limitLength)
  values[limitL1] = limits.l1 ?? 0
  values[limitL2] = limits.l2 ?? 0
  values[limitRows] = limits.rows ?? 1
  values[limitHessian] = limits.hessian ?? 0
  return values
}

describe('findBestSplit', () => {
  it('finds the cut by hand: gain, bin, direction of the missing, sums on the left', () => {
    // Gradient, hessian, rows of three bins of values and one of missing rows.
    const histogram = Float64Array.of(-4, 4, 4, 0, 2, 2, 6, 3, 3, -2, 1, 1)
    const out = new Float64Array(splitLength)
    expect(findBestSplit(histogram, 0, 3, 1, 0, 10, 10, limitsOf({}), out)).toBe(true)
    // Left: bins 0, 1 and the missing: G −6, H 7; right: G 6, H 3.
    expect(Array.from(out)).toEqual([36 / 7 + 36 / 3, 1, 1, -6, 7, 7])
  })

  it('can cut the missing off from all values', () => {
    const out = new Float64Array(splitLength)
    findBestSplit(Float64Array.of(1, 2, 2, 1, 2, 2, -2, 2, 2), 0, 2, 1, 0, 6, 6, limitsOf({}), out)
    expect(Array.from(out)).toEqual([4 / 4 + 4 / 2, 1, 0, 2, 4, 4])
  })

  it('leaves `out` alone when nothing is better or every child is too small', () => {
    const out = new Float64Array(splitLength)
    const histogram = Float64Array.of(-4, 4, 4, 4, 4, 4)
    expect(findBestSplit(histogram, 0, 2, 0, 0, 8, 8, limitsOf({ rows: 5 }), out)).toBe(false)
    expect(findBestSplit(histogram, 0, 2, 0, 0, 8, 8, limitsOf({ hessian: 4.5 }), out)).toBe(false)
    expect(findBestSplit(histogram, 0, 2, 0, 0, 8, 8, limitsOf({ l1: 4 }), out)).toBe(false)
    expect(Array.from(out)).toEqual([0, 0, 0, 0, 0, 0])
    out[splitGain] = 8
    expect(findBestSplit(histogram, 0, 2, 0, 0, 8, 8, limitsOf({}), out)).toBe(false)
  })

  it('equals trying every cut (any histogram, with and without missing rows, l1, l2, least rows)', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.nat(3),
        fc.nat(3),
        fc.nat(8),
        (seed, bins, missing, l1, l2, rows) => {
          const random = createRandom(seed)
          const histogram = Float64Array.from({ length: (bins + 1) * 3 }, (_, i) =>
            i % 3 === 0 ? random.integer(21) - 10 : 1 + random.integer(5),
          )
          if (!missing) histogram.fill(0, bins * 3)
          const totals = [0, 1, 2].map((part) => histogram.reduce((sum, value, i) => (i % 3 === part ? sum + value : sum), 0))
          const term = (gradient: number, hessian: number): number => Math.max(0, Math.abs(gradient) - l1) ** 2 / (hessian + l2)
          let best = 0
          for (const missingLeft of missing ? [true, false] : [false]) {
            for (let cut = 0; cut < bins; cut++) {
              const left = [0, 0, 0]
              for (let bin = 0; bin <= bins; bin++) {
                if (bin === bins ? missingLeft : bin <= cut) for (let part = 0; part < 3; part++) left[part] += histogram[bin * 3 + part]
              }
              const right = left.map((value, part) => totals[part] - value)
              if (left[2] < Math.max(1, rows) || right[2] < Math.max(1, rows)) continue
              best = Math.max(best, term(left[0], left[1]) + term(right[0], right[1]))
            }
          }
          const out = new Float64Array(splitLength)
          findBestSplit(
            histogram,
            0,
            bins,
            missing ? 1 : 0,
            totals[0],
            totals[1],
            totals[2],
            limitsOf({ l1, l2, rows: Math.max(1, rows) }),
            out,
          )
          expect(out[splitGain]).toBeCloseTo(best, 10)
        },
      ),
    )
  })
})
