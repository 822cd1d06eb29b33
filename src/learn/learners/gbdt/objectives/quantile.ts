// Quantiles, the median among them: gradients have only two values, so leaves are set to the quantile of what is left.
import type { FittedObjective } from '../forest/fitted.js'
import type { LabelledRows, Objective } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'
import { percentile, weightedPercentile } from './percentile.js'
import { hessianKindOf, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** Loss: alpha · (target − score) where the target is above, (1 − alpha) · (score − target) where it is not. */
export function quantileObjective(labelled: LabelledRows, { alpha }: ObjectiveSettings): Objective {
  // In single precision, as LightGBM holds it: where weights sum to the quantile exactly, this decides on which side it falls.
  const share = Math.fround(alpha)
  return quantileLike({ name: 'quantile', alpha }, labelled, labelled.weights, {
    share,
    // −alpha below the target, 1 − alpha at it and above.
    slopeOf: (error) => (error >= 0 ? Math.fround(1 - share) : -share),
    lossOf: (error) => (error >= 0 ? (1 - alpha) * error : -alpha * error),
  })
}

/** Loss: |score − target|. */
export function l1Objective(labelled: LabelledRows): Objective {
  return quantileLike({ name: 'regression_l1' }, labelled, labelled.weights, { share: 0.5, slopeOf: Math.sign, lossOf: Math.abs })
}

/** Loss: |score − target| ÷ |target|, a target nearer to 0 than 1 counting as 1. */
export function mapeObjective(labelled: LabelledRows): Objective {
  const { target, weights } = labelled
  // In single precision, as LightGBM holds them.
  const scaled = target.map((value, row) => Math.fround((weights === undefined ? 1 : weights[row]) / Math.max(1, Math.abs(value))))
  return quantileLike({ name: 'mape' }, labelled, scaled, { share: 0.5, slopeOf: Math.sign, lossOf: Math.abs })
}

/** `scaled`: what the slope of each row is multiplied by, and what it weighs in percentiles; absent: 1. Hessians are the plain weights. */
function quantileLike(
  fitted: FittedObjective,
  labelled: LabelledRows,
  scaled: Float64Array | undefined,
  { share, slopeOf, lossOf }: { share: number; slopeOf: (error: number) => number; lossOf: (error: number) => number },
): Objective {
  const { rowCount, target, weights } = labelled
  const values = new Float64Array(rowCount)
  const scratch = scaled === undefined ? values : new Float64Array(rowCount)

  /** The percentile of target − score over some rows. */
  const percentileOf = (rows: Int32Array, scores: Float64Array | undefined): number => {
    const count = rows.length
    for (let i = 0; i < count; i++) values[i] = target[rows[i]] - (scores === undefined ? 0 : scores[rows[i]])
    if (scaled === undefined) return percentile(values.subarray(0, count), share)
    for (let i = 0; i < count; i++) scratch[i] = scaled[rows[i]]
    return weightedPercentile(values.subarray(0, count), scratch.subarray(0, count), share)
  }

  return {
    fitted,
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: hessianKindOf(labelled),
    isDivisible: true,
    baseScores: (rows) => Float64Array.of(percentileOf(rows, undefined)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: ({ scores, gradients, hessians }, begin, end) => {
      for (let row = begin; row < end; row++) {
        const slope = slopeOf(scores[row] - target[row])
        gradients[row] = scaled === undefined ? slope : slope * scaled[row]
        hessians[row] = weights === undefined ? 1 : weights[row]
      }
    },
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss: (rows, scores) => {
      const perRow = { rowCount, target, weights: scaled }
      return sumOver(perRow, rows, (row, value) => lossOf(scores[row] - value))
    },
    renewLeaf: percentileOf,
  }
}
