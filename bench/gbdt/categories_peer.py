"""LightGBM and CatBoost with their defaults on a table with categories, for categories.mjs: losses by fold, as JSON.

    python bench/gbdt/categories_peer.py problem.json
"""
import json, sys
import catboost, lightgbm, numpy, pandas

problem = json.load(open(sys.argv[1]))
task, classes = problem['task'], problem['classCount']
y = numpy.array(problem['target'])
folds = numpy.array(problem['foldOf'])
names = [f'c{i}' for i in range(len(problem['columns']))]
categorical = [name for name, column in zip(names, problem['columns']) if column['isCategory']]
plain = pandas.DataFrame({name: pandas.Series(column['cells'], dtype=object if column['isCategory'] else float)
                          for name, column in zip(names, problem['columns'])})
texts, coded = plain.copy(), plain.copy()
for name in categorical:
    texts[name] = plain[name].fillna('(missing)').astype(str)
    coded[name] = plain[name].astype('category')

def loss(predicted, target):
    if task == 'regression':
        return float(numpy.sqrt(numpy.mean((predicted - target) ** 2)))
    chosen = predicted[numpy.arange(len(target)), target.astype(int)]
    return float(-numpy.mean(numpy.log(numpy.clip(chosen, 1e-15, 1))))

def fit(name, seen, watched, unseen):
    if name == 'catboost':
        settings = dict(cat_features=categorical, random_seed=0, thread_count=2, verbose=False, allow_writing_files=False)
        model = (catboost.CatBoostRegressor if task == 'regression' else catboost.CatBoostClassifier)(**settings)
        model.fit(texts.iloc[seen], y[seen], eval_set=(texts.iloc[watched], y[watched]), early_stopping_rounds=50)
        return model.predict(texts.iloc[unseen]) if task == 'regression' else model.predict_proba(texts.iloc[unseen])
    model = (lightgbm.LGBMRegressor if task == 'regression' else lightgbm.LGBMClassifier)(n_estimators=1000, n_jobs=2, verbose=-1)
    model.fit(coded.iloc[seen], y[seen], eval_set=[(coded.iloc[watched], y[watched])], callbacks=[lightgbm.early_stopping(50, verbose=False)])
    return model.predict(coded.iloc[unseen]) if task == 'regression' else model.predict_proba(coded.iloc[unseen])

losses = {'lightgbm': [], 'catboost': []}
for fold in range(problem['folds']):
    train = numpy.random.default_rng(fold).permutation(numpy.flatnonzero(folds != fold))
    watched, seen = train[:len(train) // 7], train[len(train) // 7:]
    unseen = numpy.flatnonzero(folds == fold)
    for name in losses:
        losses[name].append(loss(fit(name, seen, watched, unseen), y[unseen]))
print(json.dumps(losses))
