// The linear learner: ridge regression and logistic regression with an L2 or elastic-net penalty.
import { outputCountOf } from '../../../base/core/index.js'
import type { Task } from '../../../base/core/index.js'
import type { FitContext, FittedModel, Learner, TrainingData } from '../learner.js'
import { enterWorkplace } from '../../../base/kernels/index.js'
import { buildDesign } from './design.js'
import type { Design } from './design.js'
import { linearModel } from './model.js'
import type { LinearState } from './model.js'
import { linearCandidates, linearParameters } from './parameters.js'
import type { LinearParameters } from './parameters.js'
import { createProblem, penaltyOf } from './problem.js'
import { solve } from './solve.js'
import { chooseAlpha, minimumRowsToChoose } from './strength.js'

/**
 * Linear models with a penalty. Minimises, over the coefficients w and the intercept b (not penalised),
 *
 *   Σ weight · loss ÷ Σ weight  +  alpha · (½ (1 − l1Ratio) Σ w² + l1Ratio Σ |w|)
 *
 * where the loss is for `binary` log(1 + e^∓(x·w + b)), for `multiclass` −log softmax(x·W + b) of the true class, and for `regression`
 * ½ (y ÷ s − x·w − b)², s the weighted standard deviation of y (the fitted w and b are multiplied by s).
 *
 * In scikit-learn's terms, n = Σ weight: Ridge(alpha · n), ElasticNet(alpha, l1Ratio) on y ÷ s, LogisticRegression(C = 1 ÷ (alpha · n), l1Ratio).
 *
 * Solvers: Newton's method with Cholesky factors for one output and up to 512 columns, preconditioned L-BFGS beyond, proximal Newton
 * with coordinate descent where l1Ratio > 0. They stop when no slope exceeds `tolerance`.
 * A class without rows gets probability 0; a constant feature coefficient 0. Hastie, Tibshirani and Friedman 2009, chapters 3 and 4.
 */
export const linear: Learner<LinearParameters> = {
  id: 'linear',
  title: 'regularised linear model',
  tasks: ['binary', 'multiclass', 'regression'],
  encoding: 'standardized',
  parameters: linearParameters,
  candidates: linearCandidates,
  fit,
  load: (json) => linearModel(json as unknown as LinearState),
  consolidate: (parameters, folds, growth) => {
    if (!parameters.chooseAlpha) return parameters
    const logs = folds.map((fold) => Math.log((fold.toJSON() as unknown as LinearState).alpha))
    const alpha = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length) / growth
    const { min, max } = linearParameters.alpha as { min: number; max: number }
    return { ...parameters, chooseAlpha: false, alpha: Math.min(max, Math.max(min, alpha)) }
  },
}

function fit(data: TrainingData, parameters: LinearParameters, { random, checkpoint }: FitContext): FittedModel {
  const { task, view } = data
  const weights = data.weights ?? new Float64Array(view.rowCount).fill(1)
  const outputs = outputCountOf(task, data.classCount)
  const response = responseOf(data, weights)
  const { present } = response
  if (task !== 'regression' && present.length === 1) {
    return linearModel({
      task,
      outputs,
      ...certain(task, present[0], view.features.length),
      alpha: parameters.alpha,
      iterations: 0,
      converged: true,
    })
  }
  const width = task === 'multiclass' ? present.length : 1
  const kind = task === 'regression' ? 'squared' : task === 'binary' ? 'logistic' : 'softmax'
  const workplace = enterWorkplace()
  let isDone = false
  try {
    const design = buildDesign(view, workplace, checkpoint)
    const problem = createProblem({ kind, design, target: response.target, weights, outputs: width, checkpoint })
    const canChoose = parameters.chooseAlpha && design.size > 0 && countPositive(weights) >= minimumRowsToChoose
    const { l1Ratio } = parameters
    const start = { alpha: parameters.alpha, coefficients: new Float64Array((design.size + 1) * width) }
    const chosen = canChoose ? chooseAlpha(problem, { task, l1Ratio, random }) : start
    const { alpha } = chosen
    const { coefficients, iterations, converged } = solve(problem, penaltyOf(design, alpha, l1Ratio), chosen.coefficients, parameters)
    isDone = true
    return linearModel({
      task,
      outputs,
      present: task === 'multiclass' ? present : [0],
      ...unscale(design, coefficients, { width, featureCount: view.features.length, response }),
      alpha,
      iterations,
      converged,
    })
  } finally {
    workplace.leave(!isDone)
  }
}

