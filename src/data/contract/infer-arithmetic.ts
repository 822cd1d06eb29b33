// Numbers that are the sum or the product of two others.
import type { NumberColumn } from '../table/index.js'
import type { RelationContract } from './contract.js'
import { brokenRows } from './relation-measures.js'

/** Rows in which both parts matter, with as many values: in fewer a sum may come about by chance, or be a column with a zero added. */
const fewestRows = 20
const fewestValues = 3
/** Rows by which most are turned away. */
const mostRows = 100
const mostDecimals = 4
const mostRelations = 10

type Operation = 'sum' | 'product'

const operate: Readonly<Record<Operation, (one: number, other: number) => number>> = {
  sum: (one, other) => one + other,
  product: (one, other) => one * other,
}

/** `columns`: numbers, none the same as another. O(columns³), and O(rows) for each pair and for each relation that holds. */
export function inferArithmetic(columns: readonly NumberColumn[], checkpoint?: () => void): RelationContract[] {
  const measured = columns.map((column) => ({ column, decimals: decimalsOf(column) }))
  const found: RelationContract[] = []
  for (const [k, one] of measured.entries()) {
    checkpoint?.()
    for (const other of measured.slice(k + 1)) {
      const rows = informativeRows(one.column.values, other.column.values)
      if (rows.length < fewestRows) continue
      for (const whole of measured) {
        if (whole === one || whole === other) continue
        for (const relation of ['sum', 'product'] as const) {
          if (found.length >= mostRelations) return found
          const within = withinOf(relation, whole.decimals, [one.decimals, other.decimals])
          const holding = holdingOf(relation, [whole.column, one.column, other.column], rows, within)
          if (holding !== undefined) found.push(holding)
        }
      }
    }
  }
  return found
}

type Triple = readonly [whole: NumberColumn, one: NumberColumn, other: NumberColumn]

/** Exactly, else as near as rounding to decimals leaves it. */
function holdingOf(relation: Operation, columns: Triple, rows: readonly number[], within: number): RelationContract | undefined {
  const [whole, one, other] = columns.map(({ values }) => values)
  for (const slack of within > 0 ? [0, within] : [0]) {
    const probes = rows.filter((row) => whole[row] === whole[row])
    if (!probes.every((row) => isNear(whole[row], operate[relation](one[row], other[row]), slack))) continue
    const rounded = slack > 0 ? { within: slack } : {}
    const { count, of } = brokenRows({ relation, ...rounded }, columns, whole.length)
    if (count > 0 || probes.length < fewestRows || (slack > 0 && slack > spreadOf(columns[0]) / 100)) continue
    return { relation, columns: columns.map(({ name }) => name), ...rounded, broken: 0, seen: of, exact: false }
  }
  return undefined
}

function isNear(value: number, expected: number, within: number): boolean {
  return Math.abs(value - expected) <= within + 1e-9 * Math.max(Math.abs(value), Math.abs(expected))
}

/** The first rows with both in which neither is 0; none where they take too few values there. */
function informativeRows(one: Float64Array, other: Float64Array): number[] {
  const rows: number[] = []
  const values = [new Set<number>(), new Set<number>()]
  for (let row = 0; row < one.length && rows.length < mostRows; row++) {
    if (one[row] === 0 || other[row] === 0 || Number.isNaN(one[row]) || Number.isNaN(other[row])) continue
    rows.push(row)
    values[0].add(one[row])
    values[1].add(other[row])
  }
  return values.every(({ size }) => size >= fewestValues) ? rows : []
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
