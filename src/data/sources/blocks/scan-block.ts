// One block of a table: cut into cells, every cell looked at, what was found in a form that can be put together with that of other blocks.
import { buildColumn, scanModeOf } from '../build-column.js'
import { countSequences, decodeAs } from '../encoding.js'
import type { SequenceCounts } from '../encoding.js'
import { cellStart } from '../grid.js'
import type { Grid } from '../grid.js'
import type { Part, RawTable } from '../raw-table.js'
import { targetValues } from '../read-target.js'
import { scanColumn, scanGroup } from '../scan.js'
import type { ColumnScan, ScanContext } from '../scan.js'
import type { RaggedLine } from '../tokenise.js'
import type { BlockCutter } from './block-cutter.js'
import { drawRows, lackingCells } from './block-rows.js'
import type { DrawnRows, LackingCells } from './block-rows.js'
import { exactNumbers, summariseNumbers } from './number-part.js'
import type { NumberPart } from './number-part.js'
import type { BlockJob, ScanPlan } from './scan-plan.js'
import { thinTexts } from './thin-texts.js'
import type { TextPart } from './thin-texts.js'

/** What is wrong with the text of a block; lines from 1 at the start of the block. */
export interface BlockFaults {
  readonly ragged: readonly RaggedLine[]
  readonly raggedCount: number
  readonly unclosedLine?: number
  readonly strayLine?: number
  /** A column without a name that was taken for blank holds a value. */
  readonly filledColumn?: number
  readonly sequences: SequenceCounts
}

/** Counts of a column scan. */
export type CellCounts = Pick<
  ColumnScan,
  | 'blankCount'
  | 'count'
  | 'integerCount'
  | 'wholeCount'
  | 'leadingZeroCount'
  | 'inexactCount'
  | 'pointCount'
  | 'pointGroupCount'
  | 'longIntegerCount'
  | 'compactDateCount'
  | 'min'
  | 'max'
  | 'isSequence'
  | 'step'
  | 'first'
  | 'last'
  | 'dateCount'
  | 'dateForms'
>

/** What the cells of one request are in one block. */
export interface ColumnPart {
  readonly counts: CellCounts
  readonly numbers?: NumberPart
  readonly dates?: NumberPart
  readonly texts?: TextPart
  /** Cells read by the request's format, of numbers and dates. */
  readonly typed?: {
    readonly values?: NumberPart
    readonly missingCount: number
    readonly invalidCount: number
    readonly invalidExamples: readonly string[]
  }
}

export interface BlockScan {
  readonly faults: BlockFaults
  readonly lineCount: number
  /** Records, the header among them. */
  readonly recordCount: number
  /** Rows that were looked at: of those with a target. */
  readonly rowCount: number
  readonly columns: readonly ColumnPart[]
  /** Of all rows. */
  readonly rowHashes?: Float64Array
  readonly drawn?: DrawnRows
  /** Undefined where there are too many sets of lacking cells. */
  readonly lacking?: readonly LackingCells[]
}

export interface ScanTools {
  readonly cutter: BlockCutter
  readonly checkpoint: () => void
}

/** Columns that are looked at together: their cells lie side by side. */
const groupSize = 8

/** Scans a block as the plan says; the cutter is the thread's own. O(bytes). */
export function scanBlock(job: BlockJob, plan: ScanPlan, { cutter, checkpoint }: ScanTools): BlockScan {
  const { dialect, encoding, columns, dropped } = plan.files[job.file]
  const raw = job.bytes.subarray(job.start)
  const sequences = countSequences(raw)
  const { grid, ...tokens } = cutter.cut(decodeAs(raw, encoding), dialect)
  const part: Part = { grid, firstRecord: job.firstRecord, columns, rowCount: Math.max(0, grid.recordCount - job.firstRecord) }
  const table: RawTable = { names: plan.names, parts: [part], rowCount: part.rowCount }
  const rows = plan.target === undefined ? undefined : rowsWithTarget(table, plan.target, plan)
  const context: ScanContext = { markedNumbers: plan.markedNumbers, checkpoint, ...(rows === undefined ? {} : { rows }) }
  const scans: ColumnScan[] = []
  for (let first = 0; first < plan.requests.length; first += groupSize) {
    scans.push(...scanGroup(table, plan.requests.slice(first, first + groupSize), context))
    checkpoint()
  }
  const rowCount = rows?.length ?? part.rowCount
  const filledColumn = dropped.find((column) => hasContent(grid, column, job.firstRecord))
  return {
    faults: {
      ragged: tokens.ragged,
      raggedCount: tokens.raggedCount,
      ...(tokens.unclosedLine === undefined ? {} : { unclosedLine: tokens.unclosedLine }),
      ...(tokens.strayLine === undefined ? {} : { strayLine: tokens.strayLine }),
      ...(filledColumn === undefined ? {} : { filledColumn }),
      sequences,
    },
    lineCount: tokens.lineCount,
    recordCount: grid.recordCount,
    rowCount,
    columns: scans.map((scan, k) => partOf(scan, plan, job, k)),
    ...(plan.watchesRows ? watchRows(part, rows, scans, { job, plan, cutter }) : {}),
  }
}

