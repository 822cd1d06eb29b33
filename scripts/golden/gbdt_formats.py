"""Models that LightGBM and XGBoost wrote, and what they predict with them, for src/learn/learners/gbdt/forest.

    python scripts/golden/gbdt_formats.py > test/golden/gbdt-formats.json

Columns: a number with missing values, whole numbers with zeros and missing values, a number, level codes up to 69 with missing ones. Rows to
predict: some of the training, and others with missing values, zeros, codes that are unseen, negative or fractions.
"""
import json, sys
import lightgbm, numpy, xgboost

SEED = 11
rng = numpy.random.default_rng(SEED)
ROWS = 600

X = numpy.round(rng.normal(size=(ROWS, 4)), 3)
X[:, 1] = rng.integers(-2, 4, ROWS)
X[:, 3] = numpy.minimum(rng.geometric(0.05, ROWS) - 1, 69)
signal = X[:, 0] + numpy.where(X[:, 1] == 0, 1.5, 0) + 0.5 * X[:, 2] * (X[:, 3] % 3) + (X[:, 3] % 5 == 1) + rng.normal(0, 0.2, ROWS)
for column, share in [(0, 0.15), (1, 0.1), (3, 0.1)]:
    hidden = rng.random(ROWS) < share
    X[hidden, column] = numpy.nan
    signal[hidden] += 0.7 * column - 1
positive = numpy.abs(signal) + 0.1
binary = (signal > 1).astype(float)
classes = numpy.digitize(signal, [0, 1.5]).astype(float)

new = numpy.array([[numpy.nan] * 4, [0, 0, 0, 0], [1e-36, -1e-36, 1e-34, 69], [5, 9, 5, 70], [-5, -9, -5, -1], [0.1, 2, 0.2, 1000], [0.3, 1, 0.1, 5.9],
                   [0.3, 1, 0.1, 5], [0.3, 1, 0.1, 6], [1e30, 1e30, 1e30, 33], [-1e30, -1e30, -1e30, 64], [0.5, numpy.nan, 0.5, numpy.nan]])
rows = numpy.vstack([X[:28], new])

def cells(values):
    return [[None if numpy.isnan(value) else float(value) for value in column] for column in numpy.atleast_2d(values.T)]