/** The target as the solver sees it, and the way back: `value = mean + deviation · target`. */
interface Response {
  readonly target: Float64Array
  /** Classes with rows of weight above 0. */
  readonly present: readonly number[]
  readonly mean: number
  readonly deviation: number
}

function responseOf({ task, target, classCount }: TrainingData, weights: Float64Array): Response {
  if (task === 'regression') return standardize(target, weights)
  const sums = new Float64Array(classCount)
  for (let row = 0; row < target.length; row++) sums[target[row]] += weights[row]
  const present = [...sums.keys()].filter((label) => sums[label] > 0)
  // Rows of other classes have weight 0: which class they are given does not matter.
  const places = sums.map((_, label) => Math.max(0, present.indexOf(label)))
  return { target: task === 'binary' ? target : target.map((label) => places[label]), present, mean: 0, deviation: 1 }
}

function standardize(target: Float64Array, weights: Float64Array): Response {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let mean = 0
  for (let row = 0; row < target.length; row++) mean += target[row] * (weights[row] / total)
  let largest = 0
  for (let row = 0; row < target.length; row++) if (weights[row] > 0) largest = Math.max(largest, Math.abs(target[row] - mean))
  // Divided by the largest first, so that squares do not overflow. Below rounding the target is constant.
  const isConstant = largest <= 1e-15 * Math.abs(mean)
  let squares = 0
  if (!isConstant) for (let row = 0; row < target.length; row++) squares += ((target[row] - mean) / largest) ** 2 * (weights[row] / total)
  const deviation = isConstant ? 1 : largest * Math.sqrt(squares)
  return { target: target.map((value) => (isConstant ? 0 : (value - mean) / deviation)), present: [], mean, deviation }
}

/** The model of the only class that has rows: probability 1, to the last bit. */
function certain(task: Task, label: number, featureCount: number): Pick<LinearState, 'present' | 'coefficients' | 'intercepts'> {
  const coefficients = new Array<number>(featureCount).fill(0)
  return { present: [task === 'binary' ? 0 : label], coefficients, intercepts: [task === 'multiclass' ? 0 : label === 1 ? 40 : -40] }
}

/** Coefficients of the columns of the design, told in those of the features as given. */
function unscale(
  design: Design,
  solved: Float64Array,
  { width, featureCount, response }: { width: number; featureCount: number; response: Response },
): Pick<LinearState, 'coefficients' | 'intercepts'> {
  const coefficients = new Array<number>(featureCount * width).fill(0)
  const intercepts = Array.from(solved.subarray(design.size * width), (value) => response.mean + response.deviation * value)
  for (let column = 0; column < design.size; column++) {
    for (let k = 0; k < width; k++) {
      const coefficient = (solved[column * width + k] / design.scales[column]) * response.deviation
      coefficients[design.features[column] * width + k] = coefficient
      intercepts[k] -= coefficient * design.shifts[column]
    }
  }
  // Softmax does not change when all scores move together: of all such models the one whose intercepts sum to 0.
  const level = width === 1 ? 0 : intercepts.reduce((sum, value) => sum + value, 0) / width
  return { coefficients, intercepts: intercepts.map((value) => value - level) }
}

function countPositive(weights: Float64Array): number {
  let count = 0
  for (const weight of weights) if (weight > 0) count++
  return count
}
