// Numbers that are the sum or the product of two others.
import type { NumberColumn } from '../table/index.js'
import type { RelationContract } from './contract.js'
import { brokenRows } from './relation-measures.js'

/** Rows in which both parts matter, with as many values: in fewer a sum may come about by chance, or be a column with a zero added. */
const fewestRows = 20
const fewestValues = 3
const probeCount = 12
const mostDecimals = 4
const mostRelations = 10

type Operation = 'sum' | 'product'

const operate: Readonly<Record<Operation, (one: number, other: number) => number>> = {
  sum: (one, other) => one + other,
  product: (one, other) => one * other,
}

/** `columns`: none that is constant or the same as another. O(columns³), and O(rows) for each that holds. */
export function inferArithmetic(columns: readonly NumberColumn[], checkpoint?: () => void): RelationContract[] {
  const found: RelationContract[] = []
  const decimals = columns.map(decimalsOf)
  for (const [k, whole] of columns.entries()) {
    checkpoint?.()
    const parts = columns.flatMap((column, j) => (j === k ? [] : [{ column, decimals: decimals[j] }]))
    for (const [j, one] of parts.entries()) {
      for (const other of parts.slice(j + 1)) {
        for (const relation of ['sum', 'product'] as const) {
          if (found.length >= mostRelations) return found
          const within = withinOf(relation, decimals[k], [one.decimals, other.decimals])
          const holding = holdingOf({ relation, whole, one: one.column, other: other.column }, within)
          if (holding !== undefined) found.push(holding)
        }
      }
    }
  }
  return found
}

interface Candidate {
  readonly relation: Operation
  readonly whole: NumberColumn
  readonly one: NumberColumn
  readonly other: NumberColumn
}

/** Exactly, else as near as rounding to decimals leaves it. */
function holdingOf({ relation, whole, one, other }: Candidate, within: number): RelationContract | undefined {
  const rows = informativeRows(one.values, other.values, whole.values)
  if (rows.length < fewestRows) return undefined
  for (const slack of within > 0 ? [0, within] : [0]) {
    if (!rows.slice(0, probeCount).every((row) => isNear(whole.values[row], operate[relation](one.values[row], other.values[row]), slack)))
      continue
    if ([one, other].some(({ values }) => new Set(rows.map((row) => values[row])).size < fewestValues)) return undefined
    const columns = [whole, one, other]
    const { count, of } = brokenRows({ relation, ...(slack > 0 ? { within: slack } : {}) }, columns, whole.values.length)
    if (count > 0 || of < fewestRows || (slack > 0 && slack > spreadOf(whole) / 100)) continue
    return {
      relation,
      columns: columns.map(({ name }) => name),
      ...(slack > 0 ? { within: slack } : {}),
      broken: 0,
      seen: of,
      exact: false,
    }
  }
  return undefined
}

function isNear(value: number, expected: number, within: number): boolean {
  return Math.abs(value - expected) <= within + 1e-9 * Math.max(Math.abs(value), Math.abs(expected))
}

/** Rows with all three in which neither part is 0 (nor, for products, 1), evenly spaced, as many as are needed to be sure. */
function informativeRows(one: Float64Array, other: Float64Array, whole: Float64Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < one.length && rows.length < 200; row++) {
    if (one[row] !== 0 && other[row] !== 0 && one[row] === one[row] && other[row] === other[row] && whole[row] === whole[row])
      rows.push(row)
  }
  return rows
}

/** How far rounding of each may lead away: half of the last decimal of each that is added, or of the product. */
function withinOf(relation: Operation, whole: number, parts: readonly number[]): number {
  if (whole > mostDecimals) return 0
  if (relation === 'product') return parts.every((decimals) => decimals === 0) ? 0 : 0.5001 * 10 ** -whole
  return parts.every((decimals) => decimals <= mostDecimals) && whole > 0 ? 1.5001 * 10 ** -whole : 0
}

/** Decimals that every value is written with; more than `mostDecimals` where one needs more. */
function decimalsOf({ values }: NumberColumn): number {
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const scale = 10 ** decimals
    if (
      values.every(
        (value) =>
          Number.isNaN(value) || Math.abs(value * scale - Math.round(value * scale)) <= 1e-9 * Math.max(1, Math.abs(value * scale)),
      )
    )
      return decimals
  }
  return mostDecimals + 1
}

function spreadOf({ values }: NumberColumn): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  return sorted[Math.floor(0.95 * (sorted.length - 1))] - sorted[Math.floor(0.05 * (sorted.length - 1))]
}
