# Writes a data set of the boosting benchmarks as plain numbers: `python sets.py NAME --seed 0 --into FOLDER [--rows N] [--columns N]`.
# Real rows, split 80/20 by the seed. Sets larger than their table draw training rows with replacement and move each number a little;
# held-out rows are always real ones, and never copies of training rows. Prints nothing, ends with meta.json.
import argparse
import json
import os

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split

# `rows`: training rows drawn; absent: the table's own. `form`: codes (levels as numbers), categories (the same, told to be levels), oneHot or words.
SETS = {
    'weight_lifting': dict(table='weight_lifting_exercises', target='classe', task='multiclass'),
    'california': dict(table='california_housing', target='median_house_value', task='regression'),
    'adult': dict(table='adult', target='income', task='binary'),
    'adult_one_hot': dict(table='adult', target='income', task='binary', form='oneHot'),
    'diamonds': dict(table='diamonds', target='price', task='regression'),
    'sms_words': dict(table='sms_spam', target='type', task='binary', form='words', rows=20_000),
    'covertype': dict(table='covertype_kaggle', target='Cover_Type', task='multiclass', drop=['Id'], rows=50_000),
    'higgs_150k': dict(table='higgs_small', target='label', task='binary', rows=150_000),
    'adult_240k': dict(table='adult', target='income', task='binary', rows=240_000),
    'higgs_1m': dict(table='higgs_small', target='label', task='binary', rows=1_000_000),
    'adult_categories': dict(table='adult', target='income', task='binary', form='categories'),
    'diamonds_categories': dict(table='diamonds', target='price', task='regression', form='categories'),
    'adult_240k_categories': dict(table='adult', target='income', task='binary', form='categories', rows=240_000),
}
# Standard deviations by which a drawn number is moved.
NOISE = 0.02
# Columns with fewer distinct values count as levels, which are not moved.
FEWEST_DISTINCT = 32
WORDS = 500


def read(definition):
    frame = pd.read_csv(os.path.join(os.environ['MLWRIGHT_DATA'], 'csv', f"{definition['table']}.csv"), na_values=['?', ' '], low_memory=False)
    frame = frame.dropna(subset=[definition['target']]).drop(columns=definition.get('drop', []))
    target = frame.pop(definition['target'])
    if definition['task'] == 'regression':
        return frame, target.to_numpy(float), 0
    levels, labels = np.unique(target.astype(str), return_inverse=True)
    return frame, labels.astype(float), len(levels)


def encode(frame, form, is_train):
    """Columns as numbers, and the positions of those that are codes of levels."""
    if form == 'words':
        text = frame.iloc[:, 0].fillna('').astype(str)
        words = TfidfVectorizer(max_features=WORDS, sublinear_tf=True).fit(text[is_train])
        return words.transform(text).toarray(), []
    columns, codes = [], []
    for name in frame:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            columns.append(column.to_numpy(float))
            continue
        levels = sorted(column.dropna().astype(str).unique())
        code = pd.Categorical(column.astype(object).map(str, na_action='ignore'), categories=levels).codes.astype(float)
        if form == 'oneHot':
            columns.extend((code == level).astype(float) for level in range(len(levels)))
        else:
            codes.append(len(columns))
            columns.append(np.where(code < 0, np.nan, code))
    return np.column_stack(columns), codes


def draw(values, labels, rows, random):
    """Rows with replacement, each number moved; zeros, levels and missing cells stay, whole numbers stay whole."""
    taken = random.integers(0, len(values), rows)
    drawn = values[taken]
    for column in drawn.T:
        known = column[np.isfinite(column)]
        distinct = np.unique(known)
        if len(distinct) < FEWEST_DISTINCT:
            continue
        moved = column + random.normal(0, NOISE * known.std(), rows)
        if np.all(known == np.round(known)):
            moved = np.round(moved)
        column[:] = np.where(column == 0, 0, moved)
    return drawn, labels[taken]


def widen(train, test, columns, random):
    """So many columns: the first ones, or all of them and then copies of them with noise of their own."""
    chosen = np.arange(columns) % train.shape[1]
    spread = np.nanstd(train, axis=0) * 0.5
    widened = []
    for values in (train, test):
        values = values[:, chosen]
        for column in range(train.shape[1], columns):
            values[:, column] += random.normal(0, spread[chosen[column]], len(values))
        widened.append(values)
    return widened


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('name', choices=SETS)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--into', required=True)
    parser.add_argument('--rows', type=int)
    parser.add_argument('--columns', type=int)
    options = parser.parse_args()
    definition = SETS[options.name]
    random = np.random.default_rng([options.seed, 20])
    frame, labels, classes = read(definition)
    stratify = labels if classes > 0 else None
    train, test = train_test_split(np.arange(len(labels)), test_size=0.2, random_state=options.seed, stratify=stratify)
    is_train = np.zeros(len(labels), bool)
    is_train[train] = True
    values, codes = encode(frame, definition.get('form'), is_train)
    train_values, train_labels, test_values, test_labels = values[train], labels[train], values[test], labels[test]
    rows = options.rows or definition.get('rows')
    if rows is not None:
        train_values, train_labels = draw(train_values, train_labels, rows, random)
    if options.columns is not None:
        train_values, test_values = widen(train_values, test_values, options.columns, random)
    os.makedirs(options.into, exist_ok=True)
    for part, matrix, target in (('train', train_values, train_labels), ('test', test_values, test_labels)):
        np.ascontiguousarray(matrix.T).tofile(os.path.join(options.into, f'{part}-columns.bin'))
        np.ascontiguousarray(matrix).tofile(os.path.join(options.into, f'{part}-rows.bin'))
        target.tofile(os.path.join(options.into, f'{part}-labels.bin'))
    with open(os.path.join(options.into, 'meta.json'), 'w') as file:
        json.dump({'name': options.name, 'seed': options.seed, 'task': definition['task'], 'classes': classes, 'rows': len(train_labels),
                   'testRows': len(test_labels), 'columns': train_values.shape[1],
                   'categorical': codes if definition.get('form') == 'categories' else []}, file)


main()
