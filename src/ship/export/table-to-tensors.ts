// Typed columns as the inputs of the graph.
import type { RunTensor } from '../../base/runtime/index.js'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import { columnOf, textAt } from '../../data/table/index.js'
import type { Column, Table } from '../../data/table/index.js'
import { inputTypes } from './model-to-onnx.js'

/** The smallest int64 stands for a missing time. */
const missingTime = -(2n ** 63n)

/**
 * The inputs of the graph for the rows `from` (inclusive) to `to` (exclusive; default: all).
 * A level that training never saw has lost its text in a table: a text that is no level stands for it.
 * Throws COLUMN_NOT_FOUND when the table lacks an input's column.
 */
export function tableToTensors(table: Table, signature: Signature, from = 0, to = table.rowCount): ReadonlyMap<string, RunTensor> {
  const dims = [to - from]
  return new Map(
    signature.inputs.map((input): [string, RunTensor] => {
      const data = valuesOf(columnOf(table, input.name), input, from, to)
      return [input.name, { type: inputTypes[input.kind], dims, data }]
    }),
  )
}

function valuesOf(column: Column, input: SignatureInput, from: number, to: number): RunTensor['data'] {
  switch (column.kind) {
    case 'number':
      return column.values.slice(from, to)
    case 'boolean':
      return Float64Array.from(column.values.subarray(from, to), (value) => (value === -1 ? Number.NaN : value))
    case 'datetime':
      return BigInt64Array.from({ length: to - from }, (_, i) => {
        const time = column.values[from + i]
        return Number.isNaN(time) ? missingTime : BigInt(Math.trunc(time))
      })
    case 'category': {
      const unseen = unseenText(column.levels, input.missing)
      return Array.from(column.codes.subarray(from, to), (code) => (code >= 0 ? column.levels[code] : code === -1 ? '' : unseen))
    }
    case 'text':
      return Array.from({ length: to - from }, (_, i) => textAt(column, from + i))
  }
}

function unseenText(levels: readonly string[], missing: readonly string[]): string {
  let text = '(unseen)'
  while (levels.includes(text) || missing.includes(text)) text += '_'
  return text
}
