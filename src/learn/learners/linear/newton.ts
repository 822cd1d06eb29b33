// Newton's method: exact curvature, solved by Cholesky. One iteration for the squared loss, a handful for the others.
import { factorize, solveFactored } from './cholesky.js'
import type { Method } from './descent.js'
import { crossCurvatureOf, curvatureOf } from './losses.js'
import { allColumns } from './problem.js'
import type { Penalty, Problem } from './problem.js'
import { weightedGram } from './products.js'

/** Softmax does not see when all intercepts move together: this much curvature keeps that direction in place. */
const interceptCurvature = 1e-9

/** An iteration costs a Gram matrix for each pair of outputs, and ((columns + 1) × outputs)³ ÷ 6 multiplications for the factors. */
export function newton(problem: Problem, penalty: Penalty): Method {
  const { design, outputs, checkpoint } = problem
  const size = (design.size + 1) * outputs
  const everything = { columns: allColumns(design), part: Array.from({ length: outputs }, (_, k) => k) }
  return {
    propose: (gradient, residuals) => {
      const matrix = curvatureMatrix(problem, residuals, everything)
      for (let j = 0; j < design.size * outputs; j++) matrix[j * size + j] += penalty.ridge[Math.floor(j / outputs)]
      factorize(matrix, size, checkpoint)
      const step = gradient.map((slope) => -slope)
      solveFactored(matrix, size, step)
      return step
    },
  }
}

/**
 * Second derivatives of the mean loss in the coefficients of some columns (ascending) and outputs and in their intercepts: the lower
 * triangle, column by column, in each the outputs, the intercepts last.
 */
export function curvatureMatrix(
  problem: Problem,
  residuals: Float64Array,
  { columns, part }: { columns: Int32Array; part: readonly number[] },
): Float64Array {
  const { design, kind, checkpoint } = problem
  if (kind === 'squared' && columns.length === design.size) return problem.gram().slice()
  const gramOf = (weights: Float64Array): Float64Array => weightedGram(design, weights, columns, checkpoint)
  const count = part.length
  const size = (columns.length + 1) * count
  if (count === 1) {
    const gram = gramOf(curvatureOf(problem, residuals, part[0]))
    gram[size * size - 1] += interceptCurvature
    return gram
  }
  const matrix = new Float64Array(size * size)
  for (let k = 0; k < count; k++) {
    for (let l = 0; l <= k; l++) {
      const gram = gramOf(k === l ? curvatureOf(problem, residuals, part[k]) : crossCurvatureOf(problem, residuals, [part[k], part[l]]))
      for (let i = 0; i <= columns.length; i++) {
        for (let j = 0; j <= i; j++) {
          const value = gram[i * (columns.length + 1) + j]
          matrix[(i * count + k) * size + j * count + l] = value
          if (j < i) matrix[(i * count + l) * size + j * count + k] = value
        }
      }
    }
  }
  for (let i = size - count; i < size; i++) matrix[i * size + i] += interceptCurvature
  return matrix
}
