// How strongly columns go together, pair by pair, and each with the target.
import { rankAll } from '../../base/stats/index.js'
import type { Random } from '../../base/core/index.js'
import { sampleRows } from '../table/index.js'
import type { Column, Table } from '../table/index.js'

export type AssociationMeasure = 'pearson' | 'spearman' | 'correlationRatio' | 'cramersV'

/** A pair of columns. `strength` is 0 to 1 whatever the measure; `value` has the sign where there is one. */
export interface Association {
  readonly first: string
  readonly second: string
  readonly measure: AssociationMeasure
  readonly value: number
  readonly strength: number
}

/** What a column tells about the target: mutual information in bits, and as a share of what there is to tell. */
export interface TargetInformation {
  readonly column: string
  readonly bits: number
  readonly share: number
}

/** Rows that associations are counted on, drawn by the seed; columns beyond these are left out of pairs. */
const mostRows = 10_000
const mostColumns = 60
/** Columns that one is compared with. */
const mostCompared = 500
const mostLevels = 50
/** Parts of a number, equally full, for mutual information. */
const mostParts = 16

interface Prepared {
  readonly name: string
  /** Numbers and dates, NaN for missing. */
  readonly values?: Float64Array
  readonly ranks?: Float64Array
  readonly hasMissing?: boolean
  /** Levels, −1 for missing. */
  readonly codes?: Int32Array
  readonly levelCount: number
}

/**
 * Every pair among the first 60 columns that can be compared, strongest first: Spearman's correlation of two numbers (Pearson's where it is
 * stronger), the correlation ratio of a number and a category, Cramér's V of two categories corrected for chance (Bergsma 2013).
 * Rows where either is missing are left out of the pair. On 10,000 rows at most, drawn by `random`. O(columns² × rows).
 */
export function associate(table: Table, names: ReadonlySet<string>, random: Random, checkpoint?: () => void): Association[] {
  const rows = sampleRows(table.rowCount, mostRows, random)
  const columns = table.columns
    .filter(({ name }) => names.has(name))
    .flatMap((column) => prepare(column, rows) ?? [])
    .slice(0, mostColumns)
  const found: Association[] = []
  for (const [i, first] of columns.entries()) {
    checkpoint?.()
    for (const second of columns.slice(i + 1)) {
      const { measure, value } = compare(first, second)
      if (Number.isFinite(value)) found.push({ first: first.name, second: second.name, measure, value, strength: Math.abs(value) })
    }
  }
  return found.sort((a, b) => b.strength - a.strength)
}

/** How strongly one column goes together with each of the others named, strongest first; `rows`: those that both have. As `associate`. */
export function associateWith(
  table: Table,
  name: string,
  others: ReadonlySet<string>,
  random: Random,
): (Association & { readonly rows: number })[] {
  const rows = sampleRows(table.rowCount, mostRows, random)
  const column = table.columns.find((one) => one.name === name)
  const first = column === undefined ? undefined : prepare(column, rows)
  if (first === undefined) return []
  return table.columns
    .filter((one) => others.has(one.name) && one.name !== name)
    .slice(0, mostCompared)
    .flatMap((one) => {
      const second = prepare(one, rows)
      if (second === undefined) return []
      const { measure, value } = compare(first, second)
      return Number.isFinite(value)
        ? [{ first: name, second: one.name, measure, value, strength: Math.abs(value), rows: bothPresent(first, second) }]
        : []
    })
    .sort((a, b) => b.strength - a.strength)
}

function bothPresent(first: Prepared, second: Prepared): number {
  const has = ({ values, codes }: Prepared, row: number): boolean => (values === undefined ? codes![row] >= 0 : !Number.isNaN(values[row]))
  const length = (first.values ?? first.codes!).length
  let count = 0
  for (let row = 0; row < length; row++) if (has(first, row) && has(second, row)) count++
  return count
}

