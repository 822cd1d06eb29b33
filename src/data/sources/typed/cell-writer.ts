// Typed cells, row after row, into a grid: texts, numbers with every digit, gaps, and bytes that no model can read.
import { MlwrightError } from '../../../base/core/index.js'
import type { Finding } from '../../../base/core/index.js'
import { counted, named } from '../../schema/index.js'
import type { FoundTable } from '../found-table.js'
import { createTextStore } from '../rows-table.js'

export interface CellWriter {
  /** The next cell of the current row. */
  text(text: string): void
  /** A number as the source holds it, in digits. */
  number(text: string): void
  blank(): void
  /** Bytes that are no text. Their column is left out of the table. */
  binary(): void
  rowCount(): number
  /** Throws SOURCE_NOT_A_TABLE where every column holds bytes. */
  finish(source: string, findings?: readonly Finding[]): FoundTable
}

const mostBytes = 4_000_000_000

/** `names`: of the columns, in order; each row has a cell for each. `source`: for messages. Memory: 9 bytes a cell and its text. */
export function createCellWriter(source: string, names: readonly string[]): CellWriter {
  const columnCount = names.length
  const store = createTextStore()
  const binaryCounts = new Map<number, number>()
  let starts = new Uint32Array(columnCount << 10)
  let ends = new Uint32Array(columnCount << 10)
  let numbers = new Uint8Array(columnCount << 10)
  let used = 0
  const add = (text: string, isNumber: 0 | 1): void => {
    if (used === starts.length) {
      starts = grown(starts)
      ends = grown(ends)
      numbers = grown(numbers)
    }
    starts[used] = store.size()
    if (text !== '') store.write(text)
    if (store.size() > mostBytes) throw tooLarge(source)
    numbers[used] = isNumber
    ends[used++] = store.size()
  }
  return {
    text: (text) => add(text, 0),
    number: (text) => add(text, 1),
    blank: () => add('', 0),
    binary() {
      const column = used % columnCount
      binaryCounts.set(column, (binaryCounts.get(column) ?? 0) + 1)
      add('', 0)
    },
    rowCount: () => used / columnCount,
    finish(name, findings = []) {
      const recordCount = used / columnCount
      const kept = names.map((_, column) => column).filter((column) => !binaryCounts.has(column))
      if (kept.length === 0) throw onlyBinary(name, names)
      const pick = <T extends Uint32Array | Uint8Array>(from: T, to: T): T => {
        for (let row = 0, at = 0; row < recordCount; row++) for (const column of kept) to[at++] = from[row * columnCount + column]
        return to
      }
      const isWhole = kept.length === columnCount
      const size = recordCount * kept.length
      const bytes = store.bytes()
      return {
        grid: {
          bytes,
          columnCount: kept.length,
          recordCount,
          starts: isWhole ? starts.subarray(0, used) : pick(starts, new Uint32Array(size)),
          ends: isWhole ? ends.subarray(0, used) : pick(ends, new Uint32Array(size)),
          numbers: isWhole ? numbers.subarray(0, used) : pick(numbers, new Uint8Array(size)),
          recordStarts: new Uint32Array(0),
          quote: -1,
        },
        firstRecord: 0,
        names: kept.map((column) => names[column]),
        isNamed: true,
        findings: isWhole ? findings : [...findings, binaryFinding(names, binaryCounts, recordCount)],
      }
    },
  }
}

/** A double as it is held: a whole one keeps its point, so that whole numbers of other types stay apart from it. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return ''
  if (!Number.isInteger(value)) return String(value)
  const text = Object.is(value, -0) ? '-0' : String(value)
  // From here on it is written with an exponent.
  return Math.abs(value) < 1e21 ? `${text}.0` : text
}

function grown<T extends Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2)
  larger.set(array)
  return larger
}

function binaryFinding(names: readonly string[], counts: ReadonlyMap<number, number>, rowCount: number): Finding {
  const columns = [...counts.keys()].sort((a, b) => a - b).map((column) => names[column])
  const cells = Math.max(...counts.values())
  return {
    code: 'COLUMN_IGNORED',
    severity: 'warning',
    columns,
    evidence: { cells, of: rowCount },
    message: `${named(columns)} ${columns.length === 1 ? 'holds' : 'hold'} bytes that are no text, in up to ${counted(cells, 'row')}, and ${columns.length === 1 ? 'is' : 'are'} left out.`,
  }
}

function onlyBinary(source: string, names: readonly string[]): MlwrightError {
  return new MlwrightError(
    'SOURCE_NOT_A_TABLE',
    `${named(names)} of '${source}' ${names.length === 1 ? 'holds' : 'hold'} bytes that are no text. Expected numbers, texts, dates or truths.`,
    {
      hint: 'Choose other columns with a query.',
      details: { source },
    },
  )
}

function tooLarge(source: string): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `The cells of '${source}' take more than ${mostBytes} bytes. Expected at most that.`, {
    hint: 'Draw a sample, or leave columns out, with a query.',
    details: { source, expected: mostBytes },
  })
}
