// What the inspectors look at: typed columns with what each is for, and helpers of one line to say what they saw.
import type { Finding, FindingCode, Json, Severity } from '../../base/core/index.js'
import type { ColumnSchema, Schema } from '../schema/index.js'
import type { Column, Table } from '../table/index.js'
import { sortValues } from './sorted-values.js'
import type { SortedValues } from './sorted-values.js'

/** A table as it was read. */
export interface Inspected {
  readonly table: Table
  readonly schema: Schema
  /** The column that is to be predicted, with one value per row of the table: its classes are levels. */
  readonly target?: Column
}

/** The sorted values of columns, each sorted once. */
export type Sorter = (column: { readonly values: Float64Array }) => SortedValues

export function createSorter(): Sorter {
  const known = new Map<Float64Array, SortedValues>()
  return ({ values }) => {
    const found = known.get(values)
    if (found !== undefined) return found
    const sorted = sortValues(values)
    known.set(values, sorted)
    return sorted
  }
}

export interface InspectedColumn {
  readonly column: Column
  readonly schema: ColumnSchema
}

/** The columns that are used in some way, the target last; those that are ignored or name rows are not looked at. */
export function columnsOf({ table, schema, target }: Inspected): InspectedColumn[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  if (target !== undefined) byName.set(target.name, target)
  const used = schema.columns.filter(({ role }) => role !== 'ignored' && role !== 'id')
  const ordered = [...used.filter(({ role }) => role !== 'target'), ...used.filter(({ role }) => role === 'target')]
  return ordered.flatMap((one) => {
    const column = byName.get(one.name)
    return column === undefined ? [] : [{ column, schema: one }]
  })
}

export function findingOf(
  code: FindingCode,
  severity: Severity,
  { columns, evidence, message }: { columns: readonly string[]; evidence: Readonly<Record<string, Json>>; message: string },
): Finding {
  return { code, severity, columns, evidence, message }
}