def lightgbm_case(name, target, parameters, categorical=True, rounds=3):
    given = dict(verbosity=-1, num_threads=1, deterministic=True, force_col_wise=True, num_leaves=6, min_data_in_leaf=5, min_data_per_group=5,
                 cat_smooth=1, max_cat_to_onehot=2, learning_rate=0.3, **parameters)
    data = lightgbm.Dataset(X, target, categorical_feature=[3] if categorical else [], params=given,
                            group=[ROWS // 2, ROWS - ROWS // 2] if parameters.get('objective') == 'lambdarank' else None)
    model = lightgbm.train(given, data, rounds)
    text = model.model_to_string()
    text = text[:text.index('\nparameters:')] + '\nparameters:\nend of parameters\n\npandas_categorical:null\n'
    reread = lightgbm.Booster(model_str=text)
    raw = reread.predict(rows, raw_score=True)
    assert (raw == model.predict(rows, raw_score=True)).all()
    return dict(name=name, format='lightgbm', text=text, raw=raw.ravel().tolist(), predictions=reread.predict(rows).ravel().tolist())

def xgboost_case(name, target, parameters, rounds=3):
    data = xgboost.DMatrix(X, target, feature_types=['q', 'q', 'q', 'c'], enable_categorical=True)
    model = xgboost.train(dict(max_depth=3, nthread=1, tree_method='hist', max_cat_to_onehot=2, **parameters), data, rounds)
    text = bytes(model.save_raw('json')).decode()
    seen = rows[(rows[:, 3] != 1000) & ~(numpy.abs(rows[:, 0]) > 1e29)]
    matrix = xgboost.DMatrix(seen, feature_types=['q', 'q', 'q', 'c'], enable_categorical=True)
    return dict(name=name, format='xgboost', text=text, columns=cells(seen), raw=model.predict(matrix, output_margin=True).ravel().tolist(),
                predictions=model.predict(matrix).ravel().tolist())

cases = [
    lightgbm_case('regression', signal, dict(objective='l2')),
    lightgbm_case('regression of signed square roots', signal, dict(objective='l2', reg_sqrt=True)),
    lightgbm_case('absolute error', signal, dict(objective='l1')),
    lightgbm_case('huber', signal, dict(objective='huber')),
    lightgbm_case('quantile', signal, dict(objective='quantile', alpha=0.3)),
    lightgbm_case('poisson', positive, dict(objective='poisson')),
    lightgbm_case('gamma', positive, dict(objective='gamma')),
    lightgbm_case('tweedie', positive, dict(objective='tweedie', tweedie_variance_power=1.3)),
    lightgbm_case('binary', binary, dict(objective='binary')),
    lightgbm_case('binary, sigmoid 0.7', binary, dict(objective='binary', sigmoid=0.7)),
    lightgbm_case('cross entropy', 0.8 * binary + 0.1, dict(objective='cross_entropy')),
    lightgbm_case('cross entropy lambda', 0.8 * binary + 0.1, dict(objective='cross_entropy_lambda')),
    lightgbm_case('multiclass', classes, dict(objective='multiclass', num_class=3), rounds=2),
    lightgbm_case('one against all, sigmoid 2', classes, dict(objective='multiclassova', num_class=3, sigmoid=2), rounds=2),
    lightgbm_case('ranking', classes.astype(int), dict(objective='lambdarank')),
    lightgbm_case('zero counts as missing', signal, dict(objective='l2', zero_as_missing=True)),
    lightgbm_case('missing counts as zero', signal, dict(objective='l2', use_missing=False)),
    lightgbm_case('linear leaves', signal, dict(objective='l2', linear_tree=True)),
    lightgbm_case('linear leaves, multiclass', classes, dict(objective='multiclass', num_class=3, linear_tree=True), rounds=2),
    lightgbm_case('random forest', signal, dict(objective='l2', boosting='rf', bagging_freq=1, bagging_fraction=0.7)),
    lightgbm_case('dart', signal, dict(objective='l2', boosting='dart', drop_rate=0.5)),
    lightgbm_case('not boosted from the average', binary, dict(objective='binary', boost_from_average=False)),
    lightgbm_case('a constant', numpy.full(ROWS, 3.25), dict(objective='l2')),
    lightgbm_case('a class without rows', numpy.where(classes == 1, 2, classes), dict(objective='multiclass', num_class=3), rounds=2),
    xgboost_case('binary:logistic', binary, dict(objective='binary:logistic')),
    xgboost_case('binary:logitraw', binary, dict(objective='binary:logitraw')),
    xgboost_case('multi:softprob', classes, dict(objective='multi:softprob', num_class=3)),
    xgboost_case('reg:squarederror', signal, dict(objective='reg:squarederror')),
    xgboost_case('reg:squarederror, base score given', signal, dict(objective='reg:squarederror', base_score=0.25)),
    xgboost_case('count:poisson', positive, dict(objective='count:poisson')),
    xgboost_case('reg:gamma', positive, dict(objective='reg:gamma')),
    xgboost_case('reg:tweedie', positive, dict(objective='reg:tweedie')),
    xgboost_case('two quantiles', signal, dict(objective='reg:quantileerror', quantile_alpha=[0.1, 0.5])),
    xgboost_case('dart', signal, dict(objective='reg:squarederror', booster='dart', rate_drop=0.6), rounds=5),
    xgboost_case('several trees per round', signal, dict(objective='reg:squarederror', num_parallel_tree=2, subsample=0.6, seed=1)),
    xgboost_case('no tree grows', signal, dict(objective='reg:squarederror', min_child_weight=1e6)),
    xgboost_case('ranking', classes, dict(objective='rank:pairwise')),
]
json.dump(dict(producer=f'lightgbm {lightgbm.__version__}, xgboost {xgboost.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}',
               seed=SEED, command='python scripts/golden/gbdt_formats.py > test/golden/gbdt-formats.json', columns=cells(rows), cases=cases),
          sys.stdout, separators=(',', ':'))
