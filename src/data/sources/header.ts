// Names of columns: whether the first record holds them, and names for columns that lack one or share one.
import type { Finding } from '../../base/core/index.js'
import { counted, dateFormats, named, parseDate, parseNumber } from '../schema/index.js'
import { gridText } from './grid.js'
import type { Grid } from './grid.js'

type CellClass = 'blank' | 'number' | 'date' | 'text'

const sampledRecords = 50
const sampledColumns = 200

/**
 * True where the first record holds names. It holds data where every column of numbers or dates has one of its kind, or a blank, in the first record,
 * or where every cell of it comes again below; consecutive whole numbers (pixels, years) are names all the same.
 */
export function hasHeader(grid: Grid): boolean {
  const records = Math.min(grid.recordCount, sampledRecords + 1)
  if (records < 2) return true
  const columns = Math.min(grid.columnCount, sampledColumns)
  const first = Array.from({ length: columns }, (_, column) => gridText(grid, 0, column))
  if (isSequence(first)) return true
  const typed: string[] = []
  let repeated = 0
  let isNew = false
  for (let column = 0; column < columns; column++) {
    const below = new Set<CellClass>()
    let isRepeated = false
    for (let record = 1; record < records; record++) {
      const text = gridText(grid, record, column)
      below.add(classOf(text))
      isRepeated ||= text === first[column] && text !== ''
    }
    if (isRepeated) repeated++
    below.delete('blank')
    if (below.size !== 1 || below.has('text')) isNew ||= !isRepeated
    else if (below.has(classOf(first[column]))) typed.push(first[column])
    else if (first[column] !== '') return true
  }
  // A table with its row numbers, whose columns are numbered too: the first cell is blank.
  if (first[0] === '' && isSequence(first.slice(1))) return true
  // Years head columns as well as pixels do, beside a name that is none of the levels below it.
  if (isNew && typed.length > 1 && areYears(typed)) return true
  if (typed.length > 0) return false
  return columns < 2 || records < 10 || repeated < columns
}

function classOf(text: string): CellClass {
  if (text === '') return 'blank'
  if (!Number.isNaN(parseNumber(text)) || !Number.isNaN(parseNumber(text, { decimal: ',' }))) return 'number'
  return /\d/.test(text) && dateFormats.some((format) => !Number.isNaN(parseDate(text, format))) ? 'date' : 'text'
}

function isSequence(texts: readonly string[]): boolean {
  if (texts.length < 3) return false
  return texts.every((text, i) => /^\d+$/.test(text) && (i === 0 || Number(text) === Number(texts[i - 1]) + 1))
}

function areYears(texts: readonly string[]): boolean {
  return texts.every((text, i) => /^(?:19|20)\d\d$/.test(text) && (i === 0 || Number(text) === Number(texts[i - 1]) + 1))
}

export interface Names {
  readonly names: readonly string[]
  /** Columns of the grid that hold neither a name nor a value: delimiters at the ends of lines. */
  readonly dropped: ReadonlySet<number>
  readonly findings: readonly Finding[]
}

/** Unique names: `column_<n>` where there is none, `name.1`, `name.2`… where one comes again. */
export function nameColumns(given: readonly string[], isBlankColumn: (column: number) => boolean): Names {
  const dropped = new Set<number>()
  const taken = new Set(given.filter((name) => name !== ''))
  const seen = new Set<string>()
  const names: string[] = []
  const invented: string[] = []
  const renamed: string[] = []
  for (let column = 0; column < given.length; column++) {
    let name = given[column]
    if (name === '') {
      if (isBlankColumn(column)) {
        dropped.add(column)
        continue
      }
      name = unused(`column_${column + 1}`, taken)
      invented.push(name)
    } else if (seen.has(name)) {
      name = unused(name, taken)
      renamed.push(name)
    }
    seen.add(name)
    taken.add(name)
    names.push(name)
  }
  const findings: Finding[] = []
  if (invented.length > 0) {
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: invented,
      evidence: { columns: invented.length },
      message: `${counted(invented.length, 'column')} had no name and ${invented.length === 1 ? 'is' : 'are'} called ${named(invented)}.`,
    })
  }
  if (renamed.length > 0) {
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: renamed,
      evidence: { columns: renamed.length },
      message: `${counted(renamed.length, 'column')} had the name of an earlier one and ${renamed.length === 1 ? 'is' : 'are'} called ${named(renamed)}.`,
    })
  }
  return { names, dropped, findings }
}

function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 1
  while (taken.has(`${name}.${number}`)) number++
  return `${name}.${number}`
}
