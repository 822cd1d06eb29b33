// Which rows hold the same value.
import type { Column } from './column.js'
import { isMissing } from './table.js'
import { textAt } from './text.js'

/**
 * A number per row, the same for rows with the same value, counted from 0 in order of appearance.
 * Every row without a value stands for itself.
 */
export function groupCodes(column: Column, rowCount: number): Int32Array {
  const codes = new Int32Array(rowCount)
  const known = new Map<number | string, number>()
  let next = 0
  for (let row = 0; row < rowCount; row++) {
    const value = isMissing(column, row) ? undefined : valueAt(column, row)
    const found = value === undefined ? undefined : known.get(value)
    codes[row] = found ?? next
    if (found !== undefined) continue
    if (value !== undefined) known.set(value, next)
    next++
  }
  return codes
}

function valueAt(column: Column, row: number): number | string {
  if (column.kind === 'text') return textAt(column, row)
  return column.kind === 'category' ? column.codes[row] : column.values[row]
}
