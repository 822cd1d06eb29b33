// Percentiles by hand, and beside sorting.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentile, weightedPercentile } from './percentile.js'

const list = (...values: number[]): Float64Array => Float64Array.from(values)

/** As numpy has it: linear between the neighbours. */
function sortedPercentile(values: readonly number[], alpha: number): number {
  const sorted = values.toSorted((a, b) => b - a)
  const at = (sorted.length - 1) * (1 - alpha)
  const above = Math.floor(at)
  const upper = sorted[above]
  const lower = sorted[Math.min(above + 1, sorted.length - 1)]
  return upper - (upper - lower) * (at - above)
}

function sortedWeightedPercentile(pairs: readonly (readonly [value: number, weight: number])[], alpha: number): number {
  const sorted = pairs.toSorted(([a], [b]) => a - b)
  const sums: number[] = []
  for (const [, weight] of sorted) sums.push((sums.at(-1) ?? 0) + weight)
  const threshold = sums.at(-1)! * alpha
  const found = sums.findIndex((sum) => sum > threshold)
  const at = found < 0 ? sorted.length - 1 : found
  if (at === 0 || at === sorted.length - 1) return sorted[at][0]
  const [before] = sorted[at - 1]
  const [value, weight] = sorted[at]
  return weight >= 1 ? before + ((threshold - sums[at - 1]) / weight) * (value - before) : before
}

describe('percentile', () => {
  it('by hand', () => {
    expect(percentile(list(5), 0.3)).toBe(5)
    expect(percentile(list(3, 1, 2), 0.5)).toBe(2)
    expect(percentile(list(1, 4, 2, 3), 0.5)).toBe(2.5)
    expect(percentile(list(0, 10), 0.9)).toBeCloseTo(9, 12)
    expect(percentile(list(0, 10), 0.1)).toBeCloseTo(1, 12)
  })

  it('is what sorting gives, with many equal values too', () => {
    const values = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 200 }), shares, (given, alpha) => {
        expect(percentile(Float64Array.from(given), alpha) + 0).toBe(sortedPercentile(given, alpha) + 0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('weighted percentile', () => {
  it('by hand: along a line to a value that weighs at least 1, else the value before', () => {
    expect(weightedPercentile(list(7), list(0.5), 0.5)).toBe(7)
    // Sums 1, 3, 4, 8, 9; a half is 4.5: half of 1 of the 4 that 40 weighs.
    expect(weightedPercentile(list(10, 20, 30, 40, 50), list(1, 2, 1, 4, 1), 0.5)).toBe(31.25)
    expect(weightedPercentile(list(40, 10, 50, 30, 20), list(4, 1, 1, 1, 2), 0.5)).toBe(31.25)
    // Sums 0.5, 0.75, 1.5, 2, 2.25; a half is 1.125, in the light 30.
    expect(weightedPercentile(list(10, 20, 30, 40, 50), list(0.5, 0.25, 0.75, 0.5, 0.25), 0.5)).toBe(20)
    expect(weightedPercentile(list(10, 20, 30), list(5, 1, 1), 0.5)).toBe(10)
    expect(weightedPercentile(list(10, 20, 30), list(1, 1, 5), 0.5)).toBe(30)
  })

  it('is what sorting gives, with many equal values and weights too', () => {
    const values = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    const weights = fc.integer({ min: 0, max: 12 }).map((quarters) => quarters / 4)
    const shares = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9)
    fc.assert(
      fc.property(fc.array(fc.tuple(values, weights), { minLength: 1, maxLength: 200 }), shares, (pairs, alpha) => {
        const ours = weightedPercentile(
          Float64Array.from(pairs, ([value]) => value),
          Float64Array.from(pairs, ([, weight]) => weight),
          alpha,
        )
        expect(ours + 0).toBe(sortedWeightedPercentile(pairs, alpha) + 0)
      }),
      { numRuns: 500 },
    )
  })
})
