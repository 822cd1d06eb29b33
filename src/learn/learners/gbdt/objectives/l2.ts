// Squared error.
import type { HotDerivatives } from './derivatives.js'
import type { LabelledRows, Objective } from './objective.js'
import { hessianKindOf, meanTarget, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** Loss: (score − target)², whose half has the derivatives score − target and 1. */
export function l2Objective(labelled: LabelledRows, derivatives: HotDerivatives): Objective {
  return {
    fitted: { name: 'regression' },
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: hessianKindOf(labelled),
    isDivisible: true,
    baseScores: (rows) => Float64Array.of(meanTarget(labelled, rows)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: (arrays, begin, end) => derivatives.squared(arrays, begin, end),
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss: (rows, scores) => sumOver(labelled, rows, (row, target) => (scores[row] - target) ** 2),
  }
}
