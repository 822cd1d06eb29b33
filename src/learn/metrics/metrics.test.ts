// Every metric against scikit-learn, and the laws that hold for all of them.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { defaultMetricOf, metricOf, metrics, metricsFor, scoreOf } from './index.js'
import type { MetricId, Scored } from './index.js'

interface Golden {
  readonly cases: readonly {
    readonly name: string
    readonly task: Task
    readonly classCount: number
    readonly target: readonly number[]
    readonly predictions: readonly number[]
    readonly weights?: readonly number[]
    readonly expected: Readonly<Record<string, number | null>>
  }[]
}

const golden = JSON.parse(readFileSync(new URL('../../../test/golden/metrics.json', import.meta.url), 'utf8')) as Golden

function scoredOf(each: Golden['cases'][number]): Scored {
  const { task, classCount, target, predictions, weights } = each
  return {
    task,
    classCount,
    target: Float64Array.from(target),
    predictions: Float64Array.from(predictions),
    ...(weights === undefined ? {} : { weights: Float64Array.from(weights) }),
  }
}

describe('metrics equal scikit-learn within 1e-9', () => {
  it.each(golden.cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const scored = scoredOf(each)
    const ids = metricsFor(each.task).map((metric) => metric.id)
    expect([...ids].sort()).toEqual(Object.keys(each.expected).sort())
    for (const id of ids) {
      const value = metrics[id].compute(scored)
      const expected = each.expected[id]
      if (expected === null || expected === undefined) expect(value, id).toBeNaN()
      else expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected)), `${id}: ${value}, expected ${expected}`).toBeLessThan(1e-9)
    }
  })
})

/** Random rows with ties; every class occurs among the first ones. */
const rows = fc
  .record({ task: fc.constantFrom<Task>('binary', 'multiclass', 'regression'), seed: fc.nat(), rowCount: fc.integer({ min: 8, max: 60 }) })
  .map(({ task, seed, rowCount }): Scored => {
    const random = createRandom(seed)
    const classCount = task === 'binary' ? 2 : task === 'multiclass' ? 4 : 0
    const target = Float64Array.from({ length: rowCount }, (_, i) =>
      task === 'regression' ? Math.round(random.normal() * 4) / 4 + 3 : i < classCount ? i : random.integer(classCount),
    )
    const width = task === 'multiclass' ? classCount : 1
    const predictions = Float64Array.from({ length: rowCount * width }, () => (random.integer(9) + 1) / 10)
    return { task, classCount, target, predictions }
  })

