import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, resolveParameters } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import type { Feature } from '../../features/index.js'
import type { TrainingData } from '../learner.js'
import { linear } from './index.js'
import type { LinearState } from './model.js'
import { linearParameters } from './parameters.js'

const fit = (data: TrainingData, given: Readonly<Record<string, Json>> = {}, seed = 0) =>
  linear.fit(data, resolveParameters(linearParameters, given), { random: createRandom(seed), checkpoint: () => {} })
const stateOf = (data: TrainingData, given: Readonly<Record<string, Json>> = {}, seed = 0) =>
  fit(data, given, seed).toJSON() as unknown as LinearState

interface Shape {
  readonly task: Task
  readonly rowCount: number
  readonly columns: number
  readonly noise: number
  readonly seed: number
}

/** Half of the features dense, half sparse; the first three decide. */
function problemOf({ task, rowCount, columns, noise, seed }: Shape): TrainingData & { readonly weights: Float64Array } {
  const random = createRandom(seed)
  const draw = (value: () => number): Float64Array => Float64Array.from({ length: rowCount }, value)
  const features = Array.from({ length: columns }, (_, j): Feature => {
    const values = j % 2 === 0 ? draw(() => random.normal() + j) : draw(() => (random.next() < 0.2 ? 1 : 0))
    return { name: `x${j}`, column: `x${j}`, layout: 'dense', values }
  })
  const signal = draw(() => noise * random.normal())
  features
    .slice(0, 3)
    .forEach((feature, j) => feature.layout === 'dense' && feature.values.forEach((value, row) => (signal[row] += (value - j) * (2 - j))))
  const target = task === 'regression' ? signal : signal.map((value) => (value < -0.5 ? 0 : task === 'binary' || value < 1 ? 1 : 2))
  const weights = draw(() => Math.floor(4 * random.next()))
  weights[0] = 1
  return { view: { rowCount, features }, target, weights, task, classCount: task === 'regression' ? 0 : task === 'binary' ? 2 : 3 }
}

const shapes = fc.record({
  task: fc.constantFrom<Task>('regression', 'binary', 'multiclass'),
  rowCount: fc.integer({ min: 5, max: 120 }),
  columns: fc.integer({ min: 1, max: 40 }),
  noise: fc.constantFrom(0, 0.5, 3),
  seed: fc.nat(1000),
})

/** How far the conditions of the documented optimum are broken at most, computed the plain way on the features as given. */
function brokenConditions({ view, target, weights, task }: ReturnType<typeof problemOf>, state: LinearState, l1Ratio: number): number {
  const width = state.intercepts.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = target.reduce((sum, value, i) => sum + value * weights[i], 0) / total
  const spread =
    task === 'regression' ? Math.sqrt(target.reduce((sum, value, i) => sum + weights[i] * (value - mean) ** 2, 0) / total) || 1 : 1
  const columns = view.features.map((feature) => feature.values)
  const residuals = Array.from(target, (truth, row) => {
    const scores = state.intercepts.map((intercept, k) =>
      columns.reduce((sum, values, j) => sum + values[row] * state.coefficients[j * width + k], intercept),
    )
    if (task === 'regression') return [((scores[0] - truth) / spread) * (weights[row] / total)]
    if (task === 'binary') return [(1 / (1 + Math.exp(-scores[0])) - truth) * (weights[row] / total)]
    const sum = scores.reduce((all, score) => all + Math.exp(score), 0)
    return scores.map((score, k) => (Math.exp(score) / sum - (state.present[k] === truth ? 1 : 0)) * (weights[row] / total))
  })
  let broken = 0
  for (let k = 0; k < width; k++) {
    broken = Math.max(broken, Math.abs(residuals.reduce((sum, line) => sum + line[k], 0)))
    columns.forEach((values, j) => {
      const coefficient = state.coefficients[j * width + k] / spread
      const slope = residuals.reduce((sum, line, row) => sum + line[k] * values[row], 0) + state.alpha * (1 - l1Ratio) * coefficient
      const lasso = state.alpha * l1Ratio
      // A coefficient of a feature that is constant is 0 whatever its slope.
      if (new Set(values).size === 1) return
      broken = Math.max(broken, coefficient === 0 ? Math.abs(slope) - lasso : Math.abs(slope + Math.sign(coefficient) * lasso))
    })
  }
  return broken
}

