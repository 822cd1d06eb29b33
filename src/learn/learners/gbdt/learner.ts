// Gradient-boosted trees as a learner.
import type { Json } from '../../../base/core/index.js'
import type { FittedModel, Learner } from '../learner.js'
import { gbdtCandidates } from './candidates.js'
import { fitGbdt } from './engine/fit.js'
import { fitFromJson } from './forest/json.js'
import { createGbdtModel } from './forest/model.js'
import type { GbdtModel } from './forest/model.js'
import { gbdtParameters } from './parameters.js'
import type { GbdtParameters } from './parameters.js'

/**
 * Gradient-boosted trees on histograms, grown leaf by leaf.
 * Log-loss for classes (softmax with one tree per class and round for more than two), squared error for numbers.
 * Friedman 2001; Ke et al. 2017 (LightGBM).
 */
export const gbdt: Learner<GbdtParameters> = {
  id: 'gbdt',
  title: 'gradient-boosted trees',
  tasks: ['binary', 'multiclass', 'regression'],
  encoding: 'ordinal',
  parameters: gbdtParameters,
  candidates: gbdtCandidates,
  fit: fitGbdt,
  load: (json: Json) => createGbdtModel(fitFromJson(json)),
  consolidate,
}

/** Fixed rounds for the final fit: the median of the folds', adjusted to the greater number of rows. */
function consolidate(parameters: GbdtParameters, folds: readonly FittedModel[], growth: number): GbdtParameters {
  if (!parameters.earlyStopping || folds.length === 0) return parameters
  const found = folds.map((model) => (model as GbdtModel).fit).sort((a, b) => a.rounds - b.rounds)
  const median = found[Math.floor((found.length - 1) / 2)]
  return { ...parameters, rounds: Math.round((median.rounds * growth) / median.roundsShare), earlyStopping: false }
}
