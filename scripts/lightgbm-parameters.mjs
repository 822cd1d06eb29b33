// What each parameter of LightGBM is in mlwright/gbdt, for the tables of docs/guide/from-lightgbm.md. A parameter counts as there when the library declares it.

/**
 * `parameter`: of the same meaning here; `note`: how it differs. `place`: where it stands when it is no parameter.
 * `otherwise`: what to do where it is not there.
 */
const mapping = [
  // What is learned, and for how long.
  [
    'objective',
    { parameter: 'objective', note: '`regression` is `l2`, `regression_l1` `l1`, `cross_entropy` `crossEntropy`; names are in camelCase' },
  ],
  ['num_class', { parameter: 'classes', note: '0: one more than the greatest label' }],
  ['boosting', { parameter: 'boosting' }],
  ['num_iterations', { parameter: 'rounds' }],
  ['learning_rate', { parameter: 'learningRate' }],
  [
    'early_stopping_round',
    { place: '`patience` in the context, with `validation`', note: 'by default by learning rate and rows, not off' },
  ],
  ['first_metric_only', { otherwise: 'a fit is stopped by one metric' }],
  ['early_stopping_min_delta', { otherwise: 'any improvement counts' }],
  ['metric', { place: '`metric` in the context', note: 'one, by name or a function; without it the loss of the objective' }],
  ['metric_freq is_provide_training_metric', { place: '`onRound` in the context', note: 'called after each round' }],
  ['num_threads', { place: '`threads` in the context', note: 'as many as run at once' }],
  ['seed', { place: '`seed` in the context' }],
  [
    'bagging_seed feature_fraction_seed extra_seed drop_seed objective_seed data_random_seed',
    { place: '`seed`', note: 'one seed for all' },
  ],
  ['deterministic', { place: 'always', note: 'the model does not depend on threads, their number or the layout' }],
  ['verbosity', { place: '`onRound` in the context', note: 'nothing is printed' }],
  ['input_model', { place: '`continueFrom` in the context', note: 'or raw scores as `initialScores` in the data' }],
  ['output_model', { place: '`toJSON()`, `toLightGbmText()`, `toOnnx()`' }],
  // Trees.
  ['num_leaves', { parameter: 'leaves' }],
  ['max_depth', { parameter: 'maxDepth', note: 'no limit is 0' }],
  ['min_data_in_leaf', { parameter: 'minRowsPerLeaf' }],
  ['min_sum_hessian_in_leaf', { parameter: 'minHessian' }],
  ['min_gain_to_split', { parameter: 'minGain' }],
  ['lambda_l1', { parameter: 'l1' }],
  ['lambda_l2', { parameter: 'l2' }],
  ['max_delta_step', { parameter: 'maxDeltaStep' }],
  ['path_smooth', { parameter: 'pathSmooth' }],
  ['extra_trees', { parameter: 'extraTrees' }],
  ['linear_tree', { parameter: 'linearLeaves' }],
  ['linear_lambda', { parameter: 'linearLambda' }],
  ['monotone_constraints', { parameter: 'monotone' }],
  ['monotone_constraints_method', { otherwise: 'there is one method' }],
  ['monotone_penalty', { otherwise: 'a constraint holds or does not' }],
  ['interaction_constraints', { parameter: 'interactions' }],
  ['feature_contri', { otherwise: 'columns have no weights: leave out what should not be used' }],
  ['forcedsplits_filename forcedbins_filename', { otherwise: 'splits and bins follow from the data' }],
  [
    'cegb_tradeoff cegb_penalty_split cegb_penalty_feature_lazy cegb_penalty_feature_coupled',
    { otherwise: 'the cost of columns is not considered' },
  ],
  ['refit_decay_rate', { otherwise: 'train anew: it is quick' }],
  // Sampling.
  ['bagging_fraction', { parameter: 'subsample' }],
  ['bagging_freq', { parameter: 'subsampleFrequency', note: '`subsample` below 1 is enough to draw; LightGBM wants both' }],
  ['pos_bagging_fraction', { parameter: 'positiveSubsample' }],
  ['neg_bagging_fraction', { parameter: 'negativeSubsample' }],
  ['bagging_by_query', { otherwise: 'rows are drawn, not groups' }],
  ['feature_fraction', { parameter: 'colsampleByTree' }],
  ['feature_fraction_bynode', { parameter: 'colsampleByNode' }],
  ['data_sample_strategy', { parameter: 'sampling' }],
  ['top_rate', { parameter: 'topRate' }],
  ['other_rate', { parameter: 'otherRate' }],
  ['drop_rate', { parameter: 'dropRate' }],
  ['max_drop', { parameter: 'maxDrop' }],
  ['skip_drop', { parameter: 'skipDrop' }],
  ['uniform_drop', { parameter: 'uniformDrop' }],
  ['xgboost_dart_mode', { parameter: 'xgboostDart' }],
  // Columns and bins.
  ['max_bin', { parameter: 'maxBins', note: 'at most 255' }],
  ['max_bin_by_feature', { otherwise: '`maxBins` holds for all columns' }],
  ['min_data_in_bin', { otherwise: '3, or `minRowsPerLeaf` where that is less' }],
  ['bin_construct_sample_cnt', { otherwise: 'bins are found by themselves; nothing to set' }],
  ['categorical_feature', { place: '`categorical` in the data' }],
  ['cat_l2', { parameter: 'catL2' }],
  ['cat_smooth', { parameter: 'catSmooth' }],
  ['max_cat_threshold', { parameter: 'maxCatThreshold' }],
  ['max_cat_to_onehot', { parameter: 'maxCatToOnehot' }],
  ['min_data_per_group', { parameter: 'minRowsPerGroup' }],
  ['use_missing', { otherwise: 'NaN is always missing; put a number in its place to have it otherwise' }],
  ['zero_as_missing', { otherwise: 'put NaN in place of 0' }],
  ['is_enable_sparse enable_bundle feature_pre_filter', { place: 'by itself', note: 'what does not change the model is not asked' }],
  ['force_col_wise force_row_wise histogram_pool_size', { place: 'by itself' }],
  ['use_quantized_grad', { otherwise: 'derivatives are summed as whole numbers anyway, finer than 4 levels' }],
  ['num_grad_quant_bins quant_train_renew_leaf stochastic_rounding', { otherwise: 'leaf values always come from exact sums' }],
  // Objectives.
  ['boost_from_average', { parameter: 'boostFromAverage' }],
  ['is_unbalance', { parameter: 'isUnbalance' }],
  ['scale_pos_weight', { parameter: 'scalePosWeight' }],
  ['sigmoid', { parameter: 'sigmoid' }],
  ['reg_sqrt', { otherwise: 'take the root of the labels, and square the predictions' }],
  ['alpha', { parameter: 'alpha' }],
  ['fair_c', { parameter: 'fairC' }],
  ['poisson_max_delta_step', { parameter: 'poissonMaxDeltaStep' }],
  ['tweedie_variance_power', { parameter: 'tweedieVariancePower' }],
  ['lambdarank_truncation_level', { parameter: 'lambdarankTruncation' }],
  ['lambdarank_norm', { parameter: 'lambdarankNorm' }],
  ['label_gain', { parameter: 'labelGain' }],
  ['lambdarank_position_bias_regularization', { otherwise: 'positions are not considered' }],
  ['eval_at', { place: "`metric: 'ndcg@10'`", note: 'one cut' }],
  ['multi_error_top_k auc_mu_weights', { otherwise: '`mlwright/metrics` has metrics to call on predictions' }],
  // Prediction.
  ['predict_raw_score', { place: '`predictRaw`' }],
  ['predict_contrib', { place: '`shap`' }],
  ['predict_leaf_index', { place: '`leafIndex`' }],
  ['start_iteration_predict num_iteration_predict', { otherwise: 'a model predicts with all rounds that it has' }],
  ['pred_early_stop pred_early_stop_freq pred_early_stop_margin', { otherwise: 'every tree is asked' }],
  ['predict_disable_shape_check', { otherwise: 'other columns than those of the training are refused' }],
  ['saved_feature_importance_type', { place: '`importance`', note: 'both kinds follow from the stored trees' }],
  ['convert_model convert_model_language', { place: '`toOnnx()`', note: 'runs in every language that has ONNX Runtime' }],
  // Files, machines, devices.
  [
    'task config data valid output_result save_binary snapshot_freq header label_column weight_column group_column ignore_column two_round pre_partition precise_float_parser parser_config_file',
    { otherwise: '`mlwright train` reads files; the library takes typed arrays' },
  ],
  ['tree_learner top_k num_machines local_listen_port time_out machine_list_filename machines', { otherwise: 'one machine' }],
  ['device_type gpu_platform_id gpu_device_id gpu_device_id_list gpu_use_dp num_gpu', { otherwise: 'the processor only' }],
]

