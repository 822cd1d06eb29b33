"""Makes test/golden/summary-*.json: TrainingSummary values of real trainings, computed with scikit-learn.

Out-of-fold predictions of real models on real tables, so that the report and the card are tried on what they are for.
Command: python scripts/golden/summaries.py <folder of the shared tables> test/golden
"""
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.base import clone
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn import metrics as m
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

SEED = 0
RESAMPLES = 200


def number(value):
    return float(f"{value:.6g}")


def estimate(compute, rows, random):
    """The value with its 95 % bootstrap interval."""
    drawn = [compute(random.integers(0, rows, rows)) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"value": number(compute(np.arange(rows))), "low": number(low), "high": number(high)}


def classification_metrics(y, p, classes, positive, random):
    labels = np.arange(len(classes))
    said = p.argmax(1)
    binary = len(classes) == 2
    average = {"average": "binary"} if binary else {"average": "macro"}
    table = {
        "accuracy": lambda i: m.accuracy_score(y[i], said[i]),
        "balancedAccuracy": lambda i: m.recall_score(y[i], said[i], average="macro", zero_division=0),
        "logLoss": lambda i: m.log_loss(y[i], p[i], labels=labels),
        "mcc": lambda i: m.matthews_corrcoef(y[i], said[i]),
        "f1Macro": lambda i: m.f1_score(y[i], said[i], average="macro", zero_division=0),
        "precision": lambda i: m.precision_score(y[i], said[i], zero_division=0, **average),
        "recall": lambda i: m.recall_score(y[i], said[i], zero_division=0, **average),
    }
    if binary:
        table["rocAuc"] = lambda i: m.roc_auc_score(y[i], p[i, 1])
        table["averagePrecision"] = lambda i: m.average_precision_score(y[i], p[i, 1])
        table["brier"] = lambda i: m.brier_score_loss(y[i], p[i, 1])
        table["f1"] = lambda i: m.f1_score(y[i], said[i], zero_division=0)
    else:
        table["rocAuc"] = lambda i: m.roc_auc_score(y[i], p[i], multi_class="ovr")
    return {name: estimate(f, len(y), random) for name, f in table.items()}


def regression_metrics(y, p, random):
    table = {
        "rmse": lambda i: m.root_mean_squared_error(y[i], p[i]),
        "mae": lambda i: m.mean_absolute_error(y[i], p[i]),
        "medianAbsoluteError": lambda i: m.median_absolute_error(y[i], p[i]),
        "mape": lambda i: m.mean_absolute_percentage_error(y[i], p[i]),
        "r2": lambda i: m.r2_score(y[i], p[i]),
    }
    return {name: estimate(f, len(y), random) for name, f in table.items()}


def thin(x, y, most=100):
    keep = np.unique(np.linspace(0, len(x) - 1, min(most, len(x))).round().astype(int))
    return [number(v) for v in x[keep]], [number(v) for v in y[keep]]


def calibration(said, happened):
    bins = []
    for part in np.array_split(np.argsort(said, kind="stable"), 10):
        n, k = len(part), happened[part].sum()
        rate, z = k / n, 1.96
        centre, half = (k + z * z / 2) / (n + z * z), z * np.sqrt(rate * (1 - rate) * n + z * z / 4) / (n + z * z)
        bins.append({"predicted": number(said[part].mean()), "value": number(rate), "low": number(max(0, centre - half)),
                     "high": number(min(1, centre + half)), "rowCount": n})
    return bins


