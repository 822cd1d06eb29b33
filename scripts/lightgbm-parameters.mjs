// What each parameter of LightGBM is in mlwright/gbdt, for the tables of docs/guide/from-lightgbm.md. A parameter counts as there when the library declares it.

/**
 * `parameter`: of the same meaning here; `note`: how it differs. Where those without a parameter stand, and what to do without those that are
 * not there, the library says itself.
 */
const mapping = [
  // What is learned, and for how long.
  [
    'objective',
    { parameter: 'objective', note: '`regression` is `l2`, `regression_l1` `l1`, `cross_entropy` `crossEntropy`; names are in camelCase' },
  ],
  ['num_class', { parameter: 'classes', note: '0: one more than the greatest label, where each has rows' }],
  ['boosting', { parameter: 'boosting' }],
  ['num_iterations', { parameter: 'rounds' }],
  ['learning_rate', { parameter: 'learningRate' }],
  ['early_stopping_round', { note: 'by default by learning rate and rows, not off' }],
  ['metric', { note: 'one, by name or a function; without it the loss of the objective' }],
  ['metric_freq is_provide_training_metric', { note: 'called after each round' }],
  ['num_threads', { note: 'as many as run at once' }],
  ['seed', {}],
  ['bagging_seed feature_fraction_seed extra_seed drop_seed objective_seed data_random_seed', { note: 'one seed for all' }],
  ['deterministic', { note: 'the model does not depend on threads, their number or the layout' }],
  ['verbosity', { note: 'nothing is printed' }],
  ['input_model', { note: 'or raw scores as `initialScores` in the data' }],
  ['valid', { note: 'typed arrays' }],
  ['output_model', {}],
  // Trees.
  ['num_leaves', { parameter: 'leaves' }],
  ['max_depth', { parameter: 'maxDepth', note: 'no limit is 0' }],
  [
    'min_data_in_leaf',
    {
      parameter: 'minRowsPerLeaf',
      note: 'estimated from hessians in both, so that leaves may have fewer rows, except where all hessians are alike',
    },
  ],
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
  ['interaction_constraints', { parameter: 'interactions' }],
  // Sampling.
  ['bagging_fraction', { parameter: 'subsample' }],
  ['bagging_freq', { parameter: 'subsampleFrequency', note: '`subsample` below 1 is enough to draw; LightGBM wants both' }],
  ['pos_bagging_fraction', { parameter: 'positiveSubsample' }],
  ['neg_bagging_fraction', { parameter: 'negativeSubsample' }],
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
  ['categorical_feature', {}],
  ['cat_l2', { parameter: 'catL2' }],
  ['cat_smooth', { parameter: 'catSmooth' }],
  ['max_cat_threshold', { parameter: 'maxCatThreshold' }],
  ['max_cat_to_onehot', { parameter: 'maxCatToOnehot' }],
  ['min_data_per_group', { parameter: 'minRowsPerGroup' }],
  ['is_enable_sparse enable_bundle feature_pre_filter', { note: 'what does not change the model is not asked' }],
  ['force_col_wise force_row_wise histogram_pool_size', {}],
  // Objectives.
  ['boost_from_average', { parameter: 'boostFromAverage' }],
  ['is_unbalance', { parameter: 'isUnbalance' }],
  ['scale_pos_weight', { parameter: 'scalePosWeight' }],
  ['sigmoid', { parameter: 'sigmoid' }],
  ['alpha', { parameter: 'alpha' }],
  ['fair_c', { parameter: 'fairC' }],
  ['poisson_max_delta_step', { parameter: 'poissonMaxDeltaStep' }],
  ['tweedie_variance_power', { parameter: 'tweedieVariancePower' }],
  ['lambdarank_truncation_level', { parameter: 'lambdarankTruncation' }],
  ['lambdarank_norm', { parameter: 'lambdarankNorm' }],
  ['label_gain', { parameter: 'labelGain' }],
  ['eval_at', { note: 'one cut' }],
  // Prediction.
  ['predict_raw_score', {}],
  ['predict_contrib', {}],
  ['predict_leaf_index', {}],
  ['saved_feature_importance_type', { note: 'both kinds follow from the stored trees' }],
  ['convert_model convert_model_language', { note: 'runs in every language that has ONNX Runtime' }],
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
 * The tables as Markdown, and what is wrong with the mapping: parameters of LightGBM that are left out or that do not exist, and parameters
 * of the library that it does not know. `declared`: the library's parameters; `said`: what it says of other names; `theirs`: LightGBM's.
 */
export function lightgbmTables(declared, { places, lacking }, theirs) {
  const rows = mapping.flatMap(([names, row]) => names.split(' ').map((name) => ({ name, ...row })))
  const there = merge(mapping, (row, [first]) => {
    const { parameter, note = '' } = row
    if (parameter === undefined) return `${places[first]} | | ${note}`
    const [here, by] = [String(declared[parameter].default), plain(theirs[first]?.default ?? '')]
    const shown = same(here, by) ? `\`${here || '–'}\`` : `\`${here || '–'}\`; LightGBM's is \`${by || '–'}\``
    return `\`${parameter}\` | ${shown} | ${note}`
  })
  const absent = Object.keys(lacking).filter((name) => name in theirs)
  const known = new Set([...rows.map(({ parameter }) => parameter), ...Object.keys(onlyHere)])
  const names = [...rows.map(({ name }) => name), ...absent]
  const problems = [
    ...Object.keys(theirs).flatMap((name) => (names.includes(name) ? [] : [`it leaves out LightGBM's '${name}'`])),
    ...names.flatMap((name, at) => (name in theirs && names.indexOf(name) === at ? [] : [`LightGBM has no '${name}', or it stands twice`])),
    ...Object.keys(declared).flatMap((name) => (known.has(name) ? [] : [`it does not know the parameter '${name}'`])),
    ...rows.flatMap(({ name, parameter }) =>
      (parameter === undefined ? name in places : parameter in declared) ? [] : [`the library does not say where '${name}' stands`],
    ),
  ]
  return {
    there: ['| LightGBM | here | default | differs |', '|---|---|---|---|', ...there].join('\n'),
    lacking: [
      '| LightGBM | instead |',
      '|---|---|',
      ...merge(
        absent.map((name) => [name, name]),
        (name) => lacking[name],
      ),
    ].join('\n'),
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
