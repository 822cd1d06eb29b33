// The portable parser: one function from the cell of a source to its typed value, at training, in the server and in clients.
import { treatText } from '../personal/index.js'
import { parseDate } from './dates.js'
import { parseNumber } from './numbers.js'
import { booleanPairs } from './judge-boolean-column.js'
import type { CellFormat } from './schema.js'
import { trimCell } from './trim.js'

/**
 * A typed cell. `number`: the value, NaN is missing. `datetime`: epoch ms, NaN is missing. `boolean`: 1, 0, -1 is missing.
 * `category`: index of the level, -1 is missing, -2 a level that is not known. `text`: the text, `''` is missing.
 * `undefined`: the cell has a value, but none of this kind.
 */
export type ParsedCell = number | string | undefined

/**
 * The parser of one column's cells. Takes texts and what JSON and programs hold (numbers, booleans, null, Date, bigint): a number is a number
 * whatever marks decimals in texts. A date may always be written by ISO 8601, a boolean in any case and, where the two levels are a known pair,
 * by the words of another pair or by 0 and 1.
 * Personal data is treated as the format says, which throws PRIVACY_KEY_INVALID where it takes pseudonyms and their key is not there.
 * O(length of the cell); the parser may be kept and called from anywhere, it holds no state.
 */
export function cellParser(format: CellFormat): (cell: unknown) => ParsedCell {
  const missing = new Set(format.missing)
  const parseKnown = textParser(format)
  const missingValues = valuesOf(format, parseKnown)
  const parseText =
    missingValues.size === 0
      ? parseKnown
      : (text: string): ParsedCell => {
          const value = parseKnown(text)
          return missingValues.has(value) ? missingValue : value
        }
  const treat = format.treatment === undefined ? undefined : treatText(format.treatment)
  const missingValue = format.kind === 'text' ? '' : format.kind === 'number' || format.kind === 'datetime' ? NaN : -1
  return (cell) => {
    if (cell === null || cell === undefined) return missingValue
    if (typeof cell === 'number') {
      if (Number.isNaN(cell)) return missingValue
      if (treat === undefined && format.kind === 'number' && missing.size <= 1) return Number.isFinite(cell) ? cell : undefined
    } else if (typeof cell === 'boolean') {
      if (format.kind === 'boolean') return cell ? 1 : 0
    } else if (cell instanceof Date) {
      if (Number.isNaN(cell.getTime())) return missingValue
      if (treat === undefined && format.kind === 'datetime') return cell.getTime()
    }
    const text = trimCell(cellToText(cell))
    if (text === '' || missing.has(text)) return missingValue
    if (treat !== undefined) {
      const treated = trimCell(treat(text))
      return treated === '' || missing.has(treated) ? missingValue : parseText(treated)
    }
    if (format.kind === 'number' && (typeof cell === 'number' || typeof cell === 'bigint')) {
      const value = Number(cell)
      return missingValues.has(value) ? missingValue : Number.isFinite(value) ? value : undefined
    }
    return parseText(text)
  }
}

/** What the texts that stand for missing are as numbers or dates. */
function valuesOf({ kind, missing }: CellFormat, parse: (text: string) => ParsedCell): ReadonlySet<ParsedCell> {
  if (kind !== 'number' && kind !== 'datetime') return new Set()
  return new Set(missing.filter((text) => text !== '').flatMap((text) => parse(text) ?? []))
}

/** The text that a value from a program or from JSON has in a table; `''` for what has no value. */
export function cellToText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : String(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      if (value === null) return ''
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
      return JSON.stringify(value)
    default:
      return ''
  }
}

function textParser(format: CellFormat): (text: string) => ParsedCell {
  switch (format.kind) {
    case 'text':
      return format.fold === 'lower' ? (text) => text.toLowerCase() : (text) => text
    case 'number':
      return (text) => {
        const value = parseNumber(text, format)
        return Number.isNaN(value) ? undefined : value
      }
    case 'datetime': {
      const dateFormat = format.dateFormat ?? isoDate
      return (text) => {
        let value = parseDate(text, dateFormat)
        // Four digits of a year in front leave no other reading, and programs and other tables write dates so.
        if (Number.isNaN(value) && dateFormat !== isoDate) value = parseDate(text, isoDate)
        return Number.isNaN(value) ? undefined : value
      }
    }
    case 'boolean':
      return booleanParser(format.levels ?? ['false', 'true'])
    case 'category':
      return levelParser(format)
  }
}

const isoDate = 'yyyy-MM-dd'

function booleanParser([no, yes]: readonly string[]): (text: string) => number | undefined {
  const [lowerNo, lowerYes] = [no.toLowerCase(), yes.toLowerCase()]
  const pairs = [...booleanPairs, ['0', '1'], ['0.0', '1.0']] as const
  const words = new Map<string, number>()
  const isKnown = pairs.some(([one, other]) => one === lowerNo && other === lowerYes)
  if (isKnown) for (const [one, other] of pairs) words.set(one, 0).set(other, 1)
  if (lowerNo !== lowerYes) words.set(lowerNo, 0).set(lowerYes, 1)
  return (text) => {
    if (text === no) return 0
    if (text === yes) return 1
    return words.get(text.toLowerCase())
  }
}

function levelParser(format: CellFormat): (text: string) => number {
  const levels = format.levels ?? []
  const codes = new Map(levels.map((level, code) => [level, code]))
  const lower = format.fold === 'lower'
  const numeric = numericLevels(levels)
  const spellings = new Map(Object.entries(format.spellings ?? {}))
  return (text) => {
    const code = codes.get(lower ? text.toLowerCase() : (spellings.get(text) ?? text))
    if (code !== undefined) return code
    // A table that went through a spreadsheet or pandas may say 1.0 where this one said 1.
    return numeric?.get(parseNumber(text)) ?? -2
  }
}

/** Codes by number, where every level is a number of its own; never for codes such as `007`. */
function numericLevels(levels: readonly string[]): Map<number, number> | undefined {
  const byNumber = new Map<number, number>()
  for (let code = 0; code < levels.length; code++) {
    const value = /^[+-]?0\d/.test(levels[code]) ? NaN : parseNumber(levels[code])
    if (Number.isNaN(value) || !Number.isSafeInteger(value) || byNumber.has(value)) return undefined
    byNumber.set(value, code)
  }
  return byNumber.size === 0 ? undefined : byNumber
}
