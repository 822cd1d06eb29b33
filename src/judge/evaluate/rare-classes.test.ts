// Classes of a few rows, whose luck no resample shows.
import { describe, expect, it, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Random } from '../../base/core/index.js'
import { metrics } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { estimateChoice, evaluatePredictions } from './index.js'
import { rareClassVariance } from './rare-classes.js'

const rowCount = 150

/** `rare` rows of class 1 among many of class 0; each is told with the chance `hit`, the others in 95 of 100 cases. */
function rows(random: Random, rare: number, hit: number) {
  const target = Float64Array.from({ length: rowCount }, (_, row) => Number(row < rare))
  const predictions = target.map((value) => {
    const isRight = random.next() < (value === 1 ? hit : 0.95)
    return (value === 1) === isRight ? 0.6 + 0.3 * random.next() : 0.1 + 0.3 * random.next()
  })
  return { task: 'binary', classCount: 2, target, predictions } as const
}

describe('intervals with a class of so many rows cover the truth in 90 of 100 tables or more', () => {
  it.each([
    [1, 'balancedAccuracy'],
    [2, 'balancedAccuracy'],
    [2, 'recall'],
    [4, 'balancedAccuracy'],
  ] as const)('%i rows, %s', (rare, id: MetricId) => {
    const hit = 0.7
    const truth = id === 'recall' ? hit : (hit + 0.95) / 2
    let covered = 0
    const runs = 150
    for (let run = 0; run < runs; run++) {
      const { predictions, target } = rows(createRandom(run), rare, hit)
      const input = { task: 'binary', classes: ['no', 'yes'], target, predictions: [predictions], random: createRandom(run) } as const
      const { low, high } = evaluatePredictions({ ...input, bootstraps: 60 }).metrics[id]!
      expect(high - low).toBeGreaterThan(0.1)
      if (low <= truth && truth <= high) covered++
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.9)
  })
})

test('the chosen one is not surer than the others', () => {
  const { predictions, ...scored } = rows(createRandom(3), 2, 1)
  const candidates = [{ name: 'a', predictions: [predictions] }]
  for (const id of ['rocAuc', 'balancedAccuracy'] as const) {
    const { low, standardError } = estimateChoice({ ...scored, metric: metrics[id], candidates, random: createRandom(1) })
    expect(standardError, id).toBeGreaterThan(0.15)
    expect(low, id).toBeLessThan(0.7)
  }
})

test('nothing is added where no class is rare, nor for what rows without weight would change', () => {
  const common = rows(createRandom(1), 40, 0.8)
  expect(rareClassVariance(metrics.rocAuc, common, 0.9)).toBe(0)
  const scored = rows(createRandom(1), 3, 0.8)
  const weights = scored.target.map((value) => 1 - value)
  expect(rareClassVariance(metrics.accuracy, { ...scored, weights }, 0.95)).toBe(0)
  expect(rareClassVariance(metrics.rmse, { ...scored, task: 'regression', classCount: 0 }, 1)).toBe(0)
})
