// Distribution functions, over @stdlib. Each package is a hundred small files, so it loads when first asked for.
import { createRequire } from 'node:module'
import type betaincOf from '@stdlib/math-base-special-betainc'
import type erfcOf from '@stdlib/math-base-special-erfc'
import type gammaincOf from '@stdlib/math-base-special-gammainc'
import type gammalnOf from '@stdlib/math-base-special-gammaln'
import type betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import type normalCdfOf from '@stdlib/stats-base-dists-normal-cdf'
import type normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile'
import type tCdfOf from '@stdlib/stats-base-dists-t-cdf'
import type tQuantileOf from '@stdlib/stats-base-dists-t-quantile'

const load = createRequire(import.meta.url)

/** P(Z ≤ x) for a standard normal Z. */
export function normalCdf(x: number): number {
  const cdf = load('@stdlib/stats-base-dists-normal-cdf') as typeof normalCdfOf
  return cdf(x, 0, 1)
}

/** The x with P(Z ≤ x) = p for a standard normal Z; NaN for p outside [0, 1]. Exact to 1e-9 for tails down to 1e-6, to 1e-8 beyond. */
export function normalQuantile(p: number): number {
  const quantile = load('@stdlib/stats-base-dists-normal-quantile') as typeof normalQuantileOf
  return quantile(p, 0, 1)
}

/** P(T ≤ x) for Student's t with these degrees of freedom, above 0. */
export function tCdf(x: number, degrees: number): number {
  const cdf = load('@stdlib/stats-base-dists-t-cdf') as typeof tCdfOf
  return cdf(x, degrees)
}

/** The x with P(T ≤ x) = p for Student's t with these degrees of freedom, above 0; NaN for p outside [0, 1]. */
export function tQuantile(p: number, degrees: number): number {
  const quantile = load('@stdlib/stats-base-dists-t-quantile') as typeof tQuantileOf
  return quantile(p, degrees)
}

/** The x with P(B ≤ x) = p for a beta distribution with shapes `alpha` and `beta`, above 0; NaN for p outside [0, 1]. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  const quantile = load('@stdlib/stats-base-dists-beta-quantile') as typeof betaQuantileOf
  return quantile(p, alpha, beta)
}

/** P(Z > x) for a standard normal Z, as exact in the far tail as near 0. */
export function normalTail(x: number): number {
  const erfc = load('@stdlib/math-base-special-erfc') as typeof erfcOf
  return erfc(x / Math.SQRT2) / 2
}

/** P(T > x) for Student's t with these degrees of freedom, above 0. */
export function tTail(x: number, degrees: number): number {
  const beyond = regularizedBeta(degrees / (degrees + x * x), degrees / 2, 0.5) / 2
  return x >= 0 ? beyond : 1 - beyond
}

/** P(X > x) for a chi-square distribution with these degrees of freedom, above 0; 1 for x below 0. */
export function chiSquareTail(x: number, degrees: number): number {
  return x <= 0 ? 1 : regularizedGamma(x / 2, degrees / 2, true)
}

/** P(F > x) for an F distribution with these degrees of freedom of numerator and denominator, above 0; 1 for x below 0. */
export function fTail(x: number, numerator: number, denominator: number): number {
  return x <= 0 ? 1 : regularizedBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2)
}

/** The incomplete beta function ÷ the complete one, x in [0, 1]. */
export function regularizedBeta(x: number, a: number, b: number): number {
  const betainc = load('@stdlib/math-base-special-betainc') as typeof betaincOf
  return betainc(x, a, b)
}

/** The incomplete gamma function ÷ the complete one, below x or above it. */
export function regularizedGamma(x: number, shape: number, isUpper: boolean): number {
  const gammainc = load('@stdlib/math-base-special-gammainc') as typeof gammaincOf
  return gammainc(x, shape, true, isUpper)
}

/** ln |Γ(x)|. */
export function logGamma(x: number): number {
  const gammaln = load('@stdlib/math-base-special-gammaln') as typeof gammalnOf
  return gammaln(x)
}
