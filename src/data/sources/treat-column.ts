// A column of the raw table with its cells treated: a table of its own, which is then read like any other.
import type { RawTable } from './raw-table.js'
import { createTextStore } from './rows-table.js'
import { scanColumn } from './scan.js'
import type { ScanContext } from './scan.js'

export interface Treating {
  readonly column: number
  /** Texts that stand for missing stay as they are. */
  readonly isMissing: (text: string) => boolean
  readonly treat: (text: string) => string
}

/** One column of that name, with the rows of `context` alone; each distinct text is treated once. O(bytes). */
export function treatColumn(table: RawTable, { column, isMissing, treat }: Treating, context: ScanContext): RawTable {
  const { codes, texts, rowCount } = scanColumn(table, { column, readsNumbers: false }, context)
  const store = createTextStore()
  const bounds = new Uint32Array(2 * (texts.size + 1))
  for (let i = 0; i < texts.size; i++) {
    if (i % 4096 === 0) context.checkpoint?.()
    const text = texts.text(i)
    bounds[2 * i + 2] = store.size()
    store.write(isMissing(text) ? text : treat(text))
    bounds[2 * i + 3] = store.size()
  }
  const starts = new Uint32Array(rowCount)
  const ends = new Uint32Array(rowCount)
  if (codes !== undefined) {
    for (let row = 0; row < rowCount; row++) {
      starts[row] = bounds[2 * codes[row]]!
      ends[row] = bounds[2 * codes[row] + 1]!
    }
  }
  const grid = { bytes: store.bytes(), columnCount: 1, recordCount: rowCount, starts, ends, recordStarts: new Uint32Array(0), quote: -1 }
  return { names: [table.names[column]], parts: [{ grid, firstRecord: 0, columns: Int32Array.of(0), rowCount }], rowCount }
}
