// The public functions: values known by hand, scikit-learn's curves, and every kind of input that is refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import {
  accuracy,
  ascendingOrder,
  averagePrecision,
  balancedAccuracy,
  brier,
  confusionMatrix,
  ece,
  f1,
  logLoss,
  mae,
  mape,
  mcc,
  medianAbsoluteError,
  pinball,
  precision,
  precisionRecallCurve,
  quadraticKappa,
  r2,
  recall,
  rmse,
  rmsle,
  rocAuc,
  rocCurve,
  topKAccuracy,
} from './index.js'

const labels = [0, 0, 1, 1]
const scores = [0.1, 0.4, 0.35, 0.8]
const decided = [0, 1, 1, 1]

describe('public functions', () => {
  it('give the values that scikit-learn’s guide shows', () => {
    expect(rocAuc(labels, scores)).toBe(0.75)
    expect(averagePrecision(labels, scores)).toBeCloseTo(0.8333333333333333, 12)
    expect(rmse([3, -0.5, 2, 7], [2.5, 0, 2, 8])).toBeCloseTo(Math.sqrt(0.375), 12)
    expect(mae([3, -0.5, 2, 7], [2.5, 0, 2, 8])).toBe(0.5)
    expect(medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8])).toBe(0.5)
    expect(r2([3, -0.5, 2, 7], [2.5, 0, 2, 8])).toBeCloseTo(0.9486081370449679, 12)
    expect(mape([1, 10, 1e6], [0.9, 15, 1.2e6])).toBeCloseTo(0.26666666666666666, 12)
    expect(rmsle([3, 5, 2.5, 7], [2.5, 5, 4, 8])).toBeCloseTo(0.19932416558108, 12)
    expect(pinball([1, 2, 3], [0, 2, 3], { quantile: 0.1 })).toBeCloseTo(0.03333333333333333, 12)
    expect(pinball([1, 2, 3], [1, 2, 4], { quantile: 0.1 })).toBeCloseTo(0.3, 12)
    expect(mcc([1, 1, 1, 0], [1, 0, 1, 1])).toBeCloseTo(-1 / 3, 12)
    expect(logLoss([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65])).toBeCloseTo(0.21616187468057912, 12)
    expect(balancedAccuracy([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1])).toBe(0.625)
    expect(topKAccuracy([0, 1, 2, 2], [0.5, 0.2, 0.2, 0.3, 0.4, 0.2, 0.2, 0.4, 0.3, 0.7, 0.2, 0.1], { k: 2 })).toBe(0.75)
    expect(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(0.0375, 12)
    expect(ece([0, 1, 1, 1], [0.2, 0.8, 0.8, 0.8])).toBeCloseTo(0.2, 12)
  })

  it('average as asked', () => {
    const [actual, predicted] = [
      [0, 1, 2, 0, 1, 2],
      [0, 2, 1, 0, 0, 1],
    ]
    expect(precision(actual, predicted, { average: 'macro' })).toBeCloseTo(2 / 9, 12)
    expect(recall(actual, predicted, { average: 'weighted' })).toBeCloseTo(1 / 3, 12)
    expect(f1(actual, predicted, { average: 'micro' })).toBeCloseTo(1 / 3, 12)
    expect(f1(actual, predicted, { average: 'macro' })).toBeCloseTo(4 / 15, 12)
    expect(precision(actual, predicted, { positive: 0 })).toBeCloseTo(2 / 3, 12)
    expect(accuracy(actual, predicted, { weights: [1, 0, 0, 1, 0, 0] })).toBe(1)
    expect(confusionMatrix(actual, predicted, { classes: 4 })).toEqual([
      [2, 0, 0, 0],
      [1, 0, 1, 0],
      [0, 2, 0, 0],
      [0, 0, 0, 0],
    ])
  })

  it('draw the curves that scikit-learn draws', () => {
    const roc = rocCurve(labels, scores)
    expect([...roc.falsePositiveRate]).toEqual([0, 0, 0.5, 0.5, 1])
    expect([...roc.truePositiveRate]).toEqual([0, 0.5, 0.5, 1, 1])
    expect([...roc.thresholds]).toEqual([Infinity, 0.8, 0.4, 0.35, 0.1])
    const curve = precisionRecallCurve(labels, scores)
    expect([...curve.recall]).toEqual([0, 0.5, 0.5, 1, 1])
    expect([...curve.precision]).toEqual([1, 1, 0.5, 2 / 3, 0.5])
  })

  it('the area under the drawn curve is ROC AUC within 1e-9, with ties and weights', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const actual = Array.from({ length: 40 }, (_, i) => (i < 2 ? i : random.integer(2)))
        const given = actual.map(() => random.integer(12))
        const weights = actual.map((_, i) => (i < 2 ? 1 : random.integer(3)))
        const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(actual, given, { weights })
        let area = 0
        for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2
        expect(rocAuc(actual, given, { weights })).toBeCloseTo(area, 9)
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it('ROC AUC does not change under rising maps of the scores, and turns over with them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -20, max: 20 })), { minLength: 1, maxLength: 40 }), (pairs) => {
        const actual = [0, 1, ...pairs.map(([positive]) => Number(positive))]
        const given = [3, 3, ...pairs.map(([, score]) => score)]
        const value = rocAuc(actual, given)
        expect(
          rocAuc(
            actual,
            given.map((score) => Math.exp(score / 5) - 7),
          ),
        ).toBe(value)
        expect(
          rocAuc(
            actual,
            given.map((score) => score ** 3),
          ),
        ).toBe(value)
        expect(
          rocAuc(
            actual,
            given.map((score) => -score),
          ),
        ).toBeCloseTo(1 - value, 12)
      }),
      { seed: 5 },
    )
  })

  it('one class is refused where the metric needs two', () => {
    const oneClass = expect.objectContaining({ code: 'METRIC_ONE_CLASS', message: expect.stringContaining('class 1') })
    expect(() => rocAuc([1, 1], [0.1, 0.2])).toThrowError(oneClass)
    expect(() => rocCurve([1, 1], [0.1, 0.2])).toThrowError(oneClass)
    expect(() => quadraticKappa([1, 1], [1, 1])).toThrowError(oneClass)
    expect(() => averagePrecision([0, 0], [0.1, 0.2])).toThrowError(expect.objectContaining({ code: 'METRIC_ONE_CLASS' }))
    expect(() => rocAuc([0, 1], [0.1, 0.2], { weights: [1, 0] })).toThrowError(expect.objectContaining({ code: 'METRIC_ONE_CLASS' }))
    expect(averagePrecision([1, 1], [0.1, 0.2])).toBe(1)
  })

  it.each([
    ['no rows', () => rmse([], []), 'no rows'],
    ['other lengths', () => rmse([1, 2], [1]), '2 actual and 1 predicted'],
    ['labels and scores of other lengths', () => rocAuc([0, 1, 1], [0.1, 0.2]), '3 labels but 2 scores'],
    ['NaN', () => mae([1, NaN], [1, 2]), 'NaN in actual at 1'],
    ['an infinite prediction', () => mae([1, 2], [1, Infinity]), 'Infinity in predicted at 1'],
    ['a probability above 1', () => logLoss([0, 1], [0.2, 1.5]), '1.5 at 1'],
    ['a label of no class', () => logLoss([0, 2], [0.2, 0.5]), '2 in labels at 1'],
    ['a label that is no number', () => accuracy([0, 0.5], [0, 1]), '0.5 in labels at 1'],
    ['weights of another length', () => accuracy([0, 1], [0, 1], { weights: [1] }), '1 weights for 2 rows'],
    ['a negative weight', () => accuracy([0, 1], [0, 1], { weights: [1, -1] }), '-1 at 1'],
    ['no weight at all', () => accuracy([0, 1], [0, 1], { weights: [0, 0] }), 'only weights of 0'],
    ['logarithms below −1', () => rmsle([1, 2], [-1, 2]), '-1 at 0'],
    ['R² of one row', () => r2([1], [1]), '1 row'],
    ['a quantile outside [0, 1]', () => pinball([1], [1], { quantile: 2 }), 'quantile 2'],
    ['a curve of two scores a row', () => rocCurve([0, 1], [0.1, 0.2, 0.3, 0.4]), '2 scores per row'],
    ['top-k of one score a row', () => topKAccuracy([0, 1], [0.1, 0.2]), 'one per row and class'],
  ])('%s is refused', (_, call, message) => {
    expect(call).toThrowError(expect.objectContaining({ code: 'METRIC_INPUT_INVALID', message: expect.stringContaining(message) }))
  })

  it('decided labels beside scores', () => {
    expect(accuracy(labels, decided)).toBe(0.75)
    expect(f1(labels, decided)).toBeCloseTo(0.8, 12)
  })
})

describe('the order of numbers', () => {
  it('by digits equals by comparison, stable, −0 beside 0 and NaN last', () => {
    const random = createRandom(6)
    const special = [0, -0, NaN, Infinity, -Infinity, 1e-320, -1e-320, 5e300]
    const values = Float64Array.from(
      { length: 5000 },
      (_, i) => [special[random.integer(special.length)], random.normal() * 10 ** random.integer(20), random.integer(5) - 2][i % 3],
    )
    const expected = Array.from(values, (_, i) => i).sort((a, b) => {
      const [x, y] = [values[a], values[b]]
      return x < y ? -1 : x > y ? 1 : Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    })
    expect(Array.from(ascendingOrder(values))).toEqual(expected)
  })
})
