// Newton's method: exact curvature, solved by Cholesky. One iteration for the squared loss, a handful for the logistic one.
import { factorize, solveFactored } from './cholesky.js'
import type { Method } from './descent.js'
import { curvatureOf } from './losses.js'
import { allColumns } from './problem.js'
import type { Penalty, Problem } from './problem.js'
import { weightedGram } from './products.js'

/** For one output. An iteration costs entries of the Gram matrix + size³ ÷ 6 multiplications. */
export function newton(problem: Problem, penalty: Penalty): Method {
  const { design, kind, checkpoint } = problem
  const width = design.size + 1
  const columns = allColumns(design)
  return {
    propose: (gradient, residuals) => {
      const matrix =
        kind === 'squared' ? problem.gram().slice() : weightedGram(design, curvatureOf(kind, problem, residuals, 0), columns, checkpoint)
      for (let j = 0; j < design.size; j++) matrix[j * width + j] += penalty.ridge[j]
      factorize(matrix, width, checkpoint)
      const step = gradient.map((slope) => -slope)
      solveFactored(matrix, width, step)
      return step
    },
  }
}
