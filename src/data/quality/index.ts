// What is wrong with a table, seen without learning from it.
export { inspectTable } from './inspect-table.js'
export type { InspectOptions } from './inspect-table.js'
export { createSorter } from './inspected.js'
export type { Inspected } from './inspected.js'
export { applyMends, mendFindings, safeMends, settleFindings } from './mends.js'
export { neighbourCorrelation } from './time-order.js'
