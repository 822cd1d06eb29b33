// Do two samples have equal means?
import { tQuantile, tTail } from './distributions.js'
import type { Interval } from './intervals.js'
import { mean, variance } from './moments.js'

/** What a test comes to. */
export interface TestResult {
  readonly statistic: number
  /** Two-sided: how likely a statistic as far out is where there is nothing. */
  readonly pValue: number
  /** Degrees of freedom, where the statistic has some. */
  readonly degrees?: number
}

/** A difference of means, the first less the second, with its interval. */
export interface DifferenceResult extends TestResult, Interval {
  readonly difference: number
}

/**
 * Welch's t test: whether two samples have equal means, their variances being whatever they are.
 *
 * Each sample has at least 2 values, not all of both equal (else NaN). `confidence` of the interval of the difference, default 0.95.
 * Welch 1947; equal to SciPy's `ttest_ind(a, b, equal_var=False)`. O(n).
 *
 * ```ts
 * welchTest([1, 2, 3, 4], [3, 4, 5, 6]).difference // -2
 * ```
 */
export function welchTest(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): DifferenceResult {
  const [shareA, shareB] = [variance(a) / a.length, variance(b) / b.length]
  const degrees = (shareA + shareB) ** 2 / (shareA ** 2 / (a.length - 1) + shareB ** 2 / (b.length - 1))
  return ofDifference(mean(a) - mean(b), Math.sqrt(shareA + shareB), degrees, confidence)
}

/**
 * Student's t test: whether two samples of equal variance have equal means.
 *
 * As `welchTest`, but for the assumption. Equal to SciPy's `ttest_ind(a, b)`. O(n).
 */
export function studentTest(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): DifferenceResult {
  const degrees = a.length + b.length - 2
  const pooled = ((a.length - 1) * variance(a) + (b.length - 1) * variance(b)) / degrees
  return ofDifference(mean(a) - mean(b), Math.sqrt(pooled * (1 / a.length + 1 / b.length)), degrees, confidence)
}

/**
 * The paired t test: whether the differences of pairs have mean 0.
 *
 * `a` and `b` are equally long, at least 2. Equal to SciPy's `ttest_rel`. O(n).
 */
export function pairedTest(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): DifferenceResult {
  const differences = Float64Array.from(a, (value, k) => value - b[k])
  return ofDifference(mean(differences), Math.sqrt(variance(differences) / differences.length), differences.length - 1, confidence)
}

function ofDifference(difference: number, standardError: number, degrees: number, confidence: number): DifferenceResult {
  const statistic = difference / standardError
  const reach = tQuantile((1 + confidence) / 2, degrees) * standardError
  return {
    statistic,
    degrees,
    pValue: 2 * tTail(Math.abs(statistic), degrees),
    difference,
    low: difference - reach,
    high: difference + reach,
  }
}