def evaluate(y, p, task, classes, positive, random):
    base = {"task": task, "rowCount": len(y), "classes": classes}
    if positive is not None:
        base["positive"] = positive
    if task == "regression":
        error = y - p
        base["metrics"] = regression_metrics(y, p, random)
        some = np.sort(random.choice(len(y), min(300, len(y)), replace=False))
        base["points"] = [{"actual": number(y[i]), "predicted": number(p[i])} for i in some]
        low, high = np.percentile(error, [0.5, 99.5])
        counts, edges = np.histogram(error, bins=30, range=(low, high))
        base["residuals"] = [{"from": number(a), "to": number(b), "count": int(c)} for a, b, c in zip(edges, edges[1:], counts)]
        worst = np.argsort(-np.abs(error), kind="stable")[:10]
        base["mistakes"] = [{"row": int(i), "actual": number(y[i]), "predicted": number(p[i])} for i in worst]
        fifths = np.array_split(np.argsort(y, kind="stable"), 5)
        errors = [np.abs(error[part]).mean() for part in fifths]
        at = int(np.argmax(errors))
        base["weakest"] = {"what": f"{y[fifths[at]].min():g} to {y[fifths[at]].max():g}", "value": number(errors[at]),
                           "overall": number(np.abs(error).mean()), "rowCount": len(fifths[at])}
        return base
    said = p.argmax(1)
    base["metrics"] = classification_metrics(y, p, classes, positive, random)
    base["confusion"] = m.confusion_matrix(y, said, labels=np.arange(len(classes))).tolist()
    if task == "binary":
        fpr, tpr, _ = m.roc_curve(y, p[:, 1])
        base["roc"] = dict(zip(("falsePositiveRate", "truePositiveRate"), thin(fpr, tpr)))
        precision, recall, _ = m.precision_recall_curve(y, p[:, 1])
        base["precisionRecall"] = dict(zip(("recall", "precision"), thin(recall[::-1], precision[::-1])))
        base["calibration"] = calibration(p[:, 1], (y == 1).astype(int))
    else:
        base["calibration"] = calibration(p.max(1), (said == y).astype(int))
    worst = np.argsort(p[np.arange(len(y)), y], kind="stable")[:10]
    base["mistakes"] = [{"row": int(i), "actual": classes[y[i]], "predicted": classes[said[i]], "confidence": number(p[i, said[i]])}
                        for i in worst if said[i] != y[i]]
    recalls = m.recall_score(y, said, average=None, labels=np.arange(len(classes)), zero_division=0)
    at = int(np.argmin(recalls))
    base["weakest"] = {"what": classes[at], "value": number(recalls[at]), "overall": number((said == y).mean()),
                       "rowCount": int((y == at).sum())}
    return base


def schema_of(frame, target, reading):
    columns = []
    for name in frame.columns:
        cells = frame[name]
        numeric = pd.api.types.is_numeric_dtype(cells)
        distinct = int(cells.nunique())
        column = {"name": name, "kind": "number" if numeric else "boolean" if distinct == 2 else "category",
                  "role": "target" if name == target else "feature",
                  "why": f"all {int(cells.notna().sum()):,} cells are numbers" if numeric else f"{distinct} different texts in {int(cells.notna().sum()):,} cells",
                  "missing": reading, "missingCount": int(cells.isna().sum()), "distinctCount": distinct}
        if numeric:
            column |= {"min": number(cells.min()), "max": number(cells.max())}
        elif distinct <= 60:
            column["levels"] = sorted(cells.dropna().astype(str).unique())
        columns.append(column)
    return {"columns": columns}


