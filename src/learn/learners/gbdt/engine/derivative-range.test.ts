// Labels and weights of any size that single precision can learn from give a model; others are refused, with the way out.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { trainGbdt } from '../library/index.js'
import type { GbdtData, GbdtObjective } from '../library/index.js'

const random = createRandom(1)
const columns = [0, 1].map(() => Float64Array.from({ length: 400 }, () => random.next()))
const plain = columns[0].map((x, row) => 0.5 + x + 2 * columns[1][row] ** 2)

async function fit(objective: GbdtObjective, more: Partial<GbdtData>, given: object = {}): Promise<Float64Array> {
  const model = await trainGbdt({ columns, labels: plain, ...more }, { objective, rounds: 20, ...given })
  return model.predict(columns)
}

/** The share of the variance that is explained, whatever the unit. */
function shareExplained(predictions: Float64Array, unit: number): number {
  const mean = plain.reduce((sum, label) => sum + label, 0) / plain.length
  const sumOf = (errorOf: (row: number) => number): number => plain.reduce((sum, _, row) => sum + errorOf(row) ** 2, 0)
  return 1 - sumOf((row) => predictions[row] / unit - plain[row]) / sumOf((row) => mean - plain[row])
}
const scaled = (unit: number): Partial<GbdtData> => ({ labels: plain.map((label) => label * unit) })
const weighing = (unit: number): Partial<GbdtData> => ({ weights: plain.map((_, row) => unit * (1 + (row % 3))) })

describe('labels', () => {
  it.each([
    ['l2', [1e-40, 1e-30, 1e-20, 1, 1e20, 1e30, 1e37]],
    ['l1', [1e-300, 1e-30, 1, 1e30, 1e300]],
    ['huber', [1e-40, 1e-30, 1]],
    ['fair', [1e-40, 1e-30, 1]],
    ['mape', [1e-300, 1e-30, 1, 1e30, 1e37]],
    ['poisson', [1, 1e20, 1e36]],
    ['gamma', [1e-300, 1e-20, 1, 1e30, 1e300]],
    ['tweedie', [1, 1e30, 1e60]],
  ] as const)('%s learns from those of %j', async (objective, units) => {
    for (const unit of units) expect([unit, shareExplained(await fit(objective, scaled(unit)), unit) > 0.7]).toEqual([unit, true])
  })

  it.each([
    ['l2', [1e-300, 1e-50, 1e39, 1e300, 1e307]],
    ['huber', [1e-300, 1e-50, 1e39, 1e300]],
    ['fair', [1e-300, 1e-50, 1e39, 1e300]],
    ['mape', [1e50, 1e300]],
    ['poisson', [1e-300, 1e-50, 1e39, 1e300]],
    ['tweedie', [1e-300, 1e100, 1e300]],
  ] as const)('%s refuses those of %j', async (objective, units) => {
    for (const unit of units) {
      const greatest = Math.max(...plain) * unit
      await expect(fit(objective, scaled(unit))).rejects.toMatchObject({
        code: 'TARGET_UNSUITABLE',
        message: expect.stringContaining(`The label farthest from 0 is ${greatest}, `) as string,
        hint: `Divide all labels by 1e${Math.log10(unit).toFixed(0)}, and multiply what is predicted by it.`,
      })
    }
  })

  it.each(['poisson', 'tweedie'] as const)(
    '%s predicts the mean of small ones, whose hessians are less than minHessian',
    async (objective) => {
      const predictions = await fit(objective, scaled(1e-20))
      const mean = plain.reduce((sum, label) => sum + label, 0) / plain.length
      expect(predictions.every((value) => Math.abs(value / (mean * 1e-20) - 1) < 1e-9)).toBe(true)
      expect(shareExplained(await fit(objective, scaled(1e-20), { minHessian: 0 }), 1e-20)).toBeGreaterThan(0.7)
    },
  )

  it('one that is far from all others is refused too, and named', async () => {
    const labels = plain.with(7, -1e40)
    await expect(fit('l2', { labels })).rejects.toMatchObject({ code: 'TARGET_UNSUITABLE', details: { label: -1e40 } })
  })

  it('that are all the same give a constant, of any size', async () => {
    expect((await fit('l2', { labels: plain.map(() => 1e200) }))[0]).toBeCloseTo(1e200, -190)
  })

  it('that are met by the scores given leave nothing to learn, of any size', async () => {
    const labels = plain.map(() => 1e200)
    labels[0] = 1e200 + 1e190
    const predictions = await fit('l1', { labels, initialScores: labels })
    expect(predictions.every((value) => value === 0)).toBe(true)
  })
})

describe('weights', () => {
  it.each(['l2', 'l1', 'huber', 'fair', 'mape', 'quantile', 'poisson', 'gamma', 'tweedie'] as const)('%s', async (objective) => {
    for (const unit of [1e-40, 1e-30, 1, 1e30, 1e37]) {
      const least = objective === 'quantile' ? 0.2 : 0.7
      expect(shareExplained(await fit(objective, weighing(unit), { minHessian: 0 }), 1)).toBeGreaterThan(least)
    }
    for (const unit of [1e-300, 1e-50, 1e39, 1e300, 1e307]) {
      await expect(fit(objective, weighing(unit))).rejects.toMatchObject({
        code: 'CELL_INVALID',
        message: expect.stringContaining(`The greatest weight is ${3 * unit}, `) as string,
        hint: expect.stringContaining(`Divide all weights by 1e${Math.log10(unit).toFixed(0)}: `) as string,
      })
    }
  })

  it('some that are small beside others are nothing odd', async () => {
    const weights = plain.map((_, row) => (row % 2 === 0 ? 1 : 1e-300))
    expect(shareExplained(await fit('l2', { weights }), 1)).toBeGreaterThan(0.7)
  })
})
