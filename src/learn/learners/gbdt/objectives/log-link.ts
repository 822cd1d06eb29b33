// Counts and amounts, whose logarithm is the score: Poisson, gamma, Tweedie.
import type { FittedObjective } from '../forest/fitted.js'
import type { HotDerivatives } from './derivatives.js'
import type { LabelledRows, Objective } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'
import { meanTarget, sumOver, sumWeightsOf, targetVaries } from './rows.js'

/** A mean of 0 is taken to be this: its logarithm must be finite. */
const instead = 1e-15

/**
 * Targets ≥ 0. Loss: mean − target · score, where mean = e^score. Hessians are times e^poissonMaxDeltaStep, which holds steps back
 * where the mean is still far too low.
 */
export function poissonObjective(
  labelled: LabelledRows,
  { poissonMaxDeltaStep }: ObjectiveSettings,
  derivatives: HotDerivatives,
): Objective {
  const shape = { power: 1, hessianFactor: Math.exp(poissonMaxDeltaStep) }
  return logLinkObjective({ name: 'poisson' }, labelled, shape, derivatives, (score, target) => Math.exp(score) - target * score)
}

/** Targets > 0. Loss: target ÷ mean + score. */
export function gammaObjective(labelled: LabelledRows, derivatives: HotDerivatives): Objective {
  const shape = { power: 2, hessianFactor: 1 }
  return logLinkObjective({ name: 'gamma' }, labelled, shape, derivatives, (score, target) => target * Math.exp(-score) + score)
}

/** Targets ≥ 0, many of them 0. Loss: mean^(2 − ρ) ÷ (2 − ρ) − target · mean^(1 − ρ) ÷ (1 − ρ), ρ the variance power; Poisson's at ρ = 1. */
export function tweedieObjective(
  labelled: LabelledRows,
  { tweedieVariancePower: power }: ObjectiveSettings,
  derivatives: HotDerivatives,
): Objective {
  const lossOf =
    power === 1
      ? (score: number, target: number): number => Math.exp(score) - target * score
      : (score: number, target: number): number =>
          Math.exp((2 - power) * score) / (2 - power) - (target * Math.exp((1 - power) * score)) / (1 - power)
  return logLinkObjective({ name: 'tweedie', tweedieVariancePower: power }, labelled, { power, hessianFactor: 1 }, derivatives, lossOf)
}

function logLinkObjective(
  fitted: FittedObjective,
  labelled: LabelledRows,
  shape: { power: number; hessianFactor: number },
  derivatives: HotDerivatives,
  lossOf: (score: number, target: number) => number,
): Objective {
  return {
    fitted,
    outputCount: 1,
    transform: { name: 'exp' },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => Float64Array.of(Math.log(meanTarget(labelled, rows) || instead)),
    findLearnable: (rows) => [targetVaries(labelled, rows)],
    computeGradients: (arrays, begin, end) => derivatives.tweedie(arrays, begin, end, shape),
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss: (rows, scores) => sumOver(labelled, rows, (row, target) => lossOf(scores[row], target)),
  }
}