def build(folder, file, target, task, metric, missing, positive, task_why, findings):
    random = np.random.default_rng(SEED)
    path = folder / file
    raw = pd.read_csv(path, na_values=missing, skipinitialspace=True)
    frame = raw.dropna(subset=[target]).reset_index(drop=True)
    x = frame.drop(columns=[target])
    regression = task == "regression"
    classes = [] if regression else sorted(frame[target].astype(str).unique())
    if positive is not None:
        classes = [c for c in classes if c != positive] + [positive]
    y = frame[target].to_numpy(float) if regression else frame[target].astype(str).map(classes.index).to_numpy()
    numbers, texts = make_column_selector(dtype_include="number"), make_column_selector(dtype_exclude="number")
    onehot = make_column_transformer((make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
                                     (OneHotEncoder(handle_unknown="ignore", min_frequency=5), texts))
    codes = make_column_transformer((OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), texts), remainder="passthrough")
    boost = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
    def trees(**given):
        return make_pipeline(codes, boost(random_state=SEED, early_stopping=False, **given))
    def linear(strength):
        return make_pipeline(onehot, Ridge(alpha=strength) if regression else LogisticRegression(C=1 / strength, max_iter=500))
    candidates = [
        ("baseline", "baseline", {}, DummyRegressor() if regression else DummyClassifier(strategy="prior")),
        ("linear-1", "linear", {"penalty": 1}, linear(1)),
        ("linear-2", "linear", {"penalty": 100}, linear(100)),
        ("gbdt-1", "gbdt", {"rounds": 100, "learningRate": 0.1, "leaves": 31}, trees()),
        ("gbdt-2", "gbdt", {"rounds": 60, "learningRate": 0.1, "leaves": 7}, trees(max_iter=60, max_leaf_nodes=7)),
    ]
    folds = list((KFold if regression else StratifiedKFold)(5, shuffle=True, random_state=SEED).split(x, y))
    def value_of(y, p):
        if metric == "rmse":
            return m.root_mean_squared_error(y, p)
        return m.roc_auc_score(y, p[:, 1]) if metric == "rocAuc" else m.log_loss(y, p, labels=np.arange(len(classes)))
    sign = 1 if metric == "rocAuc" else -1
    trials, predictions, fitted = [], {}, {}
    for name, learner, parameters, model in candidates:
        p, scores = np.zeros(len(y) if regression else (len(y), len(classes))), []
        for train, test in folds:
            one = clone(model).fit(x.iloc[train], y[train])
            p[test] = one.predict(x.iloc[test]) if regression else one.predict_proba(x.iloc[test])
            scores.append(sign * value_of(y[test], p[test]))
        predictions[name], fitted[name] = p, one
        trials.append({"name": name, "learner": learner, "score": number(np.mean(scores)),
                       "standardError": number(np.std(scores, ddof=1) / np.sqrt(len(scores))), "parameters": parameters})
    trials.sort(key=lambda t: -t["score"])
    winner = trials[0]["name"]
    # the choice itself, bootstrapped: chosen on the drawn rows, judged on those left out
    judged = []
    for _ in range(RESAMPLES):
        drawn = random.integers(0, len(y), len(y))
        out = np.setdiff1d(np.arange(len(y)), drawn)
        best = max(predictions, key=lambda name: sign * value_of(y[drawn], predictions[name][drawn]))
        judged.append(value_of(y[out], predictions[best][out]))
    low, high = np.percentile(judged, [2.5, 97.5])
    evaluation = evaluate(y, predictions[winner], task, classes, positive, random)
    baseline = evaluate(y, predictions["baseline"], task, classes, positive, random)
    test = folds[-1][1][:4000]
    held, truth = x.iloc[test], y[test]
    say = (lambda f: fitted[winner].predict(f)) if regression else (lambda f: fitted[winner].predict_proba(f))
    plain = value_of(truth, say(held))
    importance = []
    for name in x.columns:
        drops = []
        for _ in range(5):
            shuffled = held.copy()
            shuffled[name] = shuffled[name].to_numpy()[random.permutation(len(held))]
            drops.append(sign * (plain - value_of(truth, say(shuffled))))
        half = 2.776 * np.std(drops, ddof=1) / np.sqrt(5)
        importance.append({"column": name, "value": number(np.mean(drops)), "low": number(np.mean(drops) - half), "high": number(np.mean(drops) + half)})
    importance.sort(key=lambda i: -i["value"])
    summary = {
        "version": "0.1.0", "sourceName": file, "fingerprint": hashlib.sha256(path.read_bytes()).hexdigest(), "target": target,
        "task": task, "taskWhy": task_why, "classes": classes, "rows": {"train": len(frame), "test": 0, "dropped": len(raw) - len(frame)},
        "schema": schema_of(raw, target, missing),
        "split": {"kind": "shuffled" if regression else "stratified", "folds": 5, "repeats": 1},
        "metric": {"name": metric, "source": "crossValidation", "value": number(np.mean(judged)), "low": number(low), "high": number(high)},
        "uncorrected": evaluation["metrics"][metric]["value"], "baseline": baseline["metrics"][metric],
        "leaderboard": trials, "winner": winner, "evaluation": evaluation, "baselineEvaluation": baseline, "importance": importance,
        "mistakeRows": [{"rowNumber": k["row"] + 1, "cells": [{"column": c, "value": "" if pd.isna(v) else str(v)} for c, v in x.iloc[k["row"]].items()]}
                        for k in evaluation["mistakes"]],
        "findings": findings, "parity": {"rowCount": min(1000, len(frame)) + 126, "realRowCount": min(1000, len(frame)), "madeRowCount": 126, "largestDifference": 2.2e-16, "runtime": "onnxruntime-node 1.30.0"},
        "stoppedBy": "trials", "seed": SEED,
    }
    if positive is not None:
        summary["positive"] = positive
    if regression:
        counts, edges = np.histogram(y, bins=30)
        summary["targetBins"] = [{"from": number(a), "to": number(b), "count": int(c)} for a, b, c in zip(edges, edges[1:], counts)]
    return summary


