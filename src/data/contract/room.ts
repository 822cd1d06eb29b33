// Room for chance: whether a limit is passed by more than the rows of one source would pass it.
import { binomialTail, hypergeometricTail } from '../../base/stats/index.js'

/** What is known of a limit, and how sure an alarm must be. */
export interface Room {
  /** Rows that the limit was learned from; Infinity where it is known for sure. */
  readonly seen: number
  /** The chance of a false alarm; 0: the limit is exact. */
  readonly alpha: number
}

export interface Tally {
  readonly count: number
  readonly of: number
}

/**
 * True where more than the share `limit` is counted, and by more than chance explains: were all rows, those learned from and these, of one
 * source, so many of those that count would come to lie among these with a chance below `alpha` (Fisher 1935, one-sided). For a limit that is
 * known for sure the chance is the binomial one.
 */
export function isOver({ count, of }: Tally, limit: number, { seen, alpha }: Room): boolean {
  if (of === 0 || count <= limit * of * (1 + 1e-12)) return false
  if (alpha === 0) return true
  return chanceOf(count, of, limit, seen) < alpha
}

function chanceOf(count: number, of: number, limit: number, seen: number): number {
  if (!Number.isFinite(seen)) return binomialTail(count, of, limit)
  return hypergeometricTail(count, { total: seen + of, marked: Math.round(limit * seen) + count, drawn: of })
}

/** Levels or shapes that the contract does not list. */
export interface Unseen extends Tally {
  /** How many there are, and the cells of the most frequent. */
  readonly distinct: number
  readonly most: number
  /** How many the contract lists. */
  readonly listed: number
}

/**
 * True where cells hold too much that is not listed. `limit` is the share of cells whose level came once where the contract was learned, which is
 * the chance of one never seen (Good 1953). An alarm needs more than that share of cells, and either more levels than it explains, or one level
 * so frequent that it would have been seen: the chance that it lies wholly among these rows, times how many there are of which that could be.
 */
export function isUnseenOver(unseen: Unseen, limit: number, { seen, alpha }: Room): boolean {
  const { count, of, distinct, most, listed } = unseen
  if (of === 0 || count <= limit * of * (1 + 1e-12)) return false
  if (alpha === 0) return true
  if (!Number.isFinite(seen)) return binomialTail(count, of, limit) < alpha
  if (chanceOf(distinct, of, limit, seen) < alpha / 2) return true
  const candidates = Math.min(listed + distinct, (seen + of) / most)
  return candidates * hypergeometricTail(most, { total: seen + of, marked: most, drawn: of }) < alpha / 2
}

/**
 * True where values that came but once come again by more than chance explains: were there such pairs in the source, each would lie within these
 * rows, not within those learned from, with the chance m² ÷ (n² + m²).
 */
export function isRepeatedOver(repeats: number, of: number, { seen, alpha }: Room): boolean {
  if (repeats === 0) return false
  if (alpha === 0 || !Number.isFinite(seen)) return true
  return (of ** 2 / (seen ** 2 + of ** 2)) ** repeats < alpha
}
