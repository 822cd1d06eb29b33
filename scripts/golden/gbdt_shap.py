"""SHAP values, importances and leaves of LightGBM, XGBoost, shap and of exact fractions on small fixed forests, for src/learn/learners/gbdt/forest.

    python scripts/golden/gbdt_shap.py > test/golden/gbdt-shap.json

Forests are given as mlwright's arrays, made here from LightGBM's text, so that nothing but the explaining is tested.
"""
import fractions, json, math, sys
import lightgbm, numpy, shap, xgboost

SEED = 11
rng = numpy.random.default_rng(SEED)
TINY = float(numpy.float32(1e-35))

def forest_of(booster):
    """The arrays of mlwright's Forest, from the text of a LightGBM model."""
    text = booster.model_to_string()
    classes = booster.num_model_per_iteration()
    names = ['nodeFeature', 'nodeKind', 'nodeThreshold', 'nodeLeft', 'nodeRight', 'nodeGain', 'nodeValue', 'nodeWeight', 'nodeRows', 'leafValue',
             'leafWeight', 'leafRows', 'setWords', 'roots', 'outputs']
    forest = {name: [] for name in names}
    forest['setStarts'] = [0]
    for number, block in enumerate(text.split('\nTree=')[1:]):
        fields = dict(line.split('=', 1) for line in block.split('\nend of trees')[0].splitlines() if '=' in line)
        numbers = lambda name, kind: [kind(float(part)) if kind is int else kind(part) for part in fields.get(name, '').split()]
        node, leaf, leaves = len(forest['nodeFeature']), len(forest['leafValue']), int(fields['num_leaves'])
        forest['outputs'].append(number % classes)
        forest['roots'].append(node if leaves > 1 else -1 - leaf)
        forest['leafValue'] += numbers('leaf_value', float)
        forest['leafWeight'] += numbers('leaf_weight', float) or [0.0] * leaves
        forest['leafRows'] += numbers('leaf_count', int) or [0] * leaves
        if leaves == 1:
            continue
        bounds, words = numbers('cat_boundaries', int), numbers('cat_threshold', int)
        for decision, threshold in zip(numbers('decision_type', int), numbers('threshold', float)):
            missing = decision >> 2 & 3  # 0 none, 1 zero, 2 NaN
            if decision & 1:
                begin, end = bounds[int(threshold)], bounds[int(threshold) + 1]
                forest['nodeThreshold'].append(len(forest['setStarts']) - 1)
                forest['setWords'] += words[begin:end]
                forest['setStarts'].append(len(forest['setWords']))
                forest['nodeKind'].append(2)
            else:
                left = decision >> 1 & 1 if missing else int(0 <= threshold)
                forest['nodeThreshold'].append(threshold)
                forest['nodeKind'].append(left | (4 if missing == 1 else 0))
        forest['nodeFeature'] += numbers('split_feature', int)
        for side, name in (('nodeLeft', 'left_child'), ('nodeRight', 'right_child')):
            forest[side] += [child + node if child >= 0 else child - leaf for child in numbers(name, int)]
        forest['nodeGain'] += numbers('split_gain', float)
        forest['nodeValue'] += numbers('internal_value', float)
        forest['nodeWeight'] += numbers('internal_weight', float)
        forest['nodeRows'] += numbers('internal_count', int)
    forest['outputCount'] = classes
    forest['baseScores'] = [0.0] * classes
    return forest
    forest['nodeThreshold'] = [min(max(threshold, -sys.float_info.max), sys.float_info.max) for threshold in forest['nodeThreshold']]
    return forest

