// Log-loss of two classes: the score is the log-odds of class 1.
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import { meanTarget, sumOver, targetVaries } from './rows.js'

/** No probability is taken to be nearer to 0 than this. */
export const leastProbability = 1e-15

export function binaryObjective(labelled: LabelledRows): Objective {
  const { target, weights } = labelled
  return {
    name: 'binary',
    outputCount: 1,
    transform: { name: 'sigmoid', slope: 1 },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => {
      const share = Math.min(1 - leastProbability, Math.max(leastProbability, meanTarget(labelled, rows)))
      return Float64Array.of(Math.log(share / (1 - share)))
    },
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: ({ scores, gradients, hessians }: RoundArrays, begin, end) => {
      for (let row = begin; row < end; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        const probability = 1 / (1 + Math.exp(-scores[row]))
        gradients[row] = (probability - target[row]) * weight
        hessians[row] = probability * (1 - probability) * weight
      }
    },
    // From the score, never from a rounded probability.
    sumLoss: (rows, scores) =>
      sumOver(labelled, rows, (row, label) => {
        const margin = label === 1 ? -scores[row] : scores[row]
        return Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)))
      }),
  }
}
