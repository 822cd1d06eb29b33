// How sure a share of passing cells makes it.
import { describe, expect, it } from 'vitest'
import { confidenceOf } from './confidence.js'

describe('confidenceOf', () => {
  it('is not moved by a check that one of ten passes, when one of ten passes', () => {
    for (const of of [20, 100, 1000]) expect(confidenceOf({ passed: of / 10, of, chance: 0.1, isNamed: false })).toBeLessThan(0.01)
  })
  it('is sure when nearly all of many pass a check that one of ten passes', () => {
    expect(confidenceOf({ passed: 97, of: 100, chance: 0.1, isNamed: false })).toBeGreaterThan(0.99)
    expect(confidenceOf({ passed: 3, of: 3, chance: 0.1, isNamed: false })).toBeLessThan(0.6)
  })
  it('needs fewer cells where the name of the column says it', () => {
    expect(confidenceOf({ passed: 3, of: 3, chance: 0.1, isNamed: true })).toBeGreaterThan(0.95)
  })
  it('takes a small share of what nothing passes by chance', () => {
    expect(confidenceOf({ passed: 10, of: 100, chance: 1e-6, isNamed: false })).toBeGreaterThan(0.99)
  })
  it('rises with the cells that pass, and is 0 where none does', () => {
    const of = 50
    const along = Array.from({ length: of + 1 }, (_, passed) => confidenceOf({ passed, of, chance: 0.05, isNamed: true }))
    expect(along[0]).toBe(0)
    for (let k = 6; k < along.length; k++) expect(along[k]).toBeGreaterThanOrEqual(along[k - 1] - 1e-12)
  })
})
