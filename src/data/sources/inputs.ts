// The columns of a table held against what is expected of them: typed by given formats, what does not fit counted. Signatures and contracts share it.
import type { Finding } from '../../base/core/index.js'
import { treatText } from '../personal/index.js'
import type { CellFormat } from '../schema/index.js'
import type { Column, Kind, Table } from '../table/index.js'
import { buildColumn, scanModeOf } from './build-column.js'
import type { BuiltColumn } from './build-column.js'
import { invalidFinding, unreadableFinding, unseenFinding } from './cell-findings.js'
import { loadSource } from './load-source.js'
import type { RawTable } from './raw-table.js'
import type { Source } from './reading.js'
import { numbersAmong, scanColumn } from './scan.js'
import type { ColumnScan, ScanContext } from './scan.js'
import { treatColumn } from './treat-column.js'

/** A column that is expected, and how its cells are to be read. */
export interface ExpectedColumn extends CellFormat {
  readonly name: string
}

/** How the cells of a column fit its format. */
export interface InputCells extends Pick<
  BuiltColumn,
  'invalidCount' | 'invalidExamples' | 'unseenCount' | 'unseenExamples' | 'unseenLevels' | 'mostOfUnseen'
> {
  readonly name: string
  readonly kind: Kind
  readonly rowCount: number
  /** False where the table has no such column. */
  readonly isPresent: boolean
  /** Cells that are blank or say that there is no value. */
  readonly missingCount: number
}

export interface TypedInputs {
  readonly columns: readonly Column[]
  /** One for each column. */
  readonly cells: readonly InputCells[]
}

export interface InputsReading extends TypedInputs {
  /** For people. */
  readonly name: string
  /** Every column of the source, in its order. */
  readonly names: readonly string[]
  readonly table: Table
  readonly findings: readonly Finding[]
}

/** Reads the expected columns of a source: those that are not there are all missing. Throws what reading a source throws. */
export async function readInputs(
  source: Source<object>,
  expected: readonly ExpectedColumn[],
  { checkpoint }: { readonly checkpoint?: () => void } = {},
): Promise<InputsReading> {
  const knownNames = new Set(expected.map((column) => column.name))
  const { name, table, findings } = await loadSource(source, { isFingerprinted: false, knownNames, checkpoint })
  const typed = typeInputs(table, expected, { checkpoint })
  return { name, names: table.names, table: { rowCount: table.rowCount, columns: typed.columns }, findings, ...typed }
}

/** Types the expected columns, in their order, whatever the order of the table. */
export function typeInputs(table: RawTable, expected: readonly ExpectedColumn[], context: Omit<ScanContext, 'markedNumbers'>): TypedInputs {
  const rowCount = context.rows?.length ?? table.rowCount
  const positions = new Map(table.names.map((name, column) => [name, column]))
  const built = expected.map(({ name, treatment, ...format }) => {
    context.checkpoint?.()
    const column = positions.get(name)
    const marked: ScanContext = { ...context, markedNumbers: numbersAmong(format.missing) }
    const scan =
      column === undefined
        ? scanColumn({ names: [], parts: [], rowCount }, { column: 0, readsNumbers: false }, {})
        : treatment === undefined
          ? scanColumn(table, { column, ...scanModeOf(format) }, marked)
          : scanTreated(table, { column, format, treat: treatText(treatment) }, marked)
    return { isPresent: column !== undefined, ...buildColumn(name, scan, format) }
  })
  return {
    columns: built.map(({ column }) => column),
    cells: built.map(({ column, isPresent, missingCount, ...cells }) => ({
      name: column.name,
      kind: column.kind,
      rowCount,
      isPresent,
      missingCount: missingCount - cells.invalidCount,
      invalidCount: cells.invalidCount,
      invalidExamples: cells.invalidExamples,
      unseenCount: cells.unseenCount,
      unseenExamples: cells.unseenExamples,
      unseenLevels: cells.unseenLevels,
      mostOfUnseen: cells.mostOfUnseen,
    })),
  }
}

/** What is to be told of cells that do not fit, by those who read them for a model. */
export function inputFindings(cells: InputCells): Finding[] {
  const { name, kind, rowCount, missingCount, invalidCount, unseenCount } = cells
  const isUnreadable = missingCount + invalidCount === rowCount
  return [
    ...(invalidCount > 0 ? [(isUnreadable ? unreadableFinding : invalidFinding)(name, kind, cells)] : []),
    ...(unseenCount > 0 ? [unseenFinding(name, cells)] : []),
  ]
}

/** Personal data is treated before the cell is parsed, as at training. */
function scanTreated(
  table: RawTable,
  { column, format, treat }: { readonly column: number; readonly format: CellFormat; readonly treat: (text: string) => string },
  context: ScanContext,
): ColumnScan {
  const missing = new Set(format.missing)
  const treated = treatColumn(table, { column, isMissing: (text) => missing.has(text), treat }, context)
  const { rows: _, ...all } = context
  return scanColumn(treated, { column: 0, ...scanModeOf(format) }, all)
}
