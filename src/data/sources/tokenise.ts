// Delimited text into cells: one pass over the bytes, quotes and line breaks inside quotes included.
import type { Grid } from './grid.js'

export interface Dialect {
  /** The byte between cells. */
  readonly delimiter: number
  /** False: quotes are ordinary characters. */
  readonly hasQuotes: boolean
  /** What the beginning of the text has told, where these bytes are a later part of it. */
  readonly shape?: Shape
}

/** What all records of a text have in common. */
export interface Shape {
  /** The byte that ends lines. */
  readonly newline: number
  readonly columnCount: number
  /** Cells that a record has at least: those of the first up to its last that is not blank. */
  readonly neededCount: number
}

export interface RaggedLine {
  /** From 1, as an editor counts. */
  readonly line: number
  readonly cells: number
}

export interface Tokens {
  readonly grid: Grid
  /** Records whose number of cells is not that of the first, blanks at their end aside; the first few of them. */
  readonly ragged: readonly RaggedLine[]
  readonly raggedCount: number
  /** The line of the quote that is never closed. */
  readonly unclosedLine?: number
  /** The first line where a quoted cell that spans lines goes on after its closing quote: most likely a stray quote. */
  readonly strayLine?: number
  readonly shape: Shape
  readonly lineCount: number
}

const quoteByte = 34
const lineFeed = 10
const carriageReturn = 13
const bytesBetweenChecks = 1 << 20

/**
 * Cuts bytes[start…] into records and cells. The first record says how many cells there are; records that are blank are left out.
 * O(bytes), 4 bytes of memory a cell.
 */
export function tokenise(bytes: Uint8Array, start: number, dialect: Dialect, checkpoint?: () => void): Tokens {
  const { delimiter } = dialect
  const quote = dialect.hasQuotes ? quoteByte : -1
  const size = bytes.length
  const { shape } = dialect
  const lines = shape === undefined ? countLines(bytes, start) : { byte: shape.newline, count: countByte(bytes, start, shape.newline) }
  const newline = lines.byte
  const columnCount = shape?.columnCount ?? countCells(bytes, start, dialect, newline)
  let capacity = Math.min((lines.count + 1) * columnCount, size - start + 1 + columnCount)
  let ends = new Uint32Array(capacity)
  let recordStarts = new Uint32Array(Math.min(lines.count + 1, size - start + 1))
  const ragged: RaggedLine[] = []
  let raggedCount = 0
  let unclosedLine: number | undefined
  let strayLine: number | undefined
  let recordCount = 0
  let neededCount = shape?.neededCount ?? columnCount
  let position = start
  let line = 1
  let at = 0
  let nextCheck = start + bytesBetweenChecks
  while (position < size) {
    if (position >= nextCheck) {
      nextCheck = position + bytesBetweenChecks
      checkpoint?.()
    }
    const recordStart = position
    const recordLine = line
    let column = 0
    let extra = 0
    let isBlank = true
    if (at + columnCount > capacity) {
      capacity = Math.ceil(capacity * 1.5) + columnCount
      const grown = new Uint32Array(capacity)
      grown.set(ends)
      ends = grown
    }
    for (;;) {
      const cellFrom = position
      let byte = position < size ? bytes[position] : newline
      while (byte === 32) byte = ++position < size ? bytes[position] : newline
      if (byte === quote) {
        const quoteLine = line
        isBlank = false
        let isOpen = true
        position++
        while (position < size) {
          byte = bytes[position]!
          if (byte === quoteByte) {
            if (bytes[position + 1] === quoteByte) position++
            else {
              isOpen = false
              position++
              break
            }
          } else if (byte === newline) line++
          position++
        }
        if (isOpen) unclosedLine ??= quoteLine
        byte = position < size ? bytes[position] : newline
        while (byte !== delimiter && byte !== newline) {
          if (byte > 32 && line > quoteLine) strayLine ??= quoteLine
          byte = ++position < size ? bytes[position] : newline
        }
      } else {
        while (byte !== delimiter && byte !== newline) {
          if (byte > 32) isBlank = false
          byte = ++position < size ? bytes[position] : newline
        }
      }
      if (column < columnCount) ends[at + column] = position
      else if (hasContent(bytes, cellFrom, position)) extra = column + 1
      column++
      position++
      if (byte === newline && newline !== delimiter) break
    }
    line++
    if (isBlank && column === 1) continue
    if (recordCount === 0 && shape === undefined) neededCount = countNamed(bytes, recordStart, ends, columnCount)
    if (extra > 0 || column < columnCount) {
      if (extra > 0 || column < neededCount) {
        raggedCount++
        if (ragged.length < 10) ragged.push({ line: recordLine, cells: extra > 0 ? extra : column })
      }
      for (; column < columnCount; column++) ends[at + column] = ends[at + column - 1]!
    }
    if (recordCount >= recordStarts.length) {
      const grown = new Uint32Array(recordStarts.length * 2 + 1)
      grown.set(recordStarts)
      recordStarts = grown
    }
    recordStarts[recordCount++] = recordStart
    at += columnCount
  }
  return {
    grid: { bytes, columnCount, recordCount, ends, recordStarts, quote },
    ragged,
    raggedCount,
    ...(unclosedLine === undefined ? {} : { unclosedLine }),
    ...(strayLine === undefined ? {} : { strayLine }),
    shape: { newline, columnCount, neededCount },
    lineCount: line - 1,
  }
}