def forest_of_sklearn(trees, scale):
    """Of fitted scikit-learn regression trees, each giving its value times `scale`."""
    forest = {name: [] for name in ['nodeFeature', 'nodeKind', 'nodeThreshold', 'nodeLeft', 'nodeRight', 'nodeGain', 'nodeValue', 'nodeWeight', 'nodeRows',
                                    'leafValue', 'leafWeight', 'leafRows', 'setWords', 'roots', 'outputs']}
    forest.update(setStarts=[0], outputCount=1, baseScores=[0.0])
    for tree in trees:
        places, node, leaf = [], len(forest['nodeFeature']), len(forest['leafValue'])
        for i in range(tree.node_count):
            if tree.children_left[i] < 0:
                places.append(-1 - leaf)
                leaf += 1
            else:
                places.append(node)
                node += 1
        forest['roots'].append(places[0])
        forest['outputs'].append(0)
        for i in range(tree.node_count):
            value, weight, rows = float(tree.value[i].ravel()[0]) * scale, float(tree.weighted_n_node_samples[i]), int(tree.weighted_n_node_samples[i])
            kind = 'leaf' if tree.children_left[i] < 0 else 'node'
            forest[kind + 'Value'].append(value)
            forest[kind + 'Weight'].append(weight)
            forest[kind + 'Rows'].append(rows)
            if kind == 'node':
                forest['nodeFeature'].append(int(tree.feature[i]))
                forest['nodeKind'].append(0)
                forest['nodeThreshold'].append(float(tree.threshold[i]))
                forest['nodeLeft'].append(places[tree.children_left[i]])
                forest['nodeRight'].append(places[tree.children_right[i]])
                forest['nodeGain'].append(1.0)
    return forest

def forest_of_xgboost(booster, base_score):
    """Of a regression model of XGBoost, which knows hessians alone and compares single-precision values by <."""
    forest = {name: [] for name in ['nodeFeature', 'nodeKind', 'nodeThreshold', 'nodeLeft', 'nodeRight', 'nodeGain', 'nodeValue', 'nodeWeight', 'nodeRows',
                                    'leafValue', 'leafWeight', 'leafRows', 'setWords', 'roots', 'outputs']}
    forest.update(setStarts=[0], outputCount=1, baseScores=[base_score])
    for tree in json.loads(booster.save_raw('json'))['learner']['gradient_booster']['model']['trees']:
        left, right, single = tree['left_children'], tree['right_children'], lambda value: float(numpy.float32(value))
        places, node, leaf = [], len(forest['nodeFeature']), len(forest['leafValue'])
        for i in range(len(left)):
            places.append(-1 - leaf if left[i] < 0 else node)
            leaf, node = (leaf + 1, node) if left[i] < 0 else (leaf, node + 1)
        forest['roots'].append(places[0])
        forest['outputs'].append(0)
        for i in range(len(left)):
            kind = 'leaf' if left[i] < 0 else 'node'
            forest[kind + 'Value'].append(single(tree['split_conditions' if left[i] < 0 else 'base_weights'][i]))
            forest[kind + 'Weight'].append(single(tree['sum_hessian'][i]))
            forest[kind + 'Rows'].append(0)
            if left[i] >= 0:
                forest['nodeFeature'].append(tree['split_indices'][i])
                forest['nodeKind'].append(tree['default_left'][i])
                forest['nodeThreshold'].append(float(numpy.nextafter(single(tree['split_conditions'][i]), -math.inf)))
                forest['nodeLeft'].append(places[left[i]])
                forest['nodeRight'].append(places[right[i]])
                forest['nodeGain'].append(single(tree['loss_changes'][i]))
    return forest

def exact(forest, row, features):
    """Path-dependent values of one row in exact fractions, over all coalitions' sizes on each path, then rounded once."""
    values = [fractions.Fraction(0)] * (features + 1)
    nodes, leaves = forest['nodeRows'], forest['leafRows']
    def walk(at, path):
        if at < 0:
            value = fractions.Fraction(forest['leafValue'][-1 - at])
            names = list(path)
            values[features] += value * math.prod((path[name][1] for name in names), start=fractions.Fraction(1))
            for player in names:
                # Coefficients by the size of the coalition of the other features.
                sizes = [fractions.Fraction(1)]
                for name in names:
                    if name != player:
                        one, share = path[name]
                        grown = [size * share for size in sizes] + [fractions.Fraction(0)]
                        for k, size in enumerate(sizes):
                            grown[k + 1] += size * one
                        sizes = grown
                d = len(names)
                share = sum(size * math.factorial(k) * math.factorial(d - 1 - k) for k, size in enumerate(sizes)) / math.factorial(d)
                values[player] += value * share * (path[player][0] - path[player][1])
            return
        feature, threshold, kind = forest['nodeFeature'][at], forest['nodeThreshold'][at], forest['nodeKind'][at]
        assert kind < 2
        left = kind == 1 if math.isnan(row[feature]) else row[feature] <= threshold
        for child, taken in ((forest['nodeLeft'][at], left), (forest['nodeRight'][at], not left)):
            rows = nodes[child] if child >= 0 else leaves[-1 - child]
            one, share = path.get(feature, (1, fractions.Fraction(1)))
            walk(child, {**path, feature: (one * int(taken), share * fractions.Fraction(rows, nodes[at]))})
    for root in forest['roots']:
        walk(root, {})
    return [float(value) for value in values]

