// Rows to try a graph on: some of the table, and copies of a few in which cells are missing, unseen or extreme.
import type { Signature } from '../../data/schema/index.js'
import { columnOf, gatherColumn, textAt, textColumn } from '../../data/table/index.js'
import type { Column, Table } from '../../data/table/index.js'

/** Rows that are tried in changed copies. */
const changedRowCount = 3

type Change = 'missing' | 'strange'

/**
 * At most `limit` rows spread evenly over the table, then copies of the first: each input missing, each input strange (an unseen level, a
 * number beyond the range, an unknown word), all missing, all strange.
 */
export function probeRows(table: Table, signature: Signature, limit: number): Table {
  const count = Math.min(limit, table.rowCount)
  const chosen = Int32Array.from({ length: count }, (_, i) => Math.floor((i * table.rowCount) / count))
  const changes: { readonly change: Change; readonly inputs: ReadonlySet<string> }[] = []
  const names = signature.inputs.map((input) => input.name)
  for (const change of ['missing', 'strange'] as const) {
    // Thousands of columns are changed in groups, so that the probes stay few.
    const groupSize = Math.ceil(names.length / 100)
    for (let from = 0; from < names.length; from += groupSize)
      changes.push({ change, inputs: new Set(names.slice(from, from + groupSize)) })
    changes.push({ change, inputs: new Set(names) })
  }
  const changed = Math.min(changedRowCount, count)
  const rows = new Int32Array(count + changes.length * changed)
  rows.set(chosen)
  changes.forEach((_, i) => rows.set(chosen.subarray(0, changed), count + i * changed))
  const columns = names.map((name) => {
    const column = gatherColumn(columnOf(table, name), rows)
    const changeAt = (row: number): Change | undefined => {
      if (row < count) return undefined
      const { change, inputs } = changes[Math.floor((row - count) / changed)]
      return inputs.has(name) ? change : undefined
    }
    return changeCells(column, rows.length, changeAt)
  })
  return { rowCount: rows.length, columns }
}

/** `column` is a fresh copy: it is changed in place, text aside. */
function changeCells(column: Column, rowCount: number, changeAt: (row: number) => Change | undefined): Column {
  if (column.kind === 'text') {
    const cells = Array.from({ length: rowCount }, (_, row) => {
      const change = changeAt(row)
      return change === undefined ? textAt(column, row) : change === 'missing' ? '' : 'ÉTRANGE étrange 日本 ...  x1'
    })
    return textColumn(column.name, cells)
  }
  for (let row = 0; row < rowCount; row++) {
    const change = changeAt(row)
    if (change === undefined) continue
    switch (column.kind) {
      case 'number':
        column.values[row] = change === 'missing' ? Number.NaN : -2 * column.values[row] - 1
        break
      case 'datetime':
        column.values[row] = change === 'missing' ? Number.NaN : -2_208_988_800_001
        break
      case 'category':
        column.codes[row] = change === 'missing' ? -1 : -2
        break
      case 'boolean':
        column.values[row] = change === 'missing' ? -1 : 1 - Math.abs(column.values[row])
        break
    }
  }
  return column
}
