"""What LightGBM makes of each way of growing and boosting on small fixed data, and CatBoost of symmetric trees, for src/learn/learners/gbdt/engine.

    python scripts/golden/gbdt_growth.py > test/golden/gbdt-growth.json

Values are quarters, exact in single precision, in which LightGBM keeps those of linear trees. What is drawn at random is set so that there is
nothing to draw: every round is dropped, every column is seen. LightGBM does not try a column in a node when it had no gain in the parent, which shows
where largest steps are small; it counts rows of a side otherwise where rows are missing and hessians differ, which shows with smoothing; with DART
it drops the constant along with the first tree. The cases keep away from these.
"""
import json, sys
import catboost, lightgbm, numpy

SEED = 11
ROWS = 260
rng = numpy.random.default_rng(SEED)
quarters = lambda values: numpy.round(values * 4) / 4

def table(rows):
    X = quarters(rng.gamma(2.0, 2.0, (rows, 4)))
    X[:, 1] = rng.integers(-6, 7, rows)
    X[:, 3] = rng.integers(1, 6, rows)
    signal = numpy.sin(X[:, 0]) + 0.3 * X[:, 1] - 0.5 * (X[:, 3] > 3) * X[:, 2] + rng.normal(0, 0.5, rows)
    return X, signal

X, signal = table(ROWS)
holed = X.copy()
holed[rng.random((ROWS, 4)) < [0.0, 0.15, 0.25, 0.0]] = numpy.nan
new, _ = table(40)
# New rows stay within what was seen: beyond it, either is right.
seen = lambda X: numpy.vstack([X[:80], new])
targets = dict(regression=quarters(4 * signal), binary=(signal > numpy.median(signal)).astype(float),
               multiclass=numpy.digitize(signal, numpy.quantile(signal, [0.3, 0.6])).astype(float))
classes = dict(regression=0, binary=2, multiclass=3)
WEIGHTS = rng.integers(2, 9, ROWS) / 4
SCORES = quarters(rng.normal(0, 2, ROWS))
cells = lambda values: [[None if numpy.isnan(value) else float(value) for value in column] for column in values.T]
names = dict(minHessian='min_sum_hessian_in_leaf', l1='lambda_l1', l2='lambda_l2', maxDepth='max_depth', pathSmooth='path_smooth', maxDeltaStep='max_delta_step',
             monotone='monotone_constraints', interactions='interaction_constraints', boosting='boosting', colsampleByTree='feature_fraction',
             dropRate='drop_rate', maxDrop='max_drop', skipDrop='skip_drop', uniformDrop='uniform_drop', xgboostDart='xgboost_dart_mode',
             linearLeaves='linear_tree', linearLambda='linear_lambda', objective='objective', boostFromAverage='boost_from_average')

def theirs(task, mine, more):
    given = {names[name]: value for name, value in mine.items() if name in names}
    parameters = dict(objective=dict(regression='l2', binary='binary', multiclass='multiclass')[task], verbosity=-1, num_threads=1, deterministic=True,
                      force_col_wise=True, feature_pre_filter=False, learning_rate=mine['learningRate'],
                      num_leaves=mine['leaves'], min_data_in_leaf=mine['minRowsPerLeaf'])
    parameters.update(given)
    parameters.update(more)
    if task == 'multiclass':
        parameters['num_class'] = 3
    return parameters

def fit(task, X, weights, mine, more, **others):
    scores = others.pop('scores', None)
    parameters = theirs(task, mine, more)
    return lightgbm.train(parameters, lightgbm.Dataset(X, targets[task], weight=weights, init_score=scores, free_raw_data=False), mine['rounds'], **others)

cases = []

def case(name, task, mine, more={}, X=X, weights=None, first=None, scores=None):
    mine = dict(dict(rounds=8, learningRate=0.3, leaves=8, minRowsPerLeaf=5), **mine)
    before = None if first is None else fit(task, X, weights, dict(mine, **first), more)
    model = fit(task, X, weights, mine, more, **({} if before is None else dict(init_model=before)), **({} if scores is None else dict(scores=scores)))
    raw = scores is not None
    plain = None
    if first is None and scores is None:
        keep = {name: mine[name] for name in ['rounds', 'learningRate', 'leaves', 'minRowsPerLeaf', 'l2', 'objective', 'boostFromAverage'] if name in mine}
        plain = fit(task, X, weights, keep, {}).predict(seen(X)).ravel()
    predictions = model.predict(seen(X), raw_score=raw).ravel()
    if plain is not None:
        assert numpy.abs(predictions - plain).max() > 1e-3, name
    cases.append(dict(name=name, task=task, classCount=classes[task], columns=cells(X), target=targets[task].tolist(),
                      weights=None if weights is None else weights.tolist(), parameters=mine, first=first,
                      initialScores=None if scores is None else scores.tolist(), isRaw=raw, newColumns=cells(seen(X)), predictions=predictions.tolist()))

