// Newton's method: exact curvature, solved by Cholesky. One iteration for the squared loss, a handful for the others.
import { factorize, solveFactored } from './cholesky.js'
import type { Method } from './descent.js'
import { crossCurvatureOf, curvatureOf } from './losses.js'
import { allColumns } from './problem.js'
import type { Penalty, Problem } from './problem.js'
import { weightedGram } from './products.js'

/** Softmax does not see when all intercepts move together: this much curvature keeps that direction in place. */
const intercepts = 1e-9

/** An iteration costs a Gram matrix for each pair of outputs, and ((columns + 1) × outputs)³ ÷ 6 multiplications for the factors. */
export function newton(problem: Problem, penalty: Penalty): Method {
  const { design, outputs, kind, checkpoint } = problem
  const size = (design.size + 1) * outputs
  return {
    propose: (gradient, residuals) => {
      const matrix = kind === 'squared' ? problem.gram().slice() : curvatureMatrix(problem, residuals)
      for (let j = 0; j < size; j++) matrix[j * size + j] += j < design.size * outputs ? penalty.ridge[Math.floor(j / outputs)] : intercepts
      factorize(matrix, size, checkpoint)
      const step = gradient.map((slope) => -slope)
      solveFactored(matrix, size, step)
      return step
    },
  }
}

/** In the order of the coefficients; the lower triangle. */
function curvatureMatrix(problem: Problem, residuals: Float64Array): Float64Array {
  const { design, outputs, checkpoint } = problem
  const columns = allColumns(design)
  const gramOf = (weights: Float64Array): Float64Array => weightedGram(design, weights, columns, checkpoint)
  if (outputs === 1) return gramOf(curvatureOf(problem, residuals, 0))
  const width = design.size + 1
  const size = width * outputs
  const matrix = new Float64Array(size * size)
  for (let k = 0; k < outputs; k++) {
    for (let l = 0; l <= k; l++) {
      const gram = gramOf(k === l ? curvatureOf(problem, residuals, k) : crossCurvatureOf(problem, residuals, [k, l]))
      for (let i = 0; i < width; i++) {
        for (let j = 0; j <= i; j++) {
          const value = gram[i * width + j]
          matrix[(i * outputs + k) * size + j * outputs + l] = value
          if (j < i) matrix[(i * outputs + l) * size + j * outputs + k] = value
        }
      }
    }
  }
  return matrix
}
