"""What LightGBM makes of each objective on the first rows of examples/abalone, for src/learn/learners/gbdt/objectives.

    python scripts/golden/gbdt_objectives.py > test/golden/gbdt-objectives.json

Per case: the leaf that each row falls in, in each tree (a digit per row), the scores that come of it, the predictions of the first rows, and the
metric after each round. So derivatives, starts and leaf values are checked without the search for splits too. Labels and weights are exact in
single precision, in which LightGBM keeps them. classWeights are sample weights there, as in its scikit-learn classes.
"""
import csv, json, sys
from pathlib import Path
import lightgbm, numpy

ROWS = 240
rows = list(csv.DictReader(open(Path(__file__).parents[2] / 'examples/abalone/abalone.csv')))[:ROWS]
names = list(rows[0])[1:5]
X = numpy.array([[float(row[name]) for name in names] for row in rows])
rings = numpy.array([float(row[list(rows[0])[-1]]) for row in rows])
WEIGHTS = numpy.random.default_rng(3).integers(1, 9, ROWS) / 4
GROUPS = [1, 2, 5, 12, 30, 40, 7, 1, 42, 60, 40]
assert sum(GROUPS) == ROWS

TARGETS = dict(
    rings=rings,
    quarters=rings / 4 - 2,
    counts=numpy.maximum(0, rings - 9),
    binary=(rings > 11).astype(float),
    probability=numpy.clip((rings - 5) / 16, 0, 1),
    classes=numpy.digitize(rings, [9, 12]).astype(float),
    grades=numpy.digitize(rings, [8, 10, 13, 16]).astype(float),
)

def case(name, target, theirs, mine, metric, weighted=False, rounds=12, classes=0, weights=None):
    y = TARGETS[target]
    ranking = theirs['objective'] == 'lambdarank'
    common = dict(learningRate=0.3, leaves=5, minRowsPerLeaf=1, minHessian=0.5, l2=1, l1=0.25, rounds=rounds)
    if weights is None and weighted:
        weights = WEIGHTS
    parameters = dict(verbosity=-1, num_threads=1, deterministic=True, force_col_wise=True, feature_pre_filter=False, min_data_in_bin=1,
                      learning_rate=0.3, num_leaves=5, min_data_in_leaf=0, min_sum_hessian_in_leaf=0.5, lambda_l2=1, lambda_l1=0.25, metric=metric, **theirs)
    if classes > 2:
        parameters['num_class'] = classes
    data = lightgbm.Dataset(X, y, weight=weights, group=GROUPS if ranking else None, free_raw_data=False)
    losses = {}
    model = lightgbm.train(parameters, data, rounds, valid_sets=[data], callbacks=[lightgbm.record_evaluation(losses)])
    assert model.current_iteration() == rounds
    leaves = model.predict(X, pred_leaf=True).astype(int)
    if leaves.ndim == 1: leaves = leaves[:, None]
    scores = model.predict(X, raw_score=True)
    predictions = model.predict(X)
    curve = list(next(iter(losses.values())).values())[0]
    return dict(name=name, target=target, weighted=weighted, classes=classes, parameters={**common, **mine},
                leaves=[''.join(map(str, tree)) for tree in leaves.T], scores=scores.ravel().tolist(), predictions=predictions[:20].ravel().tolist(),
                metric=metric, losses=curve)

side = numpy.where(TARGETS['binary'] > 0, 2.5, 0.5)
by_class = numpy.array([0.5, 1, 3])[TARGETS['classes'].astype(int)]
cases = []
for weighted in [False, True]:
    suffix = ', weights' if weighted else ''
    add = lambda name, *rest, **more: cases.append(case(name + suffix, *rest, weighted=weighted, **more))
    add('l2', 'rings', dict(objective='l2'), dict(objective='l2'), 'l2')
    add('l1', 'rings', dict(objective='l1'), dict(objective='l1'), 'l1')
    add('l1 of quarters', 'quarters', dict(objective='l1'), dict(objective='l1'), 'l1')
    add('huber', 'rings', dict(objective='huber'), dict(objective='huber'), 'huber')
    add('huber, alpha 2', 'rings', dict(objective='huber', alpha=2), dict(objective='huber', alpha=2), 'huber')
    add('fair', 'rings', dict(objective='fair'), dict(objective='fair'), 'fair')
    add('fair, fairC 2.5', 'rings', dict(objective='fair', fair_c=2.5), dict(objective='fair', fairC=2.5), 'fair')
    add('quantile', 'rings', dict(objective='quantile'), dict(objective='quantile'), 'quantile')
    add('quantile, alpha 0.25', 'rings', dict(objective='quantile', alpha=0.25), dict(objective='quantile', alpha=0.25), 'quantile')
    add('mape', 'rings', dict(objective='mape'), dict(objective='mape'), 'mape')
    add('mape of quarters', 'quarters', dict(objective='mape'), dict(objective='mape'), 'mape')
    add('poisson', 'counts', dict(objective='poisson'), dict(objective='poisson'), 'poisson')
    add('poisson, poissonMaxDeltaStep 0.2', 'counts', dict(objective='poisson', poisson_max_delta_step=0.2),
        dict(objective='poisson', poissonMaxDeltaStep=0.2), 'poisson')
    add('gamma', 'rings', dict(objective='gamma'), dict(objective='gamma'), 'gamma')
    add('tweedie', 'counts', dict(objective='tweedie'), dict(objective='tweedie'), 'tweedie')
    add('tweedie, tweedieVariancePower 1.1', 'counts', dict(objective='tweedie', tweedie_variance_power=1.1),
        dict(objective='tweedie', tweedieVariancePower=1.1), 'tweedie')
    add('binary', 'binary', dict(objective='binary'), dict(objective='binary'), 'binary_logloss')
    add('crossEntropy', 'probability', dict(objective='cross_entropy'), dict(objective='crossEntropy'), 'cross_entropy')
    add('multiclass', 'classes', dict(objective='multiclass'), dict(objective='multiclass'), 'multi_logloss', classes=3)
    add('lambdarank', 'grades', dict(objective='lambdarank', eval_at=[30]), dict(objective='lambdarank'), 'ndcg')
