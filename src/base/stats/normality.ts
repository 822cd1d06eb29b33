// Could a sample come from a normal distribution?
import { chiSquareTail, normalQuantile, normalTail } from './distributions.js'
import { mean } from './moments.js'
import type { TestResult } from './t-tests.js'

/** Beyond so many values p of the Shapiro–Wilk test is not known to be right. */
export const mostShapiroValues = 5000

/**
 * The Shapiro–Wilk test: how well sorted values follow those expected of a normal distribution. W is 1 where they do wholly.
 *
 * 3 to 5000 values, not all equal (else NaN). Shapiro and Wilk 1965 with Royston's approximations of 1995 (AS R94); equal to SciPy's `shapiro`.
 * O(n log n).
 */
export function shapiroWilkTest(values: ArrayLike<number>): TestResult {
  const n = values.length
  const sorted = Float64Array.from(values).sort()
  const weights = shapiroWeights(n)
  const centre = mean(sorted)
  let product = 0
  let squares = 0
  for (let k = 0; k < n; k++) {
    product += weights[k] * (sorted[k] - centre)
    squares += (sorted[k] - centre) ** 2
  }
  const statistic = Math.min(1, product ** 2 / squares)
  return { statistic, pValue: shapiroPValue(statistic, n) }
}

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, one) => sum * x + one, 0)

function shapiroWeights(n: number): Float64Array {
  if (n === 3) return Float64Array.of(-Math.SQRT1_2, 0, Math.SQRT1_2)
  const expected = Float64Array.from({ length: n }, (_, k) => normalQuantile((k + 1 - 0.375) / (n + 0.25)))
  const squares = expected.reduce((sum, value) => sum + value ** 2, 0)
  const u = 1 / Math.sqrt(n)
  const last = expected[n - 1] / Math.sqrt(squares) + polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], u)
  const second = expected[n - 2] / Math.sqrt(squares) + polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], u)
  const ends = n > 5 ? 2 : 1
  const rest =
    n > 5
      ? (squares - 2 * expected[n - 1] ** 2 - 2 * expected[n - 2] ** 2) / (1 - 2 * last ** 2 - 2 * second ** 2)
      : (squares - 2 * expected[n - 1] ** 2) / (1 - 2 * last ** 2)
  return expected.map((value, k) => {
    const fromEnd = Math.min(k, n - 1 - k)
    if (fromEnd >= ends) return value / Math.sqrt(rest)
    const size = fromEnd === 0 ? last : second
    return k < n / 2 ? -size : size
  })
}

function shapiroPValue(statistic: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(statistic)) - Math.asin(Math.sqrt(0.75))))
  const far = Math.log(1 - statistic)
  if (n <= 11) {
    const limit = -2.273 + 0.459 * n
    if (far >= limit) return 0
    const middle = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n)
    const spread = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n))
    return normalTail((-Math.log(limit - far) - middle) / spread)
  }
  const size = Math.log(n)
  const middle = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], size)
  const spread = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], size))
  return normalTail((far - middle) / spread)
}

export interface Shape {
  /** Of the standardised values, the mean cube: 0 where both sides are alike. */
  readonly skewness: number
  /** The mean fourth power less 3: 0 as of a normal distribution, more with heavier tails. */
  readonly kurtosis: number
}

/** Skewness and excess kurtosis, not corrected for bias, as SciPy's `skew` and `kurtosis`; NaN where all values are equal. O(n). */
export function shapeOf(values: ArrayLike<number>): Shape {
  const centre = mean(values)
  let [second, third, fourth] = [0, 0, 0]
  for (let k = 0; k < values.length; k++) {
    const distance = values[k] - centre
    second += distance ** 2
    third += distance ** 3
    fourth += distance ** 4
  }
  const n = values.length
  return { skewness: third / n / (second / n) ** 1.5, kurtosis: fourth / n / (second / n) ** 2 - 3 }
}

/**
 * D'Agostino and Pearson's K² test: whether skewness and kurtosis are those of a normal distribution. For samples of any size from 8 on, better from 20.
 *
 * D'Agostino and Pearson 1973; equal to SciPy's `normaltest`. O(n).
 */
export function dagostinoTest(values: ArrayLike<number>): TestResult & { readonly degrees: number } {
  const n = values.length
  const { skewness, kurtosis } = shapeOf(values)
  const statistic = skewnessScore(skewness, n) ** 2 + kurtosisScore(kurtosis + 3, n) ** 2
  return { statistic, degrees: 2, pValue: chiSquareTail(statistic, 2) }
}

/** D'Agostino 1970. */
function skewnessScore(skewness: number, n: number): number {
  const y = skewness * Math.sqrt(((n + 1) * (n + 3)) / (6 * (n - 2)))
  const beta = (3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)) / ((n - 2) * (n + 5) * (n + 7) * (n + 9))
  const w = -1 + Math.sqrt(2 * (beta - 1))
  return Math.asinh(y / Math.sqrt(2 / (w - 1))) / Math.sqrt(0.5 * Math.log(w))
}

/** Anscombe and Glynn 1983. */
function kurtosisScore(kurtosis: number, n: number): number {
  const expected = (3 * (n - 1)) / (n + 1)
  const spread = (24 * n * (n - 2) * (n - 3)) / ((n + 1) ** 2 * (n + 3) * (n + 5))
  const x = (kurtosis - expected) / Math.sqrt(spread)
  const root = ((6 * (n * n - 5 * n + 2)) / ((n + 7) * (n + 9))) * Math.sqrt((6 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)))
  const a = 6 + (8 / root) * (2 / root + Math.sqrt(1 + 4 / root ** 2))
  const below = 1 + x * Math.sqrt(2 / (a - 4))
  const term = Math.sign(below) * Math.cbrt((1 - 2 / a) / Math.abs(below))
  return (1 - 2 / (9 * a) - term) / Math.sqrt(2 / (9 * a))
}
