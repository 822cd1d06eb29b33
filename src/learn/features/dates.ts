// Dates of some rows, and dates as a graph receives them.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { DatetimeColumn } from '../../data/table/index.js'
import { int64 } from './graph-steps.js'

export function datesOf(column: DatetimeColumn, rows: Int32Array): Float64Array {
  const dates = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) dates[i] = column.values[rows[i]]!
  return dates
}

export function presentDates(column: DatetimeColumn, rows: Int32Array): Float64Array {
  return datesOf(column, rows).filter((date) => !Number.isNaN(date))
}

/** Splits int64 dates into where they are missing (the minimum int64) and what they are, missing ones set to 1970. */
export function readDates(graph: GraphBuilder, input: Value): { missing: Value; ms: Value } {
  const missing = graph.add('Equal', [input, int64(graph, -(2n ** 63n))])
  return { missing, ms: graph.add('Where', [missing, int64(graph, 0), input]) }
}