cases += [
    case('binary, sigmoid 2', 'binary', dict(objective='binary', sigmoid=2), dict(objective='binary', sigmoid=2), 'binary_logloss'),
    case('binary, scalePosWeight 3', 'binary', dict(objective='binary', scale_pos_weight=3), dict(objective='binary', scalePosWeight=3), 'binary_logloss'),
    case('binary, isUnbalance', 'binary', dict(objective='binary', is_unbalance=True), dict(objective='binary', isUnbalance=True), 'binary_logloss'),
    case('binary, classWeights 0.5 2.5', 'binary', dict(objective='binary'), dict(objective='binary', classWeights=[0.5, 2.5]), 'binary_logloss',
         weights=side),
    case('multiclass, classWeights 0.5 1 3, weights', 'classes', dict(objective='multiclass'), dict(objective='multiclass', classWeights=[0.5, 1, 3]),
         'multi_logloss', classes=3, weighted=True, weights=by_class * WEIGHTS),
    case('l2, boostFromAverage false', 'rings', dict(objective='l2', boost_from_average=False), dict(objective='l2', boostFromAverage=False), 'l2'),
    case('binary, boostFromAverage false', 'binary', dict(objective='binary', boost_from_average=False),
         dict(objective='binary', boostFromAverage=False), 'binary_logloss'),
    case('lambdarank, lambdarankTruncation 3', 'grades', dict(objective='lambdarank', lambdarank_truncation_level=3, eval_at=[3]),
         dict(objective='lambdarank', lambdarankTruncation=3), 'ndcg'),
    case('lambdarank, lambdarankNorm false', 'grades', dict(objective='lambdarank', lambdarank_norm=False, eval_at=[30]),
         dict(objective='lambdarank', lambdarankNorm=False), 'ndcg'),
    case('lambdarank, sigmoid 2', 'grades', dict(objective='lambdarank', sigmoid=2, eval_at=[30]), dict(objective='lambdarank', sigmoid=2), 'ndcg'),
    case('lambdarank, labelGain', 'grades', dict(objective='lambdarank', label_gain='0,1,1.5,4,5', eval_at=[30]),
         dict(objective='lambdarank', labelGain=[0, 1, 1.5, 4, 5]), 'ndcg'),
]
rankings = []
for weighted in [False, True]:
    # Groups where nothing can be gained count as if they weighed 1 there, so their grades are spread here.
    grades = numpy.where(numpy.isin(numpy.arange(ROWS), numpy.cumsum([0] + GROUPS[:-1])), 2, numpy.digitize(rings, [11, 13, 16]).astype(float))
    data = lightgbm.Dataset(X, grades, weight=WEIGHTS if weighted else None, group=GROUPS, free_raw_data=False)
    values = {}
    model = lightgbm.train(dict(objective='lambdarank', metric=['ndcg', 'map'], eval_at=[1, 3, 10, 50], verbosity=-1, num_threads=1, deterministic=True,
                                num_leaves=5, min_data_in_leaf=5), data, 3, valid_sets=[data], callbacks=[lightgbm.record_evaluation(values)])
    rankings.append(dict(weighted=weighted, grades=grades.tolist(), scores=model.predict(X).tolist(),
                         values={name: curve[-1] for name, curve in next(iter(values.values())).items()}))
json.dump(dict(producer=f'lightgbm {lightgbm.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}', seed=3,
               command='python scripts/golden/gbdt_objectives.py > test/golden/gbdt-objectives.json', groups=GROUPS, weights=WEIGHTS.tolist(),
               columns=X.T.tolist(), targets={name: values.tolist() for name, values in TARGETS.items()}, cases=cases, rankings=rankings),
          sys.stdout, separators=(',', ':'))
