// Losses that grow slower than the square of large errors: Huber, fair.
import type { LabelledRows, Objective } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'
import { hessianKindOf, meanTarget, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** Loss: half the squared error up to alpha, beyond it alpha · (|error| − alpha ÷ 2). Hessians are 1. Starts from the mean. Huber 1964. */
export function huberObjective(labelled: LabelledRows, { alpha }: ObjectiveSettings): Objective {
  const { target, weights } = labelled
  return {
    fitted: { name: 'huber', alpha },
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: hessianKindOf(labelled),
    isDivisible: true,
    greatestStep: alpha,
    baseScores: (rows) => Float64Array.of(meanTarget(labelled, rows)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: ({ scores, gradients, hessians }, begin, end) => {
      for (let row = begin; row < end; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        gradients[row] = Math.max(-alpha, Math.min(alpha, scores[row] - target[row])) * weight
        hessians[row] = weight
      }
    },
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss: (rows, scores) =>
      sumOver(labelled, rows, (row, value) => {
        const error = Math.abs(scores[row] - value)
        return error <= alpha ? 0.5 * error * error : alpha * (error - 0.5 * alpha)
      }),
  }
}

/** Loss: c · |error| − c² · ln(1 + |error| ÷ c), c = fairC. Starts from the mean. */
export function fairObjective(labelled: LabelledRows, { fairC: c }: ObjectiveSettings): Objective {
  const { target, weights } = labelled
  return {
    fitted: { name: 'fair', fairC: c },
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => Float64Array.of(meanTarget(labelled, rows)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: ({ scores, gradients, hessians }, begin, end) => {
      for (let row = begin; row < end; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        const error = scores[row] - target[row]
        const share = c / (Math.abs(error) + c)
        gradients[row] = error * share * weight
        hessians[row] = share * share * weight
      }
    },
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss: (rows, scores) =>
      sumOver(labelled, rows, (row, value) => {
        const error = Math.abs(scores[row] - value)
        return c * error - c * c * Math.log1p(error / c)
      }),
  }
}