describe('the optimum', () => {
  test('the conditions of the documented optimum hold within 1e-7, for any task, shape and mix of penalties', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(1e-3, 0.03, 1), fc.constantFrom(0, 0.5, 1), (shape, alpha, l1Ratio) => {
        const data = problemOf(shape)
        const state = stateOf(data, { alpha, l1Ratio, tolerance: 1e-10 })
        // With one class there is no optimum, the model is the certain one.
        if (state.iterations === 0) return
        expect(state.converged).toBe(true)
        expect(brokenConditions(data, state, l1Ratio)).toBeLessThan(1e-7)
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  test('the unit of the target changes nothing but the unit of the predictions', () => {
    const data = problemOf({ task: 'regression', rowCount: 80, columns: 6, noise: 1, seed: 3 })
    for (const l1Ratio of [0, 0.8]) {
      const plain = fit(data, { alpha: 0.05, l1Ratio, tolerance: 1e-10 }).predict(data.view)
      const cents = fit(
        { ...data, target: data.target.map((value) => 1000 + 100 * value) },
        { alpha: 0.05, l1Ratio, tolerance: 1e-10 },
      ).predict(data.view)
      plain.forEach((value, row) => expect(cents[row]).toBeCloseTo(1000 + 100 * value, 6))
    }
  })

  test('no features: the weighted mean and the weighted class shares', () => {
    const view = { rowCount: 4, features: [] }
    const weights = Float64Array.of(1, 1, 2, 4)
    const predict = (task: Task, classCount: number, target: readonly number[]) => [
      ...fit({ view, target: Float64Array.from(target), weights, task, classCount }, { tolerance: 1e-12 }).predict({
        rowCount: 1,
        features: [],
      }),
    ]
    expect(predict('regression', 0, [1, 2, 3, 4])[0]).toBeCloseTo(25 / 8, 12)
    expect(predict('binary', 2, [0, 0, 1, 0])[0]).toBeCloseTo(0.25, 9)
    predict('multiclass', 3, [0, 1, 1, 2]).forEach((value, k) => expect(value).toBeCloseTo([1 / 8, 3 / 8, 4 / 8][k], 9))
  })

  test('a solver that is stopped early says so, one that arrives says nothing', () => {
    const data = problemOf({ task: 'binary', rowCount: 100, columns: 6, noise: 1, seed: 1 })
    const early = fit(data, { maxIterations: 1 })
    expect(early.caution).toMatch('stopped after 1 step, before its rule was met')
    expect(linear.load(JSON.parse(JSON.stringify(early.toJSON())) as Json).caution).toBe(early.caution)
    expect(fit(data).caution).toBeUndefined()
  })

  test('separable classes without an end to how sure one could be: the penalty gives one', () => {
    const values = Float64Array.of(-3, -2, -1, 1, 2, 3)
    const view = { rowCount: 6, features: [{ name: 'x', column: 'x', layout: 'dense' as const, values }] }
    const state = stateOf({ view, target: Float64Array.of(0, 0, 0, 1, 1, 1), task: 'binary', classCount: 2 }, { alpha: 1e-10 })
    expect([state.converged, state.iterations < 100]).toEqual([true, true])
    expect(state.coefficients[0]).toBeGreaterThan(8)
  })
})

describe('the strength of the penalty', () => {
  test('is chosen weak where everything counts and strong where nothing does', () => {
    const clear = problemOf({ task: 'regression', rowCount: 300, columns: 4, noise: 0.01, seed: 5 })
    const noise = { ...clear, target: clear.target.map((_, row) => Math.sin(row * row)) }
    const [weak, strong] = [clear, noise].map((data) => stateOf(data, { chooseAlpha: true }).alpha)
    expect(weak).toBeLessThan(1e-4)
    expect(strong).toBeGreaterThan(0.05)
  })

  test('is chosen so that wide noisy data are predicted better than with the default', () => {
    const losses = [1, 2, 3].map((seed) => {
      const all = problemOf({ task: 'binary', rowCount: 1200, columns: 120, noise: 2, seed })
      const part = (from: number, to: number): TrainingData => {
        const features = all.view.features.map((feature) => ({
          ...feature,
          layout: 'dense' as const,
          values: feature.values.slice(from, to),
        }))
        return {
          ...all,
          weights: all.weights.slice(from, to).fill(1),
          target: all.target.slice(from, to),
          view: { rowCount: to - from, features },
        }
      }
      const [seen, unseen] = [part(0, 200), part(200, 1200)]
      return [{ chooseAlpha: true }, {}].map((given) => {
        const predictions = fit(seen, given).predict(unseen.view)
        return predictions.reduce((sum, p, row) => sum - Math.log(unseen.target[row] === 1 ? p : 1 - p), 0) / 1000
      })
    })
    for (const [chosen, given] of losses) expect(chosen).toBeLessThan(0.8 * given)
  })

  test('the final fit takes the geometric mean of the folds, weaker as it has more rows', () => {
    const parameters = resolveParameters(linearParameters, { chooseAlpha: true })
    const folds = [1e-2, 1e-4].map((alpha) =>
      linear.load({ task: 'regression', outputs: 1, present: [0], coefficients: [], intercepts: [0], alpha }),
    )
    expect(linear.consolidate!(parameters, folds, 1.25)).toEqual({
      ...parameters,
      chooseAlpha: false,
      alpha: expect.closeTo(1e-3 / 1.25, 12) as number,
    })
    const given = resolveParameters(linearParameters, { alpha: 0.5 })
    expect(linear.consolidate!(given, folds, 1.25)).toEqual(given)
  })
})

test('a view of another width is refused', () => {
  const data = problemOf({ task: 'regression', rowCount: 20, columns: 3, noise: 1, seed: 1 })
  expect(() => fit(data).predict({ rowCount: 20, features: data.view.features.slice(1) })).toThrow('2 features, expected the 3')
})

test('a missing value in training is refused by the name of the feature', () => {
  const data = problemOf({ task: 'regression', rowCount: 20, columns: 3, noise: 1, seed: 1 })
  data.view.features[2].values[4] = NaN
  expect(() => fit(data)).toThrow("'x2' holds NaN")
})
