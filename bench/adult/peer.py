# The job of `mlwright train adult.csv --target income`, as a plain Python script: read, preprocess inside the folds, compare
# candidates on the same five stratified folds, compute the same metrics, refit the winner, permutation importance on held-out rows.
# Prints one line of JSON.
import argparse
import json

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (accuracy_score, average_precision_score, balanced_accuracy_score, brier_score_loss, f1_score, log_loss,
                             matthews_corrcoef, precision_score, recall_score, roc_auc_score, roc_curve, precision_recall_curve)
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

arguments = argparse.ArgumentParser()
arguments.add_argument('source')
arguments.add_argument('--target', required=True)
arguments.add_argument('--linear', type=int, default=2, help='candidates of logistic regression')
arguments.add_argument('--trees', type=int, default=2, help='candidates of boosted trees')
arguments.add_argument('--importance-rows', type=int, default=None, help='held-out rows per fold for the importance (default: all)')
options = arguments.parse_args()

frame = pd.read_csv(options.source, na_values=['?'])
classes, y = np.unique(frame.pop(options.target), return_inverse=True)
numbers = frame.select_dtypes('number').columns.tolist()
categories = [name for name in frame.columns if name not in numbers]
frame[categories] = frame[categories].astype(object)


def linear(C):
    encode = ColumnTransformer([
        ('numbers', make_pipeline(SimpleImputer(strategy='median', add_indicator=True), StandardScaler()), numbers),
        ('categories', OneHotEncoder(handle_unknown='infrequent_if_exist', min_frequency=10), categories),
    ])
    return make_pipeline(encode, LogisticRegression(C=C, max_iter=1000))


def trees(learning_rate, max_iter, **others):
    encode = ColumnTransformer([
        ('categories', OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1, encoded_missing_value=-1), categories),
        ('numbers', 'passthrough', numbers),
    ])
    model = HistGradientBoostingClassifier(
        learning_rate=learning_rate, max_iter=max_iter, early_stopping=True, validation_fraction=0.1, n_iter_no_change=20,
        categorical_features=list(range(len(categories))), random_state=0, **others)
    return make_pipeline(encode, model)


settings_linear = [1.0, 0.1, 0.01]
settings_trees = [(0.1, 300, {}), (0.05, 600, {'l2_regularization': 1.0, 'max_features': 0.7}), (0.1, 300, {'max_leaf_nodes': 63}),
                  (0.05, 600, {'max_leaf_nodes': 15})]
candidates = {'baseline': DummyClassifier(strategy='prior')}
for C in settings_linear[:options.linear]:
    candidates[f'linear C={C}'] = linear(C)
for rate, rounds, others in settings_trees[:options.trees]:
    candidates[f'trees rate={rate} {others}'] = trees(rate, rounds, **others)

folds = list(StratifiedKFold(n_splits=5, shuffle=True, random_state=0).split(frame, y))


def fit_fold(model, train, test):
    fitted = clone(model).fit(frame.iloc[train], y[train])
    return fitted, fitted.predict_proba(frame.iloc[test])[:, 1]


def out_of_fold(model):
    # Trees use every core by themselves; the others are spread over the folds.
    is_parallel = isinstance(model[-1], HistGradientBoostingClassifier) if hasattr(model, 'steps') else False
    fits = Parallel(n_jobs=1 if is_parallel else -1, prefer='threads')(delayed(fit_fold)(model, train, test) for train, test in folds)
    probability = np.empty(len(y))
    for (_, test), (_, predicted) in zip(folds, fits):
        probability[test] = predicted
    scores = [roc_auc_score(y[test], predicted) for (_, test), (_, predicted) in zip(folds, fits)]
    return {'models': [fitted for fitted, _ in fits], 'probability': probability, 'score': float(np.mean(scores)),
            'standardError': float(np.std(scores, ddof=1) / np.sqrt(len(scores)))}


def metrics(probability):
    label = (probability >= 0.5).astype(int)
    bins = np.minimum((probability * 10).astype(int), 9)
    ece = sum(abs(probability[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())
    roc_curve(y, probability)
    precision_recall_curve(y, probability)
    return {'rocAuc': roc_auc_score(y, probability), 'logLoss': log_loss(y, probability), 'brier': brier_score_loss(y, probability),
            'averagePrecision': average_precision_score(y, probability), 'accuracy': accuracy_score(y, label),
            'balancedAccuracy': balanced_accuracy_score(y, label), 'precision': precision_score(y, label), 'recall': recall_score(y, label),
            'f1': f1_score(y, label), 'f1Macro': f1_score(y, label, average='macro'), 'mcc': matthews_corrcoef(y, label), 'ece': float(ece)}


tried = {name: out_of_fold(model) for name, model in candidates.items()}
winner = max(tried, key=lambda name: tried[name]['score'])
final = clone(candidates[winner]).fit(frame, y)

importance = []
for (_, test), fitted in zip(folds, tried[winner]['models']):
    held = test if options.importance_rows is None else test[:options.importance_rows]
    importance.append(permutation_importance(fitted, frame.iloc[held], y[held], scoring='roc_auc', n_repeats=1, random_state=0).importances_mean)
importance = dict(zip(frame.columns, np.mean(importance, axis=0).tolist()))

print(json.dumps({
    'rows': len(frame), 'classes': classes.tolist(), 'winner': winner, 'candidates': len(candidates),
    'metrics': metrics(tried[winner]['probability']), 'refitted': type(final[-1]).__name__,
    'leaderboard': [{'name': name, 'score': trial['score'], 'standardError': trial['standardError']} for name, trial in tried.items()],
    'importance': dict(sorted(importance.items(), key=lambda item: -item[1])[:5]),
}))
