"""Makes test/golden/tests.json: statistical tests, effects and corrections by SciPy and statsmodels.

Run: python scripts/golden/tests.py > test/golden/tests.json   (numpy, scipy, statsmodels)
"""
import json
import math
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.nonparametric import rank_compare_2indep
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.tsa.stattools import acf

SEED = 20261130
random = np.random.default_rng(SEED)


def listed(values):
    return [float(value) for value in np.ravel(values)]


pairs = []
for n, m, make in [
    (5, 7, lambda k: random.normal(0, 1, k)),
    (12, 9, lambda k: random.normal(2, 3, k)),
    (40, 60, lambda k: random.lognormal(0, 1, k)),
    (30, 25, lambda k: random.integers(0, 5, k).astype(float)),
    (300, 180, lambda k: random.exponential(2, k)),
]:
    a, b = make(n), make(m) + 0.3
    welch, student = stats.ttest_ind(a, b, equal_var=False), stats.ttest_ind(a, b)
    interval, pooled = welch.confidence_interval(0.9), student.confidence_interval(0.95)
    k = min(n, m)
    paired = stats.ttest_rel(a[:k], b[:k])
    has_ties = len(set(np.concatenate([a, b]))) < n + m
    exact = not has_ties and math.comb(n + m, n) <= 2**53
    u = stats.mannwhitneyu(a, b, method="exact" if exact else "asymptotic")
    munzel = stats.brunnermunzel(a, b)
    compare = rank_compare_2indep(b, a)
    signed = a[:k] - b[:k]
    signed_exact = len(set(np.abs(signed))) == k and k <= 50 and not np.any(signed == 0)
    wilcoxon = stats.wilcoxon(a[:k], b[:k], method="exact" if signed_exact else "approx")
    ks = stats.ks_2samp(a, b, method="exact")
    g = effectsize_smd(a.mean(), a.std(ddof=1), n, b.mean(), b.std(ddof=1), m)
    pairs.append(
        {
            "a": listed(a),
            "b": listed(b),
            "welch": [welch.statistic, welch.df, welch.pvalue, interval.low, interval.high],
            "student": [student.statistic, student.df, student.pvalue, pooled.low, pooled.high],
            "paired": [paired.statistic, paired.df, paired.pvalue],
            "mannWhitney": [u.statistic, u.pvalue, int(exact)],
            "brunnerMunzel": [munzel.statistic, munzel.pvalue, compare.prob1, *listed(compare.conf_int())],
            "wilcoxon": [wilcoxon.statistic, wilcoxon.pvalue, int(signed_exact)],
            "kolmogorovSmirnov": [ks.statistic, ks.pvalue],
            "hedgesG": [g[0], math.sqrt(g[1])],
        }
    )

groups = []
for sizes, shifts in [([5, 6, 7], [0, 0, 1]), ([30, 10, 20, 40], [0, 1, 0.5, 0.2]), ([100, 200], [0, 0.4])]:
    lists = [np.round(random.normal(shift, 1 + k, size), 1) for k, (size, shift) in enumerate(zip(sizes, shifts))]
    anova, welch = stats.f_oneway(*lists), stats.f_oneway(*lists, equal_var=False)
    kruskal, levene = stats.kruskal(*lists), stats.levene(*lists, center="median")
    groups.append(
        {
            "groups": [listed(values) for values in lists],
            "anova": [anova.statistic, anova.pvalue],
            "welchAnova": [welch.statistic, welch.pvalue],
            "kruskalWallis": [kruskal.statistic, kruskal.pvalue],
            "brownForsythe": [levene.statistic, levene.pvalue],
        }
    )

tables = []
for table in [[[10, 20], [30, 40]], [[3, 1], [2, 7]], [[12, 5, 9], [4, 15, 8]], [[120, 30, 11], [80, 60, 20], [15, 9, 70]], [[500, 480], [300, 410]]]:
    chi = stats.chi2_contingency(table, correction=False)
    fisher = stats.fisher_exact(table) if np.shape(table) == (2, 2) else None
    tables.append(
        {
            "table": table,
            "chiSquare": [chi.statistic, chi.dof, chi.pvalue, float(chi.expected_freq.min())],
            "cramersV": stats.contingency.association(np.array(table), method="cramer"),
            "fisher": None if fisher is None else [fisher.statistic, fisher.pvalue],
            "oddsRatio": None if fisher is None else [Table2x2(np.array(table)).oddsratio, *Table2x2(np.array(table)).oddsratio_confint()],
        }
    )