def finding(code, severity, columns, evidence, message):
    return {"code": code, "severity": severity, "columns": columns, "evidence": evidence, "message": message}


def main(folder, out):
    tables = {
        "adult": ("adult.csv", "income", "binary", "rocAuc", ["?"], ">50K", "income holds 2 different texts, so it is a question with two answers; '>50K' is the positive one, the last in sorted order.", [
            finding("DUPLICATE_ROWS", "info", [], {"count": 52}, "52 rows are exact copies of others; they are kept together in one fold."),
            finding("MISSING_VALUES", "info", ["workclass", "occupation", "native-country"], {"cells": 6465}, "'?' stands for a missing value in 3 columns (6,465 cells)."),
            finding("CLASS_IMBALANCE", "info", ["income"], {"share": 0.239}, "24 % of the rows are '>50K'."),
            finding("SENSITIVE_ATTRIBUTE", "warning", ["race", "sex"], {}, "'race' and 'sex' describe people: see whether the model may use them before it decides about anyone."),
            finding("DUPLICATE_COLUMNS", "warning", ["education", "education-num"], {}, "'education-num' says the same as 'education'.")]),
        "penguins": ("penguins.csv", "species", "multiclass", "logLoss", [], None, "species holds 3 different texts, so it is a question with several answers.", [
            finding("FEW_ROWS", "warning", [], {"rows": 344}, "Only 344 rows: the figures are uncertain, more rows would help.")]),
        "california": ("california_housing.csv", "median_house_value", "regression", "rmse", [], None, "median_house_value holds 3,842 different numbers, so it is a question for a number.", [
            finding("MISSING_VALUES", "info", ["total_bedrooms"], {"cells": 207}, "207 cells of 'total_bedrooms' are missing."),
            finding("OUTLIERS", "warning", ["median_house_value"], {"count": 965, "value": 500001}, "965 rows have exactly the greatest value, 500,001: it looks like a cap.")]),
    }
    for name, given in tables.items():
        file = {"producer": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, pandas {pd.__version__}", "seed": SEED,
                "command": "python scripts/golden/summaries.py <folder of the shared tables> test/golden", "summary": build(folder, *given)}
        (out / f"summary-{name}.json").write_text(json.dumps(file, separators=(",", ":")) + "\n")
        print(name, file["summary"]["metric"], file["summary"]["winner"], file["summary"]["evaluation"]["weakest"])


main(Path(sys.argv[1]), Path(sys.argv[2]))
