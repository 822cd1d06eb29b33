# LightGBM, XGBoost or CatBoost on one split, with defaults and early stopping on 15 % of the training rows kept apart. Prints one line of JSON.
import argparse
import json
import os
import sys
import time
import warnings

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../peers'))
from frames import read_split

arguments = argparse.ArgumentParser()
arguments.add_argument('library', choices=['lightgbm', 'xgboost', 'catboost'])
arguments.add_argument('train')
arguments.add_argument('test')
arguments.add_argument('--target', required=True)
arguments.add_argument('--task', required=True, choices=['binary', 'multiclass', 'regression'])
arguments.add_argument('--drop', action='append', default=[])
arguments.add_argument('--seed', type=int, default=0)
options = arguments.parse_args()
is_regression = options.task == 'regression'
# Enough that early stopping ends the fit. CatBoost keeps its 1,000: its default learning rate is made for them.
MOST_ROUNDS = 5000
PATIENCE = 50

start = time.perf_counter()
train, y_train, test, y_test, classes = read_split(options.train, options.test, options.target, options.task, options.drop)
stratify = y_train if not is_regression and np.bincount(y_train).min() > 1 else None
fit_x, stop_x, fit_y, stop_y = train_test_split(train, y_train, test_size=0.15, random_state=options.seed, stratify=stratify)
if not is_regression:
    # XGBoost wants every class among the rows of the fit, counted from 0.
    seen = np.unique(fit_y)
    stop_x, stop_y = stop_x[np.isin(stop_y, seen)], stop_y[np.isin(stop_y, seen)]
    fit_y, stop_y = np.searchsorted(seen, fit_y), np.searchsorted(seen, stop_y)


def fit_lightgbm():
    import lightgbm as library
    model = (library.LGBMRegressor if is_regression else library.LGBMClassifier)(n_estimators=MOST_ROUNDS, random_state=options.seed, verbose=-1)
    model.fit(fit_x, fit_y, eval_set=[(stop_x, stop_y)], callbacks=[library.early_stopping(PATIENCE, verbose=False)])
    return library, model, test, int(model.best_iteration_ or 0)


def fit_xgboost():
    import xgboost as library
    model = (library.XGBRegressor if is_regression else library.XGBClassifier)(
        n_estimators=MOST_ROUNDS, early_stopping_rounds=PATIENCE, enable_categorical=True, random_state=options.seed, verbosity=0)
    model.fit(fit_x, fit_y, eval_set=[(stop_x, stop_y)], verbose=False)
    return library, model, test, int(model.best_iteration) + 1


def fit_catboost():
    import catboost as library
    names = list(train.select_dtypes('category').columns)

    def prepared(frame):
        return frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), '(missing)').astype(str) for name in names})

    model = (library.CatBoostRegressor if is_regression else library.CatBoostClassifier)(
        early_stopping_rounds=PATIENCE, cat_features=names, random_seed=options.seed, logging_level='Silent', allow_writing_files=False)
    model.fit(prepared(fit_x), fit_y, eval_set=(prepared(stop_x), stop_y))
    return library, model, prepared(test), int(model.tree_count_)


with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    library, model, rows, rounds = {'lightgbm': fit_lightgbm, 'xgboost': fit_xgboost, 'catboost': fit_catboost}[options.library]()
    if is_regression:
        loss = root_mean_squared_error(y_test, model.predict(rows))
    else:
        # A class that the fit never saw has probability 0 before clipping.
        probability = np.zeros((len(test), len(classes)))
        probability[:, seen] = model.predict_proba(rows)
        loss = 1 - roc_auc_score(y_test, probability[:, 1]) if options.task == 'binary' else log_loss(y_test, probability, labels=range(len(classes)))

print(json.dumps({'loss': float(loss), 'rounds': rounds, 'columns': train.shape[1], 'seconds': round(time.perf_counter() - start, 3),
                  'version': library.__version__}))
