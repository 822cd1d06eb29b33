// One look at every cell of a column: numbers are parsed at once, other texts are numbered, each distinct one once.
import { setImmediate } from 'node:timers/promises'
import { sharedFloat64 } from '../../base/store/index.js'
import { parseNumber } from '../schema/index.js'
import type { ColumnEvidence } from '../schema/index.js'
import { parseDateBytes } from './date-bytes.js'
import { cellStart, trimSpan, unquote } from './grid.js'
import type { Span } from './grid.js'
import { numberShape, parseNumberBytes } from './number-bytes.js'
import type { RawTable } from './raw-table.js'
import { TextDictionary } from './text-dictionary.js'

export interface ScanRequest {
  /** Index of the column in the raw table. */
  readonly column: number
  /** False: every cell is a text. */
  readonly readsNumbers: boolean
  /** False: cells with a point are texts, because a comma marks decimals. */
  readonly readsPoints?: boolean
  /** True: dates of the form yyyy-MM-dd, and with HH:mm:ss behind, are read as such and do not count as texts. */
  readonly readsDates?: boolean
}

export interface ScanContext {
  /** The rows to read, ascending; all when absent. */
  readonly rows?: Uint32Array
  /** Numbers that stand for missing: cells with such a value are kept as texts. */
  readonly markedNumbers?: readonly number[]
  readonly checkpoint?: (() => void) | undefined
}

/** What the cells of one column are. */
export interface ColumnScan {
  readonly rowCount: number
  readonly readsNumbers: boolean
  readonly readsPoints: boolean
  /** In shared memory; NaN where the cell is no number. Absent where no cell is one. */
  values: Float64Array | undefined
  /** One more than the number of the cell's text in the dictionary; 0 where it is blank or a number. Absent where all are. */
  codes: Int32Array | undefined
  /** Epoch ms; NaN where the cell is no such date. Absent where none is, and where they are not asked for. */
  dates: Float64Array | undefined
  readonly readsDates: boolean
  dateCount: number
  /** The ways in which dates are written: 1 the day alone, 2 with a time after a blank, 4 after a T. */
  dateForms: number
  readonly texts: TextDictionary
  blankCount: number
  count: number
  integerCount: number
  wholeCount: number
  leadingZeroCount: number
  inexactCount: number
  pointCount: number
  pointGroupCount: number
  longIntegerCount: number
  compactDateCount: number
  min: number
  max: number
  isSequence: boolean
  step: number
  first: number
  last: number
}

/** Columns that are read together: their cells stand side by side in memory. */
const groupSize = 8
const cellsBetweenChecks = 1 << 16
const encoder = new TextEncoder()

/** Texts that stand for missing may be numbers, such as -999. */
export function numbersAmong(texts: readonly string[] | undefined): number[] {
  return (texts ?? []).map((text) => parseNumber(text)).filter((value) => !Number.isNaN(value))
}

/** Scans these columns, calling `done` with each as soon as it is complete, in order. Signals and timers have their turn between groups. */
export async function scanColumns(
  table: RawTable,
  requests: readonly ScanRequest[],
  context: ScanContext,
  done: (scan: ColumnScan, index: number) => void,
): Promise<void> {
  for (let first = 0; first < requests.length; first += groupSize) {
    const group = requests.slice(first, first + groupSize)
    const scans = scanGroup(table, group, context)
    for (let i = 0; i < scans.length; i++) {
      context.checkpoint?.()
      done(scans[i], first + i)
    }
    await setImmediate()
  }
}

/** Scans one column. */
export function scanColumn(table: RawTable, request: ScanRequest, context: ScanContext): ColumnScan {
  return scanGroup(table, [request], context)[0]
}

/** Scans columns together, at once. */
export function scanGroup(table: RawTable, requests: readonly ScanRequest[], context: ScanContext): ColumnScan[] {
  const { rows, checkpoint } = context
  const rowCount = rows?.length ?? table.rowCount
  const scans = requests.map((request) => createScan(request, rowCount))
  const marked = context.markedNumbers ?? []
  const span: Span = { bytes: new Uint8Array(0), start: 0, end: 0 }
  let partStart = 0
  let next = 0
  let untilCheck = cellsBetweenChecks
  for (const part of table.parts) {
    const { grid } = part
    const gridColumns = requests.map((request) => part.columns[request.column])
    const partEnd = partStart + part.rowCount
    const shift = part.firstRecord - partStart
    for (; next < rowCount; next++) {
      const row = rows === undefined ? next : rows[next]
      if (row >= partEnd) break
      const record = row + shift
      const base = record * grid.columnCount
      for (let k = 0; k < scans.length; k++) {
        const column = gridColumns[k]
        span.bytes = grid.bytes
        span.start = cellStart(grid, record, column)
        span.end = grid.ends[base + column]!
        const isNumber = (grid.numberColumns?.[column] ?? grid.numbers?.[base + column]) === 1
        if (!isNumber || !scanNumber(scans[k], span, next, marked)) scanCell(scans[k], span, next, grid.quote, marked)
      }
      untilCheck -= scans.length
      if (untilCheck <= 0) {
        untilCheck = cellsBetweenChecks
        checkpoint?.()
      }
    }
    partStart = partEnd
  }
  return scans
}

