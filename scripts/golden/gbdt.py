"""Predictions of LightGBM on small fixed data, for src/learn/learners/gbdt.

    python scripts/golden/gbdt.py > test/golden/gbdt.json

Values have two decimals. A missing value in a node that saw none while fitting goes left in LightGBM and with most rows in mlwright, so new rows
have none.
"""
import json, sys
import lightgbm, numpy

SEED = 7
rng = numpy.random.default_rng(SEED)

def table(rows, missing):
    X = numpy.round(rng.gamma(2.0, 2.0, (rows, 4)) + 0.01, 2)
    X[:, 1] = numpy.where(rng.random(rows) < 0.2, 0, X[:, 1] - 3)
    X[:, 3] = rng.integers(1, 6, rows)
    signal = numpy.sin(X[:, 0]) + 0.3 * X[:, 1] - 0.5 * (X[:, 3] > 3) * X[:, 2] + rng.normal(0, 0.3, rows)
    if missing:
        hidden = rng.random((rows, 3)) < [0.0, 0.15, 0.3]
        X[:, :3][hidden] = numpy.nan
    return X, signal

def case(name, task, rows, missing, weighted, mine, theirs):
    X, signal = table(rows, missing)
    classes = 0
    if task == 'regression':
        y = numpy.round(10 * signal, 2)
    elif task == 'binary':
        y, classes = (signal > numpy.median(signal)).astype(float), 2
    else:
        y, classes = numpy.digitize(signal, numpy.quantile(signal, [0.3, 0.6])).astype(float), 3
    weights = numpy.round(rng.uniform(0.5, 2, rows) * 4) / 4 if weighted else None
    parameters = dict(objective=dict(regression='l2', binary='binary', multiclass='multiclass')[task], verbosity=-1, num_threads=1, deterministic=True,
                      force_col_wise=True, feature_pre_filter=False, learning_rate=mine['learningRate'], num_leaves=mine['leaves'],
                      min_data_in_leaf=mine['minRowsPerLeaf'], min_sum_hessian_in_leaf=mine.get('minHessian', 1e-3), lambda_l1=mine.get('l1', 0),
                      lambda_l2=mine.get('l2', 0), max_depth=mine.get('maxDepth', 0) or -1, min_gain_to_split=mine.get('minGain', 0), **theirs)
    if task == 'multiclass':
        parameters['num_class'] = classes
    model = lightgbm.train(parameters, lightgbm.Dataset(X, y, weight=weights), mine['rounds'])
    new, _ = table(60, False)
    seen = numpy.vstack([X[:60], new])
    cells = lambda values: [[None if numpy.isnan(value) else float(value) for value in column] for column in values.T]
    return dict(name=name, task=task, classCount=classes, columns=cells(X), target=y.tolist(), weights=None if weights is None else weights.tolist(),
                parameters=mine, newColumns=cells(seen), predictions=model.predict(seen).ravel().tolist())

cases = [
    case('regression', 'regression', 400, False, False, dict(rounds=20, learningRate=0.1, leaves=15, minRowsPerLeaf=20), {}),
    case('regression, missing values, weights', 'regression', 400, True, True,
         dict(rounds=20, learningRate=0.2, leaves=8, minRowsPerLeaf=1, minHessian=12), dict(min_data_in_bin=1)),
    case('regression, few bins, shallow, l1, l2', 'regression', 500, False, False,
         dict(rounds=15, learningRate=0.3, leaves=31, minRowsPerLeaf=5, maxDepth=3, l1=2, l2=5, maxBins=16), dict(max_bin=16)),
    case('binary, missing values, weights', 'binary', 400, True, True,
         dict(rounds=20, learningRate=0.1, leaves=15, minRowsPerLeaf=10), {}),
    case('binary, weights, l2', 'binary', 400, False, True,
         dict(rounds=20, learningRate=0.1, leaves=6, minRowsPerLeaf=1, minHessian=2, l2=3), dict(min_data_in_bin=1)),
    case('multiclass, missing values', 'multiclass', 450, True, False,
         dict(rounds=10, learningRate=0.1, leaves=7, minRowsPerLeaf=15), {}),
    case('regression, missing values, many leaves, weights', 'regression', 600, True, True,
         dict(rounds=15, learningRate=0.1, leaves=31, minRowsPerLeaf=8), {}),
    case('binary, missing values, many leaves, weights', 'binary', 800, True, True,
         dict(rounds=15, learningRate=0.1, leaves=31, minRowsPerLeaf=10), {}),
]
json.dump(dict(producer=f'lightgbm {lightgbm.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}', seed=SEED,
               command='python scripts/golden/gbdt.py > test/golden/gbdt.json', cases=cases), sys.stdout, separators=(',', ':'))
