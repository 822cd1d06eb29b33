// Distribution functions, over @stdlib. Each package is a hundred small files, so it loads when first asked for.
import { createRequire } from 'node:module'
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
