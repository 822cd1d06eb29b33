// The corrected estimate against simulations whose truth is known.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Random } from '../../base/core/index.js'
import { metrics } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { estimateChoice } from './index.js'
import type { ChoiceInput } from './index.js'

type Problem = Pick<ChoiceInput, 'task' | 'classCount' | 'target' | 'candidates'>

/** Candidates that know nothing: the truth is 0.5. */
function guesses(random: Random, rowCount: number, count: number): Problem {
  const target = Float64Array.from({ length: rowCount }, () => Number(random.next() < 0.4))
  return { task: 'binary', classCount: 2, target, candidates: named(count, () => target.map(() => random.next())) }
}

/** Candidates whose errors have these deviations, half of the variance shared: the truth is the deviation. */
function regressions(random: Random, rowCount: number, deviations: readonly number[]): Problem {
  const target = Float64Array.from({ length: rowCount }, () => 3 * random.normal())
  const shared = target.map(() => random.normal())
  const candidates = named(deviations.length, (k) =>
    target.map((value, row) => value + deviations[k] * Math.SQRT1_2 * (shared[row] + random.normal())),
  )
  return { task: 'regression', classCount: 0, target, candidates }
}

function named(count: number, predictionsOf: (k: number) => Float64Array): ChoiceInput['candidates'] {
  return Array.from({ length: count }, (_, k) => ({ name: String(k), predictions: [predictionsOf(k)] }))
}

function simulate(id: MetricId, problemOf: (random: Random) => Problem, truthOf: (winner: number) => number, runs = 120) {
  let plainError = 0
  let covered = 0
  let z = 0
  let zSquares = 0
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run)
    const estimate = estimateChoice({ ...problemOf(random), metric: metrics[id], random: random.fork('estimate'), bootstraps: 200 })
    const truth = truthOf(Number(estimate.winner))
    const one = (estimate.value - truth) / estimate.standardError
    plainError += (estimate.uncorrected - truth) / estimate.standardError / runs
    z += one / runs
    zSquares += one ** 2 / runs
    if (estimate.low <= truth && truth <= estimate.high) covered++
  }
  return { plainError, z, deviation: Math.sqrt(zSquares - z ** 2), coverage: covered / runs }
}

describe('the estimate of a chosen candidate, in standard errors from the truth', () => {
  it('ten guesses: the plain value flatters by more than one, the corrected one by less than 0.25; the interval covers 90 to 100 %', () => {
    const result = simulate(
      'rocAuc',
      (random) => guesses(random, 100, 10),
      () => 0.5,
    )
    expect(result.plainError).toBeGreaterThan(1)
    expect(Math.abs(result.z)).toBeLessThan(0.25)
    expect(result.coverage).toBeGreaterThanOrEqual(0.9)
  })

  it('six equal regressions: neither optimistic nor pessimistic by more than 0.3; the interval covers 89 to 99 %', () => {
    const result = simulate(
      'rmse',
      (random) => regressions(random, 80, [2, 2, 2, 2, 2, 2]),
      () => 2,
    )
    expect(result.plainError).toBeLessThan(-0.8)
    expect(Math.abs(result.z)).toBeLessThan(0.3)
    expect(result.coverage).toBeGreaterThanOrEqual(0.89)
    expect(result.coverage).toBeLessThanOrEqual(0.99)
  })

  it('candidates of different skill: the same, for the one that was chosen', () => {
    const deviations = [2, 2.1, 2.2, 2.5, 3]
    const result = simulate(
      'rmse',
      (random) => regressions(random, 150, deviations),
      (winner) => deviations[winner],
    )
    expect(Math.abs(result.z)).toBeLessThan(0.3)
    expect(result.deviation).toBeGreaterThan(0.75)
    expect(result.deviation).toBeLessThan(1.3)
  })
})

