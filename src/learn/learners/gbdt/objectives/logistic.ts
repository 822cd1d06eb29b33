// Log-loss of two classes, and of probabilities: the score is the log-odds.
import type { FittedObjective } from '../forest/fitted.js'
import { logisticComputing } from './derivatives.js'
import type { Sides } from './derivatives.js'
import type { LabelledRows, Objective } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'
import { meanTarget, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** No probability is taken to be nearer to 0 than this. */
export const leastProbability = 1e-15

/**
 * Targets 0 and 1. Loss: −ln p of the true class, p = 1 ÷ (1 + exp(−sigmoid · score)), times the weight of its side.
 * The start is the log-odds of the rows as they weigh without the sides.
 */
export function binaryObjective(labelled: LabelledRows, settings: ObjectiveSettings): Objective {
  const sides = settings.isUnbalance ? balance(labelled) : { positiveWeight: settings.scalePosWeight, negativeWeight: 1 }
  return logisticObjective({ name: 'binary', sigmoid: settings.sigmoid }, labelled, { ...sides, slope: settings.sigmoid })
}

/** Targets from 0 to 1. Loss: −target · ln p − (1 − target) · ln(1 − p), p = 1 ÷ (1 + exp(−score)). */
export function crossEntropyObjective(labelled: LabelledRows): Objective {
  return logisticObjective({ name: 'cross_entropy' }, labelled, { positiveWeight: 1, negativeWeight: 1, slope: 1 })
}

function logisticObjective(fitted: FittedObjective, labelled: LabelledRows, sides: Sides): Objective {
  const { slope, positiveWeight, negativeWeight } = sides
  return {
    fitted,
    labelled,
    outputCount: 1,
    transform: { name: 'sigmoid', slope },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => {
      const share = Math.min(1 - leastProbability, Math.max(leastProbability, meanTarget(labelled, rows)))
      return Float64Array.of(Math.log(share / (1 - share)) / slope)
    },
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    ...logisticComputing(labelled, sides),
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    // From the score, never from a rounded probability.
    sumLoss: (rows, scores) =>
      sumOver(labelled, rows, (row, target) => {
        const margin = slope * scores[row]
        const side = target > 0 ? positiveWeight : negativeWeight
        return side * (Math.max(margin, 0) - target * margin + Math.log1p(Math.exp(-Math.abs(margin))))
      }),
  }
}

/** Weights that make both classes count alike, that of the more frequent being 1. */
function balance({ target }: LabelledRows): Omit<Sides, 'slope'> {
  let positives = 0
  for (let row = 0; row < target.length; row++) if (target[row] > 0) positives++
  const negatives = target.length - positives
  if (positives === 0 || negatives === 0) return { positiveWeight: 1, negativeWeight: 1 }
  return positives > negatives
    ? { positiveWeight: 1, negativeWeight: positives / negatives }
    : { positiveWeight: negatives / positives, negativeWeight: 1 }
}
