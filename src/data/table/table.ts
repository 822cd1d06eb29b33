// Named columns of equal length.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import type { Column } from './column.js'

export interface Table {
  readonly rowCount: number
  readonly columns: readonly Column[]
}

/** The column of that name. Throws COLUMN_NOT_FOUND with the nearest name. */
export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name)
  if (found !== undefined) return found
  const names = table.columns.map((column) => column.name)
  const nearest = nearestName(name, names)
  throw new MlwrightError('COLUMN_NOT_FOUND', `There is no column '${name}' among the ${names.length} columns of the table.`, {
    hint: nearest === undefined ? `The columns are: ${names.slice(0, 20).join(', ')}.` : `Did you mean '${nearest}'?`,
    details: { column: name, columns: names.slice(0, 200) },
  })
}

/** True where the cell has no value. */
export function isMissing(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'number':
    case 'datetime':
      return Number.isNaN(column.values[row])
    case 'category':
      return column.codes[row] === -1
    case 'boolean':
      return column.values[row] === -1
    case 'text':
      return column.offsets[row] === column.offsets[row + 1]
  }
}

/** All rows, in order. */
export function allRows(rowCount: number): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, row) => row)
}