describe('estimateChoice', () => {
  const clear = regressions(createRandom('clear'), 200, [1, 3, 4])

  it('takes nothing from a winner that always wins, or that stands alone', () => {
    const input = { ...clear, metric: metrics.rmse, random: createRandom(0) }
    const many = estimateChoice(input)
    expect(many.winner).toBe('0')
    expect(many.value).toBeCloseTo(many.uncorrected, 12)
    const alone = estimateChoice({ ...input, candidates: clear.candidates.slice(0, 1) })
    expect(alone).toEqual(many)
    expect(alone.value).toBe(metrics.rmse.compute({ ...clear, predictions: clear.candidates[0].predictions[0] }))
  })

  it('knows the standard error of a share within 10 %', () => {
    const target = Float64Array.from({ length: 500 }, (_, row) => row % 2)
    const predictions = target.map((value, row) => (row % 5 === 0 ? 1 - value : value))
    const estimate = estimateChoice({
      task: 'binary',
      classCount: 2,
      target,
      metric: metrics.accuracy,
      candidates: [{ name: 'a', predictions: [predictions] }],
      random: createRandom(1),
    })
    expect(estimate.value).toBe(0.8)
    expect(Math.abs(estimate.standardError / Math.sqrt((0.8 * 0.2) / 500) - 1)).toBeLessThan(0.1)
    expect(estimate.low).toBeGreaterThan(0.75)
    expect(estimate.high).toBeLessThan(0.85)
  })

  it('is the same for the same seed, and does not depend on the order of the candidates', () => {
    const problem = regressions(createRandom('close'), 100, [2, 2, 2.1])
    const input = { ...problem, metric: metrics.rmse, random: createRandom(4) }
    const first = estimateChoice(input)
    expect(estimateChoice({ ...input, random: createRandom(4) })).toEqual(first)
    const reversed = estimateChoice({ ...input, candidates: problem.candidates.toReversed() })
    expect(reversed.winner).toBe(first.winner)
    expect(reversed.value).toBeCloseTo(first.value, 12)
    expect(first.value).toBeGreaterThan(first.uncorrected)
  })

  it('draws whole groups: four copies of a row are one row', () => {
    const problem = regressions(createRandom('groups'), 100, [2])
    const copy = (values: Float64Array): Float64Array => Float64Array.from({ length: 400 }, (_, row) => values[Math.floor(row / 4)])
    const candidates = named(1, () => copy(problem.candidates[0].predictions[0]))
    const copied: Problem = { ...problem, target: copy(problem.target), candidates }
    const groups = Int32Array.from({ length: 400 }, (_, row) => 7 + Math.floor(row / 4))
    const errorOf = (input: Problem & { groups?: Int32Array }): number =>
      estimateChoice({ ...input, metric: metrics.rmse, random: createRandom(5), bootstraps: 1000 }).standardError
    const single = errorOf(problem)
    expect(Math.abs(errorOf({ ...copied, groups }) / single - 1)).toBeLessThan(0.1)
    expect(Math.abs(errorOf(copied) / single - 0.5)).toBeLessThan(0.1)
  })

  it('takes the mean over repeats', () => {
    const [a, b] = regressions(createRandom('repeats'), 100, [2, 3]).candidates.map((each) => each.predictions[0])
    const { target } = regressions(createRandom('repeats'), 100, [2, 3])
    const rows = { task: 'regression', classCount: 0, target } as const
    const candidates = [{ name: 'x', predictions: [a, b] }]
    const estimate = estimateChoice({ ...rows, metric: metrics.rmse, candidates, random: createRandom(6) })
    const expected = (metrics.rmse.compute({ ...rows, predictions: a }) + metrics.rmse.compute({ ...rows, predictions: b })) / 2
    expect(estimate.value).toBeCloseTo(expected, 12)
  })

  it('does not call thirty right answers perfection', () => {
    const target = Float64Array.from({ length: 30 }, (_, row) => row % 2)
    const candidates = [{ name: 'a', predictions: [target] }]
    for (const id of ['accuracy', 'rocAuc', 'mcc'] as const) {
      const estimate = estimateChoice({ task: 'binary', classCount: 2, target, metric: metrics[id], candidates, random: createRandom(7) })
      expect(estimate.value, id).toBe(1)
      expect(estimate.high, id).toBe(1)
      expect(estimate.standardError, id).toBeGreaterThan(0.02)
      expect(estimate.low, id).toBeLessThan(0.95)
    }
  })

  it('counts models that differ from fold to fold, and nothing where folds differ as their rows do', () => {
    const random = createRandom('folds')
    const target = Float64Array.from({ length: 500 }, () => random.normal())
    const folds = [target.map((_, row) => row % 5)].map((list) => Int32Array.from(list))
    const noise = target.map(() => random.normal())
    const errorOf = (shifts: readonly number[], known: boolean): number => {
      const predictions = target.map((value, row) => value + noise[row] * shifts[row % 5])
      const input = { task: 'regression', classCount: 0, target, candidates: [{ name: 'a', predictions: [predictions] }] } as const
      return estimateChoice({ ...input, metric: metrics.rmse, folds: known ? folds : undefined, random: createRandom(8) }).standardError
    }
    const stable = [1, 1, 1, 1, 1]
    expect(errorOf(stable, true)).toBeLessThan(1.35 * errorOf(stable, false))
    const unstable = [0.5, 0.8, 1, 1.2, 1.5]
    expect(errorOf(unstable, true)).toBeGreaterThan(3 * errorOf(unstable, false))
  })

  it('stays inside the metric’s range, and says NaN where the metric is undefined', () => {
    const target = Float64Array.of(0, 1, 0, 1, 1, 0)
    const input = { task: 'binary', classCount: 2, target, metric: metrics.rocAuc, random: createRandom(9) } as const
    const predictions = [Float64Array.of(0.1, 0.9, 0.2, 0.8, 0.15, 0.3)]
    const estimate = estimateChoice({ ...input, candidates: [{ name: 'a', predictions }] })
    expect(estimate.low).toBeGreaterThanOrEqual(0)
    expect(estimate.high).toBeLessThanOrEqual(1)
    const undefinedOne = estimateChoice({ ...input, target: new Float64Array(6), candidates: [{ name: 'a', predictions }] })
    expect(undefinedOne).toEqual({ winner: 'a', value: NaN, low: NaN, high: NaN, standardError: NaN, uncorrected: NaN })
  })

  it('stops when the checkpoint throws', () => {
    const stop = new Error('stop')
    const input = {
      ...clear,
      metric: metrics.rmse,
      random: createRandom(0),
      checkpoint: () => {
        throw stop
      },
    }
    expect(() => estimateChoice(input)).toThrow(stop)
  })
})
