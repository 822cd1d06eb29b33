// The table: what every later room reads.
export type { BooleanColumn, CategoryColumn, Column, DatetimeColumn, Kind, NumberColumn, TextColumn } from './column.js'
export { copyCodes } from './copies.js'
export { gatherColumn, gatherTable } from './gather.js'
export { groupCodes } from './groups.js'
export { stackColumns } from './stack.js'
export { allRows, columnOf, isMissing } from './table.js'
export type { Table } from './table.js'
export { textAt, textColumn } from './text.js'
