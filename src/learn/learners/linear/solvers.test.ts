import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../base/core/index.js'
import { enterWorkplace } from '../../../base/kernels/index.js'
import type { View } from '../../features/index.js'
import { descend } from './descent.js'
import { buildDesign } from './design.js'
import { solveElasticNet } from './elastic-net.js'
import { lbfgs } from './lbfgs.js'
import type { LossKind } from './losses.js'
import { newton } from './newton.js'
import { allColumns, createProblem, penaltyOf } from './problem.js'
import type { Problem } from './problem.js'
import { multiply, multiplyTransposed, weightedGram } from './products.js'
import { minimizeModel } from './quadratic-lasso.js'

function viewOf({ rowCount, columns, seed }: { rowCount: number; columns: number; seed: number }): View {
  const random = createRandom(seed)
  const features = Array.from({ length: columns }, (_, j) => ({
    name: `x${j}`,
    column: `x${j}`,
    layout: 'dense' as const,
    values: Float64Array.from({ length: rowCount }, () => (j % 3 === 0 ? random.normal() + j : random.next() < 0.15 ? 1 : 0)),
  }))
  return { rowCount, features }
}

function problemOf(kind: LossKind, shape: { rowCount: number; columns: number; seed: number }): Problem {
  const random = createRandom(shape.seed + 1)
  const design = buildDesign(viewOf(shape), enterWorkplace(), () => {})
  const draw = (value: () => number): Float64Array => Float64Array.from({ length: shape.rowCount }, value)
  const target = draw(() => (kind === 'squared' ? random.normal() : random.integer(kind === 'logistic' ? 2 : 3)))
  return createProblem({
    kind,
    design,
    target,
    weights: draw(() => random.integer(3)),
    outputs: kind === 'softmax' ? 3 : 1,
    checkpoint: () => {},
  })
}

const startOf = ({ design, outputs }: Problem) => new Float64Array((design.size + 1) * outputs)
/** With the intercepts of softmax centred: it does not see when they move together. */
function centred(coefficients: Float64Array, { design, outputs }: Problem): Float64Array {
  const from = design.size * outputs
  const mean = outputs === 1 ? 0 : coefficients.subarray(from).reduce((sum, value) => sum + value, 0) / outputs
  return coefficients.map((value, i) => (i < from ? value : value - mean))
}

const limits = { tolerance: 1e-11, maxIterations: 2000 }

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length)
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i] - expected[i]), `value ${i}`).toBeLessThan(tolerance)
}

describe('L-BFGS and Newton agree within 1e-6', () => {
  test.each([
    ['squared', { rowCount: 90, columns: 12, seed: 1 }],
    ['squared', { rowCount: 60, columns: 700, seed: 2 }],
    ['logistic', { rowCount: 90, columns: 12, seed: 3 }],
    ['logistic', { rowCount: 60, columns: 700, seed: 4 }],
    ['softmax', { rowCount: 90, columns: 12, seed: 5 }],
    ['softmax', { rowCount: 60, columns: 80, seed: 6 }],
  ] as const)('%s %j', (kind, shape) => {
    const problem = problemOf(kind, shape)
    const penalty = penaltyOf(problem.design, 0.01, 0)
    const [first, second] = [newton, lbfgs].map((method) => descend(problem, penalty, startOf(problem), method(problem, penalty), limits))
    expect([first.converged, second.converged]).toEqual([true, true])
    expectClose(centred(second.coefficients, problem), centred(first.coefficients, problem), 1e-6)
  })
})

test.each(['squared', 'logistic', 'softmax'] as const)('an L1 part that vanishes leaves the ridge solution, within 1e-6: %s', (kind) => {
  const problem = problemOf(kind, { rowCount: 90, columns: 12, seed: 7 })
  const ridge = penaltyOf(problem.design, 0.01, 0)
  const smooth = descend(problem, ridge, startOf(problem), newton(problem, ridge), limits)
  const lasso = solveElasticNet(problem, { ...ridge, lasso: ridge.lasso.map(() => 1e-12) }, startOf(problem), limits)
  expectClose(centred(lasso.coefficients, problem), centred(smooth.coefficients, problem), 1e-6)
})

