// Columns of numbers that are (almost) sums of multiples of others.
import type { Finding } from '../../base/core/index.js'
import { named } from '../schema/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

const mostColumns = 150
const mostRows = 2000
/** What the others may leave unexplained of a column's variance, at most. */
const leastLeft = 1e-3

export interface Collinear {
  readonly name: string
  /** The earlier columns that make it up, and how much of its variance they explain. */
  readonly of: readonly string[]
  readonly explained: number
}

/** One hint per column of which the earlier ones explain 99.9 % or more. Rows with a missing value are left out. */
export function collinearColumns(inspected: Inspected): Finding[] {
  return findCollinear(inspected).map(({ name, of, explained }) =>
    findingOf('COLLINEAR_COLUMNS', 'info', {
      columns: [name, ...of],
      evidence: { explained: Number(explained.toFixed(6)), of: [...of] },
      message: `'${name}' is nearly a sum of multiples of ${named(of)} (${(100 * explained).toFixed(explained > 0.99995 ? 3 : 2)}% explained). The importance of each says little, and coefficients of linear models may be large with opposite signs.`,
    }),
  )
}

/** By Gram and Schmidt's steps on standardised columns, in the order of the table. O(rows × columns²), on 2,000 rows at most. */
export function findCollinear(inspected: Inspected): Collinear[] {
  const columns = columnsOf(inspected).flatMap(({ column, schema }) =>
    column.kind === 'number' && schema.role === 'feature' ? [column] : [],
  )
  const usable = columns.filter(({ values }) => missingShare(values) < 0.2).slice(0, mostColumns)
  const rows = completeRows(
    usable.map(({ values }) => values),
    inspected.table.rowCount,
  )
  if (rows.length < 3 * usable.length || rows.length < 20) return []
  const basis: { readonly name: string; readonly direction: Float64Array; readonly made: Map<string, number> }[] = []
  const found: Collinear[] = []
  for (const { name, values } of usable) {
    const rest = standardised(values, rows)
    if (rest === undefined) continue
    /** In multiples of standardised columns: the column less what its basis explains. */
    const made = new Map<string, number>([[name, 1]])
    for (const one of basis) {
      const along = dot(rest, one.direction)
      for (let k = 0; k < rest.length; k++) rest[k] -= along * one.direction[k]
      for (const [other, share] of one.made) made.set(other, (made.get(other) ?? 0) - along * share)
    }
    const left = dot(rest, rest)
    if (left > leastLeft) {
      const length = Math.sqrt(left)
      basis.push({
        name,
        direction: rest.map((value) => value / length),
        made: new Map([...made].map(([other, share]) => [other, share / length])),
      })
      continue
    }
    const of = [...made].filter(([other, share]) => other !== name && Math.abs(share) > 0.05)
    of.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    if (of.length > 0) found.push({ name, of: of.map(([other]) => other), explained: 1 - Math.max(0, left) })
  }
  return found
}

function missingShare(values: Float64Array): number {
  return values.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0) / Math.max(1, values.length)
}

function completeRows(columns: readonly Float64Array[], rowCount: number): Int32Array {
  const step = Math.max(1, Math.floor(rowCount / mostRows))
  const rows: number[] = []
  for (let row = 0; row < rowCount && rows.length < mostRows; row += step)
    if (columns.every((values) => !Number.isNaN(values[row]))) rows.push(row)
  return Int32Array.from(rows)
}

/** Mean 0, squares that sum to 1; undefined for a constant. */
function standardised(values: Float64Array, rows: Int32Array): Float64Array | undefined {
  const taken = Float64Array.from(rows, (row) => values[row])
  const mean = taken.reduce((sum, value) => sum + value / taken.length, 0)
  for (let k = 0; k < taken.length; k++) taken[k] -= mean
  const length = Math.sqrt(dot(taken, taken))
  if (!(length > 1e-12 * Math.max(1, Math.abs(mean))) || !Number.isFinite(length)) return undefined
  return taken.map((value) => value / length)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