def symmetric(name, depth, l2, rate):
    model = catboost.CatBoostRegressor(iterations=8, depth=depth, learning_rate=rate, l2_leaf_reg=l2, random_strength=0, bootstrap_type='No',
                                       boosting_type='Plain', score_function='L2', leaf_estimation_method='Newton', leaf_estimation_iterations=1,
                                       border_count=254, boost_from_average=True, verbose=0, thread_count=1, allow_writing_files=False, random_seed=0)
    model.fit(X, targets['regression'])
    mine = dict(rounds=8, learningRate=rate, leaves=2 ** depth, minRowsPerLeaf=1, minHessian=0, l2=l2, growth='symmetric')
    cases.append(dict(name=name, task='regression', classCount=0, columns=cells(X), target=targets['regression'].tolist(), weights=None, parameters=mine, first=None,
                      initialScores=None, isRaw=False, newColumns=cells(X), predictions=model.predict(X).tolist()))

case('depth-wise with room for two levels: as leaf-wise with that depth', 'regression', dict(growth='depthwise', leaves=4), dict(max_depth=2))
case('path smoothing', 'regression', dict(pathSmooth=8))
case('path smoothing, missing values', 'regression', dict(pathSmooth=3, l2=1), X=holed)
case('path smoothing, classes, weights', 'binary', dict(pathSmooth=5), weights=WEIGHTS)
case('largest step', 'regression', dict(maxDeltaStep=6, leaves=5))
case('largest step, l1, smoothing', 'regression', dict(maxDeltaStep=5, l1=2, pathSmooth=4, leaves=5, rounds=5))
case('largest step, many classes', 'multiclass', dict(maxDeltaStep=1.5, leaves=4, rounds=5))
case('monotone', 'regression', dict(monotone=[1, 1, -1, 0]))
case('monotone, classes, missing values, weights', 'binary', dict(monotone=[0, -1, 1, -1]), X=holed, weights=WEIGHTS)
case('monotone, smoothed, limited', 'regression', dict(monotone=[-1, 1, -1, -1], pathSmooth=5, maxDeltaStep=7, l2=1, leaves=5, rounds=5))
case('interactions in disjoint groups', 'regression', dict(interactions=[[0, 1], [2, 3]], leaves=15))
case('interactions in groups that overlap, a column in none', 'regression', dict(interactions=[[0, 1], [1, 2]]))
case('random forest', 'regression', dict(boosting='rf', colsampleByTree=0.99, rounds=3))
case('random forest, classes, weights', 'binary', dict(boosting='rf', colsampleByTree=0.99, rounds=2, l2=2), weights=WEIGHTS)
case('random forest of absolute errors', 'regression', dict(boosting='rf', colsampleByTree=0.99, rounds=2, objective='l1'))
case('DART that drops all rounds', 'regression', dict(boosting='dart', dropRate=1, skipDrop=0, uniformDrop=True, boostFromAverage=False))
case('DART as XGBoost weighs', 'regression', dict(boosting='dart', dropRate=1, skipDrop=0, uniformDrop=True, xgboostDart=True))
case('DART, many classes', 'multiclass', dict(boosting='dart', dropRate=1, skipDrop=0, uniformDrop=True, boostFromAverage=False, rounds=4))
case('linear leaves', 'regression', dict(linearLeaves=True, linearLambda=0.5, leaves=5, minRowsPerLeaf=15))
case('linear leaves, missing values, weights', 'regression', dict(linearLeaves=True, linearLambda=2, leaves=6, minRowsPerLeaf=15), X=holed, weights=WEIGHTS)
case('linear leaves, classes', 'binary', dict(linearLeaves=True, linearLambda=0.1, leaves=4, minRowsPerLeaf=30))
case('going on from a model', 'regression', dict(rounds=5), first=dict(rounds=4, leaves=4, learningRate=0.5))
case('going on from a model, many classes', 'multiclass', dict(rounds=3), first=dict(rounds=2, leaves=4))
case('going on with linear leaves', 'regression', dict(rounds=3, linearLeaves=True, linearLambda=1, leaves=4, minRowsPerLeaf=20), first=dict(rounds=2))
case('initial scores', 'regression', dict(), scores=SCORES)
case('initial scores, classes', 'binary', dict(), scores=SCORES)
symmetric('symmetric trees as CatBoost', 3, 3, 0.3)
symmetric('symmetric trees as CatBoost, deep', 6, 1, 0.1)

producer = f'lightgbm {lightgbm.__version__}, catboost {catboost.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}'
# Tables that several cases share are written once.
tables = []
for one in cases:
    for field in ['columns', 'newColumns', 'target', 'weights']:
        if one[field] is None:
            continue
        if one[field] not in tables:
            tables.append(one[field])
        one[field] = tables.index(one[field])
json.dump(dict(producer=producer, seed=SEED, command='python scripts/golden/gbdt_growth.py > test/golden/gbdt-growth.json', tables=tables, cases=cases),
          sys.stdout, separators=(',', ':'))
