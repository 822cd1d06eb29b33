// Distributions, intervals and moments against SciPy, NumPy and statsmodels; what resampling keeps.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/index.js'
import {
  betaQuantile,
  clopperPearsonInterval,
  drawGroups,
  drawRows,
  mean,
  normalCdf,
  normalQuantile,
  quantile,
  tCdf,
  tQuantile,
  variance,
  wilsonInterval,
} from './index.js'

interface Golden {
  readonly normalCdf: readonly number[][]
  readonly normalQuantile: readonly number[][]
  readonly tCdf: readonly number[][]
  readonly tQuantile: readonly number[][]
  readonly betaQuantile: readonly number[][]
  readonly intervals: readonly number[][]
  readonly lists: readonly {
    readonly values: readonly number[]
    readonly weights: readonly number[]
    readonly mean: number
    readonly weightedMean: number
    readonly variance: number | null
    readonly weightedVariance: number
    readonly quantiles: readonly [number, number][]
  }[]
}

const golden = JSON.parse(readFileSync(new URL('../../../test/golden/stats.json', import.meta.url), 'utf8')) as Golden

function expectNear(value: number, expected: number, what: string): void {
  expect(Math.abs(value - expected) / Math.max(1e-3, Math.abs(expected)), `${what}: ${value}, expected ${expected}`).toBeLessThan(1e-9)
}

describe('distributions equal SciPy within 1e-9, in tails down to 1e-6', () => {
  const functions: Readonly<Record<string, (...values: number[]) => number>> = {
    normalCdf: (x) => normalCdf(x),
    normalQuantile: (p) => normalQuantile(p),
    tCdf: (x, v) => tCdf(x, v),
    tQuantile: (p, v) => tQuantile(p, v),
    betaQuantile: (p, a, b) => betaQuantile(p, a, b),
  }
  it.each(Object.entries(functions))('%s', (name, compute) => {
    for (const row of golden[name as 'tCdf']) {
      const given = row.slice(0, -1)
      expectNear(compute(...given), row.at(-1)!, `${name}(${given.join(', ')})`)
    }
  })

  it('intervals of a share', () => {
    for (const [successes, trials, confidence, ...bounds] of golden.intervals as [number, number, number, ...number[]][]) {
      const wilson = wilsonInterval(successes, trials, confidence)
      const exact = clopperPearsonInterval(successes, trials, confidence)
      const what = `${successes} of ${trials}`
      for (const [i, value] of [wilson.low, wilson.high, exact.low, exact.high].entries()) expectNear(value, bounds[i], what)
    }
  })
})

describe('moments equal NumPy and statsmodels within 1e-9', () => {
  it.each(golden.lists.map((list) => [list.values.length, list] as const))('%i values', (_, list) => {
    expectNear(mean(list.values), list.mean, 'mean')
    expectNear(mean(list.values, list.weights), list.weightedMean, 'weighted mean')
    if (list.variance === null) expect(variance(list.values)).toBeNaN()
    else expectNear(variance(list.values), list.variance, 'variance')
    expectNear(variance(list.values, list.weights), list.weightedVariance, 'weighted variance')
    for (const [p, expected] of list.quantiles) expectNear(quantile(list.values, p), expected, `quantile ${p}`)
  })

  it('a constant has no variance, nothing has no mean', () => {
    expect(variance([0.1, 0.1, 0.1])).toBe(0)
    expect(mean([0.1, 0.1, 0.1], [0.3, 1.7, 0.2])).toBe(0.1)
    expect(mean([])).toBeNaN()
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('resampling', () => {
  it('draws as many rows as there are, each equally likely', () => {
    const random = createRandom(1)
    const weights = new Float64Array(50)
    const sums = new Float64Array(50)
    for (let run = 0; run < 2000; run++) {
      drawRows(random, weights)
      expect(weights.reduce((a, b) => a + b)).toBe(50)
      for (let i = 0; i < 50; i++) sums[i] += weights[i]
    }
    // Five standard deviations of 100,000 draws over 50 rows.
    for (const sum of sums) expect(Math.abs(sum - 2000)).toBeLessThan(5 * Math.sqrt(2000 * 0.98))
  })

  it('keeps the rows of a group together, and repeats itself with the same seed', () => {
    const groups = Int32Array.of(0, 1, 1, 2, 0, 2, 2)
    const [first, second] = [new Float64Array(7), new Float64Array(7)]
    drawGroups(createRandom(3), groups, new Float64Array(3), first)
    drawGroups(createRandom(3), groups, new Float64Array(3), second)
    expect(first).toEqual(second)
    expect(first[0]).toBe(first[4])
    expect([first[3], first[5]]).toEqual([first[6], first[6]])
    expect(first[0] + first[1] + first[3]).toBe(3)
  })
})
