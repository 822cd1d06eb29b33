"""Makes test/golden/metrics.json: every metric by scikit-learn (ece by numpy) on random, tied, weighted and degenerate rows.

Run: python scripts/golden/metrics.py > test/golden/metrics.json   (numpy, scikit-learn)
"""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.filterwarnings("ignore")
SEED = 20260301
random = np.random.default_rng(SEED)


def ece(target, probabilities, weights, bins=15):
    labels = probabilities.argmax(axis=1)
    confidence = probabilities.max(axis=1)
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        w = weights[inside]
        if w.sum() > 0:
            gap = np.average(labels[inside] == target[inside], weights=w) - np.average(confidence[inside], weights=w)
            total += w.sum() * abs(gap)
    return total / weights.sum()


def one_vs_rest(score, target, probabilities, weights):
    """scikit-learn's macro average over the classes that occur."""
    present = np.unique(target)
    values = [score(target == k, probabilities[:, int(k)], sample_weight=weights) for k in present]
    value = np.mean(values) if len(present) > 1 else np.nan
    if len(present) == probabilities.shape[1] and len(present) > 2 and score is m.roc_auc_score:
        theirs = score(target, probabilities, multi_class="ovr", average="macro", sample_weight=weights)
        assert abs(value - theirs) < 1e-12
    return value


def of_classes(target, predictions, weights, classes):
    w = weights
    given = np.ones(len(target)) if w is None else w
    binary = predictions.ndim == 1
    both = np.column_stack([1 - predictions, predictions]) if binary else predictions
    predicted = (predictions > 0.5).astype(int) if binary else predictions.argmax(axis=1)
    average = "binary" if binary else "macro"
    labels = list(range(classes))
    one_class = len(np.unique(target)) < 2
    expected = {
        "logLoss": m.log_loss(target, predictions, sample_weight=w, labels=labels),
        "accuracy": m.accuracy_score(target, predicted, sample_weight=w),
        "balancedAccuracy": m.balanced_accuracy_score(target, predicted, sample_weight=w),
        "precision": m.precision_score(target, predicted, average=average, sample_weight=w),
        "recall": m.recall_score(target, predicted, average=average, sample_weight=w),
        "f1": m.f1_score(target, predicted, average=average, sample_weight=w),
        "f1Macro": m.f1_score(target, predicted, average="macro", sample_weight=w),
        "f1Micro": m.f1_score(target, predicted, average="micro", sample_weight=w),
        "f1Weighted": m.f1_score(target, predicted, average="weighted", sample_weight=w),
        "mcc": m.matthews_corrcoef(target, predicted, sample_weight=w),
        "quadraticKappa": m.cohen_kappa_score(target, predicted, weights="quadratic", labels=labels, sample_weight=w),
        "brier": m.brier_score_loss(target, predictions, sample_weight=w, **({"pos_label": 1} if binary else {"labels": labels})),
        "ece": ece(target, both, given),
    }
    if binary:
        expected["rocAuc"] = np.nan if one_class else m.roc_auc_score(target, predictions, sample_weight=w)
        no_positive = not np.any(target == 1)
        expected["averagePrecision"] = np.nan if no_positive else m.average_precision_score(target, predictions, sample_weight=w)
    else:
        expected["rocAuc"] = one_vs_rest(m.roc_auc_score, target, predictions, w)
        expected["averagePrecision"] = (
            1.0 if one_class else one_vs_rest(m.average_precision_score, target, predictions, w)
        )
        expected["topK3"] = m.top_k_accuracy_score(target, predictions, k=3, labels=labels, sample_weight=w)
    return expected


def of_numbers(target, predictions, weights):
    w = weights
    logs = bool(np.all(target > -1) and np.all(predictions > -1))
    return {
        "rmse": m.root_mean_squared_error(target, predictions, sample_weight=w),
        "mae": m.mean_absolute_error(target, predictions, sample_weight=w),
        "mape": m.mean_absolute_percentage_error(target, predictions, sample_weight=w),
        "medianAbsoluteError": m.median_absolute_error(target, predictions, sample_weight=w),
        "rmsle": m.root_mean_squared_log_error(target, predictions, sample_weight=w) if logs else np.nan,
        "r2": m.r2_score(target, predictions, sample_weight=w),
        "pinball": m.mean_pinball_loss(target, predictions, sample_weight=w, alpha=0.5),
    }


cases = []


def add(name, task, target, predictions, weights=None, classes=0):
    target = np.asarray(target, dtype=float)
    predictions = np.asarray(predictions, dtype=float)
    weights = None if weights is None else np.asarray(weights, dtype=float)
    if task == "regression":
        expected = of_numbers(target, predictions, weights)
    else:
        expected = of_classes(target, predictions, weights, classes)
    case = {"name": name, "task": task, "classCount": classes, "target": target.tolist(), "predictions": predictions.ravel().tolist()}
    if weights is not None:
        case["weights"] = weights.tolist()
    case["expected"] = {key: None if np.isnan(value) else float(value) for key, value in expected.items()}
    cases.append(case)


def some_zero(n):
    weights = random.gamma(1.0, 1.0, n)
    weights[random.random(n) < 0.2] = 0
    return weights


def binary(n, signal=1.0):
    target = (random.random(n) < 0.4).astype(float)
    target[:2] = [0, 1]
    return target, 1 / (1 + np.exp(-(signal * (2 * target - 1) + random.normal(size=n))))


