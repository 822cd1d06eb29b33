// Noncentral distributions: what a test statistic follows where there is an effect, hence intervals for effects.
import { logGamma, regularizedBeta, regularizedGamma } from './distributions.js'
import type { Interval } from './intervals.js'

/**
 * P(X ≤ x) for a noncentral chi-square distribution.
 *
 * `degrees` above 0, `noncentrality` ≥ 0. A mixture of central distributions with Poisson weights; O(√noncentrality).
 * Equal to SciPy's `ncx2.cdf`.
 */
export function noncentralChiSquareCdf(x: number, degrees: number, noncentrality: number): number {
  if (x <= 0) return 0
  return mixture(noncentrality / 2, (j) => regularizedGamma(x / 2, degrees / 2 + j, false))
}

/**
 * P(X ≤ x) for a noncentral F distribution.
 *
 * Degrees of freedom above 0, `noncentrality` ≥ 0. A mixture of central distributions with Poisson weights; O(√noncentrality).
 * Equal to SciPy's `ncf.cdf`.
 */
export function noncentralFCdf(x: number, numerator: number, denominator: number, noncentrality: number): number {
  if (x <= 0) return 0
  const at = (numerator * x) / (numerator * x + denominator)
  return mixture(noncentrality / 2, (j) => regularizedBeta(at, numerator / 2 + j, denominator / 2))
}

/** Poisson weights below this share of the greatest add nothing. */
const leastWeight = 1e-17

/** Σ over j of the Poisson probability of j times a function of j in [0, 1], from the likeliest j outwards. */
function mixture(rate: number, of: (j: number) => number): number {
  const likeliest = Math.floor(rate)
  const start = Math.exp(likeliest * (rate > 0 ? Math.log(rate) : 0) - rate - logGamma(likeliest + 1))
  let sum = 0
  let weight = start
  for (let j = likeliest; weight > leastWeight * start && weight > 0; j++) {
    sum += weight * of(j)
    weight *= rate / (j + 1)
  }
  weight = start
  for (let j = likeliest; j > 0; j--) {
    weight *= j / rate
    if (weight <= leastWeight * start) break
    sum += weight * of(j - 1)
  }
  return Math.min(1, sum)
}

/**
 * The noncentralities under which a statistic as large, or as small, as the one observed is just not surprising.
 *
 * `cdf`: P(statistic ≤ the observed) as a function of the noncentrality, which falls from its value at 0. `start`: a guess above 0.
 * Bounds are 0 where no noncentrality is as surprising. Steiger 2004.
 */
export function noncentralityInterval(cdf: (noncentrality: number) => number, start: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2
  const atNone = cdf(0)
  const bound = (share: number): number => (atNone <= share ? 0 : solveFalling((value) => cdf(value) - share, start))
  return { low: bound(1 - tail), high: bound(tail) }
}

/** Where a falling function that is above 0 at 0 crosses 0, to 1e-10 of its place: bracketed by doubling, then halved and interpolated. */
function solveFalling(of: (x: number) => number, guess: number): number {
  let low = 0
  let high = Math.max(guess, 1e-6)
  let atLow = of(low)
  let atHigh = of(high)
  while (atHigh > 0) {
    low = high
    atLow = atHigh
    high *= 2
    atHigh = of(high)
  }
  for (let turn = 0; turn < 200 && high - low > 1e-10 * high; turn++) {
    // Regula falsi, every third time halving, so that neither end stays where it is.
    const x = turn % 3 === 2 ? (low + high) / 2 : low + ((high - low) * atLow) / (atLow - atHigh)
    const y = of(x)
    if (y > 0) [low, atLow] = [x, y]
    else [high, atHigh] = [x, y]
    if (y === 0) return x
  }
  return (low + high) / 2
}
