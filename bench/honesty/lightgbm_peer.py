# LightGBM on one split, as its users run it: categories as categories, early stopping on 15 % of the training rows kept apart.
# Prints one line of JSON.
import argparse
import json
import os
import sys
import time
import warnings

import lightgbm
import numpy as np
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../peers'))
from frames import read_split

arguments = argparse.ArgumentParser()
arguments.add_argument('train')
arguments.add_argument('test')
arguments.add_argument('--target', required=True)
arguments.add_argument('--task', required=True, choices=['binary', 'multiclass', 'regression'])
arguments.add_argument('--seed', type=int, default=0)
options = arguments.parse_args()
start = time.perf_counter()

train, y_train, test, y_test, classes = read_split(options.train, options.test, options.target, options.task)

common = {'n_estimators': 5000, 'learning_rate': 0.05, 'random_state': options.seed, 'deterministic': True, 'force_row_wise': True, 'verbose': -1}
model = (lightgbm.LGBMRegressor if options.task == 'regression' else lightgbm.LGBMClassifier)(**common)
counts = np.bincount(y_train) if options.task != 'regression' else np.array([2])
fit_x, stop_x, fit_y, stop_y = train_test_split(
    train, y_train, test_size=0.15, random_state=options.seed, stratify=y_train if options.task != 'regression' and counts[counts > 0].min() > 1 else None)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    model.fit(fit_x, fit_y, eval_set=[(stop_x, stop_y)], callbacks=[lightgbm.early_stopping(100, verbose=False)])
    if options.task == 'regression':
        loss = root_mean_squared_error(y_test, model.predict(test))
    else:
        # A class that the fit never saw has probability 0 before clipping.
        probability = np.zeros((len(test), len(classes)))
        probability[:, model.classes_] = model.predict_proba(test)
        loss = 1 - roc_auc_score(y_test, probability[:, 1]) if options.task == 'binary' else log_loss(y_test, probability, labels=range(len(classes)))

print(json.dumps({'loss': float(loss), 'rounds': int(model.best_iteration_ or 0), 'columns': train.shape[1],
                  'seconds': round(time.perf_counter() - start, 3), 'lightgbm': lightgbm.__version__}))
