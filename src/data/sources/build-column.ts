// A scanned column, typed by its format.
import { sharedFloat64, sharedInt32, sharedInt8, sharedUint32, sharedUint8 } from '../../base/store/index.js'
import { cellParser } from '../schema/index.js'
import type { CellFormat, ParsedCell } from '../schema/index.js'
import type { Column } from '../table/index.js'
import type { ColumnScan } from './scan.js'

const encoder = new TextEncoder()

export interface BuiltColumn {
  readonly column: Column
  /** With the levels of a category. */
  readonly format: CellFormat
  readonly missingCount: number
  /** Distinct texts that stand for missing here. */
  readonly missingTexts: number
  /** Cells that have a text, but not of this kind; they are missing. */
  readonly invalidCount: number
  readonly invalidExamples: readonly string[]
  /** Cells with a level that the format does not hold. */
  readonly unseenCount: number
  readonly unseenExamples: readonly string[]
  /** How many such levels there are, and the most cells that one of them has. */
  readonly unseenLevels: number
  readonly mostOfUnseen: number
}

/** How the column of a format is to be scanned. */
export function scanModeOf(format: CellFormat): { readonly readsNumbers: boolean; readonly readsPoints: boolean } {
  return { readsNumbers: format.kind === 'number', readsPoints: format.decimal !== ',' }
}

/** True where the scan, made to judge the column, serves for this format too. */
export function servesFor(scan: ColumnScan, format: CellFormat): boolean {
  const { readsNumbers, readsPoints } = scanModeOf(format)
  return readsNumbers ? scan.readsNumbers && (readsPoints || scan.pointCount === 0) : scan.count === 0
}

/** Types a column that was scanned as `scanModeOf` says. A category without levels takes those that it finds. */
export function buildColumn(name: string, scan: ColumnScan, format: CellFormat): BuiltColumn {
  const complete = format.kind === 'category' && format.levels === undefined ? { ...format, levels: levelsOf(scan, format) } : format
  const parsed = parseTexts(scan, complete)
  const counts = {
    format: complete,
    missingTexts: parsed.missingTexts,
    invalidCount: parsed.invalidCount,
    invalidExamples: parsed.invalidExamples,
    unseenCount: parsed.unseenCount,
    unseenExamples: parsed.unseenExamples,
    unseenLevels: parsed.unseenLevels,
    mostOfUnseen: parsed.mostOfUnseen,
  }
  const missingCount = scan.blankCount + parsed.missingCount + parsed.invalidCount
  const { codes, rowCount } = scan
  switch (complete.kind) {
    case 'number': {
      const values = scan.values ?? sharedFloat64(rowCount).fill(NaN)
      if (codes !== undefined && parsed.hasValues) {
        for (let row = 0; row < rowCount; row++) if (codes[row] > 0) values[row] = parsed.values[codes[row]]!
      }
      return { column: { kind: 'number', name, values }, missingCount, ...counts }
    }
    case 'datetime': {
      const values = sharedFloat64(rowCount)
      for (let row = 0; row < rowCount; row++) values[row] = codes === undefined ? NaN : parsed.values[codes[row]]
      return { column: { kind: 'datetime', name, values }, missingCount, ...counts }
    }
    case 'category': {
      const levelCodes = sharedInt32(rowCount)
      for (let row = 0; row < rowCount; row++) levelCodes[row] = codes === undefined ? -1 : parsed.values[codes[row]]
      return { column: { kind: 'category', name, codes: levelCodes, levels: complete.levels! }, missingCount, ...counts }
    }
    case 'boolean': {
      const values = sharedInt8(rowCount)
      for (let row = 0; row < rowCount; row++) values[row] = codes === undefined ? -1 : parsed.values[codes[row]]
      return { column: { kind: 'boolean', name, values }, missingCount, ...counts }
    }
    case 'text':
      return { column: buildText(name, scan, parsed.isMissing, format.fold), missingCount, ...counts }
  }
}

