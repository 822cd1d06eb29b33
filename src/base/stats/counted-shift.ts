// Two samples known by their counts in the same ordered cells: how far one lies from the other, and what chance explains of it.
import { normalTail } from './distributions.js'
import { kolmogorovTail } from './kolmogorov-smirnov.js'

export interface CountedShift {
  /** The greatest difference of the shares up to a cell, 0 to 1, and the cell. */
  readonly distance: number
  readonly cell: number
  /** The chance of such a distance between samples of one source, at most (Smirnov 1939). */
  readonly distancePValue: number
  /** The chance that a value of the second is above one of the first, ties counting half. */
  readonly superiority: number
  /** Two-sided, of the rank test (Mann and Whitney 1947), corrected for ties: sees a move of all values sooner than the distance does. */
  readonly rankPValue: number
}

/**
 * How far two samples lie apart that are counted in the same cells, in order of their values.
 *
 * `first`, `second`: counts ≥ 0 of equal length, fractions allowed, each with a sum above 0. The rank test is that of the cells, equal to SciPy's
 * `mannwhitneyu(use_continuity=False, method='asymptotic')` on values that are the numbers of the cells; the distance is at most that of the
 * values themselves, so its p value errs on the side of chance. O(cells).
 */
export function countedShift(first: readonly number[], second: readonly number[]): CountedShift {
  const n = first.reduce((sum, count) => sum + count, 0)
  const m = second.reduce((sum, count) => sum + count, 0)
  let [upToFirst, upToSecond] = [0, 0]
  let [distance, cell] = [0, 0]
  let superior = 0
  let ties = 0
  for (let k = 0; k < first.length; k++) {
    superior += second[k] * (upToFirst + first[k] / 2)
    upToFirst += first[k]
    upToSecond += second[k]
    const apart = Math.abs(upToFirst / n - upToSecond / m)
    if (apart > distance) [distance, cell] = [apart, k]
    ties += ((first[k] + second[k]) / (n + m)) ** 3
  }
  const superiority = superior / n / m
  // (N + 1 − Σ(t³ − t) ÷ (N (N − 1))) ÷ (12 n m), in shares so that large counts lose nothing.
  const total = n + m
  const spread = total < 2 ? 0 : ((total * total) / (total - 1)) * (1 - ties)
  const deviation = Math.sqrt(spread / (12 * n * m))
  return {
    distance,
    cell,
    distancePValue: kolmogorovTail(Math.sqrt((n * m) / total) * distance),
    superiority,
    rankPValue: deviation > 0 ? Math.min(1, 2 * normalTail(Math.abs(superiority - 0.5) / deviation)) : 1,
  }
}
