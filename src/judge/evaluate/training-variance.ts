// How much the value moves because another training set gives another model.
import { variance } from '../../base/stats/index.js'

/**
 * Resampling the rows that were predicted leaves the models as they are. The values of single folds vary more than their few rows
 * explain where each fold's model is different; that excess is the variance between models. The estimate is a mean over the folds,
 * so little of it stays there, but the final model differs from the folds' models as they do from each other, less what their shared
 * rows make equal. Half of the excess brought intervals nearest to 95 % in simulations of linear models and trees with
 * 100 to 1,500 rows and 1 or 3 repeats (Bates, Hastie and Tibshirani 2023 describe the same shortfall).
 *
 * `repeats` give the chosen candidate's value under weights, `resampled` their values on resamples, `folds` each row's fold from 0.
 */
export function trainingVariance(
  repeats: readonly ((weights: Float64Array) => number)[],
  resampled: readonly Float64Array[],
  folds: readonly Int32Array[],
  weights: Float64Array | undefined,
): number {
  let excess = 0
  let counted = 0
  for (const [r, valueOf] of repeats.entries()) {
    const foldOf = folds[r]
    if (foldOf === undefined) continue
    const { values, expected } = foldValues(valueOf, foldOf, weights)
    const rowVariance = variance(resampled[r].filter((value) => !Number.isNaN(value)))
    const one = variance(values) - expected * rowVariance
    if (Number.isNaN(one)) continue
    excess += one
    counted++
  }
  return counted === 0 ? 0 : Math.max(0, excess / counted) / 2
}

/** The value in each fold, and how many times the variance of the whole their rows alone would let them vary. */
function foldValues(
  valueOf: (weights: Float64Array) => number,
  foldOf: Int32Array,
  weights: Float64Array | undefined,
): { values: number[]; expected: number } {
  const foldCount = foldOf.reduce((most, fold) => Math.max(most, fold + 1), 0)
  const sizes = new Float64Array(foldCount)
  let total = 0
  for (let row = 0; row < foldOf.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    if (foldOf[row] >= 0) sizes[foldOf[row]] += weight
    total += weight
  }
  const values: number[] = []
  let expected = 0
  for (let fold = 0; fold < foldCount; fold++) {
    const value = valueOf(Float64Array.from(foldOf, (own) => (own === fold ? 1 : 0)))
    if (Number.isNaN(value)) continue
    values.push(value)
    expected += total / sizes[fold]
  }
  return { values, expected: expected / values.length }
}
