// How sure it is that texts are of a kind, when some texts would pass its test by chance.

/** Shares of true cells that are thought possible, equally likely. */
const shares = [1, 0.97, 0.9, 0.75, 0.5, 0.3, 0.1, 0.03, 0.01]
/** More distinct values than this are no more evidence: they are not independent. */
const mostCounted = 200

/** Odds before the cells are looked at: columns of a kind are rare among columns of any name, and common among those called after it. */
const oddsNamed = 4
const oddsUnnamed = 1e-3

export interface Passing {
  /** Distinct values that pass the test. */
  readonly passed: number
  readonly of: number
  /** The share of other texts that pass. */
  readonly chance: number
  /** The column is called after the kind. */
  readonly isNamed: boolean
}

/**
 * The probability that the column holds the kind, given how many distinct values pass: Bayes' rule, the share of true cells being one of nine.
 * A test that one of ten random numbers passes is no evidence unless nearly all cells pass. Returns 0 to 1.
 */
export function confidenceOf({ passed, of, chance, isNamed }: Passing): number {
  if (of === 0 || passed === 0) return 0
  const scale = Math.min(1, mostCounted / of)
  const [yes, no] = [passed * scale, (of - passed) * scale]
  const logs = shares.map((share) => {
    const pass = Math.min(0.998, share + (1 - share) * chance)
    return yes * Math.log(pass / chance) + no * Math.log((1 - pass) / (1 - chance))
  })
  const most = Math.max(...logs)
  const likelihood = most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / shares.length)
  return 1 / (1 + Math.exp(-(Math.log(isNamed ? oddsNamed : oddsUnnamed) + likelihood)))
}
