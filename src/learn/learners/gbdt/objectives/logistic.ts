// Log-loss of two classes, and of probabilities: the score is the log-odds.
import type { FittedObjective } from '../forest/fitted.js'
import type { HotDerivatives } from './derivatives.js'
import type { LabelledRows, Objective } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'
import { meanTarget, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** No probability is taken to be nearer to 0 than this. */
export const leastProbability = 1e-15

/** What a row of class 1, and one of class 0, is multiplied by. */
interface Sides {
  readonly positiveWeight: number
  readonly negativeWeight: number
}

/**
 * Targets 0 and 1. Loss: −ln p of the true class, p = 1 ÷ (1 + exp(−sigmoid · score)), times the weight of its side.
 * The start is the log-odds of the rows as they weigh without the sides.
 */
export function binaryObjective(labelled: LabelledRows, settings: ObjectiveSettings, derivatives: HotDerivatives): Objective {
  const sides = settings.isUnbalance ? balance(labelled) : { positiveWeight: settings.scalePosWeight, negativeWeight: 1 }
  return logisticObjective({ name: 'binary', sigmoid: settings.sigmoid }, labelled, { ...sides, slope: settings.sigmoid }, derivatives)
}

/** Targets from 0 to 1. Loss: −target · ln p − (1 − target) · ln(1 − p), p = 1 ÷ (1 + exp(−score)). */
export function crossEntropyObjective(labelled: LabelledRows, derivatives: HotDerivatives): Objective {
  return logisticObjective({ name: 'cross_entropy' }, labelled, { positiveWeight: 1, negativeWeight: 1, slope: 1 }, derivatives)
}

function logisticObjective(
  fitted: FittedObjective,
  labelled: LabelledRows,
  sides: Sides & { readonly slope: number },
  derivatives: HotDerivatives,
): Objective {
  const { slope, positiveWeight, negativeWeight } = sides
  return {
    fitted,
    outputCount: 1,
    transform: { name: 'sigmoid', slope },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => {
      const share = Math.min(1 - leastProbability, Math.max(leastProbability, meanTarget(labelled, rows)))
      return Float64Array.of(Math.log(share / (1 - share)) / slope)
    },
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: (arrays, begin, end) => derivatives.logistic(arrays, begin, end, sides),
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
function balance({ target }: LabelledRows): Sides {
  let positives = 0
  for (let row = 0; row < target.length; row++) if (target[row] > 0) positives++
  const negatives = target.length - positives
  if (positives === 0 || negatives === 0) return { positiveWeight: 1, negativeWeight: 1 }
  return positives > negatives
    ? { positiveWeight: 1, negativeWeight: positives / negatives }
    : { positiveWeight: negatives / positives, negativeWeight: 1 }
}
