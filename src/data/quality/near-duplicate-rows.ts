// Rows that are alike in all columns but one: one thing entered twice, with a slip or a later reading.
import type { Finding } from '../../base/core/index.js'
import { counted, percent } from '../schema/index.js'
import { copyCodes } from '../table/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

/** Fewer columns than this are alike by chance too often. */
const fewestColumns = 4
const mostColumns = 200
/** Only the first so many rows are compared. */
const mostRows = 30_000
/** Pairs that chance may give to a table of this kind, at most, per pair that is found. */
const mostByChance = 0.5
/** What each further column counts of what it would say alone: columns go together. */
const independent = 0.5
/** Share of the rows from which on it is a warning. */
const many = 0.02

/**
 * Counts rows of which another row says the same in every column but one, exact copies aside. Told only where chance does not explain it: what rows
 * share must be as rare as a fingerprint. O(rows × columns).
 */
export function nearDuplicateRows(inspected: Inspected): Finding[] {
  const columns = columnsOf(inspected).map(({ column }) => column)
  const rowCount = Math.min(mostRows, inspected.table.rowCount)
  if (columns.length < fewestColumns || columns.length > mostColumns || rowCount < 20) return []
  const coded = columns.map((column) => copyCodes([column], rowCount))
  const whole = new Float64Array(rowCount)
  const parts = coded.map((codes, k) => codes.map((code) => mix(code, k)))
  for (const part of parts) for (let row = 0; row < rowCount; row++) whole[row] += part[row]
  const surprise = coded.map((codes) => informationOf(codes))
  const isNear = new Uint8Array(rowCount)
  let example: { rows: [number, number]; column: string } | undefined
  for (const [k, part] of parts.entries()) {
    const groups = new Map<number, number>()
    for (let row = 0; row < rowCount; row++) {
      const rest = whole[row] - part[row]
      const other = groups.get(rest)
      if (other === undefined) {
        groups.set(rest, row)
        continue
      }
      if (coded[k][row] === coded[k][other] || !isUnlikely(surprise, coded, { row, other, left: k })) continue
      isNear[row] = 1
      isNear[other] = 1
      example ??= { rows: [other + 1, row + 1], column: columns[k].name }
    }
  }
  const count = isNear.reduce((sum, one) => sum + one, 0)
  if (count === 0 || example === undefined) return []
  const { rows, column } = example
  return [
    findingOf('NEAR_DUPLICATE_ROWS', count > many * rowCount ? 'warning' : 'info', {
      columns: [],
      evidence: { rows: count, of: rowCount, example: rows, differIn: column },
      message:
        `${counted(count, 'row')} of ${rowCount < inspected.table.rowCount ? 'the first ' : ''}${counted(rowCount, 'row')} (${percent(count, rowCount)}) ${count === 1 ? 'is' : 'are'} like another row in every column but one: ` +
        `rows ${rows[0]} and ${rows[1]} differ only in '${column}'. If each pair is one thing, keep one of them, or name the thing with --group.`,
    }),
  ]
}

/** Numbers small enough that sums of hundreds of them are exact. */
function mix(code: number, column: number): number {
  let hash = Math.imul(code + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(column + 1, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  const high = (hash ^ (hash >>> 13)) >>> 0
  const low = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 20
  return high * 4096 + low
}

/** For each code how many bits it takes to name it: rare values say much. */
function informationOf(codes: Int32Array): Float64Array {
  const counts = new Float64Array(codes.reduce((most, code) => Math.max(most, code), 0) + 1)
  for (const code of codes) counts[code]++
  return counts.map((count) => -Math.log2(count / codes.length))
}

/**
 * Whether two rows share more than chance gives some pair of the table: what their values say, halved, as columns go together. A zero that is common says
 * nothing, a price of 1,234.56 much.
 */
function isUnlikely(
  surprise: readonly Float64Array[],
  coded: readonly Int32Array[],
  { row, other, left }: { row: number; other: number; left: number },
): boolean {
  const rowCount = coded[0].length
  const bits = coded.flatMap((codes, k) => (k === left || codes[row] !== codes[other] ? [] : [surprise[k][codes[row]]]))
  const said = bits.reduce((sum, value) => sum + value, 0) * independent
  return 2 ** -said * rowCount * rowCount < mostByChance
}
