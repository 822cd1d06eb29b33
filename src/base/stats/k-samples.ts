// Do several samples differ? Tests of their means, ranks and spreads.
import { chiSquareTail, fTail } from './distributions.js'
import { mean, median, variance } from './moments.js'
import { joined, rankAll } from './ranks.js'
import type { TestResult } from './t-tests.js'

/** A ratio of variances, with the degrees of freedom of both. */
export interface VarianceRatio extends TestResult {
  readonly degrees: number
  readonly denominatorDegrees: number
}

/**
 * One-way analysis of variance: whether several samples of equal variance have equal means.
 *
 * At least two groups, more values than groups. Fisher 1925; equal to SciPy's `f_oneway`. O(n).
 */
export function anovaTest(groups: readonly ArrayLike<number>[]): VarianceRatio {
  const all = joined(groups)
  const centre = mean(all)
  let between = 0
  let within = 0
  for (const group of groups) {
    const middle = mean(group)
    between += group.length * (middle - centre) ** 2
    for (let k = 0; k < group.length; k++) within += (group[k] - middle) ** 2
  }
  const degrees = groups.length - 1
  const denominatorDegrees = all.length - groups.length
  const statistic = between / degrees / (within / denominatorDegrees)
  return { statistic, degrees, denominatorDegrees, pValue: fTail(statistic, degrees, denominatorDegrees) }
}

/**
 * Welch's analysis of variance: whether several samples have equal means, their variances being whatever they are.
 *
 * Each group has at least 2 values that are not all equal (else NaN). Welch 1951; equal to SciPy's `f_oneway(…, equal_var=False)`. O(n).
 */
export function welchAnovaTest(groups: readonly ArrayLike<number>[]): VarianceRatio {
  const count = groups.length
  const weights = groups.map((group) => group.length / variance(group))
  const means = groups.map((group) => mean(group))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = weights.reduce((sum, weight, k) => sum + weight * means[k], 0) / total
  const between = weights.reduce((sum, weight, k) => sum + weight * (means[k] - centre) ** 2, 0) / (count - 1)
  const loss = weights.reduce((sum, weight, k) => sum + (1 - weight / total) ** 2 / (groups[k].length - 1), 0)
  const statistic = between / (1 + (2 * (count - 2) * loss) / (count ** 2 - 1))
  const degrees = count - 1
  const denominatorDegrees = (count ** 2 - 1) / (3 * loss)
  return { statistic, degrees, denominatorDegrees, pValue: fTail(statistic, degrees, denominatorDegrees) }
}

/**
 * The Kruskal–Wallis test: whether values of some samples tend to be larger than those of others.
 *
 * At least two groups, none empty; NaN where all values are equal. Corrected for ties. Kruskal and Wallis 1952; equal to SciPy's `kruskal`.
 * O(n log n).
 */
export function kruskalWallisTest(groups: readonly ArrayLike<number>[]): TestResult & { readonly degrees: number } {
  const { ranks, tieSum } = rankAll(joined(groups))
  const n = ranks.length
  let sum = 0
  let at = 0
  for (const group of groups) {
    let ofGroup = 0
    for (let k = 0; k < group.length; k++) ofGroup += ranks[at++]
    sum += ofGroup ** 2 / group.length
  }
  const statistic = ((12 / (n * (n + 1))) * sum - 3 * (n + 1)) / (1 - tieSum / (n ** 3 - n))
  const degrees = groups.length - 1
  return { statistic, degrees, pValue: chiSquareTail(statistic, degrees) }
}

/**
 * The Brown–Forsythe test: whether several samples have equal spreads, by the distances from their medians.
 *
 * Brown and Forsythe 1974; equal to SciPy's `levene(…, center='median')`. O(n log n).
 */
export function brownForsytheTest(groups: readonly ArrayLike<number>[]): VarianceRatio {
  return anovaTest(
    groups.map((group) => {
      const values = Float64Array.from(group)
      const middle = median(values)
      return values.map((value) => Math.abs(value - middle))
    }),
  )
}
