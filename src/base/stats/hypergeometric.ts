// How many of one kind a draw without replacement holds: what chance explains of a share that differs between two sets of rows.
import { logGamma, regularizedBeta } from './distributions.js'

/** Terms smaller than this part of the sum so far change nothing. */
const negligible = 1e-17

/**
 * P(X ≥ least) for the number X of marked ones among `drawn` of `total`, of which `marked` are marked; drawn without replacement.
 *
 * All whole; `marked` and `drawn` in [0, total]. Returns [0, 1]. Equal to SciPy's `hypergeom.sf(least - 1, total, marked, drawn)` and, as
 * the chance of a table of two rows and columns, to `fisher_exact(alternative='greater')`. O(terms that count).
 */
export function hypergeometricTail(least: number, { total, marked, drawn }: { total: number; marked: number; drawn: number }): number {
  const lowest = Math.max(0, marked + drawn - total)
  const highest = Math.min(marked, drawn)
  if (least <= lowest) return 1
  if (least > highest) return 0
  const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  const all = logChoose(total, drawn)
  const chance = (x: number): number => Math.exp(logChoose(marked, x) + logChoose(total - marked, drawn - x) - all)
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))
  // Summed from the side where terms fall, so that what is left out is known to be little.
  if (least > mode) return Math.min(1, sumFrom(least, highest, 1))
  return Math.max(0, 1 - sumFrom(least - 1, lowest, -1))

  function sumFrom(start: number, end: number, step: 1 | -1): number {
    let term = chance(start)
    let sum = 0
    for (let x = start; ; x += step) {
      sum += term
      if (x === end || term <= sum * negligible) return sum
      term *=
        step === 1
          ? ((marked - x) * (drawn - x)) / ((x + 1) * (total - marked - drawn + x + 1))
          : (x * (total - marked - drawn + x)) / ((marked - x + 1) * (drawn - x + 1))
    }
  }
}

/**
 * P(X ≥ least) for the number X of successes in `trials`, each with chance `share`.
 *
 * `least` and `trials` whole, at least 0; `share` in [0, 1]. Equal to SciPy's `binom.sf(least - 1, trials, share)`.
 */
export function binomialTail(least: number, trials: number, share: number): number {
  if (least <= 0) return 1
  if (least > trials || share <= 0) return 0
  return share >= 1 ? 1 : regularizedBeta(share, least, trials - least + 1)
}
