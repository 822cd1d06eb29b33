// Picks the solver that suits a problem.
import { entryCountOf } from './design.js'
import { descend } from './descent.js'
import { solveElasticNet } from './elastic-net.js'
import { lbfgs } from './lbfgs.js'
import { newton } from './newton.js'
import type { Limits, Penalty, Problem, Solution } from './problem.js'

/** Up to this many coefficients Newton's matrices are considered. */
const newtonSize = 640

/** Iterations that the methods are reckoned with: what they take on tables as they come. */
const newtonIterations = 8
const lbfgsIterations = 100

export function solve(problem: Problem, penalty: Penalty, start: Float64Array, limits: Limits): Solution {
  if (penalty.lasso.some((strength) => strength > 0)) return solveElasticNet(problem, penalty, start, limits)
  return descend(problem, penalty, start, (suitsNewton(problem) ? newton : lbfgs)(problem, penalty), limits)
}

/** Where its iterations, dearer and fewer, cost less. */
function suitsNewton({ design, outputs, kind }: Problem): boolean {
  const size = (design.size + 1) * outputs
  if (size > newtonSize) return false
  const entries = entryCountOf(design)
  const perRow = entries / design.rowCount
  const grams = kind === 'squared' ? 1 : newtonIterations
  const newtonCost = grams * ((entries * perRow * outputs * (outputs + 1)) / 4 + size ** 3 / 6)
  return newtonCost <= lbfgsIterations * 4 * entries * outputs
}