interface ParsedTexts {
  /** By code: 0 is the blank cell, k + 1 the k-th text. Missing is as the kind says. */
  readonly values: Float64Array
  readonly isMissing: Uint8Array
  readonly hasValues: boolean
  readonly missingCount: number
  readonly missingTexts: number
  readonly invalidCount: number
  readonly invalidExamples: string[]
  readonly unseenCount: number
  readonly unseenExamples: string[]
  readonly unseenLevels: number
  readonly mostOfUnseen: number
}

function parseTexts(scan: ColumnScan, format: CellFormat): ParsedTexts {
  const { texts } = scan
  const parse = cellParser(format)
  const none = format.kind === 'number' || format.kind === 'datetime' ? NaN : -1
  const values = new Float64Array(texts.size + 1).fill(none)
  const isMissing = new Uint8Array(texts.size + 1)
  isMissing[0] = 1
  let hasValues = false
  let missingCount = 0
  let missingTexts = 0
  let invalidCount = 0
  let unseenCount = 0
  let unseenLevels = 0
  let mostOfUnseen = 0
  const invalidExamples: string[] = []
  const unseenExamples: string[] = []
  const longestMarker = format.kind === 'text' ? 3 * Math.max(0, ...format.missing.map((text) => text.length)) : Infinity
  for (let i = 0; i < texts.size; i++) {
    // Free texts are long and many: only those that could be a marker are decoded.
    if (texts.byteLength(i) > longestMarker) continue
    const text = texts.text(i)
    const value: ParsedCell = parse(text)
    if (value === undefined) {
      invalidCount += texts.count(i)
      if (invalidExamples.length < 5) invalidExamples.push(text)
    } else if (isMissingValue(value, format.kind)) {
      isMissing[i + 1] = 1
      missingCount += texts.count(i)
      missingTexts++
    } else if (typeof value === 'number') {
      values[i + 1] = value
      hasValues = true
      if (value === -2 && format.kind === 'category') {
        unseenCount += texts.count(i)
        unseenLevels++
        mostOfUnseen = Math.max(mostOfUnseen, texts.count(i))
        if (unseenExamples.length < 5) unseenExamples.push(text)
      }
    }
  }
  const invalid = { invalidCount, invalidExamples }
  const unseen = { unseenCount, unseenExamples, unseenLevels, mostOfUnseen }
  return { values, isMissing, hasValues, missingCount, missingTexts, ...invalid, ...unseen }
}

function isMissingValue(value: number | string, kind: CellFormat['kind']): boolean {
  if (kind === 'number' || kind === 'datetime') return Number.isNaN(value)
  return value === '' || value === -1
}

function levelsOf(scan: ColumnScan, format: CellFormat): string[] {
  const missing = new Set(format.missing)
  const levels = new Set<string>()
  for (let i = 0; i < scan.texts.size; i++) {
    const text = scan.texts.text(i)
    if (!missing.has(text)) levels.add(format.fold === 'lower' ? text.toLowerCase() : text)
  }
  return [...levels].sort()
}

function buildText(name: string, scan: ColumnScan, isMissing: Uint8Array, fold: CellFormat['fold']): Column {
  const { codes, texts, rowCount } = scan
  const lowered = fold === 'lower' ? Array.from({ length: texts.size }, (_, i) => encoder.encode(texts.text(i).toLowerCase())) : undefined
  const offsets = sharedUint32(rowCount + 1)
  let total = 0
  for (let row = 0; row < rowCount; row++) {
    const code = codes === undefined ? 0 : codes[row]
    if (isMissing[code] === 0) total += lowered?.[code - 1].length ?? texts.byteLength(code - 1)
    offsets[row + 1] = total
  }
  const bytes = sharedUint8(total)
  for (let row = 0; row < rowCount; row++) {
    const code = codes === undefined ? 0 : codes[row]
    if (isMissing[code] !== 0) continue
    if (lowered === undefined) texts.copyTo(code - 1, bytes, offsets[row])
    else bytes.set(lowered[code - 1], offsets[row])
  }
  return { kind: 'text', name, bytes, offsets }
}
