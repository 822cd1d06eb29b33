"""Tails of counts and the shift of counted samples by SciPy, for src/base/stats/{hypergeometric,counted-shift}.ts.

    python scripts/golden/shares.py > test/golden/shares.json
"""
import json, sys
import numpy, scipy
from scipy import stats

SEED = 11
rng = numpy.random.default_rng(SEED)

hypergeometric = [
    [least, total, marked, drawn, stats.hypergeom.sf(least - 1, total, marked, drawn)]
    for least, total, marked, drawn in [
        (0, 10, 3, 4), (1, 10, 3, 4), (3, 10, 3, 4), (4, 10, 3, 4), (7, 303, 7, 151), (17, 700, 17, 350), (40, 1050, 40, 1000),
        (30, 48842, 40, 24421), (2100, 48842, 4000, 24421), (1900, 48842, 4000, 24421), (12, 2_000_000, 30, 500_000), (5, 5, 5, 5), (3, 9, 9, 3),
    ]
]
binomial = [
    [least, trials, share, stats.binom.sf(least - 1, trials, share)]
    for least, trials, share in [(0, 5, 0.1), (1, 5, 0.1), (5, 5, 0.1), (60, 1000, 0.05), (90, 1000, 0.05), (1, 1000, 0.0), (6, 5, 0.5), (3, 3, 1.0)]
]
shifts = []
for first, second in [
    ([5, 9, 3, 0, 2], [1, 4, 8, 6, 0]),
    ([100, 0, 0, 20], [90, 5, 0, 30]),
    (rng.integers(0, 60, 14).tolist(), rng.integers(0, 60, 14).tolist()),
    ([40, 40], [60, 20]),
    ([7], [9]),
]:
    a, b = numpy.repeat(numpy.arange(len(first)), first), numpy.repeat(numpy.arange(len(second)), second)
    rank = stats.mannwhitneyu(b, a, use_continuity=False, method='asymptotic') if len(first) > 1 else None
    distance = stats.ks_2samp(a, b, method='asymp').statistic
    size = len(a) * len(b)
    shifts.append(dict(first=first, second=second, distance=distance,
                       distancePValue=scipy.special.kolmogorov((size / (len(a) + len(b))) ** 0.5 * distance),
                       superiority=0.5 if rank is None else rank.statistic / size, rankPValue=1.0 if rank is None else rank.pvalue))

json.dump(dict(producer=dict(python=sys.version.split()[0], numpy=numpy.__version__, scipy=scipy.__version__), seed=SEED,
               command='python scripts/golden/shares.py > test/golden/shares.json',
               hypergeometric=hypergeometric, binomial=binomial, shifts=shifts), sys.stdout, default=float)
