"""Makes test/golden/stats.json: distribution functions, intervals and moments by SciPy, NumPy and statsmodels.

Run: python scripts/golden/stats.py > test/golden/stats.json   (numpy, scipy, statsmodels)
"""
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

SEED = 20260302
random = np.random.default_rng(SEED)
probabilities = [1e-6, 0.001, 0.025, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999, 1 - 1e-6]
points = [-8.0, -2.5, -1.0, -0.1, 0.0, 0.5, 1.96, 4.0]
degrees = [1, 2, 4.5, 9, 30, 1000]

intervals = []
for successes, trials in [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1, 200), (87, 100), (49_000, 50_000)]:
    for confidence in [0.9, 0.95]:
        test = stats.binomtest(successes, trials)
        wilson, exact = (test.proportion_ci(confidence, method=method) for method in ("wilson", "exact"))
        intervals.append([successes, trials, confidence, wilson.low, wilson.high, exact.low, exact.high])

lists = []
for n in [1, 2, 5, 20]:
    values = random.normal(5, 3, n)
    weights = random.integers(1, 5, n).astype(float)
    weighted = DescrStatsW(values, weights, ddof=1)
    lists.append(
        {
            "values": values.tolist(),
            "weights": weights.tolist(),
            "mean": values.mean(),
            "weightedMean": weighted.mean,
            "variance": values.var(ddof=1) if n > 1 else None,
            "weightedVariance": float(weighted.var),
            "quantiles": [[p, float(np.quantile(values, p))] for p in [0, 0.025, 0.3, 0.5, 0.9, 1]],
        }
    )

json.dump(
    {
        "producer": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
        "seed": SEED,
        "command": "python scripts/golden/stats.py > test/golden/stats.json",
        "normalCdf": [[x, stats.norm.cdf(x)] for x in points],
        "normalQuantile": [[p, stats.norm.ppf(p)] for p in probabilities],
        "tCdf": [[x, v, stats.t.cdf(x, v)] for x in points for v in degrees],
        "tQuantile": [[p, v, stats.t.ppf(p, v)] for p in probabilities for v in degrees],
        "betaQuantile": [[p, a, b, stats.beta.ppf(p, a, b)] for p in probabilities for a, b in [(1, 10), (4, 7), (0.5, 0.5), (300, 20)]],
        "intervals": intervals,
        "lists": lists,
    },
    sys.stdout,
)