describe('laws of all metrics', () => {
  it('a weight of 2 is a row that stands twice, a weight of 0 is none, within 1e-9', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (scored, seed) => {
        const random = createRandom(seed)
        const weights = Float64Array.from(scored.target, (_, i) => (i < 4 ? 1 : random.integer(3)))
        const repeated = Array.from(weights).flatMap((weight, i) => Array<number>(weight).fill(i))
        const copy = takeRows(scored, repeated)
        for (const { id, compute } of metricsFor(scored.task)) {
          const expected = compute(copy)
          expect(compute({ ...scored, weights }), id).toSatisfy((value: number) => nearlyEqual(value, expected))
          expect(metrics[id].prepare(scored)(weights), id).toSatisfy((value: number) => nearlyEqual(value, expected))
        }
      }),
      { numRuns: 150, seed: 1 },
    )
  })

  it('prepared weights multiply with the rows’ own, and one preparation serves many weights', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (scored, seed) => {
        const random = createRandom(seed)
        const own = Float64Array.from(scored.target, () => random.next() + 0.1)
        for (const { id, compute, prepare } of metricsFor(scored.task)) {
          const prepared = prepare({ ...scored, weights: own })
          for (let run = 0; run < 3; run++) {
            const drawn = Float64Array.from(scored.target, (_, i) => (i < 4 ? 1 : random.integer(3)))
            const expected = compute({ ...scored, weights: own.map((weight, i) => weight * drawn[i]) })
            expect(prepared(drawn), id).toSatisfy((value: number) => nearlyEqual(value, expected))
          }
        }
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('the order of the rows does not matter, and values stay in the range', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (scored, seed) => {
        const order = createRandom(seed).shuffle(Array.from(scored.target, (_, i) => i))
        const shuffled = takeRows(scored, order)
        for (const { id, compute, range } of metricsFor(scored.task)) {
          const value = compute(scored)
          expect(compute(shuffled), id).toSatisfy((other: number) => nearlyEqual(other, value))
          expect(value, id).toBeGreaterThanOrEqual(range[0] - 1e-12)
          expect(value, id).toBeLessThanOrEqual(range[1] + 1e-12)
        }
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('perfect predictions give the best value of the range', () => {
    const target = Float64Array.from([0, 1, 2, 3, 0, 1, 2, 3])
    const certain = Float64Array.from({ length: 32 }, (_, i) => (target[Math.floor(i / 4)] === i % 4 ? 1 : 0))
    for (const metric of metricsFor('multiclass')) {
      const value = metric.compute({ task: 'multiclass', classCount: 4, target, predictions: certain })
      expect(value, metric.id).toBeCloseTo(metric.range[metric.direction === 'maximize' ? 1 : 0], 12)
    }
    for (const metric of metricsFor('regression')) {
      const value = metric.compute({ task: 'regression', classCount: 0, target, predictions: target })
      expect(value, metric.id).toBe(metric.direction === 'maximize' ? 1 : 0)
    }
  })

  it('a prediction that is no number, or no row at all, gives NaN', () => {
    for (const metric of Object.values(metrics)) {
      const task = metric.tasks[0]
      const classCount = { binary: 2, multiclass: 3, regression: 0 }[task]
      const width = task === 'multiclass' ? 3 : 1
      const target = Float64Array.of(0, 1, 1)
      const predictions = new Float64Array(3 * width).fill(0.3)
      predictions[0] = NaN
      expect(metric.compute({ task, classCount, target, predictions }), metric.id).toBeNaN()
      const none = new Float64Array(0)
      expect(metric.compute({ task, classCount, target: none, predictions: none }), metric.id).toBeNaN()
    }
  })
})

describe('the registry', () => {
  it('lists every metric under its id, and the default first', () => {
    for (const [id, metric] of Object.entries(metrics)) expect(metric.id).toBe(id)
    expect(Object.keys(metrics)).toHaveLength(23)
    expect(metricsFor('binary')[0]?.id).toBe('rocAuc')
    expect(defaultMetricOf('multiclass').id).toBe('logLoss')
    expect(metricsFor('regression').map((metric) => metric.id)).toEqual([
      'rmse',
      'mae',
      'mape',
      'medianAbsoluteError',
      'rmsle',
      'r2',
      'pinball',
    ] satisfies MetricId[])
  })

  it('suggests the nearest id and refuses metrics of other tasks', () => {
    const unknown = expect.objectContaining({ code: 'METRIC_UNKNOWN', message: expect.stringContaining("'rocAuc'") })
    expect(() => metricOf('roc_auc')).toThrowError(unknown)
    expect(() => metricOf('toString')).toThrowError(expect.objectContaining({ code: 'METRIC_UNKNOWN' }))
    expect(() => metricOf('rmse', 'binary')).toThrowError(expect.objectContaining({ code: 'METRIC_NOT_APPLICABLE' }))
    expect(metricOf('logLoss', 'multiclass')).toBe(metrics.logLoss)
  })

  it.each<[string, MetricId]>([
    ['auc', 'rocAuc'],
    ['AUC', 'rocAuc'],
    ['roc', 'rocAuc'],
    ['roc_auc', 'rocAuc'],
    ['ROC AUC', 'rocAuc'],
    ['logloss', 'logLoss'],
    ['log_loss', 'logLoss'],
    ['binary_logloss', 'logLoss'],
    ['multi_logloss', 'logLoss'],
    ['crossEntropy', 'logLoss'],
    ['cross-entropy', 'logLoss'],
    ['ap', 'averagePrecision'],
    ['prAuc', 'averagePrecision'],
    ['average_precision', 'averagePrecision'],
    ['acc', 'accuracy'],
    ['mse', 'rmse'],
    ['r²', 'r2'],
    ['R^2', 'r2'],
    ['accurracy', 'accuracy'],
  ])('%s is told to be %s', (name, id) => {
    expect(() => metricOf(name)).toThrowError(
      expect.objectContaining({ code: 'METRIC_UNKNOWN', message: `There is no metric '${name}'. Did you mean '${id}'?` }),
    )
  })

  it('suggests and lists only metrics of the task', () => {
    const refused = expect.objectContaining({
      code: 'METRIC_UNKNOWN',
      message: "There is no metric 'auc'.",
      hint: expect.not.stringContaining('mcc'),
    })
    expect(() => metricOf('auc', 'regression')).toThrowError(refused)
    expect(() => metricOf('auc', 'binary')).toThrowError("Did you mean 'rocAuc'?")
  })

  it('scores are better when higher', () => {
    expect(scoreOf(metrics.rmse, 2)).toBe(-2)
    expect(scoreOf(metrics.r2, 0.5)).toBe(0.5)
  })
})

function takeRows(scored: Scored, order: readonly number[]): Scored {
  const width = scored.predictions.length / scored.target.length
  return {
    ...scored,
    target: Float64Array.from(order, (row) => scored.target[row]),
    predictions: Float64Array.from(order.flatMap((row) => Array.from(scored.predictions.subarray(row * width, (row + 1) * width)))),
  }
}

function nearlyEqual(value: number, expected: number): boolean {
  return Object.is(value, expected) || Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
}