function rowsWithTarget(table: RawTable, { column, format }: NonNullable<ScanPlan['target']>, plan: ScanPlan): Uint32Array {
  const scan = scanColumn(table, { column, ...scanModeOf(format) }, { markedNumbers: plan.markedNumbers })
  const values = targetValues(buildColumn(plan.names[column], scan, format).column)
  return Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]))
}

function watchRows(
  part: Part,
  rows: Uint32Array | undefined,
  scans: readonly ColumnScan[],
  { job, plan, cutter }: { readonly job: BlockJob; readonly plan: ScanPlan; readonly cutter: BlockCutter },
): Pick<BlockScan, 'rowHashes' | 'drawn' | 'lacking'> {
  const all = new Uint32Array(part.rowCount)
  for (let row = 0; row < all.length; row++) all[row] = row + job.firstRecord
  const kept = rows === undefined ? all : rows.map((row) => row + job.firstRecord)
  const { newline } = plan.files[job.file].dialect.shape
  const looked = scans.filter((_, k) => plan.requests[k].readsNumbers)
  const columns = plan.requests.filter(({ readsNumbers }) => readsNumbers).map(({ column }) => column)
  const lacking = lackingCells(looked, columns, new Set(plan.missing))
  return {
    rowHashes: cutter.hashRows(part).filter((hash) => hash < job.rowHashBelow),
    drawn: drawRows(part, kept, job.block, { below: job.lotBelow, newline }),
    ...(lacking === undefined ? {} : { lacking }),
  }
}

function partOf(scan: ColumnScan, plan: ScanPlan, job: BlockJob, index: number): ColumnPart {
  const { format } = plan.requests[index]
  const { values, codes: _, dates, texts, readsNumbers: __, readsPoints: ___, readsDates: ____, rowCount: _____, ...counts } = scan
  const numbersOf = (list: Float64Array, kind: 'number' | 'datetime'): NumberPart => partOfNumbers(list, kind, { job, index })
  if (format?.kind === 'number' || format?.kind === 'datetime') {
    const { column, missingCount, invalidCount, invalidExamples } = buildColumn('', scan, format)
    const isEmpty = missingCount === scan.rowCount
    return {
      counts,
      typed: {
        ...(isEmpty || column.kind === 'text' || !('values' in column) || !(column.values instanceof Float64Array)
          ? {}
          : { values: numbersOf(column.values, format.kind) }),
        missingCount,
        invalidCount,
        invalidExamples,
      },
    }
  }
  return {
    counts,
    ...(values === undefined ? {} : { numbers: numbersOf(values, 'number') }),
    ...(dates === undefined ? {} : { dates: numbersOf(dates, 'datetime') }),
    ...(texts.size === 0 ? {} : { texts: job.thin[index] ? thinTexts(texts, job.textHashBelow[index]) : { texts: texts.pack() } }),
  }
}

function partOfNumbers(
  values: Float64Array,
  kind: 'number' | 'datetime',
  { job, index }: { readonly job: BlockJob; readonly index: number },
): NumberPart {
  const part = exactNumbers(values)
  if (!job.isSketched) return part
  return { summary: summariseNumbers(part.exact, kind, { label: labelOf(job.block, index, kind), below: job.hashBelow[index] }) }
}

/** What the summary of a block depends on besides its numbers. */
export function labelOf(block: number, request: number, kind: string): string {
  return `profile/${block}/${request}/${kind}`
}

function hasContent(grid: Grid, column: number, firstRecord: number): boolean {
  for (let record = firstRecord; record < grid.recordCount; record++) {
    const end = grid.ends[record * grid.columnCount + column]
    for (let at = cellStart(grid, record, column); at < end; at++) if (grid.bytes[at] > 32) return true
  }
  return false
}
