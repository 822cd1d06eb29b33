// Bins hold about equal counts, boundaries lie between neighbouring values, every value finds its bin.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignBins, findBounds } from './binning.js'

function boundsOf(values: readonly number[], maxBins: number, rowsPerBin = 1): number[] {
  const bounds = new Float64Array(maxBins + 1)
  const sorted = Float64Array.from(values).sort()
  return Array.from(bounds.subarray(0, findBounds(sorted, sorted.length, maxBins, rowsPerBin, bounds)))
}

function binsOf(values: readonly number[], bounds: readonly number[]): number[] {
  const out = new Uint8Array(values.length)
  assignBins(Float64Array.from(values), Float64Array.from(bounds), 0, bounds.length, bounds.length, out, 0)
  return Array.from(out)
}

const most = Number.MAX_VALUE

describe('findBounds', () => {
  it('puts boundaries midway between distinct values', () => {
    expect(boundsOf([3, 1, 1, 2, 8], 255)).toEqual([1.5, 2.5, 5.5, most])
  })

  it('joins values until a bin has the least number of rows, the last bin taking what is left', () => {
    expect(boundsOf([1, 2, 3, 4, 5, 6, 7], 255, 3)).toEqual([3.5, 6.5, most])
  })

  it('cuts many values into bins of equal count', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i)
    const counts = new Map<number, number>()
    for (const bin of binsOf(values, boundsOf(values, 10))) counts.set(bin, (counts.get(bin) ?? 0) + 1)
    expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 100))
  })

  it('gives a heavy value a bin of its own', () => {
    const values = [...Array.from({ length: 500 }, () => 0), ...Array.from({ length: 500 }, (_, i) => i + 1)]
    const bounds = boundsOf(values, 10)
    expect(bounds[0]).toBe(0.5)
    expect(bounds).toHaveLength(10)
  })

  it('has finite boundaries between neighbouring and infinite values', () => {
    const next = 1 + Number.EPSILON
    expect(boundsOf([1, next], 255)).toEqual([1, most])
    expect(boundsOf([-Infinity, 0, Infinity], 255)).toEqual([-most, 0, most])
    expect(boundsOf([-1.7e308, 1.7e308], 255)).toEqual([0, most])
    expect(boundsOf([1.6e308, 1.7e308], 255)[0]).toBeCloseTo(1.65e308, -300)
  })

  it('gives no bin to no value and one to a constant', () => {
    expect(boundsOf([], 255)).toEqual([])
    expect(boundsOf([7, 7], 255)).toEqual([most])
  })
})

describe('assignBins', () => {
  it('sends each value to the first bin whose bound is not below it, NaN to the bin for missing', () => {
    expect(binsOf([1, 1.5, 1.6, 99, -99, NaN], [1.5, 2.5, most])).toEqual([0, 0, 1, 2, 0, 3])
  })

  it('keeps the order of values, fills every bin and no more than allowed (any values)', () => {
    const finite = fc.double({ noNaN: true })
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 300 }), fc.integer({ min: 2, max: 255 }), (values, maxBins) => {
        const bounds = boundsOf(values, maxBins)
        const bins = binsOf(values, bounds)
        expect(bounds.length).toBeLessThanOrEqual(maxBins)
        const filled = new Set(bins)
        if (values.every(Number.isFinite)) expect(filled.size).toBe(bounds.length)
        const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || 0)
        for (let i = 1; i < order.length; i++) {
          expect(bins[order[i - 1]]).toBeLessThanOrEqual(bins[order[i]])
          if (values[order[i - 1]] === values[order[i]]) expect(bins[order[i - 1]]).toBe(bins[order[i]])
        }
      }),
    )
  })
})
