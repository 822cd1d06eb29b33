// A sheet of a workbook (.xlsx, .xlsm, .ods) to cells, through hucre.
import type { Sheet } from 'hucre'
import { isMlwrightError, MlwrightError } from '../../../base/core/index.js'
import type { Finding } from '../../../base/core/index.js'
import { counted, named } from '../../schema/index.js'
import type { Selection } from '../address/selection.js'
import type { FoundTable } from '../found-table.js'
import { gridText } from '../grid.js'
import { hasHeader } from '../header.js'
import type { OpenedFile } from '../open.js'
import { createCellWriter } from './cell-writer.js'
import type { CellWriter } from './cell-writer.js'
import { choosePart } from './choose-part.js'
import { layOutSheet } from './sheet-layout.js'
import type { SheetLayout, SheetValue } from './sheet-layout.js'

export interface WorkbookOptions {
  readonly selection: Selection
  readonly form: 'workbook' | 'openDocument'
  /** Names that tell a header at once. */
  readonly knownNames?: ReadonlySet<string> | undefined
  readonly checkpoint?: (() => void) | undefined
}

const rowsBetweenChecks = 1 << 12

/**
 * The sheet that is asked for, or the only one that is shown and holds something. Titles above the header are left out, merged cells are filled,
 * both with a finding. Throws SOURCE_NOT_FOUND with the sheets that there are, SOURCE_UNREADABLE, SOURCE_EMPTY.
 */
export async function readWorkbook(file: OpenedFile, options: WorkbookOptions): Promise<FoundTable> {
  const { name } = file
  const sheets = await openSheets(file, options.form)
  const shown = sheets.filter((sheet) => !isHidden(sheet) && sheet.rows.some((row) => row.some((cell) => !isBlank(cell))))
  const parts = options.selection.table === undefined ? shown : sheets
  const chosen = choosePart(
    parts.map((sheet) => sheet.name),
    { source: name, word: 'sheet', asked: options.selection.table },
  )
  const sheet = sheets.find((one) => one.name === chosen)!
  const layout = layOutSheet(`${name}#${chosen}`, sheet)
  return writeLayout({ name, chosen, sheet }, layout, options)
}

async function openSheets({ name, bytes }: OpenedFile, form: WorkbookOptions['form']): Promise<readonly Sheet[]> {
  try {
    if (form === 'openDocument') return (await (await import('hucre/ods')).readOds(bytes)).sheets
    return (await (await import('hucre/xlsx')).readXlsx(bytes)).sheets
  } catch (error) {
    if (isMlwrightError(error)) throw error
    throw new MlwrightError(
      'SOURCE_UNREADABLE',
      `'${name}' cannot be read as a workbook: ${(error as Error).message.replace(/\.$/, '')}.`,
      {
        hint: 'The file is damaged, cut off or of a kind that is not known here: save it again as .xlsx, or save the sheet as CSV.',
        details: { source: name },
        cause: error,
      },
    )
  }
}

function isHidden(sheet: Sheet): boolean {
  return sheet.hidden === true || sheet.veryHidden === true
}

function isBlank(cell: SheetValue): boolean {
  return cell === null || cell === ''
}

interface Chosen {
  readonly name: string
  readonly chosen: string
  readonly sheet: Sheet
}

/** The header is judged as that of a CSV is: by what stands below it. */
function writeLayout({ name, chosen, sheet }: Chosen, layout: SheetLayout, options: WorkbookOptions): FoundTable {
  const { rows, width } = layout
  if (rows.length === 0)
    throw new MlwrightError('SOURCE_EMPTY', `The sheet '${chosen}' of '${name}' is empty. Expected a header and rows.`, {
      details: { source: name, sheet: chosen },
    })
  const writer = createCellWriter(
    name,
    Array.from({ length: width }, () => ''),
  )
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < width; column++) writeValue(writer, rows[row][column] ?? null)
    if (row % rowsBetweenChecks === 0) options.checkpoint?.()
  }
  const { grid } = writer.finish(name)
  const first = Array.from({ length: width }, (_, column) => gridText(grid, 0, column))
  const isHeader = first.some((text) => options.knownNames?.has(text) === true) || hasHeader(grid)
  const findings = [...layout.findings, ...formulaFinding(sheet, first, isHeader)]
  if (!isHeader) {
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: { columns: width, firstRow: first.slice(0, 5) },
      message: `The first row of the sheet '${chosen}' looks like data, not like names. It is read as data, and the columns are called column_1 to column_${width}.`,
    })
  }
  return { grid, firstRecord: isHeader ? 1 : 0, names: isHeader ? first : first.map(() => ''), isNamed: isHeader, findings }
}

/** A workbook holds doubles and does not say which of them are whole numbers. A day alone is written as one. */
function writeValue(writer: CellWriter, value: SheetValue): void {
  if (value === null) writer.blank()
  else if (typeof value === 'number') writer.number(Number.isNaN(value) ? '' : String(value))
  else if (value instanceof Date) writer.text(Number.isNaN(value.getTime()) ? '' : timeText(value))
  else writer.text(String(value))
}

/** Days before this are how a workbook holds a time of day without a day, and spans of hours. */
const firstDay = Date.UTC(1900, 0, 2)

function timeText(date: Date): string {
  const text = date.toISOString()
  if (date.getTime() < firstDay) return text.slice(11, -1).replace(/\.000$/, '')
  return text
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/(?:\.000)?Z$/, '')
    .replace('T', ' ')
}

/** A program that writes formulas without working them out leaves no value to read. */
function formulaFinding({ cells }: Sheet, names: readonly string[], isHeader: boolean): Finding[] {
  let count = 0
  const columns = new Set<number>()
  for (const [key, cell] of cells ?? []) {
    if (cell.formula === undefined || (cell.formulaResult !== undefined && cell.formulaResult !== null)) continue
    if (cell.value !== undefined && cell.value !== null) continue
    count++
    columns.add(Number(key.split(',')[1]))
  }
  if (count === 0) return []
  const touched = [...columns].sort((a, b) => a - b).map((column) => (isHeader && names[column] ? names[column] : `column_${column + 1}`))
  return [
    {
      code: 'MISSING_VALUES',
      severity: 'warning',
      columns: touched,
      evidence: { cells: count },
      message: `${counted(count, 'cell')} of ${named(touched)} ${count === 1 ? 'holds a formula' : 'hold formulas'} without a stored result and ${count === 1 ? 'reads' : 'read'} as missing. Open the workbook in a spreadsheet program and save it.`,
    },
  ]
}
