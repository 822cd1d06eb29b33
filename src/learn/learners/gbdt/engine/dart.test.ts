// Which rounds are dropped, and what they weigh afterwards.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { gbdtParameters } from '../parameters.js'
import { drawStep, weightsAfter } from './dart.js'

const draw = (weights: readonly number[], given: Readonly<Record<string, Json>>, seed: number) =>
  drawStep(weights, resolveParameters(gbdtParameters, { boosting: 'dart', skipDrop: 0, ...given }), createRandom(seed))
const seeds = Array.from({ length: 400 }, (_, seed) => seed)
const equal = Array.from({ length: 40 }, () => 1)

describe('dropping', () => {
  it('takes each round with the chance asked for, none with that of skipping', () => {
    const counts = seeds.map((seed) => draw(equal, { uniformDrop: true, dropRate: 0.25 }, seed).dropped.length)
    // 10 of 40 expected, over 400 draws: standard deviation 0.14.
    expect(counts.reduce((sum, count) => sum + count, 0) / seeds.length).toBeCloseTo(10, 0)
    const skipped = seeds.filter((seed) => draw(equal, { uniformDrop: true, dropRate: 1, skipDrop: 0.3 }, seed).dropped.length === 0)
    expect(skipped.length / seeds.length).toBeCloseTo(0.3, 1)
  })

  it('takes rounds of greater weight more often, unless uniform', () => {
    const weights = equal.map((_, round) => (round < 20 ? 3 : 1))
    const heavy = (given: Readonly<Record<string, Json>>): number => {
      const dropped = seeds.flatMap((seed) => draw(weights, { dropRate: 0.2, ...given }, seed).dropped)
      return dropped.filter((round) => round < 20).length / dropped.length
    }
    expect(heavy({})).toBeCloseTo(0.75, 1)
    expect(heavy({ uniformDrop: true })).toBeCloseTo(0.5, 1)
  })

  it('takes at most so many', () => {
    for (const seed of seeds)
      expect(draw(equal, { maxDrop: 3, dropRate: 1, uniformDrop: true }, seed).dropped.length).toBeLessThanOrEqual(3)
    expect(draw(equal, { maxDrop: 0, dropRate: 1, uniformDrop: true }, 1).dropped.length).toBe(40)
  })
})

describe('weights', () => {
  it('of three rounds of which two are dropped: the new one counts as one of three', () => {
    const step = draw([1, 1], { dropRate: 1, uniformDrop: true }, 1)
    expect(step).toEqual({ dropped: [0, 1], weight: 1 / 3, damping: 2 / 3 })
    const first = { dropped: [], weight: 1, damping: 1 }
    expect(weightsAfter([first, first, step])).toEqual([2 / 3, 2 / 3, 1 / 3])
  })

  it('as XGBoost has them: the learning rate over the learning rate and the dropped', () => {
    const step = draw([1], { dropRate: 1, uniformDrop: true, xgboostDart: true, learningRate: 0.25 }, 1)
    expect(step).toEqual({ dropped: [0], weight: 1 / 1.25, damping: 1 / 1.25 })
    expect(weightsAfter([{ dropped: [], weight: 1, damping: 1 }, step])).toEqual([0.8, 0.8])
  })
})
