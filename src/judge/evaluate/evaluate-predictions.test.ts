// What an evaluation holds, by hand on small tables and by its laws on larger ones.
import { worstMistakes } from './mistakes.js'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { metrics, metricsFor } from '../../learn/metrics/index.js'
import { evaluatePredictions } from './index.js'

function binaryRows(rowCount: number, seed = 1) {
  const random = createRandom(seed)
  const target = Float64Array.from({ length: rowCount }, () => Number(random.next() < 0.3))
  const predictions = [target.map((value) => 1 / (1 + Math.exp(-(2 * value - 1.5 + 1.2 * random.normal()))))]
  return { task: 'binary', classes: ['no', 'yes'], positive: 'yes', target, predictions, random: createRandom(0) } as const
}

function multiclassRows(rowCount: number) {
  const random = createRandom(2)
  const target = Float64Array.from({ length: rowCount }, () => random.integer(3))
  const predictions = new Float64Array(3 * rowCount)
  for (let row = 0; row < rowCount; row++) {
    // Class 2 is told from class 0 only half of the time.
    const at = target[row] === 2 && row % 2 === 0 ? 0 : target[row]
    for (let k = 0; k < 3; k++) predictions[3 * row + k] = k === at ? 0.6 : 0.2
  }
  return { task: 'multiclass', classes: ['a', 'b', 'c'], target, predictions: [predictions], random: createRandom(0) } as const
}

function regressionRows(rowCount: number) {
  const random = createRandom(3)
  const target = Float64Array.from({ length: rowCount }, () => 10 * random.next())
  const predictions = [target.map((value) => value + (value > 8 ? 3 : 1) * random.normal())]
  return { task: 'regression', classes: [], target, predictions, random: createRandom(0) } as const
}

