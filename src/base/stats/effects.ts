// How large a difference is, on scales that do not depend on the unit.
import { normalQuantile } from './distributions.js'
import type { Interval } from './intervals.js'
import type { VarianceRatio } from './k-samples.js'
import { mean, variance } from './moments.js'
import { noncentralChiSquareCdf, noncentralFCdf, noncentralityInterval } from './noncentral.js'

export interface Effect extends Interval {
  readonly value: number
}

/**
 * Hedges' g: the difference of two means in pooled standard deviations, corrected for small samples; with its interval.
 *
 * At least 2 values each, not all equal (else NaN). By custom 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988). `confidence` default 0.95.
 * Hedges 1981; equal to statsmodels' `effectsize_smd`. O(n).
 */
export function hedgesG(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): Effect {
  const [n, m] = [a.length, b.length]
  const pooled = Math.sqrt(((n - 1) * variance(a) + (m - 1) * variance(b)) / (n + m - 2))
  const value = ((mean(a) - mean(b)) / pooled) * (1 - 3 / (4 * (n + m) - 9))
  const standardError = Math.sqrt((n + m) / n / m + value ** 2 / 2 / (n + m - 3.94))
  const reach = normalQuantile((1 + confidence) / 2) * standardError
  return { value, low: value - reach, high: value + reach }
}

/**
 * ω²: the share of the variance that groups explain, without what chance adds; with the interval that inverts the noncentral F test.
 *
 * `test`: of an analysis of variance over `count` values. `value` is at least 0. By custom 0.01 is small, 0.06 medium, 0.14 large.
 * Hays 1963, Steiger 2004.
 */
export function omegaSquared({ statistic, degrees, denominatorDegrees }: VarianceRatio, count: number, confidence = 0.95): Effect {
  const excess = degrees * (statistic - 1)
  const { low, high } = noncentralityInterval(
    (noncentrality) => noncentralFCdf(statistic, degrees, denominatorDegrees, noncentrality),
    degrees * statistic + 1,
    confidence,
  )
  return { value: Math.max(0, excess / (excess + count)), low: low / (low + count), high: high / (high + count) }
}

/**
 * ε²: the share of the variance of ranks that groups explain, without what chance adds; with an interval by the noncentral chi-square distribution.
 *
 * Of a Kruskal–Wallis statistic over `count` values in `degrees` + 1 groups. `value` is at least 0. Kelley 1935, Tomczak and Tomczak 2014.
 */
export function epsilonSquared({ statistic, degrees }: { statistic: number; degrees: number }, count: number, confidence = 0.95): Effect {
  const { low, high } = noncentralityInterval(
    (noncentrality) => noncentralChiSquareCdf(statistic, degrees, noncentrality),
    statistic + 1,
    confidence,
  )
  const share = (noncentrality: number): number => Math.min(1, noncentrality / (count - 1))
  return { value: Math.max(0, (statistic - degrees) / (count - degrees - 1)), low: share(low), high: share(high) }
}
