"""Makes test/golden/profile.json: what columns of example tables hold and how they go together, by pandas, SciPy and scikit-learn.

Run: python scripts/golden/profile.py > test/golden/profile.json   (numpy, pandas, scipy, scikit-learn)
"""
import json
import sys

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy import stats
from scipy.stats.contingency import association
from sklearn.metrics import mutual_info_score

SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
tables = {}
for path, numbers, categories in [
    ("abalone/abalone.csv", ["Length", "Height", "Whole_weight", "Rings"], ["Sex"]),
    ("mpg/auto_mpg.csv", ["mpg", "horsepower", "weight"], ["origin"]),
    ("penguins/penguins.csv", ["bill_length_mm", "body_mass_g"], ["species", "island", "sex"]),
]:
    data = pd.read_csv("examples/" + path, na_values=["?"])
    found = {}
    for name in numbers:
        values = data[name].dropna().astype(float)
        counts = values.value_counts()
        found[name] = {
            "missing": int(data[name].isna().sum()),
            "distinct": int(values.nunique()),
            "min": values.min(),
            "max": values.max(),
            "mean": values.mean(),
            "standardDeviation": values.std(),
            "skewness": stats.skew(values),
            "kurtosis": stats.kurtosis(values),
            "quantiles": [float(np.quantile(values, share)) for share in SHARES],
            "zeros": int((values == 0).sum()),
            "mostFrequent": int(counts.iloc[0]),
        }
    levels = {}
    for name in categories:
        counts = data[name].value_counts()
        levels[name] = {"counts": {str(level): int(count) for level, count in counts.items()}, "entropy": stats.entropy(counts, base=2)}
    pairs = []
    names = list(found)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            both = data[[first, second]].dropna().astype(float)
            pairs.append(
                {"first": first, "second": second, "pearson": stats.pearsonr(both[first], both[second])[0], "spearman": stats.spearmanr(both[first], both[second])[0]}
            )
    crossed = []
    categorical = list(levels)
    for i, first in enumerate(categorical):
        for second in categorical[i + 1 :]:
            both = data[[first, second]].dropna()
            crossed.append({"first": first, "second": second, "cramersV": association(pd.crosstab(both[first], both[second]).to_numpy(), method="cramer"), "n": len(both)})
    told = []
    if len(categorical) > 1:
        target = data[categorical[0]]
        for other in categorical[1:]:
            told.append({"target": categorical[0], "column": other, "nats": mutual_info_score(target, data[other].astype(object).where(data[other].notna(), "missing").astype(str))})
    missing = data.isna()
    patterns = missing[missing.any(axis=1)].groupby(list(data.columns)).size()
    tables[path] = {
        "numbers": found,
        "levels": levels,
        "pairs": pairs,
        "crossed": crossed,
        "told": told,
        "rows": len(data),
        "complete": int((~missing.any(axis=1)).sum()),
        "patternRows": sorted((int(count) for count in patterns), reverse=True),
    }

json.dump(
    {
        "producer": {
            "python": sys.version.split()[0],
            "numpy": np.__version__,
            "pandas": pd.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "command": "python scripts/golden/profile.py > test/golden/profile.json",
        "tables": tables,
    },
    sys.stdout,
    default=float,
)