def cells(X):
    return [[None if numpy.isnan(value) else float(value) for value in column] for column in numpy.asarray(X, float).T]

def values_of(contributions):
    return numpy.asarray(contributions, float).ravel().tolist()

def train(X, y, rounds, parameters, categorical=()):
    data = lightgbm.Dataset(X, y, categorical_feature=list(categorical), params=dict(verbosity=-1))
    return lightgbm.train(dict(verbosity=-1, num_threads=1, deterministic=True, force_col_wise=True, **parameters), data, rounds)

def lightgbm_case(name, booster, X, background=None):
    made = dict(name=name, forest=forest_of(booster), columns=cells(X), values=values_of(booster.predict(X, pred_contrib=True)),
                raw=values_of(booster.predict(X, raw_score=True)), leaves=booster.predict(X, pred_leaf=True).astype(int).ravel().tolist(),
                gain=booster.feature_importance('gain').tolist(), split=booster.feature_importance('split').tolist())
    if background is not None:
        explainer = shap.TreeExplainer(booster, background, feature_perturbation='interventional')
        values, base = numpy.asarray(explainer.shap_values(X)), numpy.atleast_1d(explainer.expected_value)
        values = values.reshape(len(X), X.shape[1], -1).transpose(0, 2, 1)
        values = numpy.concatenate([values, numpy.broadcast_to(base[None, :, None], (len(X), len(base), 1))], 2)
        made.update(background=cells(background), interventional=values_of(values))
    return made

def table(rows, columns, missing=0.0):
    X = numpy.round(rng.normal(0, 2, (rows, columns)), 2)
    y = numpy.sin(X[:, 0]) * 2 + X[:, 1] * (X[:, 2] > 0) + 0.5 * X[:, 3] + rng.normal(0, 0.3, rows)
    if missing:
        X[rng.random(X.shape) < missing] = numpy.nan
    return X, y

