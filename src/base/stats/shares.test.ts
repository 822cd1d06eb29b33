// Tails of counts and the shift of counted samples against SciPy.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countedShift } from './counted-shift.js'
import { binomialTail, hypergeometricTail } from './hypergeometric.js'

interface Golden {
  readonly hypergeometric: readonly (readonly [least: number, total: number, marked: number, drawn: number, chance: number])[]
  readonly binomial: readonly (readonly [least: number, trials: number, share: number, chance: number])[]
  readonly shifts: readonly {
    readonly first: number[]
    readonly second: number[]
    readonly distance: number
    readonly distancePValue: number
    readonly superiority: number
    readonly rankPValue: number
  }[]
}
const golden = JSON.parse(readFileSync('test/golden/shares.json', 'utf8')) as Golden

/** Within 1e-8 of the value, however small it is. */
function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-8 * Math.abs(expected) + 1e-300)
}

describe('tails of counts', () => {
  it.each(golden.hypergeometric)('hypergeometric, at least %d of %d with %d marked, %d drawn', (least, total, marked, drawn, chance) => {
    expectNear(hypergeometricTail(least, { total, marked, drawn }), chance)
  })

  it.each(golden.binomial)('binomial, at least %d of %d at %d', (least, trials, share, chance) => {
    expectNear(binomialTail(least, trials, share), chance)
  })

  it('fall as more is asked for', () => {
    const chances = Array.from({ length: 41 }, (_, least) => hypergeometricTail(least, { total: 200, marked: 40, drawn: 90 }))
    for (let k = 1; k < chances.length; k++) expect(chances[k]).toBeLessThanOrEqual(chances[k - 1])
  })
})

describe('countedShift', () => {
  it.each(golden.shifts.map((one) => [one.first.length, one] as const))('of %d cells', (_, { first, second, ...expected }) => {
    const shift = countedShift(first, second)
    expect(shift.distance).toBeCloseTo(expected.distance, 12)
    expect(shift.superiority).toBeCloseTo(expected.superiority, 12)
    expectNear(shift.distancePValue, expected.distancePValue)
    expectNear(shift.rankPValue, expected.rankPValue)
  })

  it('is the same the other way round, but for the side', () => {
    const [there, back] = [countedShift([5, 9, 3], [1, 4, 8]), countedShift([1, 4, 8], [5, 9, 3])]
    expect(back.superiority).toBeCloseTo(1 - there.superiority, 12)
    expect(back.rankPValue).toBeCloseTo(there.rankPValue, 12)
    expect(back.distance).toBeCloseTo(there.distance, 12)
  })
})
