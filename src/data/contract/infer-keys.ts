// Pairs of columns that name rows together, such as a series and a day.
import type { ColumnSchema } from '../schema/index.js'
import { copyCodes } from '../table/index.js'
import type { Column } from '../table/index.js'
import type { KeyContract } from './contract.js'
import { repeatsOf } from './repeats.js'

/** Columns that are paired. */
const mostColumns = 12
const mostKeys = 3
const fewestRows = 50
/** Rows that would be alike in both, did the columns not go together: so many are never missed by chance. */
const fewestExpected = 20

/**
 * Keys of two columns, where none does alone. A column of fractions is none: that its values differ is what measuring does.
 * `columns`: with their schemas, the table's order. O(pairs × rows).
 */
export function inferKeys(columns: readonly { readonly column: Column; readonly schema: ColumnSchema }[], rowCount: number): KeyContract[] {
  if (rowCount < fewestRows) return []
  const candidates = columns
    .filter(
      ({ column, schema }) => schema.missingCount === 0 && schema.distinctCount > 1 && schema.distinctCount < rowCount && isNaming(column),
    )
    .slice(0, mostColumns)
    .map(({ column }) => ({ column, alike: alikeShare(column, rowCount) }))
  const pairs = (rowCount * (rowCount - 1)) / 2
  const keys: KeyContract[] = []
  for (const [k, one] of candidates.entries()) {
    for (const other of candidates.slice(k + 1)) {
      if (keys.length >= mostKeys) return keys
      if (pairs * one.alike * other.alike < fewestExpected) continue
      if (repeatsOf([one.column, other.column], rowCount).count > 0) continue
      keys.push({ columns: [one.column.name, other.column.name], exact: false })
    }
  }
  return keys
}

function isNaming(column: Column): boolean {
  return column.kind !== 'number' || column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))
}

/** The chance that two rows have the same value. */
function alikeShare(column: Column, rowCount: number): number {
  const counts = new Float64Array(rowCount)
  for (const code of copyCodes([column], rowCount)) counts[code]++
  return counts.reduce((sum, count) => sum + (count / rowCount) * ((count - 1) / Math.max(1, rowCount - 1)), 0)
}
