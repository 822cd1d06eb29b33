// Some rows of a column or a table, in a given order, in shared memory.
import { sharedFloat64, sharedInt32, sharedInt8, sharedUint32, sharedUint8 } from '../../base/store/index.js'
import type { Column } from './column.js'
import type { Table } from './table.js'

/** The cells of these rows, in their order; a row may be named more than once. */
export function gatherColumn(column: Column, rows: Int32Array): Column {
  const count = rows.length
  switch (column.kind) {
    case 'number':
    case 'datetime': {
      const values = sharedFloat64(count)
      for (let i = 0; i < count; i++) values[i] = column.values[rows[i]]!
      return { ...column, values }
    }
    case 'boolean': {
      const values = sharedInt8(count)
      for (let i = 0; i < count; i++) values[i] = column.values[rows[i]]!
      return { ...column, values }
    }
    case 'category': {
      const codes = sharedInt32(count)
      for (let i = 0; i < count; i++) codes[i] = column.codes[rows[i]]!
      return { ...column, codes }
    }
    case 'text': {
      const offsets = sharedUint32(count + 1)
      for (let i = 0; i < count; i++) offsets[i + 1] = offsets[i] + column.offsets[rows[i] + 1] - column.offsets[rows[i]]
      const bytes = sharedUint8(offsets[count])
      for (let i = 0; i < count; i++) bytes.set(column.bytes.subarray(column.offsets[rows[i]], column.offsets[rows[i] + 1]), offsets[i])
      return { ...column, bytes, offsets }
    }
  }
}

export function gatherTable(table: Table, rows: Int32Array): Table {
  return { rowCount: rows.length, columns: table.columns.map((column) => gatherColumn(column, rows)) }
}
