// Relations between the columns of a table that hold in every row, and not by chance.
import type { ColumnSchema } from '../schema/index.js'
import { cellText } from '../schema/index.js'
import { copyCodes, isMissing } from '../table/index.js'
import type { Column, NumberColumn, Table } from '../table/index.js'
import type { RelationContract } from './contract.js'
import { inferArithmetic } from './infer-arithmetic.js'
import { inferDependence } from './infer-dependence.js'
import { inferOrder } from './infer-order.js'
import type { Measure } from './infer-order.js'

/** Columns among which relations are looked for. */
const mostColumns = 60
/** Fewer rows with a value, or without one, agree by chance. */
const fewestRows = 50
const fewestMissing = 10
/** Rows that would differ, did the columns not go together. */
const fewestExpected = 30

/**
 * Relations that hold wherever they can be judged. Each was looked for among many: it counts only where columns that do not go together would have
 * broken it in 20 to 50 rows, so that among thousands of pairs and sums none holds by chance. Those that follow from others are left out.
 */
export function inferRelations(table: Table, schemas: readonly ColumnSchema[], checkpoint?: () => void): RelationContract[] {
  const { rowCount } = table
  const together = missingTogether(table)
  if (rowCount < fewestRows) return together
  const bySchema = new Map(schemas.map((schema) => [schema.name, schema]))
  const varying = table.columns.filter(({ name }) => (bySchema.get(name)?.distinctCount ?? 0) > 1).slice(0, mostColumns)
  const { equal, distinct } = equalColumns(varying, bySchema, rowCount)
  const measures = distinct.filter((column): column is Measure => isMeasure(column) && bySchema.get(column.name)!.role !== 'id')
  return [
    ...equal,
    ...inferOrder(measures, checkpoint),
    ...inferArithmetic(
      measures.filter((column): column is NumberColumn => column.kind === 'number'),
      checkpoint,
    ),
    ...inferDependence(distinct, rowCount, checkpoint),
    ...together,
  ]
}

function isMeasure(column: Column): column is Measure {
  return column.kind === 'number' || column.kind === 'datetime'
}

/** Copies of a column, and the columns without their copies. */
function equalColumns(
  columns: readonly Column[],
  schemas: ReadonlyMap<string, ColumnSchema>,
  rowCount: number,
): { readonly equal: RelationContract[]; readonly distinct: Column[] } {
  const distinct: Column[] = []
  const equal: RelationContract[] = []
  for (const column of columns) {
    const schema = schemas.get(column.name)!
    const original = distinct.find(
      (other) =>
        other.kind === column.kind && schemas.get(other.name)!.distinctCount === schema.distinctCount && isEqual(other, column, rowCount),
    )
    if (original === undefined) {
      distinct.push(column)
      continue
    }
    const seen = rowCount - schema.missingCount
    if (expectedToDiffer(column, rowCount) < fewestExpected) continue
    equal.push({ relation: 'equal', columns: [original.name, column.name], broken: 0, seen, exact: false })
  }
  return { equal, distinct }
}

function isEqual(one: Column, other: Column, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) {
    if (isMissing(one, row) !== isMissing(other, row)) return false
    const isSame =
      isMeasure(one) && isMeasure(other)
        ? isMissing(one, row) || one.values[row] === other.values[row]
        : cellText(one, {}, row) === cellText(other, {}, row)
    if (!isSame) return false
  }
  return true
}

function expectedToDiffer(column: Column, rowCount: number): number {
  const counts = new Float64Array(rowCount)
  for (const code of copyCodes([column], rowCount)) counts[code]++
  return rowCount * (1 - counts.reduce((sum, count) => sum + (count / rowCount) ** 2, 0))
}

/** Sets of columns that lack a value in the same rows, and in enough of them. O(columns × rows). */
function missingTogether({ columns, rowCount }: Table): RelationContract[] {
  const sets = new Map<string, { readonly names: string[]; readonly rows: Int32Array }>()
  for (const column of columns) {
    const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) => isMissing(column, row))
    if (rows.length < fewestMissing || rowCount - rows.length < fewestMissing) continue
    const key = `${rows.length} ${rows.reduce((hash, row) => (Math.imul(hash, 31) + row) | 0, 7)}`
    const set = sets.get(key)
    if (set === undefined) sets.set(key, { names: [column.name], rows })
    else if (set.rows.every((row, k) => rows[k] === row)) set.names.push(column.name)
  }
  return [...sets.values()]
    .filter(({ names }) => names.length > 1)
    .map(({ names, rows }) => ({ relation: 'missingTogether', columns: names, broken: 0, seen: rows.length, exact: false }))
}
