// Order of a group by score, and the best gain.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundariesOf, discountsOf, firstGroupFrom, gainsOf, maxGain, orderByScore } from './dcg.js'

it('orders a group by score, equal scores in their order, whatever stands around it', () => {
  const values = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }))
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 150 }), fc.nat(40), fc.nat(40), (all, skipped, left) => {
      const begin = Math.min(skipped, all.length - 1)
      const group = all.slice(begin, Math.max(begin + 1, all.length - left))
      const order = new Int32Array(group.length)
      orderByScore(Float64Array.from(all), begin, order)
      const expected = group.map((_, i) => i).sort((a, b) => (group[a] === group[b] ? a - b : group[a] > group[b] ? -1 : 1))
      expect(Array.from(order)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

it('the best gain puts the highest grades first', () => {
  const discounts = discountsOf(3)
  const gains = gainsOf([])
  expect(Array.from(gains.subarray(0, 4))).toEqual([0, 1, 3, 7])
  expect(maxGain(Float64Array.of(1, 3, 0), gains, discounts, 10)).toBeCloseTo(7 + 1 / Math.log2(3), 12)
  expect(maxGain(Float64Array.of(1, 3, 0), gains, discounts, 1)).toBe(7)
  expect(maxGain(Float64Array.of(0, 0), gains, discounts, 2)).toBe(0)
})

it('finds the first group that begins at a row or behind it', () => {
  const boundaries = boundariesOf([2, 1, 4])
  expect(Array.from(boundaries)).toEqual([0, 2, 3, 7])
  expect([0, 1, 2, 3, 4, 7].map((row) => firstGroupFrom(boundaries, row))).toEqual([0, 1, 1, 2, 3, 3])
})
