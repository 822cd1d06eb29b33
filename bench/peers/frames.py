# The two halves of a split as data frames ready for a boosting library, as its users would prepare them: categories as categories,
# dates as their parts, free text as TF-IDF of words; other strings that hardly repeat are left out.
import warnings

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

MARKERS = ['?', ' ']


def read_split(train_path, test_path, target, task, drop=()):
    """`(train, y_train, test, y_test, classes)`: class labels are positions in `classes`, of the training rows; unknown ones are -1."""
    train = pd.read_csv(train_path, na_values=MARKERS, low_memory=False).dropna(subset=[target]).drop(columns=list(drop))
    test = pd.read_csv(test_path, na_values=MARKERS, low_memory=False).dropna(subset=[target]).drop(columns=list(drop))
    y_train, y_test = train.pop(target), test.pop(target)
    classes = []
    if task != 'regression':
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
    return train, np.asarray(y_train), test, np.asarray(y_test), classes
