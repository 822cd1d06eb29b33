import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDistinctCounter } from './distinct-numbers.js'

it('counts as a set does, NaN aside, 0 and -0 as one, whatever was counted before', () => {
  const count = createDistinctCounter()
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 })), { maxLength: 3000 }), (values) => {
      const finite = values.filter((value) => !Number.isNaN(value)).map((value) => value + 0)
      expect(count(Float64Array.from(values))).toBe(new Set(finite).size)
    }),
  )
  expect(count(Float64Array.from({ length: 50_000 }, (_, i) => i / 7))).toBe(50_000)
})
