// Bins hold about equal counts, zero has one of its own, boundaries lie between neighbouring values.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findBounds } from './bounds.js'

function boundsOf(values: readonly number[], maxBins: number, rowsPerBin = 1): number[] {
  const bounds = new Float64Array(maxBins + 2)
  const sorted = Float64Array.from(values).sort()
  return Array.from(bounds.subarray(0, findBounds(sorted, maxBins, rowsPerBin, bounds)))
}

const most = Number.MAX_VALUE
const zero = Math.fround(1e-35)

/** The least double above. */
function above(value: number): number {
  const step = Number.EPSILON * 2 ** Math.floor(Math.log2(Math.abs(value)))
  return value + (value < 0 && Number.isInteger(Math.log2(-value)) ? step / 2 : step)
}

describe('findBounds', () => {
  it('puts boundaries just above the middle of distinct values, around zero and in front of positive values', () => {
    expect(boundsOf([3, 1, 1, 2, 8], 255)).toEqual([zero, above(1.5), above(2.5), above(5.5), most])
    expect(boundsOf([-3, -1, 0, 0, 5], 255)).toEqual([above(-2), -zero, zero, most])
    expect(boundsOf([-3, -1], 255)).toEqual([above(-2), -zero, most])
    expect(boundsOf([0, 0], 255)).toEqual([most])
  })

  it('joins values until a bin has the least number of rows, the last bin taking what is left', () => {
    expect(boundsOf([1, 2, 3, 4, 5, 6, 7], 255, 3)).toEqual([zero, above(3.5), above(6.5), most])
  })

  it('cuts many values into bins of equal count, negative and positive ones by their share of the rows', () => {
    const positive = Array.from({ length: 1000 }, (_, i) => i + 1)
    const bounds = boundsOf(positive, 11)
    expect(bounds).toEqual([zero, ...Array.from({ length: 9 }, (_, k) => above((k + 1) * 100 + 0.5)), most])
    const both = boundsOf([...positive.map((value) => -value), ...positive], 11)
    expect(both.filter((bound) => bound < 0)).toHaveLength(5)
    expect(both).toHaveLength(11)
  })

  it('gives a heavy value a bin of its own', () => {
    const values = [...Array.from({ length: 500 }, () => 1), ...Array.from({ length: 500 }, (_, i) => i + 2)]
    expect(boundsOf(values, 10)[1]).toBe(above(1.5))
  })

  it('has finite boundaries between neighbouring and infinite values', () => {
    const next = 1 + Number.EPSILON
    expect(boundsOf([1, next], 255)).toEqual([zero, 1, most])
    expect(boundsOf([-Infinity, 0, Infinity], 255)).toEqual([-zero, zero, most])
    expect(boundsOf([1.6e308, 1.7e308], 255)[1]).toBeCloseTo(1.65e308, -300)
  })

  it('gives no bin to no value', () => {
    expect(boundsOf([], 255)).toEqual([])
  })

  it('ascends, ends with the greatest double, and keeps to the number of bins (any values)', () => {
    const finite = fc.double({ noNaN: true })
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 300 }), fc.integer({ min: 3, max: 255 }), (values, maxBins) => {
        const bounds = boundsOf(values, maxBins)
        expect(bounds.length).toBeLessThanOrEqual(maxBins)
        expect(bounds.at(-1)).toBe(most)
        for (let i = 1; i < bounds.length; i++) expect(bounds[i]).toBeGreaterThan(bounds[i - 1])
      }),
    )
  })
})