def cases():
    X, y = table(600, 6)
    yield lightgbm_case('regression', train(X, y, 8, dict(objective='l2', num_leaves=12)), X[:30], X[100:140])
    X, y = table(600, 6, 0.15)
    yield lightgbm_case('missing values', train(X, y, 6, dict(objective='l2', num_leaves=10)), X[:30], X[100:140])
    X, y = table(600, 5, 0.1)
    X[rng.random(X.shape) < 0.3] = 0
    yield lightgbm_case('zero is missing', train(X, y, 6, dict(objective='l2', num_leaves=10, zero_as_missing=True)), X[:30])
    X, y = table(600, 6)
    yield lightgbm_case('binary', train(X, (y > 0.5).astype(float), 6, dict(objective='binary', num_leaves=8)), X[:30], X[100:120])
    X, y = table(700, 5, 0.1)
    yield lightgbm_case('three classes', train(X, numpy.digitize(y, [-1, 1]).astype(float), 4, dict(objective='multiclass', num_class=3, num_leaves=7)), X[:25])
    X, y = table(800, 5)
    X[:, 0] = rng.integers(0, 40, 800)
    X[:, 3] = rng.integers(0, 4, 800)
    y = y + numpy.asarray(rng.normal(0, 2, 40))[X[:, 0].astype(int)] + (X[:, 3] == 2)
    new = X[:30].copy()
    new[0, 0], new[1, 0], new[2, 3], new[3, 3] = 77, numpy.nan, -1, numpy.nan
    yield lightgbm_case('categories', train(X, y, 6, dict(objective='l2', num_leaves=10, min_data_per_group=10, cat_smooth=1), [0, 3]), new)
    X, y = table(500, 4)
    yield lightgbm_case('two features, each often on a path', train(X[:, :2], numpy.sin(3 * X[:, 0]) + numpy.cos(2 * X[:, 1]), 4, dict(
        objective='l2', num_leaves=31, min_data_in_leaf=3)), X[:30, :2], X[100:150, :2])
    yield lightgbm_case('trees of one leaf', train(X, numpy.full(500, 2.5), 3, dict(objective='l2')), X[:5], X[100:110])

    # A chain: every split cuts off the greatest target, each on the next of 60 features.
    X = numpy.round(rng.normal(0, 1, (400, 60)), 2)
    X[:122] = numpy.where(numpy.arange(60) == numpy.arange(122)[:, None] // 2, 9, X[:122].clip(-3, 3))
    X[122:] = X[122:].clip(-3, 3)
    y = numpy.concatenate([1.4 ** (60 - numpy.arange(122) // 2), numpy.zeros(278)])
    booster = train(X, y, 1, dict(objective='l2', num_leaves=61, min_data_in_leaf=1, min_sum_hessian_in_leaf=0, learning_rate=1, min_data_in_bin=1))
    forest = forest_of(booster)
    rows = [130, 60, 7]
    yield dict(name='a path of 60 features, exactly', forest=forest, columns=cells(X[rows]), values=sum((exact(forest, X[row], 60) for row in rows), []),
               raw=values_of(booster.predict(X[rows], raw_score=True)))
    X, y = table(500, 4, 0.1)
    booster = train(X, y, 2, dict(objective='l2', num_leaves=12))
    forest = forest_of(booster)
    yield dict(name='missing values, exactly', forest=forest, columns=cells(X[:10]), values=sum((exact(forest, X[row], 4) for row in range(10)), []),
               raw=values_of(booster.predict(X[:10], raw_score=True)))

    from sklearn.ensemble import ExtraTreesRegressor
    X, y = table(300, 6)
    X = X.astype(numpy.float32).astype(float)
    model = ExtraTreesRegressor(4, random_state=SEED, min_samples_leaf=2, bootstrap=True).fit(X, y)
    explainer = shap.TreeExplainer(model, feature_perturbation='tree_path_dependent')
    values = numpy.column_stack([explainer.shap_values(X[:20]), numpy.full(20, numpy.atleast_1d(explainer.expected_value)[0])])
    interventional = shap.TreeExplainer(model, X[100:160], feature_perturbation='interventional')
    others = numpy.column_stack([interventional.shap_values(X[:20]), numpy.full(20, numpy.atleast_1d(interventional.expected_value)[0])])
    yield dict(name='deep trees of scikit-learn, by shap', forest=forest_of_sklearn([tree.tree_ for tree in model.estimators_], 1 / 4), columns=cells(X[:20]),
               values=values_of(values), raw=values_of(model.predict(X[:20])), background=cells(X[100:160]), interventional=values_of(others))

    X, y = table(500, 5, 0.15)
    X = X.astype(numpy.float32).astype(float)
    weights = rng.integers(1, 5, 500)
    booster = xgboost.train(dict(objective='reg:squarederror', base_score=0.5, max_depth=5, nthread=1), xgboost.DMatrix(X, y, weight=weights), 5)
    rows = xgboost.DMatrix(X[:25])
    yield dict(name='weighted rows by XGBoost, in single precision', tolerance=1e-6, forest=forest_of_xgboost(booster, 0.5), columns=cells(X[:25]),
               values=values_of(booster.predict(rows, pred_contribs=True)), raw=values_of(booster.predict(rows, output_margin=True)))

if __name__ == '__main__':
    json.dump(dict(producer=f'lightgbm {lightgbm.__version__}, xgboost {xgboost.__version__}, shap {shap.__version__}, numpy {numpy.__version__}, python {sys.version.split()[0]}', seed=SEED,
                   command='python scripts/golden/gbdt_shap.py > test/golden/gbdt-shap.json', cases=list(cases())), sys.stdout, separators=(',', ':'), allow_nan=False)