function createScan(request: ScanRequest, rowCount: number): ColumnScan {
  return {
    rowCount,
    readsNumbers: request.readsNumbers,
    readsPoints: request.readsPoints ?? true,
    values: undefined,
    codes: undefined,
    dates: undefined,
    readsDates: request.readsDates ?? false,
    dateCount: 0,
    dateForms: 0,
    texts: new TextDictionary(),
    blankCount: 0,
    count: 0,
    integerCount: 0,
    wholeCount: 0,
    leadingZeroCount: 0,
    inexactCount: 0,
    pointCount: 0,
    pointGroupCount: 0,
    longIntegerCount: 0,
    compactDateCount: 0,
    min: Infinity,
    max: -Infinity,
    isSequence: true,
    step: NaN,
    first: NaN,
    last: NaN,
  }
}

/** A number of the source: a comma that marks decimals in texts says nothing about it. False where it is to be read as a text. */
function scanNumber(scan: ColumnScan, { bytes, start, end }: Span, row: number, marked: readonly number[]): boolean {
  if (!scan.readsNumbers) return false
  const value = parseNumberBytes(bytes, start, end)
  if (Number.isNaN(value)) return false
  if (!marked.includes(value)) keepNumber(scan, value, row, true)
  else {
    // As the marker is written, also where the number comes as -999.0.
    const text = encoder.encode(String(value))
    scan.codes ??= new Int32Array(scan.rowCount)
    scan.codes[row] = scan.texts.add(text, 0, text.length) + 1
  }
  return true
}

function scanCell(scan: ColumnScan, span: Span, row: number, quote: number, marked: readonly number[]): void {
  trimSpan(span)
  if (span.start >= span.end) {
    scan.blankCount++
    return
  }
  if (span.bytes[span.start] === quote) {
    const inner = unquote(span.bytes, span.start, span.end)
    span.bytes = inner.bytes
    span.start = inner.start
    span.end = inner.end
    trimSpan(span)
    if (span.start >= span.end) {
      scan.blankCount++
      return
    }
  }
  if (scan.readsNumbers) {
    const first = span.bytes[span.start]
    // Digits, sign and point all lie in this range: most words are turned away by one comparison.
    if (first <= 57 && first >= 43) {
      const value = parseNumberBytes(span.bytes, span.start, span.end)
      if (value === value && (scan.readsPoints || !numberShape.hasPoint) && (marked.length === 0 || !marked.includes(value))) {
        keepNumber(scan, value, row, false)
        return
      }
    }
  }
  if (scan.readsDates) {
    const value = parseDateBytes(span.bytes, span.start, span.end)
    if (value === value) {
      scan.dates ??= new Float64Array(scan.rowCount).fill(NaN)
      scan.dates[row] = value
      scan.dateCount++
      scan.dateForms |= span.end - span.start === 10 ? 1 : span.bytes[span.start + 10] === 32 ? 2 : 4
      return
    }
  }
  scan.codes ??= new Int32Array(scan.rowCount)
  scan.codes[row] = scan.texts.add(span.bytes, span.start, span.end) + 1
}

/** `isTyped`: the source holds a number, whose point can only mark decimals. */
function keepNumber(scan: ColumnScan, value: number, row: number, isTyped: boolean): void {
  scan.values ??= sharedFloat64(scan.rowCount).fill(NaN)
  scan.values[row] = value
  if (numberShape.isInteger) {
    scan.integerCount++
    scan.wholeCount++
    if (numberShape.hasLeadingZero) scan.leadingZeroCount++
    if (numberShape.integerDigits >= 4) {
      scan.longIntegerCount++
      if (value > 9007199254740991 || value < -9007199254740991) scan.inexactCount++
      else if (numberShape.integerDigits === 8 && isCompactDate(value)) scan.compactDateCount++
    }
  } else {
    if (Math.floor(value) === value) scan.wholeCount++
    if (numberShape.hasPoint && !isTyped) {
      scan.pointCount++
      if (numberShape.isPointGroup) scan.pointGroupCount++
    }
  }
  if (value < scan.min) scan.min = value
  if (value > scan.max) scan.max = value
  if (scan.isSequence && scan.count > 0) {
    const step = value - scan.last
    if (scan.count === 1) scan.step = step
    if (step === 0 || step !== scan.step) scan.isSequence = false
  }
  if (scan.count === 0) scan.first = value
  scan.last = value
  scan.count++
}

function isCompactDate(value: number): boolean {
  if (value < 19000101 || value > 21001231) return false
  const day = value % 100
  const month = Math.floor(value / 100) % 100
  const year = Math.floor(value / 10000)
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The evidence for the judges. `distinctCount`: of the numbers. */
export function evidenceOf(scan: ColumnScan, name: string, distinctCount: number, distinctIntegerTexts?: number): ColumnEvidence {
  return {
    ...(distinctIntegerTexts === undefined ? {} : { distinctIntegerTexts }),
    name,
    rowCount: scan.rowCount,
    blankCount: scan.blankCount,
    texts: scan.texts,
    numbers: {
      count: scan.count,
      distinctCount,
      integerCount: scan.integerCount,
      wholeCount: scan.wholeCount,
      leadingZeroCount: scan.leadingZeroCount,
      inexactCount: scan.inexactCount,
      pointCount: scan.pointCount,
      pointGroupCount: scan.pointGroupCount,
      longIntegerCount: scan.longIntegerCount,
      compactDateCount: scan.compactDateCount,
      min: scan.min,
      max: scan.max,
      isSequence: scan.isSequence && scan.count > 1,
    },
  }
}
