# LightGBM on one split, as its users run it: categories as categories, early stopping on 15 % of the training rows kept apart.
# Free text becomes TF-IDF of words, dates their parts; other strings that hardly repeat are left out. Prints one line of JSON.
import argparse
import json
import time
import warnings

import lightgbm
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

arguments = argparse.ArgumentParser()
arguments.add_argument('train')
arguments.add_argument('test')
arguments.add_argument('--target', required=True)
arguments.add_argument('--task', required=True, choices=['binary', 'multiclass', 'regression'])
arguments.add_argument('--seed', type=int, default=0)
options = arguments.parse_args()
start = time.perf_counter()

markers = ['?', ' ']
train = pd.read_csv(options.train, na_values=markers).dropna(subset=[options.target])
test = pd.read_csv(options.test, na_values=markers).dropna(subset=[options.target])
y_train, y_test = train.pop(options.target), test.pop(options.target)
if options.task != 'regression':
    classes = sorted(y_train.unique())
    y_train, y_test = (pd.Categorical(y, categories=classes).codes for y in (y_train, y_test))

for name in train.columns:
    if pd.api.types.is_numeric_dtype(train[name]) or pd.api.types.is_bool_dtype(train[name]):
        test[name] = pd.to_numeric(test[name], errors='coerce')
        continue
    known = train[name].dropna().astype(str)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        dates = pd.to_datetime(train[name], errors='coerce')
    if dates.notna().sum() > 0.95 * len(known) > 0:
        for frame in (train, test):
            date = pd.to_datetime(frame.pop(name), errors='coerce')
            for part in ('year', 'month', 'day', 'day_of_week'):
                frame[f'{name}.{part}'] = getattr(date.dt, part)
    elif known.nunique() > 0.5 * max(1, len(known)):
        texts = [frame.pop(name).fillna('').astype(str) for frame in (train, test)]
        if known.str.split().str.len().mean() < 3:
            continue
        words = TfidfVectorizer(max_features=1000, min_df=3, sublinear_tf=True).fit(texts[0])
        names = [f'{name}:{word}' for word in words.get_feature_names_out()]
        train, test = (pd.concat([frame, pd.DataFrame(words.transform(text).toarray(), columns=names, index=frame.index)], axis=1)
                       for frame, text in zip((train, test), texts))
    else:
        levels = sorted(known.unique())
        for frame in (train, test):
            strings = frame[name].astype(object).map(str, na_action='ignore')
            frame[name] = pd.Categorical(strings.where(strings.isin(levels)), categories=levels)
train.columns = test.columns = [f'c{i}' for i in range(train.shape[1])]

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
