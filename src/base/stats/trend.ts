// Numbers in the order of time: do they rise or fall, and do they remember?
import { chiSquareTail, normalQuantile, normalTail } from './distributions.js'
import type { Interval } from './intervals.js'
import { median, quantileOfSorted } from './moments.js'
import { kendallTest } from './correlation.js'
import { rankAll } from './ranks.js'
import type { TestResult } from './t-tests.js'

/**
 * The Mann–Kendall test: whether values rise or fall in the order in which they are given; whether along a line or not does not matter.
 *
 * At least 3 values. Where they depend on the ones before, p allows for it: by the ranks of what is left without the trend, at the lags where they
 * are clearly correlated (Hamed and Rao 1998) or as of a series that remembers one step (Yue and Wang 2004), whichever asks for more.
 * The statistic is the number of pairs that rise less those that fall.
 * Mann 1945; without correction equal to SciPy's `kendalltau` with time. O(n log n), corrected O(n lags).
 */
export function mannKendallTest(values: ArrayLike<number>, { isCorrected = true } = {}): TestResult & { readonly coefficient: number } {
  const n = values.length
  const times = Float64Array.from({ length: n }, (_, k) => k)
  const plain = kendallTest(times, values)
  if (!isCorrected || n < 10) return plain
  const { slope } = theilSenSlope(times, values)
  const { ranks } = rankAll(Float64Array.from(values, (value, k) => value - slope * k))
  const lags = Math.min(n - 1, Math.max(1, Math.floor(10 * Math.log10(n))))
  const bound = normalQuantile(0.975) / Math.sqrt(n)
  const inflation = autocorrelations(ranks, lags).reduce((sum, correlation, k) => {
    const lag = k + 1
    return Math.abs(correlation) <= bound ? sum : sum + (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
  }, 0)
  // The first lag is found too small in short series (Marriott and Pope 1954).
  const [first] = autocorrelations(ranks, 1)
  const nearest = Math.min(1 - 2 / n, first + (1 + 4 * first) / n)
  const factor = Math.max(1 + (2 / (n * (n - 1) * (n - 2))) * inflation, (1 + nearest) / (1 - nearest), 1)
  const score = scoreOf(plain.pValue) / Math.sqrt(factor)
  return { ...plain, pValue: Math.min(1, 2 * normalTail(score)) }
}

/** The z whose two-sided p this is; beyond all doubt where p is 0. */
function scoreOf(pValue: number): number {
  return pValue <= 1e-300 ? 37 : -normalQuantile(pValue / 2)
}

/** Up to so many points all pairs have their slope counted. */
const mostPoints = 1500

/**
 * Theil and Sen's slope: the median slope of all pairs of points, which no fifth of wild values can bend; with its interval.
 *
 * Equally long lists; NaN where no two x differ. Beyond 1500 points evenly spaced ones are taken. `confidence` default 0.95.
 * Theil 1950, Sen 1968; equal to SciPy's `theilslopes`. O(n² log n) up to 1500 points.
 */
export function theilSenSlope(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence = 0.95,
): Interval & { slope: number; intercept: number } {
  const step = Math.max(1, Math.ceil(x.length / mostPoints))
  const count = Math.ceil(x.length / step)
  const [xs, ys] = [x, y].map((all) => Float64Array.from({ length: count }, (_, k) => all[k * step]))
  const found = new Float64Array((count * (count - 1)) / 2)
  let used = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const run = xs[j] - xs[i]
      if (run !== 0) found[used++] = (ys[j] - ys[i]) / run
    }
  }
  const slopes = found.subarray(0, used).sort()
  const slope = quantileOfSorted(slopes, 0.5)
  const tiesOf = (values: Float64Array): number => tieTerm(values)
  const spread = Math.sqrt((count * (count - 1) * (2 * count + 5) - tiesOf(xs) - tiesOf(ys)) / 18)
  const reach = normalQuantile((1 + confidence) / 2) * spread
  const upper = Math.min(Math.round((used + reach) / 2), used - 1)
  const lower = Math.max(Math.round((used - reach) / 2) - 1, 0)
  return { slope, intercept: median(ys) - slope * median(xs), low: slopes[lower], high: slopes[upper] }
}

/** Σ t (t − 1) (2 t + 5) over groups of t equal values. */
function tieTerm(values: Float64Array): number {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)
}

/** The correlation of values with those 1, 2, … `lags` places before, as statsmodels' `acf`; NaN where all are equal. O(n lags). */
export function autocorrelations(values: ArrayLike<number>, lags: number): number[] {
  const n = values.length
  let centre = 0
  for (let k = 0; k < n; k++) centre += values[k] / n
  let all = 0
  for (let k = 0; k < n; k++) all += (values[k] - centre) ** 2
  return Array.from({ length: Math.min(lags, n - 1) }, (_, at) => {
    let sum = 0
    for (let k = at + 1; k < n; k++) sum += (values[k] - centre) * (values[k - at - 1] - centre)
    return sum / all
  })
}

/**
 * The Ljung–Box test: whether values depend on any of those up to `lags` places before.
 *
 * Ljung and Box 1978; equal to statsmodels' `acorr_ljungbox`. O(n lags).
 */
export function ljungBoxTest(values: ArrayLike<number>, lags: number): TestResult & { readonly degrees: number } {
  const n = values.length
  const found = autocorrelations(values, lags)
  const statistic = n * (n + 2) * found.reduce((sum, correlation, at) => sum + correlation ** 2 / (n - at - 1), 0)
  return { statistic, degrees: found.length, pValue: chiSquareTail(statistic, found.length) }
}