describe('evaluatePredictions', () => {
  it.each([binaryRows(400), multiclassRows(300), regressionRows(300)].map((rows) => [rows.task, rows] as const))(
    '%s: every metric inside its interval and range, plain JSON, the same for the same seed',
    (task, rows) => {
      const evaluation = evaluatePredictions(rows)
      const expected = metricsFor(task).filter((metric) => !(task === 'regression' && metric.id === 'rmsle'))
      expect(Object.keys(evaluation.metrics).sort()).toEqual(expected.map((metric) => metric.id).sort())
      for (const { id, range, compute } of expected) {
        const { value, low, high } = evaluation.metrics[id]!
        expect(value, id).toBe(compute({ ...rows, classCount: rows.classes.length, predictions: rows.predictions[0] }))
        expect(low, id).toBeLessThanOrEqual(value)
        expect(high, id).toBeGreaterThanOrEqual(value)
        expect(low, id).toBeGreaterThanOrEqual(range[0])
        expect(high, id).toBeLessThanOrEqual(range[1])
      }
      expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation)
      expect(evaluatePredictions({ ...rows, random: createRandom(0) })).toEqual(evaluation)
    },
  )

  it('counts, curves and calibration of two classes', () => {
    const rows = binaryRows(5000)
    const { confusion, roc, precisionRecall, calibration, rowCount } = evaluatePredictions({ ...rows, bootstraps: 50 })
    expect(rowCount).toBe(5000)
    expect(confusion!.flat().reduce((a, b) => a + b)).toBe(5000)
    expect(confusion![1][0] + confusion![1][1]).toBe(rows.target.reduce((a, b) => a + b))
    expect(roc!.falsePositiveRate).toHaveLength(200)
    expect([roc!.falsePositiveRate[0], roc!.truePositiveRate[0]]).toEqual([0, 0])
    expect([roc!.falsePositiveRate.at(-1), roc!.truePositiveRate.at(-1)]).toEqual([1, 1])
    let area = 0
    for (let i = 1; i < 200; i++) {
      const width = roc!.falsePositiveRate[i] - roc!.falsePositiveRate[i - 1]
      expect(width).toBeGreaterThanOrEqual(0)
      area += (width * (roc!.truePositiveRate[i] + roc!.truePositiveRate[i - 1])) / 2
    }
    expect(area).toBeCloseTo(metrics.rocAuc.compute({ ...rows, classCount: 2, predictions: rows.predictions[0] }), 3)
    expect(precisionRecall!.recall.length).toBeLessThanOrEqual(200)
    expect(precisionRecall!.recall.at(-1)).toBe(1)
    expect(calibration).toHaveLength(10)
    expect(calibration!.map((bin) => bin.rowCount)).toEqual(Array<number>(10).fill(500))
    for (const [i, bin] of calibration!.entries()) {
      expect(bin.low).toBeLessThanOrEqual(bin.value)
      expect(bin.high).toBeGreaterThanOrEqual(bin.value)
      if (i > 0) expect(bin.predicted).toBeGreaterThan(calibration![i - 1].predicted)
    }
  })

  it('calibration by hand: equal probabilities stay in one bin, few rows make few bins', () => {
    const target = Float64Array.from({ length: 30 }, (_, row) => Number(row < 10 || row === 29))
    const predictions = [target.map((_, row) => (row < 14 ? 0.8 : 0.1))]
    const { calibration } = evaluatePredictions({ ...binaryRows(1), target, predictions })
    expect(calibration!.map(({ predicted, value, rowCount }) => [predicted.toFixed(6), value.toFixed(6), rowCount])).toEqual([
      ['0.100000', (1 / 16).toFixed(6), 16],
      ['0.800000', (10 / 14).toFixed(6), 14],
    ])
  })

  it('names the worst mistakes and the weakest class', () => {
    const target = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1)
    const predictions = [Float64Array.of(0.1, 0.2, 0.95, 0.3, 0.1, 0.1, 0.9, 0.4, 0.01, 0.8, 0.4)]
    const { mistakes, weakest } = evaluatePredictions({ ...binaryRows(1), target, predictions })
    expect(mistakes.map((mistake) => mistake.row)).toEqual([8, 2, 7, 10])
    expect(mistakes[0]).toEqual({ row: 8, actual: 'yes', predicted: 'no', confidence: 0.99 })
    expect(mistakes[1]).toEqual({ row: 2, actual: 'no', predicted: 'yes', confidence: 0.95 })
    expect(weakest).toEqual({ what: 'yes', value: 0.4, overall: 1 - 4 / 11, rowCount: 5 })
    const many = evaluatePredictions(multiclassRows(300))
    expect(many.mistakes).toHaveLength(10)
    expect(many.weakest!.what).toBe('c')
    expect(many.weakest!.value).toBeLessThan(many.weakest!.overall)
  })

  it('names the larger of two classes that are equally weak', () => {
    const target = Float64Array.from({ length: 16 }, (_, row) => Number(row >= 6))
    const predictions = [Float64Array.from(target, (one) => 1 - one)]
    expect(evaluatePredictions({ ...binaryRows(1), target, predictions }).weakest).toEqual({
      what: 'yes',
      value: 0,
      overall: 0,
      rowCount: 10,
    })
  })

  it('shows numbers: points, residuals, mistakes, the weakest fifth', () => {
    const rows = regressionRows(3000)
    const { points, residuals, mistakes, weakest, confusion } = evaluatePredictions({ ...rows, bootstraps: 50 })
    expect(confusion).toBeUndefined()
    expect(points).toHaveLength(1000)
    const pairs = new Map(Array.from(rows.target, (value, row) => [value, rows.predictions[0][row]]))
    for (const { actual, predicted } of points!) expect(pairs.get(actual)).toBe(predicted)
    expect(residuals).toHaveLength(30)
    const counted = residuals!.reduce((sum, bin) => sum + bin.count, 0)
    expect(counted).toBeGreaterThan(0.985 * 3000)
    expect(counted).toBeLessThanOrEqual(3000)
    for (let i = 1; i < 30; i++) expect(residuals![i].from).toBe(residuals![i - 1].to)
    const errors = mistakes.map(({ actual, predicted }) => Math.abs(Number(actual) - Number(predicted)))
    expect(errors).toEqual([...errors].sort((a, b) => b - a))
    expect(errors[0]).toBe(rows.target.reduce((most, value, row) => Math.max(most, Math.abs(value - rows.predictions[0][row])), 0))
    expect(weakest!.rowCount).toBe(600)
    expect(weakest!.what).toMatch(/^8(\.\d+)? to (9\.\d+|10)$|^7\.9\d* to (9\.\d+|10)$/)
    expect(weakest!.value).toBeGreaterThan(2 * 0.79)
  })

  it('takes what the caller knows better, and leaves out rows without weight', () => {
    const rows = binaryRows(200)
    const fixed = { rocAuc: { value: 0.5, low: 0.4, high: 0.6 } }
    const weights = rows.target.map((_, row) => Number(row < 150))
    const evaluation = evaluatePredictions({ ...rows, fixed, weights })
    expect(evaluation.metrics.rocAuc).toEqual(fixed.rocAuc)
    expect(evaluation.confusion!.flat().reduce((a, b) => a + b)).toBe(150)
    for (const { row } of evaluation.mistakes) expect(row).toBeLessThan(150)
    expect(evaluation.calibration!.reduce((sum, bin) => sum + bin.rowCount, 0)).toBe(150)
  })

  it('one class alone has no ranking, but is still counted', () => {
    const predictions = [new Float64Array(20).fill(0.2)]
    const evaluation = evaluatePredictions({ ...binaryRows(1), target: new Float64Array(20), predictions })
    expect(evaluation.metrics.rocAuc).toBeUndefined()
    expect(evaluation.roc).toBeUndefined()
    expect(evaluation.precisionRecall).toBeUndefined()
    expect(evaluation.weakest).toBeUndefined()
    expect(evaluation.metrics.accuracy!.value).toBe(1)
    expect(evaluation.mistakes).toEqual([])
  })

  it('a single row is enough', () => {
    const evaluation = evaluatePredictions({ ...regressionRows(1), target: Float64Array.of(2), predictions: [Float64Array.of(3)] })
    expect(evaluation.metrics.mae).toEqual({ value: 1, low: 1, high: 1 })
    expect(evaluation.residuals).toEqual([{ from: -1, to: -1, count: 1 }])
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation)
  })
})

it('lists the surest wrong answer first, as the probabilities beside it say', () => {
  const predictions = Float64Array.of(0.5, 0.49, 0.01, 0.3, 0.1, 0.6, 0.7, 0.2, 0.1)
  const scored = { task: 'multiclass', classCount: 3, target: Float64Array.of(2, 0, 1), predictions } as const
  const sure = worstMistakes(scored, ['a', 'b', 'c']).map(({ row, confidence }) => [row, confidence])
  expect(sure).toEqual([
    [2, 0.7],
    [1, 0.6],
    [0, 0.5],
  ])
})
