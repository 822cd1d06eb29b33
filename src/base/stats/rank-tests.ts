// Do values of one sample tend to be larger than those of another? Tests by ranks.
import { normalTail, tQuantile, tTail } from './distributions.js'
import type { Interval } from './intervals.js'
import { mean, variance } from './moments.js'
import { joined, rankAll } from './ranks.js'
import type { TestResult } from './t-tests.js'

/** A result that is exact for small samples without equal values. */
export interface ExactResult extends TestResult {
  readonly isExact: boolean
}

/** Up to so many orders of two samples are counted exactly. */
const mostOrders = 2 ** 53

/**
 * The Mann–Whitney U test: whether values of one sample tend to be larger than those of the other.
 *
 * The statistic is U of `a`: pairs in which its value is the larger, ties counting half. Exact where no two values are equal and the samples
 * are small (up to 2^53 orders), else by the normal approximation, corrected for ties and continuity.
 * Mann and Whitney 1947; equal to SciPy's `mannwhitneyu(a, b, method=…)`. O(n log n), exact O(n₁² n₂).
 */
export function mannWhitneyTest(a: ArrayLike<number>, b: ArrayLike<number>): ExactResult {
  const [n, m] = [a.length, b.length]
  const { ranks, tieSum } = rankAll(joined([a, b]))
  let rankSum = 0
  for (let k = 0; k < n; k++) rankSum += ranks[k]
  const statistic = rankSum - (n * (n + 1)) / 2
  const extreme = Math.max(statistic, n * m - statistic)
  if (tieSum === 0 && orderCount(n, m) <= mostOrders) {
    return { statistic, pValue: Math.min(1, 2 * exactUTail(extreme, Math.min(n, m), Math.max(n, m))), isExact: true }
  }
  const total = n + m
  const spread = Math.sqrt(((n * m) / 12) * (total + 1 - tieSum / (total * (total - 1))))
  const z = (extreme - (n * m) / 2 - 0.5) / spread
  return { statistic, pValue: Math.min(1, 2 * normalTail(z)), isExact: false }
}

/** How many ways there are to choose the places of n values among n + m; beyond 2^53 only about. */
function orderCount(n: number, m: number): number {
  let count = 1
  for (let k = 1; k <= Math.min(n, m); k++) count = (count * (Math.max(n, m) + k)) / k
  return count
}

/** P(U ≥ u) where all orders are equally likely: the coefficients of the Gaussian binomial. */
function exactUTail(u: number, few: number, many: number): number {
  const top = few * many
  const ways = new Float64Array(top + 1)
  ways[0] = 1
  for (let i = 1; i <= few; i++) {
    for (let k = top; k >= many + i; k--) ways[k] -= ways[k - many - i]
    for (let k = i; k <= top; k++) ways[k] += ways[k - i]
  }
  let beyond = 0
  let all = 0
  for (let k = 0; k <= top; k++) {
    all += ways[k]
    if (k >= u) beyond += ways[k]
  }
  return beyond / all
}

/** How often a value of the second sample is the larger one of a pair. */
export interface SuperiorityResult extends TestResult, Interval {
  /** P(a < b) + P(a = b) ÷ 2: 0.5 where neither tends to be larger. */
  readonly share: number
}

/**
 * The Brunner–Munzel test: whether values of one sample tend to be larger, spreads being whatever they are; with the share of pairs and its interval.
 *
 * Each sample has at least 2 values; NaN where the samples do not overlap at all. `confidence` of the interval, default 0.95, cut off at 0 and 1.
 * Brunner and Munzel 2000; equal to SciPy's `brunnermunzel` and statsmodels' `rank_compare_2indep`. O(n log n).
 */
export function brunnerMunzelTest(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): SuperiorityResult {
  const [n, m] = [a.length, b.length]
  const all = rankAll(joined([a, b])).ranks
  const spreadOf = (own: Float64Array, ranks: Float64Array): number => variance(Float64Array.from(ranks, (rank, k) => rank - own[k]))
  const [ranksA, ranksB] = [all.subarray(0, n), all.subarray(n)]
  const [spreadA, spreadB] = [spreadOf(rankAll(a).ranks, ranksA), spreadOf(rankAll(b).ranks, ranksB)]
  const [meanA, meanB] = [mean(ranksA), mean(ranksB)]
  const share = (meanB - meanA) / (n + m) + 0.5
  const statistic = (n * m * (meanB - meanA)) / ((n + m) * Math.sqrt(n * spreadA + m * spreadB))
  const degrees = (n * spreadA + m * spreadB) ** 2 / ((n * spreadA) ** 2 / (n - 1) + (m * spreadB) ** 2 / (m - 1))
  const standardError = Math.sqrt(spreadA / (n * m * m) + spreadB / (m * n * n))
  const reach = tQuantile((1 + confidence) / 2, degrees) * standardError
  return {
    statistic,
    degrees,
    pValue: 2 * tTail(Math.abs(statistic), degrees),
    share,
    low: Math.max(0, share - reach),
    high: Math.min(1, share + reach),
  }
}

/**
 * Wilcoxon's signed-rank test: whether differences of pairs are symmetric about 0.
 *
 * Pairs that are equal are left out (Wilcoxon's own way). The statistic is the smaller of the two rank sums. Exact up to 50 pairs where no two
 * differences are equally large, else by the normal approximation, corrected for ties. Equal to SciPy's `wilcoxon`. O(n log n).
 */
export function wilcoxonTest(a: ArrayLike<number>, b: ArrayLike<number>): ExactResult {
  const differences = Float64Array.from(a, (value, k) => value - b[k]).filter((value) => value !== 0)
  const n = differences.length
  const { ranks, tieSum } = rankAll(differences.map(Math.abs))
  const positive = ranks.reduce((sum, rank, k) => (differences[k] > 0 ? sum + rank : sum), 0)
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive)
  if (n <= 50 && tieSum === 0 && n === a.length) return { statistic, pValue: Math.min(1, 2 * exactRankSumCdf(statistic, n)), isExact: true }
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieSum / 48)
  return { statistic, pValue: Math.min(1, 2 * normalTail(((n * (n + 1)) / 4 - statistic) / spread)), isExact: false }
}

/** P(the sum of the ranks of one sign ≤ w), n differences. */
function exactRankSumCdf(w: number, n: number): number {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1)
  ways[0] = 1
  for (let rank = 1; rank <= n; rank++) for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum] += ways[sum - rank]
  let below = 0
  for (let sum = 0; sum <= w; sum++) below += ways[sum]
  return below / 2 ** n
}
