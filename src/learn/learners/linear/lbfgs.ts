// L-BFGS with a preconditioner, for problems too large for Newton's method (Nocedal and Wright 2006, chapter 7).
import { factorize, solveFactored } from './cholesky.js'
import { dot } from './descent.js'
import type { Method } from './descent.js'
import type { Penalty, Problem } from './problem.js'

/** Steps that are remembered. */
const memory = 12

/** Up to this many multiplications go into the preconditioner's factors; beyond them it is diagonal. */
const factorBudget = 5e7

/**
 * The first guess of the curvature is that of each output at the class frequencies: p (1 − p) · Σ x xᵀ + ridge, factorised where the
 * columns are few, else its diagonal. An iteration costs two passes over the design.
 */
export function lbfgs(problem: Problem, penalty: Penalty): Method {
  const precondition = preconditioner(problem, penalty)
  const steps: Float64Array[] = []
  const changes: Float64Array[] = []
  return {
    propose: (gradient) => {
      const direction = gradient.slice()
      const shares = new Float64Array(steps.length)
      for (let i = steps.length - 1; i >= 0; i--) {
        shares[i] = dot(steps[i], direction) / dot(steps[i], changes[i])
        addTimes(direction, -shares[i], changes[i])
      }
      precondition(direction)
      const newest = steps.length - 1
      if (newest >= 0) {
        // Scaled to the curvature that the newest step has met, as the preconditioner sees it.
        const met = changes[newest].slice()
        precondition(met)
        const scale = dot(steps[newest], changes[newest]) / dot(changes[newest], met)
        for (let i = 0; i < direction.length; i++) direction[i] *= scale
      }
      for (let i = 0; i < steps.length; i++) {
        addTimes(direction, shares[i] - dot(changes[i], direction) / dot(steps[i], changes[i]), steps[i])
      }
      for (let i = 0; i < direction.length; i++) direction[i] = -direction[i]
      return direction
    },
    learn: (step, change) => {
      if (!(dot(step, change) > 0)) return
      steps.push(step)
      changes.push(change)
      if (steps.length > memory) {
        steps.shift()
        changes.shift()
      }
    },
  }
}

/** Multiplies a vector, in place, by the inverse of the guessed curvature. */
function preconditioner(problem: Problem, penalty: Penalty): (values: Float64Array) => void {
  const { design, outputs } = problem
  const { size } = design
  const width = size + 1
  const strengths = curvatures(problem)
  if ((outputs * width ** 3) / 6 > factorBudget) {
    return (values) => {
      for (let j = 0; j < width; j++) {
        for (let k = 0; k < outputs; k++) values[j * outputs + k] /= strengths[k] + (j < size ? penalty.ridge[j] : 0)
      }
    }
  }
  const gram = problem.gram()
  const factors = Array.from(strengths, (strength) => {
    const matrix = gram.map((value) => strength * value)
    for (let j = 0; j < size; j++) matrix[j * width + j] += penalty.ridge[j]
    factorize(matrix, width, problem.checkpoint)
    return matrix
  })
  const column = new Float64Array(width)
  return (values) => {
    for (let k = 0; k < outputs; k++) {
      for (let j = 0; j < width; j++) column[j] = values[j * outputs + k]
      solveFactored(factors[k], width, column)
      for (let j = 0; j < width; j++) values[j * outputs + k] = column[j]
    }
  }
}

/** Of each output, at the class frequencies: p (1 − p); 1 for the squared loss. */
function curvatures({ kind, target, weights, outputs }: Problem): Float64Array {
  if (kind === 'squared') return Float64Array.of(1)
  const shares = new Float64Array(Math.max(2, outputs))
  for (let row = 0; row < target.length; row++) shares[target[row]] += weights[row]
  return shares.slice(0, outputs).map((share) => Math.max(1e-6, share * (1 - share)))
}

function addTimes(values: Float64Array, factor: number, added: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] += factor * added[i]
}
