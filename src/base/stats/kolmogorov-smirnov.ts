// Do two samples come from one distribution?
import type { ExactResult } from './rank-tests.js'

/** Up to so many pairs the paths are walked one by one. */
const mostPaths = 1_000_000

/**
 * The two-sample Kolmogorov–Smirnov test: whether two samples come from one distribution, whatever the difference.
 *
 * The statistic is the greatest distance between the shares of values up to x. Exact up to a million pairs (too cautious with ties), else by
 * Kolmogorov's limit. Smirnov 1939; equal to SciPy's `ks_2samp(method='exact')`, or `special.kolmogorov`. O(n log n), exact O(n₁ n₂).
 */
export function kolmogorovSmirnovTest(a: ArrayLike<number>, b: ArrayLike<number>): ExactResult {
  const [sortedA, sortedB] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()]
  const [n, m] = [a.length, b.length]
  let [i, j] = [0, 0]
  let greatest = 0
  // In whole numbers of 1 ÷ (n m), so that no rounding decides whether a path touches the bound.
  while (i < n && j < m) {
    const value = Math.min(sortedA[i], sortedB[j])
    while (i < n && sortedA[i] === value) i++
    while (j < m && sortedB[j] === value) j++
    greatest = Math.max(greatest, Math.abs(i * m - j * n))
  }
  const statistic = greatest / (n * m)
  const isExact = n * m <= mostPaths
  const pValue = isExact ? 1 - shareWithin(greatest, n, m) : kolmogorovTail(Math.sqrt((n * m) / (n + m)) * statistic)
  return { statistic, pValue: Math.max(0, Math.min(1, pValue)), isExact }
}

/** The share of paths from (0, 0) to (n, m) that keep |i m − j n| below a bound. */
function shareWithin(bound: number, n: number, m: number): number {
  const shares = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) shares[0] = 1
      else if (Math.abs(i * m - j * n) >= bound) shares[j] = 0
      else shares[j] = (i > 0 ? shares[j] * i : 0) / (i + j) + (j > 0 ? shares[j - 1] * j : 0) / (i + j)
    }
  }
  return bound === 0 ? 0 : shares[m]
}

/** Kolmogorov's limit: P(√n D > x). */
export function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
    if (term < 1e-20) break
  }
  return Math.min(1, 2 * sum)
}
