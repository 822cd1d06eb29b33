"""Golden values of linear models: makes test/golden/linear.json with real scikit-learn.

python scripts/golden/linear.py > test/golden/linear.json
"""
import json
import warnings

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

SEED = 11
rng = np.random.default_rng(SEED)


def table(rows, columns, *, sparse=False, collinear=False):
    x = rng.normal(size=(rows, columns)) * rng.uniform(0.3, 3, size=columns) + rng.normal(size=columns)
    if sparse:
        x[:, columns // 2:] = rng.uniform(size=(rows, columns - columns // 2)) < 0.15
    if collinear:
        x[:, -1] = x[:, 0] - 2 * x[:, 1]
        x[:, -2] = x[:, 2]
    return np.round(x, 6)


def log_loss(scores, y):
    highest = scores.max(axis=1, keepdims=True)
    return np.log(np.exp(scores - highest).sum(axis=1)) + highest[:, 0] - scores[np.arange(len(y)), y]


def penalty(coefficients, alpha, ratio):
    return alpha * (0.5 * (1 - ratio) * (coefficients**2).sum() + ratio * np.abs(coefficients).sum())


def regression(name, x, alpha, ratio, weights=None):
    y = np.round(x @ rng.normal(size=x.shape[1]) + 5 * rng.normal(size=len(x)) + 100, 6)
    w = np.ones(len(x)) if weights is None else weights
    spread = np.sqrt(np.average((y - np.average(y, weights=w)) ** 2, weights=w))
    if ratio == 0:
        model = Ridge(alpha=alpha * w.sum(), solver="cholesky" if x.shape[0] > x.shape[1] else "svd")
    else:
        model = ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-14, max_iter=1_000_000)
    model.fit(x, y / spread, sample_weight=w)
    objective = np.average(0.5 * (y / spread - model.predict(x)) ** 2, weights=w) + penalty(model.coef_, alpha, ratio)
    return case(name, "regression", x, y, alpha, ratio, weights, 0, model.coef_[:, None] * spread, [model.intercept_ * spread], objective)


def classification(name, x, classes, alpha, ratio, weights=None, separable=False):
    noise = 0 if separable else 2
    scores = x @ rng.normal(size=(x.shape[1], classes)) + noise * rng.gumbel(size=(len(x), classes))
    y = (scores - scores.mean(axis=0)).argmax(axis=1)
    w = np.ones(len(x)) if weights is None else weights
    options = {"solver": "lbfgs"} if ratio == 0 else {"solver": "saga", "l1_ratio": ratio}
    model = LogisticRegression(C=1 / (alpha * w.sum()), tol=1e-12, max_iter=1_000_000, random_state=0, **options)
    model.fit(x, y, sample_weight=w)
    raw = x @ model.coef_.T + model.intercept_
    losses = log_loss(np.hstack([np.zeros((len(x), 1)), raw]) if classes == 2 else raw, y)
    objective = np.average(losses, weights=w) + penalty(model.coef_, alpha, ratio)
    intercepts = model.intercept_ - (model.intercept_.mean() if classes > 2 else 0)
    task = "binary" if classes == 2 else "multiclass"
    return case(name, task, x, y, alpha, ratio, weights, classes, model.coef_.T, intercepts, objective)


def case(name, task, x, y, alpha, ratio, weights, classes, coefficients, intercepts, objective):
    return {
        "name": name,
        "task": task,
        "classCount": classes,
        "alpha": alpha,
        "l1Ratio": ratio,
        "x": x.tolist(),
        "y": y.tolist(),
        **({} if weights is None else {"weights": weights.tolist()}),
        "coefficients": np.asarray(coefficients).ravel().tolist(),
        "intercepts": np.asarray(intercepts).tolist(),
        "objective": float(objective),
    }


def draw_weights(rows):
    weights = np.round(rng.uniform(0, 3, size=rows), 3)
    weights[:3] = 0
    return weights


with warnings.catch_warnings():
    warnings.simplefilter("error", sklearn.exceptions.ConvergenceWarning)
    cases = [
        regression("ridge", table(60, 5), 0.1, 0),
        regression("ridge, weights, sparse columns", table(80, 8, sparse=True), 0.01, 0, draw_weights(80)),
        regression("ridge, collinear columns", table(50, 6, collinear=True), 1e-3, 0),
        regression("ridge, more columns than rows", table(20, 40), 0.05, 0),
        regression("lasso", table(60, 12, sparse=True), 0.05, 1),
        regression("elastic net, weights", table(60, 12), 0.1, 0.5, draw_weights(60)),
        regression("elastic net, more columns than rows", table(20, 40), 0.1, 0.7),
        classification("binary", table(100, 5), 2, 1e-2, 0),
        classification("binary, weights, sparse columns", table(120, 8, sparse=True), 2, 1e-3, 0, draw_weights(120)),
        classification("binary, separable", table(40, 4), 2, 1e-3, 0, separable=True),
        classification("binary, collinear columns", table(60, 6, collinear=True), 2, 1e-2, 0),
        classification("binary, more columns than rows", table(20, 40), 2, 1e-2, 0),
        classification("binary, elastic net, weights", table(80, 8), 2, 0.02, 0.5, draw_weights(80)),
        classification("binary, lasso", table(60, 20, sparse=True), 2, 0.03, 1),
        classification("three classes", table(100, 5), 3, 1e-2, 0),
        classification("four classes, weights, sparse columns", table(150, 8, sparse=True), 4, 1e-3, 0, draw_weights(150)),
        classification("three classes, more columns than rows", table(20, 30), 3, 1e-2, 0),
        classification("three classes, elastic net", table(100, 6), 3, 0.02, 0.5),
        classification("three classes, lasso, weights", table(120, 8), 3, 0.01, 1, draw_weights(120)),
    ]

print(json.dumps({
    "producer": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    "seed": SEED,
    "command": "python scripts/golden/linear.py > test/golden/linear.json",
    "cases": cases,
}))
