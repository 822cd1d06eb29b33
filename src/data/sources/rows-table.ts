// Rows in memory, or a stream of them, to cells.
import { isMlwrightError, MlwrightError } from '../../base/core/index.js'
import { cellToText } from '../schema/index.js'
import { createCellCollector } from './cell-collector.js'
import type { FoundTable } from './found-table.js'

/** Objects by column name; a name that a row lacks is a missing cell. Throws SOURCE_EMPTY, SOURCE_NOT_A_TABLE. */
export async function readRows(rows: readonly object[] | AsyncIterable<object>, checkpoint?: () => void): Promise<FoundTable> {
  const collector = createCellCollector()
  const text = createTextStore()
  const addRow = (row: unknown): void => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new MlwrightError(
        'SOURCE_NOT_A_TABLE',
        `Row ${collector.rowCount() + 1} is ${row === null ? 'null' : Array.isArray(row) ? 'an array' : `a ${typeof row}`}. Expected an object with a value per column.`,
        {
          hint: "Give rows as [{ age: 39, job: 'clerk' }, …].",
        },
      )
    }
    collector.startRow()
    for (const [name, value] of Object.entries(row)) {
      const start = text.size()
      text.write(cellToText(value))
      collector.add(name, start, text.size(), typeof value === 'number' || typeof value === 'bigint')
    }
    if (collector.rowCount() % 4096 === 0) checkpoint?.()
  }
  if (Array.isArray(rows)) rows.forEach(addRow)
  else if (typeof rows === 'object' && rows !== null && Symbol.asyncIterator in rows)
    await readStream(rows, addRow, () => collector.rowCount())
  else throw new MlwrightError('SOURCE_NOT_A_TABLE', `The source is ${typeof rows}. Expected a path, rows or a stream of rows.`)
  if (collector.rowCount() === 0) throw new MlwrightError('SOURCE_EMPTY', 'There are no rows in memory. Expected at least one.')
  const { names, grid } = collector.finish(text.bytes())
  return { grid, firstRecord: 0, names, isNamed: true, findings: [] }
}

/** What the stream itself throws is told by a code, with the row that was to come. */
export async function readStream(rows: AsyncIterable<object>, addRow: (row: unknown) => void, rowCount: () => number): Promise<void> {
  try {
    for await (const row of rows) addRow(row)
  } catch (cause) {
    if (isMlwrightError(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MlwrightError('SOURCE_UNREADABLE', `The stream of rows failed at row ${rowCount() + 1}: ${reason}`, {
      hint: 'Mend what the rows come from. The first rows alone can be given as an array, to see that they are read as meant.',
      details: { row: rowCount() + 1 },
      cause,
    })
  }
}

/** UTF-8 of texts end to end. */
export function createTextStore(): { write(text: string): void; size(): number; bytes(): Uint8Array } {
  let buffer = Buffer.allocUnsafeSlow(1 << 12)
  let used = 0
  return {
    write(text) {
      const most = text.length * 3
      if (used + most > buffer.length) {
        const grown = Buffer.allocUnsafeSlow(Math.max(used + most, buffer.length * 2))
        buffer.copy(grown, 0, 0, used)
        buffer = grown
      }
      used += buffer.write(text, used, 'utf8')
    },
    size: () => used,
    bytes: () => buffer.subarray(0, used),
  }
}
