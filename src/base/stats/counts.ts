// Tables of counts: whether two categories go together, and how much.
import { chiSquareTail, logGamma, normalQuantile } from './distributions.js'
import { wilsonInterval } from './intervals.js'
import type { Interval } from './intervals.js'
import { noncentralChiSquareCdf, noncentralityInterval } from './noncentral.js'
import type { TestResult } from './t-tests.js'

export interface ChiSquareResult extends TestResult {
  readonly degrees: number
  /** The least count expected in a cell where the categories do not go together, and the share of cells with fewer than 5. */
  readonly leastExpected: number
  readonly fewShare: number
}

/**
 * Pearson's chi-square test of independence: whether rows and columns of a table of counts go together.
 *
 * `table`: counts ≥ 0, rows of equal length; rows and columns without any count are passed over; NaN where fewer than two of either are left.
 * No continuity correction. Pearson 1900; equal to SciPy's `chi2_contingency(table, correction=False)`. O(cells).
 *
 * ```ts
 * chiSquareTest([[10, 20], [30, 40]]).statistic // 0.79365…
 * ```
 */
export function chiSquareTest(table: readonly (readonly number[])[]): ChiSquareResult {
  const { cells, rowSums, columnSums, total } = sumsOf(table)
  let statistic = 0
  let least = Infinity
  let few = 0
  for (const [r, row] of cells.entries()) {
    for (const [c, count] of row.entries()) {
      const expected = (rowSums[r] * columnSums[c]) / total
      statistic += (count - expected) ** 2 / expected
      least = Math.min(least, expected)
      if (expected < 5) few++
    }
  }
  const degrees = (rowSums.length - 1) * (columnSums.length - 1)
  if (degrees <= 0) return { statistic: NaN, degrees: 0, pValue: NaN, leastExpected: NaN, fewShare: NaN }
  return {
    statistic,
    degrees,
    pValue: chiSquareTail(statistic, degrees),
    leastExpected: least,
    fewShare: few / (rowSums.length * columnSums.length),
  }
}

/**
 * Whether counts follow expected shares, by default equal ones.
 *
 * At least two counts; `shares` above 0, in any scale. Equal to SciPy's `chisquare`. O(counts).
 */
export function goodnessOfFitTest(
  counts: readonly number[],
  shares: readonly number[] = counts.map(() => 1),
): TestResult & { degrees: number } {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const statistic = counts.reduce((sum, count, k) => sum + (count - (total * shares[k]) / whole) ** 2 / ((total * shares[k]) / whole), 0)
  return { statistic, degrees: counts.length - 1, pValue: chiSquareTail(statistic, counts.length - 1) }
}

/** A table without empty rows and columns. */
function sumsOf(table: readonly (readonly number[])[]) {
  const kept = table.filter((row) => row.some((count) => count > 0))
  const width = kept[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, c) => c).filter((c) => kept.some((row) => row[c] > 0))
  const cells = kept.map((row) => columns.map((c) => row[c]))
  const rowSums = cells.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columnSums = columns.map((_, c) => cells.reduce((sum, row) => sum + row[c], 0))
  return { cells, rowSums, columnSums, total: rowSums.reduce((sum, count) => sum + count, 0) }
}

/** Tables beside the observed one are counted as no likelier within this relative rounding. */
const rounding = 1 + 1e-7

/**
 * Fisher's exact test of a table of two rows and two columns of whole counts.
 *
 * The statistic is the odds ratio of the sample. Two-sided: all tables of these sums that are no likelier than the observed one.
 * Fisher 1935; equal to SciPy's `fisher_exact`. O(the smallest sum).
 */
export function fisherExactTest([[a, b], [c, d]]: readonly (readonly number[])[]): TestResult {
  const [row, column, total] = [a + b, a + c, a + b + c + d]
  const low = Math.max(0, row + column - total)
  const high = Math.min(row, column)
  const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  const all = logChoose(total, column)
  const chance = (k: number): number => Math.exp(logChoose(row, k) + logChoose(total - row, column - k) - all)
  const observed = chance(a)
  let pValue = 0
  for (let k = low; k <= high; k++) {
    const one = chance(k)
    if (one <= observed * rounding) pValue += one
  }
  return { statistic: (a * d) / (b * c), pValue: Math.min(1, pValue) }
}

/** How strongly two categories go together, 0 to 1. */
export interface CramersV extends Interval {
  readonly value: number
  /** Without what chance alone adds: Bergsma 2013. */
  readonly corrected: number
}

/**
 * Cramér's V: √(χ² ÷ (n (k − 1))), k the smaller number of rows and columns; with the interval that inverts the noncentral chi-square test.
 *
 * The interval is of V less the upward bias of χ² (Smithson 2003), `confidence` default 0.95; it may leave the plain V out in small tables.
 * Equal to SciPy's `contingency.association(method='cramer')`; interval by `ncx2`.
 */
export function cramersV(table: readonly (readonly number[])[], confidence = 0.95): CramersV {
  const { rowSums, columnSums, total } = sumsOf(table)
  const { statistic, degrees } = chiSquareTest(table)
  const [r, k] = [rowSums.length, columnSums.length]
  const most = total * (Math.min(r, k) - 1)
  const shrink = (size: number): number => size - (size - 1) ** 2 / (total - 1)
  const excess = Math.max(0, statistic / total - degrees / (total - 1))
  const { low, high } = noncentralityInterval(
    (noncentrality) => noncentralChiSquareCdf(statistic, degrees, noncentrality),
    statistic + degrees,
    confidence,
  )
  const ofNoncentrality = (value: number): number => Math.min(1, Math.sqrt(value / most))
  return {
    value: Math.sqrt(statistic / most),
    corrected: Math.sqrt(excess / (Math.min(shrink(r), shrink(k)) - 1)),
    low: ofNoncentrality(low),
    high: ofNoncentrality(high),
  }
}

/**
 * The odds ratio of a table of two rows and two columns, with its interval by the normal approximation of its logarithm (Woolf 1955).
 *
 * Where a cell is 0, 0.5 is added to all (Haldane 1956). Equal to statsmodels' `Table2x2.oddsratio_confint`.
 */
export function oddsRatio([[a, b], [c, d]]: readonly (readonly number[])[], confidence = 0.95): Interval & { readonly value: number } {
  const added = a * b * c * d === 0 ? 0.5 : 0
  const [p, q, r, s] = [a + added, b + added, c + added, d + added]
  const logarithm = Math.log((p * s) / (q * r))
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(1 / p + 1 / q + 1 / r + 1 / s)
  return { value: Math.exp(logarithm), low: Math.exp(logarithm - reach), high: Math.exp(logarithm + reach) }
}

/**
 * The difference of two shares, first less second, with Newcombe's interval from Wilson's (method 10 of Newcombe 1998).
 *
 * Successes in [0, trials], trials above 0. Equal to statsmodels' `confint_proportions_2indep(method='newcomb')`.
 */
export function shareDifference(
  first: { readonly successes: number; readonly trials: number },
  second: { readonly successes: number; readonly trials: number },
  confidence = 0.95,
): Interval & { readonly difference: number } {
  const [p, q] = [first.successes / first.trials, second.successes / second.trials]
  const [one, two] = [first, second].map(({ successes, trials }) => wilsonInterval(successes, trials, confidence))
  const difference = p - q
  return {
    difference,
    low: difference - Math.sqrt((p - one.low) ** 2 + (two.high - q) ** 2),
    high: difference + Math.sqrt((one.high - p) ** 2 + (q - two.low) ** 2),
  }
}
