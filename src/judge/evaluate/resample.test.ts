import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { createResampler } from './resample.js'

test.each([
  ['rows', undefined],
  ['groups', Int32Array.from({ length: 300 }, (_, row) => row % 70)],
] as const)('a resample of %s is the same the second time, and for whoever draws no other', (_, groups) => {
  const resampler = createResampler(createRandom(1), 300, groups)
  const drawn = [0, 1, 2, 0, 1].map((b) => {
    const weights = new Float64Array(300)
    resampler.draw(b, weights)
    return weights
  })
  expect(drawn[0].reduce((sum, weight) => sum + weight, 0)).toBeGreaterThan(200)
  expect(drawn[3]).toEqual(drawn[0])
  expect(drawn[4]).toEqual(drawn[1])
  expect(drawn[1]).not.toEqual(drawn[0])
  const third = new Float64Array(300)
  createResampler(createRandom(1), 300, groups).draw(2, third)
  expect(third).toEqual(drawn[2])
})
