// What the solvers minimise: the mean loss over the rows plus a penalty on all coefficients but the intercepts.
import { weightedGram } from './products.js'
import type { Design } from './design.js'
import type { Losses } from './losses.js'

/** Values of the target have mean 0 and deviation 1; the weights sum to 1. */
export interface Problem extends Losses {
  readonly design: Design
  readonly checkpoint: () => void
  /** Σ weight · x xᵀ over all columns and the intercept, lower triangle; computed when first asked for. */
  readonly gram: () => Float64Array
}

/** Per column of the design: ½ ridge · w² + lasso · |w|. */
export interface Penalty {
  readonly ridge: Float64Array
  readonly lasso: Float64Array
}

/** Coefficients are (columns + 1) × outputs, the intercepts last. */
export interface Solution {
  readonly coefficients: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

export interface Limits {
  /** The greatest slope in any coefficient at which the search ends. */
  readonly tolerance: number
  readonly maxIterations: number
}

/** Weights are any that are not all 0; they are divided by their sum. */
export function createProblem(problem: Omit<Problem, 'gram'>): Problem {
  const total = problem.weights.reduce((sum, weight) => sum + weight, 0)
  const weights = problem.weights.map((weight) => weight / total)
  let gram: Float64Array | undefined
  return {
    ...problem,
    weights,
    gram: () => (gram ??= weightedGram(problem.design, weights, allColumns(problem.design), problem.checkpoint)),
  }
}

export function allColumns(design: Design): Int32Array {
  return Int32Array.from({ length: design.size }, (_, column) => column)
}

/** Keeps every problem strictly convex, whatever the scale of a feature. */
const smallestRidge = 1e-12

/** The penalty alpha · (½ (1 − l1Ratio) w² + l1Ratio |w|) on the coefficients of the features as given, told in those of the scaled columns. */
export function penaltyOf(design: Design, alpha: number, l1Ratio: number): Penalty {
  const ridge = design.scales.map((scale) => Math.min(1e100, Math.max(smallestRidge, (alpha * (1 - l1Ratio)) / scale / scale)))
  const lasso = design.scales.map((scale) => Math.min(1e100, (alpha * l1Ratio) / scale))
  return { ridge, lasso }
}
