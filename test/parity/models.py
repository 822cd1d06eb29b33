"""Asks LightGBM and XGBoost themselves. Reads JSON from standard input, writes JSON to standard output; numbers as doubles, null is missing.

python models.py predict
    [{"text", "columns"}]: model texts of LightGBM. Answers [{"raw", "predictions", "again"}]; again is the text as LightGBM writes it.
python models.py onnx
    [{"graph" (base64), "columns"}]: what the first output of each graph is, with the rows as its input `features`.
python models.py make <data folder>
    Fits both on real tables with categories and missing values. Answers [{"name", "format", "text", "columns", "raw"}], the rows to predict being
    some of the table, then copies with values at the thresholds of the trees and beside them, with missing values, and with codes never seen.
"""
import base64
import json
import os
import sys

import lightgbm
import numpy
import pandas
import xgboost


def to_rows(columns):
    return numpy.array([[numpy.nan if cell is None else float(cell) for cell in column] for column in columns], dtype=float).T


def to_cells(rows):
    return [[None if numpy.isnan(cell) else cell for cell in column] for column in rows.T.tolist()]


def predict(given):
    model = lightgbm.Booster(model_str=given["text"])
    rows = to_rows(given["columns"])
    raw = model.predict(rows, raw_score=True)
    return dict(raw=raw.ravel().tolist(), predictions=model.predict(rows).ravel().tolist(), again=model.model_to_string())


def run_onnx(given):
    import onnxruntime

    session = onnxruntime.InferenceSession(base64.b64decode(given["graph"]))
    return session.run(None, {"features": to_rows(given["columns"])})[0].ravel().tolist()


def read_table(path, target, count):
    table = pandas.read_csv(path, skipinitialspace=True, na_values=["?"]).sample(count, random_state=1)
    label = table.pop(target)
    categorical = [at for at, name in enumerate(table.columns) if not pandas.api.types.is_numeric_dtype(table[name])]
    rows = numpy.empty(table.shape)
    for at, name in enumerate(table.columns):
        rows[:, at] = table[name].astype("category").cat.codes.replace(-1, numpy.nan) if at in categorical else table[name]
    return rows, label.to_numpy(), categorical


def add_odd_rows(rows, categorical, thresholds, rng, single):
    """thresholds: (column, value) pairs. single: neighbours in single precision too."""
    odd = rows[rng.integers(0, len(rows), 600)].copy()
    for row in odd:
        for column in range(rows.shape[1]):
            drawn = rng.random()
            if drawn < 0.15:
                row[column] = numpy.nan
            elif column in categorical and drawn < 0.3:
                row[column] = rng.choice([999, 70, 31, 32, 63, 64])
    for at, (column, value) in enumerate(thresholds[:600]):
        step = numpy.nextafter(value, [numpy.inf, -numpy.inf][at % 2])
        choices = [value, step]
        if single:
            below = numpy.nextafter(numpy.float32(value), numpy.float32(-numpy.inf))
            middle = (float(below) + float(numpy.float32(value))) / 2
            choices += [float(below), middle, numpy.nextafter(middle, -numpy.inf), numpy.nextafter(middle, numpy.inf)]
        odd[at % len(odd), column] = choices[rng.integers(len(choices))]
    return numpy.vstack([rows[:400], odd])


def make(folder):
    rng = numpy.random.default_rng(5)
    cases = []
    for name, target, count in [("adult", "income", 8000), ("california_housing", "median_house_value", 6000)]:
        path = os.path.join(folder, "csv", name + ".csv")
        rows, label, categorical = read_table(path, target, count)
        binary = not numpy.issubdtype(label.dtype, numpy.number)
        y = (label == sorted(set(label))[-1]).astype(float) if binary else label.astype(float)
        for linear in [False, True]:
            objective = "binary" if binary else "regression"
            parameters = dict(objective=objective, verbosity=-1, num_threads=1, linear_tree=linear, min_data_per_group=20, cat_smooth=2)
            model = lightgbm.train(parameters, lightgbm.Dataset(rows, y, categorical_feature=categorical, params=parameters), 40)
            trees = model.trees_to_dataframe().dropna(subset=["threshold"])
            splits = trees[trees.decision_type == "<="]
            thresholds = [(int(f.split("_")[1]), float(t)) for f, t in zip(splits.split_feature, splits.threshold)]
            rng.shuffle(thresholds)
            seen = add_odd_rows(rows, categorical, [(int(c), t) for c, t in thresholds], rng, False)
            cases.append(dict(name=f"{name}{', linear leaves' if linear else ''}", format="lightgbm", text=model.model_to_string(),
                              columns=to_cells(seen), raw=model.predict(seen, raw_score=True).ravel().tolist()))
        types = ["c" if at in categorical else "q" for at in range(rows.shape[1])]
        matrix = lambda values, label=None: xgboost.DMatrix(values, label, feature_types=types, enable_categorical=True)
        model = xgboost.train(dict(objective="binary:logistic" if binary else "reg:squarederror", nthread=1, max_cat_to_onehot=3),
                              matrix(rows, y), 40)
        splits = model.trees_to_dataframe().dropna(subset=["Split"])
        thresholds = [(int(f[1:]), float(t)) for f, t in zip(splits.Feature, splits.Split)]
        rng.shuffle(thresholds)
        seen = add_odd_rows(rows, categorical, [(int(c), t) for c, t in thresholds], rng, True)
        seen[:, categorical] = numpy.where(seen[:, categorical] == 999, 70, seen[:, categorical])
        cases.append(dict(name=name, format="xgboost", text=bytes(model.save_raw("json")).decode(), columns=to_cells(seen),
                          raw=model.predict(matrix(seen), output_margin=True).ravel().tolist()))
    return cases


if sys.argv[1] == "make":
    answer = make(sys.argv[2])
else:
    answer = [(predict if sys.argv[1] == "predict" else run_onnx)(given) for given in json.load(sys.stdin)]
json.dump(answer, sys.stdout)