/** What each column tells about the target alone, most first, less what chance would seem to tell (Miller and Madow 1955). */
export function informationOn(table: Table, target: Column, names: ReadonlySet<string>, random: Random): TargetInformation[] {
  const rows = sampleRows(table.rowCount, mostRows, random)
  const answer = prepare(target, rows)
  if (answer === undefined) return []
  const answers = partsOf(answer)
  return table.columns
    .filter(({ name }) => names.has(name))
    .flatMap((column) => {
      const prepared = prepare(column, rows)
      if (prepared === undefined) return []
      const { bits, entropy } = mutualInformation(partsOf(prepared), answers)
      return [{ column: column.name, bits, share: entropy > 0 ? Math.min(1, bits / entropy) : 0 }]
    })
    .sort((a, b) => b.bits - a.bits)
}

/** Nothing of texts, of constants, and of categories with too many levels. */
function prepare(column: Column, rows: Int32Array): Prepared | undefined {
  const { name } = column
  if (column.kind === 'text') return undefined
  if (column.kind === 'number' || column.kind === 'datetime') {
    const values = Float64Array.from(rows, (row) => column.values[row])
    const present = values.filter((value) => !Number.isNaN(value))
    if (present.length < 3 || present.every((value) => value === present[0])) return undefined
    return { name, values, ranks: rankPresent(values), hasMissing: present.length < values.length, levelCount: 0 }
  }
  const source = column.kind === 'category' ? column.codes : column.values
  const codes = Int32Array.from(rows, (row) => Math.max(-1, source[row]))
  const levelCount = column.kind === 'category' ? column.levels.length : 2
  const used = new Set(codes)
  used.delete(-1)
  return levelCount > mostLevels || used.size < 2 ? undefined : { name, codes, levelCount }
}

function rankPresent(values: Float64Array): Float64Array {
  const present = Int32Array.from(values.keys()).filter((k) => !Number.isNaN(values[k]))
  const { ranks } = rankAll(Float64Array.from(present, (k) => values[k]))
  const all = new Float64Array(values.length).fill(NaN)
  present.forEach((k, at) => (all[k] = ranks[at]))
  return all
}

function compare(first: Prepared, second: Prepared): { readonly measure: AssociationMeasure; readonly value: number } {
  if (first.values !== undefined && second.values !== undefined) {
    const pearson = correlation(first.values, second.values)
    const spearman = rankCorrelation(first, second)
    return Math.abs(pearson) > Math.abs(spearman) ? { measure: 'pearson', value: pearson } : { measure: 'spearman', value: spearman }
  }
  if (first.codes !== undefined && second.codes !== undefined) return { measure: 'cramersV', value: correctedV(first, second) }
  const [number, category] = first.values === undefined ? [second, first] : [first, second]
  return { measure: 'correlationRatio', value: correlationRatio(number.values!, category) }
}

/** Of ranks among the rows that have both; the columns' own ranks serve where none is missing. */
function rankCorrelation(first: Prepared, second: Prepared): number {
  if (!first.hasMissing && !second.hasMissing) return correlation(first.ranks!, second.ranks!)
  const both = Int32Array.from(first.values!.keys()).filter((k) => !Number.isNaN(first.values![k]) && !Number.isNaN(second.values![k]))
  const [x, y] = [first, second].map(({ values }) => rankAll(Float64Array.from(both, (k) => values![k])).ranks)
  return correlation(x, y)
}

function correlation(x: Float64Array, y: Float64Array): number {
  let [count, sumX, sumY] = [0, 0, 0]
  for (let k = 0; k < x.length; k++) {
    if (Number.isNaN(x[k]) || Number.isNaN(y[k])) continue
    count++
    sumX += x[k]
    sumY += y[k]
  }
  const [meanX, meanY] = [sumX / count, sumY / count]
  let [both, squaresX, squaresY] = [0, 0, 0]
  for (let k = 0; k < x.length; k++) {
    if (Number.isNaN(x[k]) || Number.isNaN(y[k])) continue
    const [dx, dy] = [x[k] - meanX, y[k] - meanY]
    both += dx * dy
    squaresX += dx * dx
    squaresY += dy * dy
  }
  return count < 3 ? NaN : Math.max(-1, Math.min(1, both / Math.sqrt(squaresX) / Math.sqrt(squaresY)))
}

