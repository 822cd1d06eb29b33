import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRandom, resolveParameters } from '../../../base/core/index.js'
import type { Task } from '../../../base/core/index.js'
import type { View } from '../../features/index.js'
import { linear } from './index.js'
import type { LinearState } from './model.js'
import { linearParameters } from './parameters.js'

interface Case {
  readonly name: string
  readonly task: Task
  readonly classCount: number
  readonly alpha: number
  readonly l1Ratio: number
  readonly x: number[][]
  readonly y: number[]
  readonly weights?: number[]
  readonly coefficients: number[]
  readonly intercepts: number[]
  readonly objective: number
}

const { cases } = JSON.parse(readFileSync('test/golden/linear.json', 'utf8')) as { cases: readonly Case[] }

function viewOf(x: readonly number[][]): View {
  return {
    rowCount: x.length,
    features: x[0].map((_, j) => ({
      name: `x${j}`,
      column: `x${j}`,
      layout: 'dense' as const,
      values: Float64Array.from(x, (row) => row[j]),
    })),
  }
}

/** The documented objective, computed the plain way. */
function objectiveOf(golden: Case, state: LinearState): number {
  const { x, y, alpha, l1Ratio, task } = golden
  const weights = golden.weights ?? y.map(() => 1)
  const width = state.intercepts.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = y.reduce((sum, value, i) => sum + value * weights[i], 0) / total
  const spread = task === 'regression' ? Math.sqrt(y.reduce((sum, value, i) => sum + weights[i] * (value - mean) ** 2, 0) / total) : 1
  let loss = 0
  x.forEach((row, i) => {
    const scores = state.intercepts.map((intercept, k) =>
      row.reduce((sum, value, j) => sum + value * state.coefficients[j * width + k], intercept),
    )
    if (task === 'regression') loss += (weights[i] * 0.5 * ((y[i] - scores[0]) / spread) ** 2) / total
    else {
      const all = task === 'binary' ? [0, scores[0]] : scores
      loss += (weights[i] * (Math.log(all.reduce((sum, score) => sum + Math.exp(score), 0)) - all[y[i]])) / total
    }
  })
  const scaled = state.coefficients.map((value) => value / spread)
  const squares = scaled.reduce((sum, value) => sum + value * value, 0)
  const sizes = scaled.reduce((sum, value) => sum + Math.abs(value), 0)
  return loss + alpha * (0.5 * (1 - l1Ratio) * squares + l1Ratio * sizes)
}

describe('equal to scikit-learn: coefficients within 1e-5, the objective within 1e-8', () => {
  test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    const { task, classCount, alpha, l1Ratio } = golden
    const model = linear.fit(
      {
        view: viewOf(golden.x),
        target: Float64Array.from(golden.y),
        ...(golden.weights && { weights: Float64Array.from(golden.weights) }),
        task,
        classCount,
      },
      resolveParameters(linearParameters, { alpha, l1Ratio, tolerance: 1e-11 }),
      { random: createRandom(0), checkpoint: () => {} },
    )
    const state = model.toJSON() as unknown as LinearState
    expect(state.converged).toBe(true)
    expect(Math.abs(objectiveOf(golden, state) - golden.objective)).toBeLessThan(1e-8)
    golden.coefficients.forEach((coefficient, i) =>
      expect(Math.abs(state.coefficients[i] - coefficient), `coefficient ${i}`).toBeLessThan(1e-5),
    )
    golden.intercepts.forEach((intercept, i) => expect(Math.abs(state.intercepts[i] - intercept), `intercept ${i}`).toBeLessThan(1e-5))
    if (l1Ratio === 1) expect(state.coefficients.map((value) => value === 0)).toEqual(golden.coefficients.map((value) => value === 0))
  })
})
