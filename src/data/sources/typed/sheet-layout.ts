// Where in a sheet the table stands: titles above it, merged cells and blank rows around it.
import { MlwrightError } from '../../../base/core/index.js'
import type { Finding } from '../../../base/core/index.js'
import { counted } from '../../schema/index.js'

export type SheetValue = string | number | boolean | Date | null

export interface SheetLayout {
  /** The header, if there is one, and the data; none is blank. */
  readonly rows: readonly (readonly SheetValue[])[]
  readonly width: number
  readonly findings: readonly Finding[]
}

interface Area {
  readonly startRow: number
  readonly startCol: number
  readonly endRow: number
  readonly endCol: number
}

interface SheetCells {
  readonly rows: readonly (readonly SheetValue[])[]
  readonly merges?: readonly Area[]
}

/** Finds the table. Throws SOURCE_UNREADABLE where cells of the header are merged: no name of a column can be told then. */
export function layOutSheet(name: string, { rows: given, merges = [] }: SheetCells): SheetLayout {
  const header = findHeader(given)
  if (header === undefined) return { rows: [], width: 0, findings: [] }
  const [wide] = merges
    .filter((area) => area.startRow <= header && area.endRow >= header && area.endCol > area.startCol)
    .sort((a, b) => a.startCol - b.startCol)
  if (wide !== undefined) throw mergedHeader(name, wide)
  const titles = given.slice(0, header).filter((row) => filled(row) > 0)
  const { rows, filledCount } = fillMerged(given, merges, header)
  const table = rows.slice(header).filter((row) => filled(row) > 0)
  const width = table.reduce((widest, row) => Math.max(widest, lastFilled(row) + 1), 0)
  const findings: Finding[] = []
  if (titles.length > 0) {
    const title = titles.map((row) => String(row.find((cell) => !isBlank(cell)))).slice(0, 3)
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [],
      evidence: { rows: titles.length, texts: title },
      message: `${counted(titles.length, 'row')} above the header of the sheet, '${title[0]}'${titles.length > 1 ? ' and what follows' : ''}, ${titles.length === 1 ? 'is' : 'are'} left out.`,
    })
  }
  if (filledCount > 0) {
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [],
      evidence: { cells: filledCount },
      message: `${counted(filledCount, 'cell')} inside merged areas ${filledCount === 1 ? 'has' : 'have'} the value of the whole area.`,
    })
  }
  return { rows: table, width, findings }
}

/** Rows of one filled cell are titles where wider rows follow; the header is the first row that is not. */
function findHeader(rows: SheetCells['rows']): number | undefined {
  const first = rows.findIndex((row) => filled(row) > 0)
  if (first < 0) return undefined
  const wider = rows.findIndex((row) => filled(row) > 1)
  return filled(rows[first]) === 1 && wider > first && isTitleBlock(rows, first, wider) ? wider : first
}

/** A long run of single cells is a column with remarks beside it, no title. */
function isTitleBlock(rows: SheetCells['rows'], first: number, wider: number): boolean {
  const singles = rows.slice(first, wider).filter((row) => filled(row) === 1).length
  return singles <= mostTitles
}

const mostTitles = 10

function fillMerged(given: SheetCells['rows'], merges: readonly Area[], header: number): { rows: SheetCells['rows']; filledCount: number } {
  const areas = merges.filter((area) => area.startRow > header)
  if (areas.length === 0) return { rows: given, filledCount: 0 }
  const rows = given.map((row) => [...row])
  let filledCount = 0
  for (const { startRow, startCol, endRow, endCol } of areas) {
    const value = rows[startRow]?.[startCol] ?? null
    if (isBlank(value)) continue
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++) {
      for (let column = startCol; column <= endCol; column++) {
        if (!isBlank(rows[row][column] ?? null)) continue
        rows[row][column] = value
        filledCount++
      }
    }
  }
  return { rows, filledCount }
}

function filled(row: readonly SheetValue[]): number {
  let count = 0
  for (const cell of row) if (!isBlank(cell)) count++
  return count
}

function lastFilled(row: readonly SheetValue[]): number {
  let last = row.length - 1
  while (last >= 0 && isBlank(row[last])) last--
  return last
}

function isBlank(cell: SheetValue | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
}

function mergedHeader(name: string, { startRow, startCol, endRow, endCol }: Area): MlwrightError {
  const area = `${letters(startCol)}${startRow + 1}:${letters(endCol)}${endRow + 1}`
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    `The header of '${name}' has merged cells, ${area}. Expected one cell with a name above each column.`,
    {
      hint: 'Unmerge them and give every column a name of its own in one row.',
      details: { source: name, area },
    },
  )
}

/** `A` to `Z`, then `AA`. */
function letters(column: number): string {
  const rest = Math.floor(column / 26)
  return `${rest === 0 ? '' : letters(rest - 1)}${String.fromCharCode(65 + (column % 26))}`
}
