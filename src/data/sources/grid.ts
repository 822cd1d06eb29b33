// A table as it was found: the bytes of its cells in UTF-8 and where each begins and ends.

export interface Grid {
  readonly bytes: Uint8Array
  readonly columnCount: number
  /** Records of data and, where there is one, of the header. */
  readonly recordCount: number
  /** records × columns: the end of each cell. A cell that ends before it begins is blank. */
  readonly ends: Uint32Array
  /** records × columns: the start of each cell; absent where each cell begins one byte after the one before. */
  readonly starts?: Uint32Array
  /** Where the first cell of each record begins; used where `starts` is absent. */
  readonly recordStarts: Uint32Array
  /** The byte that encloses cells, doubled inside; -1 where cells stand as they are. */
  readonly quote: number
  /** records × columns: 1 where the source holds a number, no text: it is read without decimal commas. Absent where every cell is a text. */
  readonly numbers?: Uint8Array
  /** The same for each column, where all its cells are alike. */
  readonly numberColumns?: Uint8Array
}

const decoder = new TextDecoder('utf-8')
const quoteByte = 34

/** The start of a cell. */
export function cellStart(grid: Grid, record: number, column: number): number {
  if (grid.starts !== undefined) return grid.starts[record * grid.columnCount + column]
  return column === 0 ? grid.recordStarts[record] : grid.ends[record * grid.columnCount + column - 1] + 1
}

/** The text of a cell, trimmed and without its quotes. For the few cells that are looked at one by one. */
export function gridText(grid: Grid, record: number, column: number): string {
  const start = cellStart(grid, record, column)
  const end = grid.ends[record * grid.columnCount + column]
  if (start >= end) return ''
  const cell = trimBytes(grid.bytes, start, end)
  if (grid.quote === quoteByte && grid.bytes[cell.start] === quoteByte) {
    const inner = unquote(grid.bytes, cell.start, cell.end)
    const trimmed = trimBytes(inner.bytes, inner.start, inner.end)
    return decoder.decode(inner.bytes.subarray(trimmed.start, trimmed.end))
  }
  return decoder.decode(grid.bytes.subarray(cell.start, cell.end))
}

export interface Span {
  bytes: Uint8Array
  start: number
  end: number
}

function trimBytes(bytes: Uint8Array, start: number, end: number): { start: number; end: number } {
  const span = { bytes, start, end }
  trimSpan(span)
  return span
}

/** Takes blanks off both ends, in place: bytes up to the space, and the no-break space. */
export function trimSpan(span: Span): void {
  const { bytes } = span
  let { start, end } = span
  while (start < end) {
    const byte = bytes[start]
    if (byte <= 32) start++
    else if (byte === 0xc2 && bytes[start + 1] === 0xa0 && start + 1 < end) start += 2
    else break
  }
  while (end > start) {
    const byte = bytes[end - 1]
    if (byte <= 32) end--
    else if (byte === 0xa0 && end - 2 >= start && bytes[end - 2] === 0xc2) end -= 2
    else break
  }
  span.start = start
  span.end = end
}

/**
 * What stands between the quotes of a cell that begins with one; doubled quotes become one.
 * What follows the closing quote, as in `"a" b`, is kept.
 */
export function unquote(bytes: Uint8Array, start: number, end: number): Span {
  let position = start + 1
  while (position < end && bytes[position] !== quoteByte) position++
  if (position === end - 1) return { bytes, start: start + 1, end: position }
  if (position >= end) return { bytes, start: start + 1, end }
  const copy = new Uint8Array(end - start)
  let length = 0
  let isInside = true
  for (position = start + 1; position < end; position++) {
    const byte = bytes[position]
    if (byte === quoteByte && isInside) {
      if (bytes[position + 1] === quoteByte && position + 1 < end) {
        copy[length++] = byte
        position++
      } else isInside = false
    } else copy[length++] = byte
  }
  return { bytes: copy, start: 0, end: length }
}
