# One fit of a peer in a process of its own: `python peer.py '{"library", "mode", "folder", "threads", "rounds", "leaves", "bins", "learningRate", "predict"}'`.
# Times binning and training after as many rounds on the first 20,000 rows; imports and reading are left out. Prints one line of JSON.
import importlib
import json
import sys
import time

import numpy as np

options = json.loads(sys.argv[1])
with open(f"{options['folder']}/meta.json") as file:
    meta = json.load(file)
task, threads, rounds = meta['task'], options['threads'], options['rounds']
categorical = meta['categorical']


def read(part):
    labels = np.fromfile(f"{options['folder']}/{part}-labels.bin")
    return np.fromfile(f"{options['folder']}/{part}-rows.bin").reshape(len(labels), meta['columns']), labels


def lightgbm(values, labels, rounds):
    import lightgbm as library
    parameters = {'objective': {'binary': 'binary', 'multiclass': 'multiclass', 'regression': 'l2'}[task], 'num_leaves': options['leaves'],
                  'max_bin': options['bins'], 'learning_rate': options['learningRate'], 'num_threads': threads, 'verbosity': -1, 'seed': 0,
                  'force_col_wise' if 'col' in options['mode'] else 'force_row_wise': True, 'use_quantized_grad': 'quantized' in options['mode']}
    if task == 'multiclass':
        parameters['num_class'] = meta['classes']
    model = library.train(parameters, library.Dataset(values, labels, categorical_feature=categorical or 'auto'), rounds)
    return lambda rows: model.predict(rows, num_threads=threads)


def xgboost(values, labels, rounds):
    import xgboost as library
    kinds = {'enable_categorical': True, 'feature_types': ['c' if at in categorical else 'q' for at in range(meta['columns'])]} if categorical else {}
    parameters = {'objective': {'binary': 'binary:logistic', 'multiclass': 'multi:softprob', 'regression': 'reg:squarederror'}[task],
                  'tree_method': 'hist', 'grow_policy': options['mode'], 'max_leaves': options['leaves'], 'max_depth': 0, 'max_bin': options['bins'],
                  'learning_rate': options['learningRate'], 'nthread': threads, 'verbosity': 0, 'seed': 0}
    if task == 'multiclass':
        parameters['num_class'] = meta['classes']
    data = library.QuantileDMatrix(values, labels, max_bin=options['bins'], nthread=threads, **kinds)
    model = library.train(parameters, data, rounds)
    return lambda rows: model.predict(library.DMatrix(rows, **kinds))


def catboost(values, labels, rounds):
    import catboost as library
    if categorical:
        import pandas as pd
        values = pd.DataFrame({at: values[:, at] if at not in categorical else pd.Series(values[:, at]).fillna(-1).astype(int)
                               for at in range(values.shape[1])})
    data = library.Pool(values, labels if task == 'regression' else labels.astype(int), cat_features=categorical or None, thread_count=threads)
    parameters = {'loss_function': {'binary': 'Logloss', 'multiclass': 'MultiClass', 'regression': 'RMSE'}[task], 'iterations': rounds, 'depth': 6,
                  'border_count': min(254, options['bins']), 'learning_rate': options['learningRate'], 'thread_count': threads, 'random_seed': 0,
                  'logging_level': 'Silent', 'allow_writing_files': False}
    return library.train(data, parameters)


fit = {'lightgbm': lightgbm, 'xgboost': xgboost, 'catboost': catboost}[options['library']]
library = importlib.import_module(options['library'])
values, labels = read('train')
if options.get('warm', True):
    fit(values[:20_000], labels[:20_000], rounds)
start = time.perf_counter()
model = fit(values, labels, rounds)
result = {'seconds': time.perf_counter() - start, 'version': library.__version__}
if options['predict']:
    rows, known = read('test')
    if options['library'] == 'catboost':
        raise SystemExit('the loss of CatBoost is not compared at equal parameters')
    predicted = np.asarray(model(rows), float)
    if task == 'regression':
        result['loss'] = float(np.sqrt(np.mean((known - predicted) ** 2)))
    else:
        likely = predicted[np.arange(len(known)), known.astype(int)] if task == 'multiclass' else np.where(known == 1, predicted, 1 - predicted)
        result['loss'] = float(-np.mean(np.log(np.maximum(likely, 1e-15))))
print(json.dumps(result))
