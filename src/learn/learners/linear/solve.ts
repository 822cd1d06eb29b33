// Picks the solver that suits a problem.
import { descend } from './descent.js'
import { solveElasticNet } from './elastic-net.js'
import { lbfgs } from './lbfgs.js'
import { newton } from './newton.js'
import type { Limits, Penalty, Problem, Solution } from './problem.js'

/** Up to this many columns Newton's matrices are cheap. */
const newtonSize = 512

export function solve(problem: Problem, penalty: Penalty, start: Float64Array, limits: Limits): Solution {
  if (penalty.lasso.some((strength) => strength > 0)) return solveElasticNet(problem, penalty, start, limits)
  const isSmall = problem.outputs === 1 && problem.design.size <= newtonSize
  return descend(problem, penalty, start, (isSmall ? newton : lbfgs)(problem, penalty), limits)
}
