// Two categories: do they go together?
import type { Random } from '../../base/core/index.js'
import {
  chiSquareTest,
  cramersV,
  fisherExactTest,
  goodnessOfFitTest,
  oddsRatio,
  shareDifference,
  wilsonInterval,
} from '../../base/stats/index.js'
import { counted } from '../schema/index.js'
import type { Assumption, CategoryRelation, CountsRelation, FoundEffect } from './relation.js'

/** A category column as codes, −1 for missing, and its levels. */
export interface Coded {
  readonly name: string
  readonly codes: ArrayLike<number>
  readonly levels: readonly string[]
}

/** Tables drawn at random where counts are too small for the chi-square distribution. */
const mostDraws = 10_000

/** Cochran 1954: no cell expected below 1, and not more than a fifth below 5. */
const leastExpected = 1
const mostFewShare = 0.2

/** `of` by `by`: both have at least two levels among the rows that have both. */
export function relateCategories(of: Coded, by: Coded, random: Random): CountsRelation {
  const rowCount = of.codes.length
  const { table, pairs } = crossTabulate(of, by)
  const rowsUsed = pairs.length / 2
  const levels = (coded: Coded, has: (level: number) => boolean): number[] => Array.from(coded.levels.keys()).filter(has)
  const rowLevels = levels(of, (level) => table[level].some((count) => count > 0))
  const columnLevels = levels(by, (level) => table.some((row) => row[level] > 0))
  const kept = rowLevels.map((row) => columnLevels.map((column) => table[row][column]))
  const chi = chiSquareTest(kept)
  const isLarge = chi.leastExpected >= leastExpected && chi.fewShare <= mostFewShare
  const isFourfold = rowLevels.length === 2 && columnLevels.length === 2
  const expected: Assumption = {
    id: 'expectedCounts',
    holds: isLarge,
    words: `The chi-square distribution ${isLarge ? 'serves' : 'does not serve'}: without a relation the smallest cell would hold ${chi.leastExpected.toFixed(1)} rows, and ${(100 * chi.fewShare).toFixed(0)} % of the cells fewer than 5.`,
  }
  const common = {
    form: 'counts',
    rowName: of.name,
    columnName: by.name,
    rowLevels: rowLevels.map((level) => of.levels[level]),
    columnLevels: columnLevels.map((level) => by.levels[level]),
    table: kept,
    rows: rowsUsed,
    leftOut: rowCount - rowsUsed,
    assumptions: [
      expected,
      { id: 'independence', words: 'Rows count as independent of one another: no thing or person stands in several.' },
    ],
    effects: effectsOf(kept, isFourfold),
  } as const
  if (isLarge) {
    const why = `Two categories (${rowLevels.length} × ${columnLevels.length} levels), and enough rows in every cell.`
    return { ...common, test: 'chiSquare', why, statistic: chi.statistic, degrees: chi.degrees, pValue: chi.pValue }
  }
  if (isFourfold) {
    const { statistic, pValue } = fisherExactTest(kept)
    return {
      ...common,
      test: 'fisherExact',
      why: 'Two levels by two, with too few rows in a cell for the chi-square distribution.',
      statistic,
      pValue,
    }
  }
  const why = `Two categories with too few rows in some cells for the chi-square distribution, so the statistic is compared with ${counted(mostDraws, 'random order')} of the rows.`
  return {
    ...common,
    test: 'permutation',
    why,
    statistic: chi.statistic,
    degrees: chi.degrees,
    pValue: permutationPValue(pairs, table, random),
  }
}

function effectsOf(table: readonly (readonly number[])[], isFourfold: boolean): FoundEffect[] {
  const { value, low, high } = cramersV(table)
  const strength: FoundEffect = { id: 'cramersV', value, low, high }
  if (!isFourfold) return [strength]
  // The share of the second level of what is asked, in the second group less in the first.
  const [first, second] = [0, 1].map((column) => ({ successes: table[1][column], trials: table[0][column] + table[1][column] }))
  const { difference, ...bounds } = shareDifference(second, first)
  return [{ id: 'shareDifference', value: difference, ...bounds }, { id: 'oddsRatio', ...oddsRatio(table) }, strength]
}

/** Rows with both: their codes, one pair after another; and how many there are of each. */
function crossTabulate(of: Coded, by: Coded): { readonly table: number[][]; readonly pairs: Int32Array } {
  const table = of.levels.map(() => by.levels.map(() => 0))
  const pairs = new Int32Array(2 * of.codes.length)
  let used = 0
  for (let row = 0; row < of.codes.length; row++) {
    const [a, b] = [of.codes[row], by.codes[row]]
    if (a < 0 || b < 0) continue
    table[a][b]++
    pairs[used++] = a
    pairs[used++] = b
  }
  return { table, pairs: pairs.subarray(0, used) }
}

/** How often a random order of one of the columns gives a statistic as large; the observed one counts as one of the orders. */
function permutationPValue(pairs: Int32Array, table: readonly (readonly number[])[], random: Random): number {
  const count = pairs.length / 2
  const first = Int32Array.from({ length: count }, (_, k) => pairs[2 * k])
  const second = Int32Array.from({ length: count }, (_, k) => pairs[2 * k + 1])
  const draws = Math.max(999, Math.min(mostDraws, Math.floor(2e8 / Math.max(1, count))))
  // With the sums of rows and columns as they are, the statistic grows with Σ count² ÷ expected.
  const columnSums = table[0].map((_, c) => table.reduce((sum, row) => sum + row[c], 0))
  const width = columnSums.length
  const weights = Float64Array.from(table.flatMap((row) => columnSums.map((sum) => count / (row.reduce((a, b) => a + b, 0) * sum))))
  const size = (counts: ArrayLike<number>): number =>
    weights.reduce((sum, weight, k) => (counts[k] > 0 ? sum + weight * counts[k] ** 2 : sum), 0)
  const observed = size(table.flat()) * (1 - 1e-12)
  const counts = new Int32Array(weights.length)
  let asLarge = 1
  for (let draw = 1; draw < draws; draw++) {
    for (let k = count - 1; k > 0; k--) {
      const other = random.integer(k + 1)
      const kept = second[k]
      second[k] = second[other]
      second[other] = kept
    }
    counts.fill(0)
    for (let k = 0; k < count; k++) counts[first[k] * width + second[k]]++
    if (size(counts) >= observed) asLarge++
  }
  return asLarge / draws
}

/** One category: are its levels equally frequent? */
export function describeCategory({ name, codes, levels }: Coded): CategoryRelation {
  const counts = levels.map(() => 0)
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const present = Array.from(levels.keys()).filter((level) => counts[level] > 0)
  const shares = present
    .map((level) => ({
      id: 'share' as const,
      name: levels[level],
      count: counts[level],
      value: counts[level] / rows,
      ...wilsonInterval(counts[level], rows),
    }))
    .sort((a, b) => b.count - a.count)
  const test = goodnessOfFitTest(present.map((level) => counts[level]))
  return {
    form: 'category',
    category: name,
    test: 'goodnessOfFit',
    why: 'One category alone: the shares of its levels, compared with equal ones.',
    ...test,
    rows,
    leftOut: codes.length - rows,
    assumptions: [
      {
        id: 'expectedCounts',
        holds: rows / present.length >= 5,
        words: `With equal shares each level would have ${(rows / present.length).toFixed(1)} rows.`,
      },
    ],
    effects: shares.slice(0, 1).map(({ id, value, low, high }) => ({ id, value, low, high })),
    shares,
  }
}