test('outputs worked on one after the other end where outputs worked on together do, within 1e-6', () => {
  const problem = problemOf('softmax', { rowCount: 80, columns: 20, seed: 8 })
  const penalty = penaltyOf(problem.design, 0.02, 0.7)
  const [together, apart] = [1000, 1].map((togetherSize) =>
    solveElasticNet(problem, penalty, startOf(problem), { ...limits, togetherSize }),
  )
  expect([together.converged, apart.converged]).toEqual([true, true])
  expect(apart.iterations).toBeGreaterThan(2 * together.iterations)
  expectClose(centred(apart.coefficients, problem), centred(together.coefficients, problem), 1e-6)
})

test('passes over a design equal plain sums over its columns', () => {
  const view = viewOf({ rowCount: 23, columns: 10, seed: 9 })
  const design = buildDesign(view, enterWorkplace(), () => {})
  expect([design.size, design.denseCount]).toEqual([10, 4])
  const column = (j: number) => view.features[design.features[j]].values.map((value) => (value - design.shifts[j]) / design.scales[j])
  const columns = Array.from({ length: 10 }, (_, j) => [...column(j)])
  columns.push(new Array<number>(23).fill(1))
  const random = createRandom(10)
  for (const outputs of [1, 3, 5]) {
    const coefficients = Float64Array.from({ length: 11 * outputs }, () => random.normal())
    const scores = new Float64Array(23 * outputs)
    multiply(design, coefficients, outputs, scores, () => {})
    expectClose(
      scores,
      Array.from(scores, (_, i) =>
        columns.reduce((sum, values, j) => sum + values[Math.floor(i / outputs)] * coefficients[j * outputs + (i % outputs)], 0),
      ),
      1e-12,
    )
    const sums = new Float64Array(11 * outputs)
    multiplyTransposed(design, scores, outputs, sums, () => {})
    expectClose(
      sums,
      Array.from(sums, (_, i) =>
        columns[Math.floor(i / outputs)].reduce((sum, value, row) => sum + value * scores[row * outputs + (i % outputs)], 0),
      ),
      1e-11,
    )
  }
  const weights = Float64Array.from({ length: 23 }, () => random.integer(3))
  for (const chosen of [allColumns(design), Int32Array.of(1, 3, 4, 9)]) {
    const gram = weightedGram(design, weights, chosen, () => {})
    const width = chosen.length + 1
    const taken = [...chosen, 10].map((j) => columns[j])
    for (let a = 0; a < width; a++) {
      for (let b = 0; b <= a; b++) {
        const expected = taken[a].reduce((sum, value, row) => sum + weights[row] * value * taken[b][row], 0)
        expect(Math.abs(gram[a * width + b] - expected), `${a}, ${b}`).toBeLessThan(1e-12)
      }
    }
  }
})

test('the quadratic lasso meets its conditions within 1e-10, on nearly collinear variables too', () => {
  const random = createRandom(11)
  for (const closeness of [1, 1e-3, 1e-6]) {
    const size = 12
    const factors = Array.from({ length: size }, () => Float64Array.from({ length: 30 }, () => random.normal()))
    factors[1] = factors[0].map((value, i) => value + closeness * factors[1][i])
    factors[2] = factors[0].map((value, i) => -value + closeness * factors[2][i])
    const matrix = Float64Array.from(
      { length: size * size },
      (_, at) => factors[Math.floor(at / size)].reduce((sum, value, i) => sum + value * factors[at % size][i], 0) / 30,
    )
    for (let i = 0; i < size; i++) matrix[i * size + i] += 1e-8
    const slopes = Float64Array.from({ length: size }, () => random.normal())
    const values = Float64Array.from({ length: size }, (_, i) => (i % 2 === 0 ? 0 : random.normal()))
    const lasso = Float64Array.from({ length: size }, (_, i) => (i === size - 1 ? 0 : 0.3))
    const step = minimizeModel({ matrix, slopes, values, lasso }, 1e-12, () => {})
    for (let i = 0; i < size; i++) {
      let slope = slopes[i]
      for (let j = 0; j < size; j++) slope += matrix[i * size + j] * step[j]
      const at = values[i] + step[i]
      expect(at === 0 ? Math.abs(slope) - lasso[i] : Math.abs(slope + Math.sign(at) * lasso[i]), `${closeness}: ${i}`).toBeLessThan(1e-10)
    }
  }
})
