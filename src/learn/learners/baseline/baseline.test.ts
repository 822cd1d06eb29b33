import { expect, test } from 'vitest'
import { createRandom } from '../../../base/core/index.js'
import { baseline } from './index.js'

const context = { random: createRandom(0), checkpoint: () => {} }
const mean = { constant: 'mean' } as const
const viewOf = (rowCount: number) => ({ rowCount, features: [] })

test('binary: the weighted share of the positive class', () => {
  const data = {
    view: viewOf(3),
    target: Float64Array.of(0, 1, 1),
    weights: Float64Array.of(2, 1, 1),
    task: 'binary',
    classCount: 2,
  } as const
  expect([...baseline.fit(data, mean, context).predict(viewOf(2))]).toEqual([0.5, 0.5])
})

test('multiclass: a class without a row gets 0', () => {
  const data = { view: viewOf(4), target: Float64Array.of(0, 2, 2, 2), task: 'multiclass', classCount: 3 } as const
  expect([...baseline.fit(data, mean, context).predict(viewOf(1))]).toEqual([0.25, 0, 0.75])
})

test('regression: the weighted mean, at any scale', () => {
  const data = { view: viewOf(2), target: Float64Array.of(1.7e308, 1.7e308), task: 'regression', classCount: 0 } as const
  expect([...baseline.fit(data, mean, context).predict(viewOf(1))]).toEqual([1.7e308])
  const weighted = { ...data, target: Float64Array.of(1, 4), weights: Float64Array.of(1, 2) }
  expect([...baseline.fit(weighted, mean, context).predict(viewOf(1))]).toEqual([3])
})

test('regression: the weighted median, where absolute errors count', () => {
  const data = { view: viewOf(4), target: Float64Array.of(9, 1, 2, 100), task: 'regression', classCount: 0 } as const
  const guess = (weights?: Float64Array) =>
    baseline.fit(weights === undefined ? data : { ...data, weights }, { constant: 'median' }, context).predict(viewOf(1))[0]
  expect(guess()).toBe(5.5)
  // As often as they stand: 1, 1, 1, 2, 9.
  expect(guess(Float64Array.of(1, 3, 1, 0))).toBe(1)
  expect(guess(Float64Array.of(1, 1, 2, 0))).toBe(2)
})
