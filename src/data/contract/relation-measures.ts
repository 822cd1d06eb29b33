// How many rows break a relation between columns.
import { cellText } from '../schema/index.js'
import { copyCodes, isMissing } from '../table/index.js'
import type { Column } from '../table/index.js'
import type { RelationContract, RelationKind } from './contract.js'
import type { Tally } from './room.js'

export interface BrokenRows extends Tally {
  /** The first row that breaks it, from 0. */
  readonly first?: number
}

/** Sums and products of doubles are off by this part of their largest term. */
const rounding = 1e-9

type Judge = (row: number) => 'kept' | 'broken' | 'notApplicable'

/** `columns`: those of the relation, in its order. O(rows × columns). */
export function brokenRows(
  { relation, within = 0 }: Pick<RelationContract, 'relation' | 'within'>,
  columns: readonly Column[],
  rowCount: number,
): BrokenRows {
  if (relation === 'determines') return undetermined(columns, rowCount)
  return tally(relation === 'missingTogether' ? missingJudge(columns) : presentJudge(relation, columns, within), rowCount)
}

function tally(judge: Judge, rowCount: number): BrokenRows {
  let [count, of] = [0, 0]
  let first: number | undefined
  for (let row = 0; row < rowCount; row++) {
    const verdict = judge(row)
    if (verdict === 'notApplicable') continue
    of++
    if (verdict === 'kept') continue
    count++
    first ??= row
  }
  return { count, of, ...(first === undefined ? {} : { first }) }
}

/** Rows where all have a value or none has; those where none lacks one say nothing. */
function missingJudge(columns: readonly Column[]): Judge {
  return (row) => {
    let lacking = 0
    for (const column of columns) if (isMissing(column, row)) lacking++
    return lacking === 0 ? 'notApplicable' : lacking === columns.length ? 'kept' : 'broken'
  }
}

function presentJudge(
  relation: Exclude<RelationKind, 'determines' | 'missingTogether'>,
  columns: readonly Column[],
  within: number,
): Judge {
  const [a, b, c] = columns.map((column) => (column.kind === 'number' || column.kind === 'datetime' ? column.values : undefined))
  const holds = (row: number): boolean => {
    if (a === undefined || b === undefined) return cellText(columns[0], {}, row) === cellText(columns[1], {}, row)
    switch (relation) {
      case 'equal':
        return a[row] === b[row]
      case 'atMost':
        return a[row] <= b[row]
      case 'sum':
        return isNear(a[row], b[row] + c![row], Math.max(Math.abs(b[row]), Math.abs(c![row])), within)
      case 'product':
        return isNear(a[row], b[row] * c![row], Math.abs(b[row] * c![row]), within)
    }
  }
  return (row) => (columns.some((column) => isMissing(column, row)) ? 'notApplicable' : holds(row) ? 'kept' : 'broken')
}

function isNear(value: number, expected: number, scale: number, within: number): boolean {
  return Math.abs(value - expected) <= within + rounding * Math.max(scale, Math.abs(value))
}

/**
 * Rows whose second differs from the most frequent one of their first. Of: rows beyond the first of each group, which are those that could differ.
 */
function undetermined([one, other]: readonly Column[], rowCount: number): BrokenRows {
  const groups = copyCodes([one], rowCount)
  const pairs = copyCodes([one, other], rowCount)
  const groupRows = new Int32Array(rowCount)
  const pairRows = new Int32Array(rowCount)
  const isThere = (row: number): boolean => !isMissing(one, row) && !isMissing(other, row)
  for (let row = 0; row < rowCount; row++) {
    if (!isThere(row)) continue
    groupRows[groups[row]]++
    pairRows[pairs[row]]++
  }
  /** The most frequent pair of each group. */
  const leaders = new Int32Array(rowCount).fill(-1)
  for (let row = 0; row < rowCount; row++) {
    if (!isThere(row)) continue
    const leader = leaders[groups[row]]
    if (leader < 0 || pairRows[pairs[row]] > pairRows[leader]) leaders[groups[row]] = pairs[row]
  }
  let [count, of] = [0, 0]
  let first: number | undefined
  for (let row = 0; row < rowCount; row++) {
    if (!isThere(row)) continue
    of++
    if (pairs[row] === leaders[groups[row]]) continue
    count++
    first ??= row
  }
  for (const rows of groupRows) if (rows > 0) of--
  return { count, of, ...(first === undefined ? {} : { first }) }
}
