// Squared error.
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import { meanTarget, sumOver, targetVaries } from './rows.js'

export function l2Objective(labelled: LabelledRows): Objective {
  const { target, weights } = labelled
  return {
    name: 'l2',
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: weights === undefined ? 'ones' : 'weights',
    isDivisible: true,
    baseScores: (rows) => Float64Array.of(meanTarget(labelled, rows)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: ({ scores, gradients, hessians }: RoundArrays, begin, end) => {
      for (let row = begin; row < end; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        gradients[row] = (scores[row] - target[row]) * weight
        hessians[row] = weight
      }
    },
    sumLoss: (rows, scores) => sumOver(labelled, rows, (row, value) => (scores[row] - value) ** 2),
  }
}