shares = []
for first, second in [((3, 10), (7, 12)), ((0, 20), (5, 20)), ((450, 1000), (410, 1000))]:
    shares.append([*first, *second, *confint_proportions_2indep(*first, *second, method="newcomb")])

lists = []
for n, make in [
    (5, lambda k: random.normal(0, 1, k)),
    (9, lambda k: random.exponential(1, k)),
    (30, lambda k: random.normal(3, 2, k)),
    (30, lambda k: random.integers(0, 4, k).astype(float)),
    (400, lambda k: random.standard_t(4, k)),
    (400, lambda k: random.normal(0, 1, k)),
]:
    x = make(n)
    y = x * 0.5 + make(n)
    pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
    interval = pearson.confidence_interval(0.95)
    kendall = stats.kendalltau(x, y, method="asymptotic")
    shapiro = stats.shapiro(x)
    normal = stats.normaltest(x) if n >= 8 else None
    sen = stats.theilslopes(y, np.arange(n))
    kendall_time = stats.kendalltau(np.arange(n), y, method="asymptotic")
    lags = min(8, n - 1)
    box = acorr_ljungbox(y, lags=[lags])
    lists.append(
        {
            "x": listed(x),
            "y": listed(y),
            "pearson": [pearson.statistic, pearson.pvalue, interval.low, interval.high],
            "spearman": [spearman.statistic, spearman.pvalue],
            "kendall": [kendall.statistic, kendall.pvalue],
            "shapiro": [shapiro.statistic, shapiro.pvalue],
            "dagostino": None if normal is None else [normal.statistic, normal.pvalue],
            "shape": [stats.skew(x), stats.kurtosis(x)],
            "theilSen": [sen.slope, sen.intercept, sen.low_slope, sen.high_slope],
            "mannKendall": [kendall_time.statistic, kendall_time.pvalue],
            "acf": listed(acf(y, nlags=lags, fft=False)[1:]),
            "ljungBox": [lags, float(box["lb_stat"].iloc[0]), float(box["lb_pvalue"].iloc[0])],
        }
    )

p_values = listed(random.uniform(0, 0.1, 9)) + [0.5, 1.0, 0.01, 0.01]
methods = {"bonferroni": "bonferroni", "holm": "holm", "benjaminiHochberg": "fdr_bh", "benjaminiYekutieli": "fdr_by"}

json.dump(
    {
        "producer": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
        "seed": SEED,
        "command": "python scripts/golden/tests.py > test/golden/tests.json",
        "normalTail": [[x, stats.norm.sf(x)] for x in [-3.0, 0.0, 1.5, 8.0, 20.0]],
        "tTail": [[x, v, stats.t.sf(x, v)] for x in [-2.0, 0.0, 1.0, 5.0, 30.0] for v in [1, 3.3, 40, 5000]],
        "chiSquareTail": [[x, v, stats.chi2.sf(x, v)] for x in [0.1, 3.0, 40.0, 500.0] for v in [1, 4, 30]],
        "fTail": [[x, a, b, stats.f.sf(x, a, b)] for x in [0.2, 1.0, 9.0, 100.0] for a, b in [(1, 3), (4, 20), (3, 999)]],
        "kolmogorovTail": [[x, scipy.special.kolmogorov(x)] for x in [0.1, 0.3, 0.7, 1.0, 1.5, 3.0]],
        "noncentralChiSquareCdf": [[x, v, c, stats.ncx2.cdf(x, v, c)] for x in [2.0, 30.0, 900.0] for v in [1, 5] for c in [0, 0.5, 20, 850]],
        "noncentralFCdf": [[x, a, b, c, stats.ncf.cdf(x, a, b, c)] for x in [0.5, 3.0, 12.0] for a, b in [(2, 20), (4, 300)] for c in [0.5, 10, 40]],
        "pairs": pairs,
        "groups": groups,
        "tables": tables,
        "shares": shares,
        "lists": lists,
        "goodnessOfFit": [[[10, 20, 30], [1, 1, 1], *stats.chisquare([10, 20, 30])], [[5, 15], [1, 3], *stats.chisquare([5, 15], [5, 15])]],
        "pValues": p_values,
        "adjusted": {name: listed(multipletests(p_values, method=method)[1]) for name, method in methods.items()},
    },
    sys.stdout,
    default=float,
)