/** Cells of the first record up to the last that is not blank: delimiters at its end name no columns. */
function countNamed(bytes: Uint8Array, start: number, ends: Uint32Array, columnCount: number): number {
  let count = columnCount
  while (count > 1 && !hasContent(bytes, ends[count - 2] + 1, ends[count - 1])) count--
  return count === 1 && !hasContent(bytes, start, ends[0]) ? columnCount : count
}

function hasContent(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] > 32) return true
  return false
}

/** The byte that ends lines (a carriage return where there is no line feed at all) and how often it occurs. */
function countLines(bytes: Uint8Array, start: number): { readonly byte: number; readonly count: number } {
  const count = countByte(bytes, start, lineFeed)
  return count > 0 ? { byte: lineFeed, count } : { byte: carriageReturn, count: countByte(bytes, start, carriageReturn) }
}

function countByte(bytes: Uint8Array, start: number, byte: number): number {
  let count = 0
  for (let i = start; i < bytes.length; i++) if (bytes[i] === byte) count++
  return count
}

/** Cells of the first record that is not blank. */
function countCells(bytes: Uint8Array, start: number, dialect: Dialect, newline: number): number {
  const counts = countFields(bytes.subarray(start), dialect, 1, newline)
  return counts[0] ?? 1
}

/** How many cells each of the first records has, blank ones left out. The last record counts only where the bytes are complete. */
export function countFields(bytes: Uint8Array, dialect: Dialect, limit: number, newline: number, isComplete = true): number[] {
  const counts: number[] = []
  let cells = 1
  let isBlank = true
  let isQuoted = false
  let isCellStart = true
  for (let i = 0; i < bytes.length && counts.length < limit; i++) {
    const byte = bytes[i]
    if (isQuoted) {
      if (byte === quoteByte) {
        if (bytes[i + 1] === quoteByte) i++
        else isQuoted = false
      }
    } else if (byte === dialect.delimiter) {
      cells++
      isCellStart = true
    } else if (byte === newline) {
      if (!isBlank || cells > 1) counts.push(cells)
      cells = 1
      isBlank = true
      isCellStart = true
    } else if (byte === quoteByte && isCellStart && dialect.hasQuotes) {
      isQuoted = true
      isCellStart = false
      isBlank = false
    } else if (byte > 32) {
      isCellStart = false
      isBlank = false
    }
  }
  if (isComplete && counts.length < limit && (!isBlank || cells > 1)) counts.push(cells)
  return counts
}