y, p = binary(80)
add("binary", "binary", y, p, classes=2)
add("binary, weights", "binary", y, p, random.gamma(2.0, 1.0, 80), 2)
add("binary, weights some of them 0", "binary", y, p, np.concatenate([[1, 1], some_zero(78)]), 2)
y, p = binary(80)
add("binary, ties", "binary", y, np.round(p * 4) / 4, classes=2)
add("binary, ties and whole weights", "binary", y, np.round(p * 4) / 4, np.concatenate([[1, 2], random.integers(0, 4, 78)]), 2)
add("binary, all scores equal", "binary", y, np.full(80, 0.3), classes=2)
add("binary, all scores one half", "binary", y, np.full(80, 0.5), random.gamma(2.0, 1.0, 80), 2)
add("binary, class 1 absent", "binary", np.zeros(12), random.random(12), classes=2)
add("binary, class 0 absent", "binary", np.ones(12), random.random(12), random.gamma(2.0, 1.0, 12), 2)
add("binary, perfect", "binary", [0, 0, 1, 1, 0], [0.1, 0.2, 0.9, 0.8, 0.3], classes=2)
add("binary, all wrong", "binary", [0, 0, 1, 1, 0], [0.9, 0.8, 0.1, 0.2, 0.7], classes=2)
y, p = binary(40)
extreme = np.where(p > 0.5, 1 - 1e-17, 1e-300)
extreme[:4] = [0.0, 1.0, 1e-16, 1 - 1e-16]
add("binary, extreme probabilities", "binary", y, extreme, classes=2)
add("binary, two rows", "binary", [0, 1], [0.6, 0.4], classes=2)
add("binary, one row", "binary", [1], [0.7], classes=2)
y, p = binary(2500, 0.5)
add("binary, many rows", "binary", y, np.round(p, 2), np.round(random.gamma(2.0, 1.0, 2500), 2), 2)


def multiclass(n, k, signal=1.0, classes=None):
    target = random.integers(0, k, n).astype(float) if classes is None else random.choice(classes, n).astype(float)
    scores = random.normal(size=(n, k))
    scores[np.arange(n), target.astype(int)] += signal
    scores = np.exp(scores)
    return target, scores / scores.sum(axis=1, keepdims=True)


y, p = multiclass(90, 4)
add("four classes", "multiclass", y, p, classes=4)
add("four classes, weights", "multiclass", y, p, random.gamma(2.0, 1.0, 90), 4)
w = some_zero(90)
w[:12] = 1
add("four classes, weights some of them 0", "multiclass", y, p, w, 4)
y, p = multiclass(90, 4)
tied = np.round(p * 4)
tied[tied.sum(axis=1) == 0] = 1
tied = tied / tied.sum(axis=1, keepdims=True)
add("four classes, ties", "multiclass", y, tied, classes=4)
add("four classes, ties and whole weights", "multiclass", y, tied, random.integers(1, 4, 90), 4)
y, p = multiclass(60, 5, 0.5, [0, 2, 3, 4])
add("five classes, one never actual", "multiclass", y, p, classes=5)
y, p = multiclass(60, 5, 0.5, [0, 4])
hidden = np.where(np.arange(5) == 2, 1e-9, p)
hidden = hidden / hidden.sum(axis=1, keepdims=True)
add("five classes, one neither actual nor predicted", "multiclass", y, hidden, random.gamma(2.0, 1.0, 60), 5)
y, p = multiclass(60, 3, 0.2)
add("three classes, one always predicted", "multiclass", y, np.tile([0.5, 0.3, 0.2], (60, 1)), classes=3)
add("three classes, one actual", "multiclass", np.full(10, 2), p[:10], classes=3)
add("three classes, certain", "multiclass", [0, 1, 2, 1], [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]], classes=3)
add("three classes, three rows", "multiclass", [0, 1, 2], p[:3], classes=3)


def numbers(n, scale=10.0):
    target = random.gamma(2.0, scale, n)
    return target, np.abs(target + random.normal(scale=scale / 2, size=n))


y, p = numbers(75)
add("numbers", "regression", y, p)
add("numbers, weights", "regression", y, p, random.gamma(2.0, 1.0, 75))
add("numbers, weights some of them 0", "regression", y, p, some_zero(75))
add("numbers, even count", "regression", y[:74], p[:74])
add("numbers, ties and whole weights", "regression", np.round(y / 10), np.round(p / 10), random.integers(0, 3, 75))
add("numbers, below 0", "regression", y - 20, p - 20)
add("numbers, from −1 to 0", "regression", [-0.5, 0.0, 0.5, 2.0], [-0.9, 0.1, 0.4, 1.0])
add("numbers, constant target", "regression", np.full(9, 3.0), random.normal(size=9))
add("numbers, constant target, perfect", "regression", np.full(9, 3.0), np.full(9, 3.0))
add("numbers, perfect", "regression", y[:20], y[:20])
add("numbers, target 0", "regression", [0, 1, 2], [1, 1, 1])
add("numbers, two rows", "regression", [1, 2], [1.5, 1.0])
add("numbers, one row", "regression", [4], [3])
add("numbers, large offset", "regression", 1e9 + y, 1e9 + p)
add("numbers, two rows with weight", "regression", [1, 2, 3, 4], [1.5, 1, 3.5, 2], [0, 2, 0, 2])
y, p = numbers(2501)
add("numbers, many rows", "regression", np.round(y, 2), np.round(p, 2), np.round(random.gamma(2.0, 1.0, 2501), 2))

json.dump(
    {
        "producer": {"python": sys.version.split()[0], "numpy": np.__version__, "scikit-learn": sklearn.__version__},
        "seed": SEED,
        "command": "python scripts/golden/metrics.py > test/golden/metrics.json",
        "cases": cases,
    },
    sys.stdout,
    ensure_ascii=False,
)
