// The parameters of `mlwright/gbdt`: those of the learner, with LightGBM's defaults, and what the fit is for.
import { MlwrightError, resolveParameters, showValue } from '../../../../base/core/index.js'
import type { Json, ParameterDeclarations } from '../../../../base/core/index.js'
import type { CustomObjective } from '../objectives/custom.js'
import { checkSettings, objectiveNames } from '../objectives/parameters.js'
import type { ObjectiveName, ObjectiveSettings } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import type { GbdtParameters } from '../parameters.js'

/** What finds the number of rounds stands in the context here. */
type EngineParameters = Omit<GbdtParameters, 'earlyStopping' | 'patience' | 'objective'>

export interface LibraryParameters extends EngineParameters {
  readonly objective: ObjectiveName
  readonly classes: number
}

/** All optional; see the reference for meaning, default and range of each. */
export type GbdtTrainParameters = { readonly [K in keyof EngineParameters]?: EngineParameters[K] | undefined } & {
  /** What is minimised; a loss of one's own makes the fit run on the calling thread. Default `l2`. */
  readonly objective?: ObjectiveName | CustomObjective | undefined
  /** The number of classes of `multiclass`. Default: one more than the greatest label. */
  readonly classes?: number | undefined
}

const { earlyStopping: _, patience: __, ...engineParameters } = gbdtParameters

export const libraryParameters: ParameterDeclarations<LibraryParameters> = {
  ...engineParameters,
  objective: { type: 'choice', default: 'l2', options: objectiveNames, meaning: 'The loss that is minimised.' },
  classes: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 10_000,
    meaning: 'The number of classes of `multiclass`; 0: one more than the greatest label.',
  },
  catStatistics: { type: 'choice', default: 'off', options: ['auto', 'on', 'off'], meaning: engineParameters.catStatistics.meaning },
  rounds: { type: 'integer', default: 100, min: 0, max: 100_000, meaning: 'Trees per output. 0: the constant alone.' },
}

/** What LightGBM calls them, where not the same, its own name first; then XGBoost, scikit-learn and CatBoost. */
export const otherNames: Readonly<Record<string, keyof LibraryParameters>> = {
  num_iterations: 'rounds',
  num_boost_round: 'rounds',
  num_round: 'rounds',
  n_estimators: 'rounds',
  iterations: 'rounds',
  trees: 'rounds',
  learning_rate: 'learningRate',
  shrinkage_rate: 'learningRate',
  eta: 'learningRate',
  num_leaves: 'leaves',
  max_leaves: 'leaves',
  max_leaf_nodes: 'leaves',
  max_depth: 'maxDepth',
  depth: 'maxDepth',
  min_data_in_leaf: 'minRowsPerLeaf',
  min_child_samples: 'minRowsPerLeaf',
  min_samples_leaf: 'minRowsPerLeaf',
  min_sum_hessian_in_leaf: 'minHessian',
  min_child_weight: 'minHessian',
  min_gain_to_split: 'minGain',
  min_split_gain: 'minGain',
  gamma: 'minGain',
  lambda_l1: 'l1',
  reg_alpha: 'l1',
  lambda_l2: 'l2',
  reg_lambda: 'l2',
  lambda: 'l2',
  l2_leaf_reg: 'l2',
  bagging_fraction: 'subsample',
  feature_fraction: 'colsampleByTree',
  colsample_bytree: 'colsampleByTree',
  boosting_type: 'boosting',
  grow_policy: 'growth',
  extra_trees: 'extraTrees',
  path_smooth: 'pathSmooth',
  max_delta_step: 'maxDeltaStep',
  colsample_bylevel: 'colsampleByLevel',
  bagging_freq: 'subsampleFrequency',
  pos_bagging_fraction: 'positiveSubsample',
  neg_bagging_fraction: 'negativeSubsample',
  data_sample_strategy: 'sampling',
  top_rate: 'topRate',
  other_rate: 'otherRate',
  drop_rate: 'dropRate',
  max_drop: 'maxDrop',
  skip_drop: 'skipDrop',
  uniform_drop: 'uniformDrop',
  xgboost_dart_mode: 'xgboostDart',
  linear_tree: 'linearLeaves',
  linear_lambda: 'linearLambda',
  monotone_constraints: 'monotone',
  interaction_constraints: 'interactions',
  feature_fraction_bynode: 'colsampleByNode',
  colsample_bynode: 'colsampleByNode',
  max_bin: 'maxBins',
  cat_smooth: 'catSmooth',
  cat_l2: 'catL2',
  min_data_per_group: 'minRowsPerGroup',
  max_cat_threshold: 'maxCatThreshold',
  max_cat_to_onehot: 'maxCatToOnehot',
  num_class: 'classes',
  boost_from_average: 'boostFromAverage',
  class_weight: 'classWeights',
  scale_pos_weight: 'scalePosWeight',
  is_unbalance: 'isUnbalance',
  fair_c: 'fairC',
  poisson_max_delta_step: 'poissonMaxDeltaStep',
  tweedie_variance_power: 'tweedieVariancePower',
  lambdarank_truncation_level: 'lambdarankTruncation',
  lambdarank_norm: 'lambdarankNorm',
  label_gain: 'labelGain',
}

export interface ResolvedParameters {
  readonly parameters: LibraryParameters
  readonly custom: CustomObjective | undefined
}

/** Throws PARAMETER_INVALID that names every unknown parameter, with the nearest, and every value out of its range. */
export function resolveLibraryParameters(given: unknown): ResolvedParameters {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new MlwrightError('PARAMETER_INVALID', `The parameters are ${showValue(given)}, expected 'auto' or an object.`, {
      hint: "For instance { objective: 'binary', rounds: 200 }.",
    })
  }
  const { objective, ...others } = given as Readonly<Record<string, Json | undefined>>
  const custom = isCustom(objective) ? objective : undefined
  const named = custom === undefined && objective !== undefined ? { ...others, objective } : others
  return { parameters: resolveParameters(libraryParameters, named, otherNames), custom }
}

/** A value that has the function of a loss of one's own. */
function isCustom(value: unknown): value is CustomObjective {
  return typeof value === 'object' && value !== null && 'computeGradients' in value && typeof value.computeGradients === 'function'
}

/** What the objective needs to know. Throws PARAMETER_INVALID for parameters that it does not use. */
export function settingsOf(
  parameters: GbdtParameters | LibraryParameters,
  objective: ObjectiveName,
  classCount: number,
): ObjectiveSettings {
  const settings = { ...parameters, objective, classCount: objective === 'binary' ? 2 : classCount }
  checkSettings(settings)
  return settings
}
