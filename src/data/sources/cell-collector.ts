// Cells that come by name, row after row, into a grid: columns are found as they come.
import type { Grid } from './grid.js'

export interface CellCollector {
  startRow(): void
  /** A cell of the current row that lies in the bytes given to `finish`. A later one of the same name takes its place. `isNumber`: the source holds a number there, no text. */
  add(name: string, start: number, end: number, isNumber?: boolean): void
  rowCount(): number
  finish(bytes: Uint8Array): { readonly names: readonly string[]; readonly grid: Grid }
}

/** Memory: 12 bytes a cell while collecting. */
export function createCellCollector(): CellCollector {
  const columns = new Map<string, number>()
  let cells = new Uint32Array(3 << 10)
  let used = 0
  let rows = new Uint32Array(1 << 8)
  let rowCount = 0
  let hasNumbers = false
  return {
    startRow() {
      if (rowCount === rows.length) rows = grow(rows)
      rows[rowCount++] = used
    },
    add(name, start, end, isNumber = false) {
      let column = columns.get(name)
      if (column === undefined) {
        column = columns.size
        columns.set(name, column)
      }
      if (used + 3 > cells.length) cells = grow(cells)
      if (isNumber) hasNumbers = true
      cells[used++] = 2 * column + (isNumber ? 1 : 0)
      cells[used++] = start
      cells[used++] = end
    },
    rowCount: () => rowCount,
    finish(bytes) {
      const columnCount = columns.size
      const starts = new Uint32Array(rowCount * columnCount)
      const ends = new Uint32Array(rowCount * columnCount)
      const numbers = new Uint8Array(hasNumbers ? rowCount * columnCount : 0)
      for (let row = 0; row < rowCount; row++) {
        const to = row + 1 < rowCount ? rows[row + 1] : used
        for (let i = rows[row]; i < to; i += 3) {
          const at = row * columnCount + (cells[i] >> 1)
          if (hasNumbers) numbers[at] = cells[i] & 1
          starts[at] = cells[i + 1]!
          ends[at] = cells[i + 2]!
        }
      }
      const recordStarts = new Uint32Array(0)
      const grid: Grid = {
        bytes,
        columnCount,
        recordCount: rowCount,
        ends,
        starts,
        recordStarts,
        quote: -1,
        ...(hasNumbers ? { numbers } : {}),
      }
      return { names: [...columns.keys()], grid }
    },
  }
}

function grow(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2)
  grown.set(array)
  return grown
}
