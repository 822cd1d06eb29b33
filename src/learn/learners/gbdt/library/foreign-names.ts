// Names that other libraries have: which of ours is meant, where it stands when it is no parameter, or what to do where it is not there.
import { contextOptions, dataFields } from './fields.js'

/** What LightGBM calls our parameters, where not the same, its own name first; then XGBoost, scikit-learn and CatBoost. */
export const otherNames: Readonly<Record<string, string>> = {
  num_iterations: 'rounds',
  num_boost_round: 'rounds',
  num_round: 'rounds',
  n_estimators: 'rounds',
  iterations: 'rounds',
  trees: 'rounds',
  num_trees: 'rounds',
  num_rounds: 'rounds',
  nrounds: 'rounds',
  n_iter: 'rounds',
  max_iter: 'rounds',
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
  min_data_per_leaf: 'minRowsPerLeaf',
  min_sum_hessian_in_leaf: 'minHessian',
  min_child_weight: 'minHessian',
  min_gain_to_split: 'minGain',
  min_split_gain: 'minGain',
  gamma: 'minGain',
  lambda_l1: 'l1',
  reg_alpha: 'l1',
  l1_regularization: 'l1',
  lambda_l2: 'l2',
  reg_lambda: 'l2',
  lambda: 'l2',
  l2_leaf_reg: 'l2',
  l2_regularization: 'l2',
  bagging_fraction: 'subsample',
  feature_fraction: 'colsampleByTree',
  colsample_bytree: 'colsampleByTree',
  boosting_type: 'boosting',
  booster: 'boosting',
  grow_policy: 'growth',
  extra_trees: 'extraTrees',
  path_smooth: 'pathSmooth',
  max_delta_step: 'maxDeltaStep',
  colsample_bylevel: 'colsampleByLevel',
  bagging_freq: 'subsampleFrequency',
  subsample_freq: 'subsampleFrequency',
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
  monotonic_cst: 'monotone',
  interaction_constraints: 'interactions',
  feature_fraction_bynode: 'colsampleByNode',
  colsample_bynode: 'colsampleByNode',
  max_bin: 'maxBins',
  max_bins: 'maxBins',
  cat_smooth: 'catSmooth',
  cat_l2: 'catL2',
  min_data_per_group: 'minRowsPerGroup',
  max_cat_threshold: 'maxCatThreshold',
  max_cat_to_onehot: 'maxCatToOnehot',
  num_class: 'classes',
  num_classes: 'classes',
  application: 'objective',
  loss: 'objective',
  loss_function: 'objective',
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

/** What others call objectives, where not the same. */
export const otherObjectives: Readonly<Record<string, string>> = {
  ...named('l2', 'regression regression_l2 mse rmse mean_squared_error squared_error reg:squarederror'),
  ...named('l1', 'mae regression_l1 mean_absolute_error absolute_error reg:absoluteerror'),
  ...named('mape', 'mean_absolute_percentage_error'),
  ...named('quantile', 'reg:quantileerror'),
  ...named('poisson', 'count:poisson'),
  ...named('gamma', 'reg:gamma'),
  ...named('tweedie', 'reg:tweedie'),
  ...named('binary', 'binary:logistic logloss log_loss binary_logloss binary_crossentropy'),
  ...named('crossEntropy', 'cross_entropy xentropy reg:logistic'),
  ...named('multiclass', 'softmax multi:softmax multi:softprob multi_logloss'),
  ...named('lambdarank', 'rank:ndcg'),
}

/** Where it stands here, in the words of the guide; LightGBM's own name first. */
export const places: Readonly<Record<string, string>> = {
  ...named('`patience` in the context, with `validation`', 'early_stopping_round early_stopping_rounds early_stopping n_iter_no_change'),
  ...named('`metric` in the context', 'metric metrics eval_metric'),
  ...named('`onRound` in the context', 'metric_freq is_provide_training_metric verbosity verbose silent callbacks'),
  ...named('`threads` in the context', 'num_threads nthread nthreads n_jobs thread_count'),
  ...named('`seed` in the context', 'seed random_seed random_state'),
  ...named('`seed` in the context', 'bagging_seed feature_fraction_seed extra_seed drop_seed objective_seed data_random_seed'),
  ...named('`validation` in the context', 'valid valid_sets eval_set eval_sets evals'),
  ...named('always', 'deterministic'),
  ...named('`continueFrom` in the context', 'input_model init_model xgb_model'),
  ...named('`toJSON()`, `toLightGbmText()`, `toOnnx()`', 'output_model'),
  ...named('`categorical` in the data', 'categorical_feature categorical_features cat_feature cat_features'),
  ...named('`names` in the data', 'feature_name feature_names'),
  ...named('`weights` in the data', 'weight sample_weight'),
  ...named('`groupSizes` in the data', 'group group_sizes'),
  ...named('`initialScores` in the data', 'init_score base_margin'),
  ...named('by itself', 'is_enable_sparse enable_bundle feature_pre_filter'),
  ...named('by itself', 'force_col_wise force_row_wise histogram_pool_size'),
  ...named("`metric: 'ndcg@10'`", 'eval_at'),
  ...named('`predictRaw`', 'predict_raw_score'),
  ...named('`shap`', 'predict_contrib'),
  ...named('`leafIndex`', 'predict_leaf_index'),
  ...named('`importance`', 'saved_feature_importance_type importance_type'),
  ...named('`toOnnx()`', 'convert_model convert_model_language'),
}

/** What to do without it, in the words of the guide; LightGBM's own names first. */
export const lacking: Readonly<Record<string, string>> = {
  ...named('a fit is stopped by one metric', 'first_metric_only'),
  ...named('any improvement counts', 'early_stopping_min_delta'),
  ...named('there is one method', 'monotone_constraints_method'),
  ...named('a constraint holds or does not', 'monotone_penalty'),
  ...named('columns have no weights: leave out what should not be used', 'feature_contri'),
  ...named('splits and bins follow from the data', 'forcedsplits_filename forcedbins_filename'),
  ...named(
    'the cost of columns is not considered',
    'cegb_tradeoff cegb_penalty_split cegb_penalty_feature_lazy cegb_penalty_feature_coupled',
  ),
  ...named('train anew: it is quick', 'refit_decay_rate'),
  ...named('rows are drawn, not groups', 'bagging_by_query'),
  ...named('`maxBins` holds for all columns', 'max_bin_by_feature'),
  ...named('3, or `minRowsPerLeaf` where that is less', 'min_data_in_bin'),
  ...named('bins are found by themselves; nothing to set', 'bin_construct_sample_cnt subsample_for_bin'),
  ...named('NaN is always missing; put a number in its place to have it otherwise', 'use_missing'),
  ...named('put NaN in place of 0', 'zero_as_missing'),
  ...named('derivatives are summed as whole numbers anyway, finer than 4 levels', 'use_quantized_grad'),
  ...named('leaf values always come from exact sums', 'num_grad_quant_bins quant_train_renew_leaf stochastic_rounding'),
  ...named('take the root of the labels, and square the predictions', 'reg_sqrt'),
  ...named('positions are not considered', 'lambdarank_position_bias_regularization'),
  ...named('`mlwright/metrics` has metrics to call on predictions', 'multi_error_top_k auc_mu_weights'),
  ...named('a model predicts with all rounds that it has', 'start_iteration_predict num_iteration_predict'),
  ...named('every tree is asked', 'pred_early_stop pred_early_stop_freq pred_early_stop_margin'),
  ...named('other columns than those of the training are refused', 'predict_disable_shape_check'),
  ...named(
    '`mlwright train` reads files; the library takes typed arrays',
    'task config data output_result save_binary snapshot_freq header label_column weight_column group_column ignore_column two_round pre_partition precise_float_parser parser_config_file',
  ),
  ...named('one machine', 'tree_learner top_k num_machines local_listen_port time_out machine_list_filename machines'),
  ...named('the processor only', 'device_type gpu_platform_id gpu_device_id gpu_device_id_list gpu_use_dp num_gpu device'),
  ...named('columns are always put into bins', 'tree_method'),
}

/** What is to be said of a name that is no parameter; undefined where it is not known. Names in camelCase are known, too. */
export function explainName(name: string): string | undefined {
  const theirs = snakeCase(name)
  if (Object.hasOwn(otherNames, theirs)) return `did you mean '${otherNames[theirs]}'?`
  if (contextOptions.some((option) => option === name)) return `here: '${name}' in the context`
  if (dataFields.some((field) => field === name)) return `here: '${name}' in the data`
  if (Object.hasOwn(places, theirs)) return `here: ${quoted(places[theirs])}`
  return Object.hasOwn(lacking, theirs) ? `not there: ${quoted(lacking[theirs])}` : undefined
}

/** The field of data, or the option of the context, that another name stands for. */
export function meantIn(where: 'data' | 'context', name: string): string | undefined {
  const theirs = snakeCase(name)
  return Object.hasOwn(places, theirs) ? new RegExp(`^\`(\\w+)\` in the ${where}`, 'u').exec(places[theirs])?.[1] : undefined
}

function named(value: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, value]))
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
}

function quoted(text: string): string {
  return text.replaceAll('`', "'")
}