/** √(between ÷ all), less what as many groups explain by chance (ε of Kelley 1935). */
function correlationRatio(values: Float64Array, { codes, levelCount }: Prepared): number {
  const counts = new Float64Array(levelCount)
  const sums = new Float64Array(levelCount)
  let [count, sum] = [0, 0]
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k]) || codes![k] < 0) continue
    counts[codes![k]]++
    sums[codes![k]] += values[k]
    count++
    sum += values[k]
  }
  const centre = sum / count
  let [all, between] = [0, 0]
  for (let k = 0; k < values.length; k++) if (!Number.isNaN(values[k]) && codes![k] >= 0) all += (values[k] - centre) ** 2
  let groups = 0
  for (let level = 0; level < levelCount; level++) {
    if (counts[level] === 0) continue
    groups++
    between += counts[level] * (sums[level] / counts[level] - centre) ** 2
  }
  if (groups < 2 || count <= groups) return NaN
  const within = (all - between) / (count - groups)
  return Math.sqrt(Math.max(0, 1 - (within * (count - 1)) / all))
}

function correctedV(first: Prepared, second: Prepared): number {
  const width = second.levelCount
  const table = new Float64Array(first.levelCount * width)
  const [rowSums, columnSums] = [new Float64Array(first.levelCount), new Float64Array(width)]
  let total = 0
  for (let k = 0; k < first.codes!.length; k++) {
    const [a, b] = [first.codes![k], second.codes![k]]
    if (a < 0 || b < 0) continue
    table[a * width + b]++
    rowSums[a]++
    columnSums[b]++
    total++
  }
  const r = rowSums.filter((sum) => sum > 0).length
  const c = columnSums.filter((sum) => sum > 0).length
  if (r < 2 || c < 2 || total < 3) return NaN
  let sum = 0
  for (let a = 0; a < first.levelCount; a++) {
    for (let b = 0; b < width; b++) if (table[a * width + b] > 0) sum += table[a * width + b] ** 2 / (rowSums[a] * columnSums[b])
  }
  const excess = Math.max(0, sum - 1 - ((r - 1) * (c - 1)) / (total - 1))
  const shrink = (size: number): number => size - (size - 1) ** 2 / (total - 1)
  return Math.min(1, Math.sqrt(excess / (Math.min(shrink(r), shrink(c)) - 1)))
}

/** Levels, or equally full parts of a number; missing is a part of its own. */
function partsOf({ values, ranks, codes }: Prepared): Int32Array {
  if (codes !== undefined) return codes.map((code) => code + 1)
  const count = values!.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + 1), 0)
  return Int32Array.from(ranks!, (rank) =>
    Number.isNaN(rank) ? 0 : 1 + Math.min(mostParts - 1, Math.floor(((rank - 0.5) / count) * mostParts)),
  )
}

function mutualInformation(x: Int32Array, y: Int32Array): { readonly bits: number; readonly entropy: number } {
  const width = 1 + y.reduce((most, value) => Math.max(most, value), 0)
  const height = 1 + x.reduce((most, value) => Math.max(most, value), 0)
  const [both, ofX, ofY] = [new Float64Array(width * height), new Float64Array(height), new Float64Array(width)]
  for (let k = 0; k < x.length; k++) {
    both[x[k] * width + y[k]]++
    ofX[x[k]]++
    ofY[y[k]]++
  }
  const n = x.length
  const entropyOf = (counts: Float64Array): number =>
    counts.reduce((sum, count) => (count > 0 ? sum - (count / n) * Math.log2(count / n) : sum), 0)
  const cells = (counts: Float64Array): number => counts.filter((count) => count > 0).length
  const [entropyX, entropyY, joint] = [entropyOf(ofX), entropyOf(ofY), entropyOf(both)]
  const bias = (cells(both) - cells(ofX) - cells(ofY) + 1) / (2 * n * Math.LN2)
  return { bits: Math.max(0, entropyX + entropyY - joint - bias), entropy: entropyY }
}