/** Parameters that LightGBM has no counterpart of, and what is to be said of them. */
const onlyHere = {
  growth: 'how trees grow; LightGBM grows leaf by leaf, CatBoost symmetric trees, XGBoost by default level by level',
  classWeights: "what the rows of each class weigh, as `class_weight` of LightGBM's scikit-learn interface",
  colsampleByLevel: 'the share of columns that a level of a tree sees',
  catStatistics: 'cuts of categorical columns by what their levels say about the labels, as CatBoost has them',
  catPrior: 'how much the statistics of rare levels are drawn to the mean of all',
  catOrders: 'how many random orders they are made in',
}

/**
 * The tables as Markdown, and what is wrong with the mapping: parameters of LightGBM that it leaves out or that do not exist, and parameters
 * of the library that it does not know. `declared`: the library's parameters; `theirs`: LightGBM's.
 */
export function lightgbmTables(declared, theirs) {
  const rows = mapping.flatMap(([names, row]) => names.split(' ').map((name) => ({ name, ...row })))
  const isThere = ({ parameter, place }) => (parameter === undefined ? place !== undefined : parameter in declared)
  const isLacking = (row) => !isThere(row)
  const there = merge(
    mapping.filter(([, row]) => isThere(row)),
    (row, [first]) => {
      const { parameter, place, note = '' } = row
      if (parameter === undefined) return `${place} | | ${note}`
      const [here, by] = [String(declared[parameter].default), plain(theirs[first]?.default ?? '')]
      const shown = same(here, by) ? `\`${here || '–'}\`` : `\`${here || '–'}\`; LightGBM's is \`${by || '–'}\``
      return `\`${parameter}\` | ${shown} | ${note}`
    },
  )
  const lacking = merge(
    mapping.filter(([, row]) => isLacking(row)),
    ({ otherwise }) => otherwise,
  )
  const known = new Set([...rows.map(({ parameter }) => parameter), ...Object.keys(onlyHere)])
  const names = rows.map(({ name }) => name)
  const problems = [
    ...Object.keys(theirs).flatMap((name) => (names.includes(name) ? [] : [`it leaves out LightGBM's '${name}'`])),
    ...names.flatMap((name, at) => (name in theirs && names.indexOf(name) === at ? [] : [`LightGBM has no '${name}', or it stands twice`])),
    ...Object.keys(declared).flatMap((name) => (known.has(name) ? [] : [`it does not know the parameter '${name}'`])),
    ...rows.flatMap((row) => (isLacking(row) && row.otherwise === undefined ? [`it does not say what to do without '${row.name}'`] : [])),
  ]
  return {
    there: ['| LightGBM | here | default | differs |', '|---|---|---|---|', ...there].join('\n'),
    lacking: ['| LightGBM | instead |', '|---|---|', ...lacking].join('\n'),
    only: Object.entries(onlyHere)
      .filter(([name]) => name in declared)
      .map(([name, text]) => `- Only here: \`${name}\`, ${text}.`)
      .join('\n'),
    problems,
  }
}

/** One line of a table for all neighbours of which the same is to be said. */
function merge(entries, say) {
  const lines = []
  for (const [text, row] of entries) {
    const names = text.split(' ')
    const said = say(row, names)
    if (lines.at(-1)?.said === said) lines.at(-1).names.push(...names)
    else lines.push({ names, said })
  }
  return lines.map(({ names, said }) => `| ${names.map((name) => `\`${name}\``).join(' ')} | ${said} |`.replaceAll(/ +\|/g, ' |'))
}

const plain = (text) => text.replace(/^-1$/, '0')

/** `1` and `true`, `0` and `false`, `regression` and `l2` say the same. */
function same(here, by) {
  const spoken = { true: '1', false: '0', l2: 'regression', auto: 'regression' }
  return here === by || spoken[here] === by || Number(here) === Number(by)
}
