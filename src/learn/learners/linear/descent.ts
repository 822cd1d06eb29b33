// Minimises a smooth problem along directions that a method proposes.
import { lossOf } from './losses.js'
import { multiply, multiplyTransposed } from './products.js'
import type { Limits, Penalty, Problem, Solution } from './problem.js'

export interface Method {
  /** The step to try from a point, given the slope and the weighted residuals there: new, and downhill. */
  propose(gradient: Float64Array, residuals: Float64Array): Float64Array
  /** What the step that was taken did to the slope. */
  learn?(step: Float64Array, change: Float64Array): void
}

/**
 * Ends when no slope exceeds `tolerance` (columns have a root mean square of 1 and the loss is a mean, so that slopes have no unit),
 * when rounding hides any further descent, or after `maxIterations`. Each iteration costs two passes over the design.
 */
export function descend(problem: Problem, penalty: Penalty, start: Float64Array, method: Method, limits: Limits): Solution {
  const { design, outputs, checkpoint } = problem
  const coefficients = start.slice()
  const rowCount = design.rowCount
  let scores = new Float64Array(rowCount * outputs)
  let trial = new Float64Array(rowCount * outputs)
  const shift = new Float64Array(rowCount * outputs)
  const residuals = new Float64Array(rowCount * outputs)
  const gradient = new Float64Array(coefficients.length)
  multiply(design, coefficients, outputs, scores, checkpoint)
  let loss = lossOf(problem, scores, residuals)
  const slopes = (): void => {
    multiplyTransposed(design, residuals, outputs, gradient, checkpoint)
    addRidge(gradient, penalty.ridge, coefficients, outputs)
  }
  slopes()
  let iterations = 0
  while (largest(gradient) > limits.tolerance && iterations < limits.maxIterations) {
    checkpoint()
    iterations++
    const step = method.propose(gradient, residuals)
    multiply(design, step, outputs, shift, checkpoint)
    // The penalty along the step: ½ ridge (w + t s)² = … + t · linear + ½ t² · square.
    let linear = 0
    let square = 0
    for (let j = 0; j < design.size; j++) {
      for (let k = 0; k < outputs; k++) {
        const s = step[j * outputs + k]
        linear += penalty.ridge[j] * coefficients[j * outputs + k] * s
        square += penalty.ridge[j] * s * s
      }
    }
    const initialSlope = dot(gradient, step)
    const found = searchLine(initialSlope, (length) => {
      checkpoint()
      for (let i = 0; i < trial.length; i++) trial[i] = scores[i] + length * shift[i]
      const trialLoss = lossOf(problem, trial, residuals)
      return {
        descent: loss - trialLoss - length * linear - 0.5 * length * length * square,
        slope: dot(residuals, shift) + linear + length * square,
        loss: trialLoss,
      }
    })
    if (found === undefined) {
      // The residuals are those of a rejected trial, but nothing reads them any more.
      return { coefficients, iterations, converged: largest(gradient) <= Math.sqrt(limits.tolerance) }
    }
    for (let i = 0; i < step.length; i++) {
      step[i] *= found.length
      coefficients[i] += step[i]
    }
    const swap = scores
    scores = trial
    trial = swap
    loss = found.loss
    const before = method.learn === undefined ? undefined : gradient.slice()
    slopes()
    if (before !== undefined)
      method.learn!(
        step,
        before.map((value, i) => gradient[i] - value),
      )
  }
  return { coefficients, iterations, converged: largest(gradient) <= limits.tolerance }
}

interface Trial {
  readonly descent: number
  readonly slope: number
  readonly loss: number
}

/**
 * A step length at which a convex function has fallen and its slope is at most half of that at 0 (strong Wolfe conditions).
 * Undefined when rounding hides any descent. The last call of `evaluate` is at the length that is returned.
 */
function searchLine(initialSlope: number, evaluate: (length: number) => Trial): { length: number; loss: number } | undefined {
  if (!(initialSlope < 0)) return undefined
  let low = 0
  let lowSlope = initialSlope
  let high = Infinity
  let length = 1
  for (let attempt = 0; attempt < 30; attempt++) {
    const trial = evaluate(length)
    const isLower =
      trial.descent >= -1e-4 * length * initialSlope || (trial.descent > -1e-14 && Math.abs(trial.slope) < 1e-3 * -initialSlope)
    if (isLower && Math.abs(trial.slope) <= -0.5 * initialSlope) return { length, loss: trial.loss }
    if (isLower && trial.slope < 0) {
      // Still falling: where the slope would reach 0, were it straight, but no more than tenfold at once.
      const reach = lowSlope < trial.slope ? length + (trial.slope * (length - low)) / (lowSlope - trial.slope) : Infinity
      low = length
      lowSlope = trial.slope
      length = high === Infinity ? Math.min(Math.max(reach, 1.5 * length), 10 * length) : inside(reach, low, high)
    } else {
      const reach = Number.isFinite(trial.slope) ? low + ((length - low) * lowSlope) / (lowSlope - trial.slope) : NaN
      high = length
      length = inside(reach, low, high)
    }
    if (length === low || length === high) return undefined
  }
  return undefined
}

/** The proposed length where it is well inside the bracket, else its middle. */
function inside(length: number, low: number, high: number): number {
  const margin = 0.05 * (high - low)
  return length > low + margin && length < high - margin ? length : (low + high) / 2
}

export function addRidge(gradient: Float64Array, ridge: Float64Array, coefficients: Float64Array, outputs: number): void {
  for (let j = 0; j < ridge.length; j++) {
    for (let k = 0; k < outputs; k++) gradient[j * outputs + k] += ridge[j] * coefficients[j * outputs + k]
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
