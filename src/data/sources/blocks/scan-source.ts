// One pass over a large source: its blocks go to threads, what they find is put together in order.
import { MlwrightError } from '../../../base/core/index.js'
import { createDistinctSketch } from '../../../base/stats/index.js'
import type { DistinctSketch } from '../../../base/stats/index.js'
import { quoteError, raggedError } from '../delimited.js'
import type { QuoteFaults } from '../delimited.js'
import type { SequenceCounts } from '../encoding.js'
import type { LackingCells } from './block-rows.js'
import { openReader } from './byte-reader.js'
import { createRowLottery } from './drawn-table.js'
import type { RowLottery } from './drawn-table.js'
import { GatheredColumn } from './gathered-column.js'
import type { LargeFile } from './large-source.js'
import type { LargeLimits } from './limits.js'
import { sortByKernel } from './sort-by-kernel.js'
import { longestRecordBytes, readBlocks } from './read-blocks.js'
import type { TextBlock } from './read-blocks.js'
import type { BlockFaults, BlockScan } from './scan-block.js'
import type { BlockJob, ScanPlan } from './scan-plan.js'

/** Threads that scan blocks. */
export interface BlockScanner {
  readonly threads: number
  /** What all threads know from now on. */
  share(plan: ScanPlan): void
  scan(job: BlockJob): Promise<BlockScan>
}

export interface ScannedSource {
  /** Of all rows. */
  readonly allRowCount: number
  /** Of those that were looked at. */
  readonly rowCount: number
  /** By request of the plan. */
  readonly columns: readonly GatheredColumn[]
  /** By file. */
  readonly sequences: readonly SequenceCounts[]
  readonly rowHashes: DistinctSketch
  readonly lottery: RowLottery
  /** Undefined where there are too many sets of cells. */
  readonly lacking: readonly LackingCells[] | undefined
}

/** What turned out other than the beginning of a file had it: the pass must be made again. */
export class PlanBroken extends Error {
  constructor(
    readonly file: number,
    readonly found: { readonly quotes: QuoteFaults } | { readonly filledColumn: number },
  ) {
    super('A file is not as its beginning had it.')
  }
}

interface PassOptions {
  readonly files: readonly LargeFile[]
  readonly scanner: BlockScanner
  readonly limits: LargeLimits
  readonly checkpoint?: (() => void) | undefined
}

const tab = 9
/** Blocks that are read and not put together yet, at most. */
const mostUnderWay = 32
const laterBlocks = 4
const mostPatterns = 1 << 14

/** Throws ROWS_RAGGED, SOURCE_UNREADABLE with the line; PlanBroken. */
export async function scanSource(plan: ScanPlan, { files, scanner, limits, checkpoint }: PassOptions): Promise<ScannedSource> {
  scanner.share(plan)
  const gathering = startGathering(plan, limits)
  const running: (() => Promise<void>)[] = []
  // What is thrown must not be lost while others are waited for.
  const begin = (work: Promise<BlockScan>, take: (scan: BlockScan) => void): void => {
    work.catch(() => undefined)
    running.push(async () => take(await work))
  }
  const largest = files.reduce((sum, { fileBytes }) => sum + fileBytes, 0)
  let textBytes = files.some(({ unpacking }) => unpacking.packing === undefined) && largest > limits.exactBytes ? limits.exactBytes : 0
  let readBytes = 0
  // Later blocks are larger, so that putting them together takes less.
  const blockBytes = (): number => (readBytes < limits.exactBytes ? 1 : laterBlocks) * limits.blockBytes
  let block = 0
  for (const [number, file] of files.entries()) {
    const position: Position = { file: number, line: 0, records: 0 }
    const reader = await openReader(file.path, file.unpacking)
    try {
      let isFirst = true
      const { delimiter, hasQuotes } = plan.files[number].dialect
      const marks = { delimiter, hasQuotes, newline: file.dialect.shape.newline }
      for await (const text of readBlocks(reader, marks, blockBytes)) {
        checkpoint?.()
        // How blocks are scanned must not depend on how many are under way: what one of them shows holds for those that come some blocks later.
        while (running.length >= Math.min(mostUnderWay, 2 * scanner.threads)) await running.shift()!()
        const job = jobOf(text, gathering, {
          start: isFirst ? file.start : 0,
          firstRecord: isFirst ? file.firstRecord : 0,
          file: number,
          block: block++,
          isSketched: textBytes >= limits.exactBytes,
        })
        if (job.isSketched) for (const column of gathering.columns) column.summarise()
        begin(scanner.scan(job), (scan) => {
          text.release()
          takeBlock(gathering, scan, { job, position, plan })
        })
        textBytes += text.bytes.length
        readBytes += text.bytes.length
        isFirst = false
      }
      while (running.length > 0) {
        checkpoint?.()
        await running.shift()!()
      }
    } finally {
      await reader.close()
    }
  }
  return { ...gathering, lacking: gathering.patterns === undefined ? undefined : [...gathering.patterns.values()] }
}

interface Position {
  readonly file: number
  line: number
  records: number
}

interface Gathering {
  allRowCount: number
  rowCount: number
  readonly columns: readonly GatheredColumn[]
  readonly sequences: SequenceCounts[]
  readonly rowHashes: DistinctSketch
  readonly lottery: RowLottery
  patterns: Map<string, LackingCells> | undefined
  /** For requests of which hardly any text comes again, the block from which on few texts are wanted. */
  readonly thinFrom: Map<number, number>
}

function startGathering(plan: ScanPlan, limits: LargeLimits): Gathering {
  return {
    allRowCount: 0,
    rowCount: 0,
    columns: plan.requests.map(
      ({ format }, k) => new GatheredColumn(k, { asked: plan.missing, limits, kind: format?.kind === 'datetime' ? 'datetime' : 'number' }),
    ),
    sequences: plan.files.map(() => ({ valid: 0, invalid: 0 })),
    rowHashes: createDistinctSketch(limits.mostRowHashes, { countsRepeats: true, sort: sortByKernel }),
    lottery: createRowLottery(limits.drawnRows),
    patterns: new Map(),
    thinFrom: new Map(),
  }
}

function jobOf(
  { bytes, isWhole }: TextBlock,
  { columns, lottery, rowHashes, thinFrom }: Gathering,
  place: Pick<BlockJob, 'start' | 'firstRecord' | 'file' | 'block' | 'isSketched'>,
): BlockJob {
  const bounds = {
    lotBelow: lottery.below,
    rowHashBelow: rowHashes.below,
    hashBelow: columns.map(({ hashBelow }) => hashBelow),
    textHashBelow: columns.map(({ textHashBelow }) => textHashBelow),
    thin: columns.map((_, k) => place.block >= (thinFrom.get(k) ?? Infinity)),
  }
  return { bytes, isWhole, ...place, ...bounds }
}

/** Blocks come in their order. */
function takeBlock(
  all: Gathering,
  scan: BlockScan,
  where: { readonly job: BlockJob; readonly position: Position; readonly plan: ScanPlan },
): void {
  const { job, position, plan } = where
  const { valid, invalid } = all.sequences[job.file]
  const { sequences } = scan.faults
  all.sequences[job.file] = { valid: valid + sequences.valid, invalid: invalid + sequences.invalid }
  refuseFaults(scan, where)
  position.line += scan.lineCount
  position.records += scan.recordCount
  all.allRowCount += scan.recordCount - job.firstRecord
  all.rowCount += scan.rowCount
  scan.columns.forEach((part, k) => {
    all.columns[k].add(part, job.block, scan.rowCount)
    if (all.columns[k].isThin && !all.thinFrom.has(k)) all.thinFrom.set(k, job.block + mostUnderWay)
  })
  if (!plan.watchesRows) return
  for (const hash of scan.rowHashes!) all.rowHashes.add(hash)
  all.lottery.add(scan.drawn!, job.file, job.block)
  addPatterns(all, scan.lacking)
}

function addPatterns(all: Gathering, lacking: readonly LackingCells[] | undefined): void {
  if (lacking === undefined || all.patterns === undefined || all.patterns.size > mostPatterns) {
    all.patterns = undefined
    return
  }
  for (const { cells, rows } of lacking) {
    const key = JSON.stringify(cells)
    all.patterns.set(key, { cells, rows: rows + (all.patterns.get(key)?.rows ?? 0) })
  }
}

function refuseFaults(
  { faults, recordCount }: BlockScan,
  { job, position, plan }: { readonly job: BlockJob; readonly position: Position; readonly plan: ScanPlan },
): void {
  const { name, dialect } = plan.files[job.file]
  const quotes = quoteFaults(faults, position.line)
  if (quotes !== undefined) {
    if (dialect.delimiter === tab && dialect.hasQuotes) throw new PlanBroken(job.file, { quotes })
    throw quoteError(name, quotes)
  }
  if (!job.isWhole) throw recordTooLong(name, position.line + 1)
  if (faults.raggedCount > 0) {
    const ragged = faults.ragged.map(({ line, cells }) => ({ line: line + position.line, cells }))
    const counts = { ragged, raggedCount: faults.raggedCount, recordCount: position.records + recordCount }
    throw raggedError(name, { ...counts, expected: dialect.shape.columnCount, isPart: true }, dialect.delimiter)
  }
  if (faults.filledColumn !== undefined) throw new PlanBroken(job.file, { filledColumn: faults.filledColumn })
}

function quoteFaults({ unclosedLine, strayLine }: BlockFaults, line: number): QuoteFaults | undefined {
  if (unclosedLine === undefined && strayLine === undefined) return undefined
  return {
    ...(unclosedLine === undefined ? {} : { unclosedLine: unclosedLine + line }),
    ...(strayLine === undefined ? {} : { strayLine: strayLine + line }),
  }
}

function recordTooLong(name: string, line: number): MlwrightError {
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    `Line ${line} of '${name}' is longer than ${longestRecordBytes} bytes. Expected rows that are shorter.`,
    {
      hint: 'Check that the file is a table with line ends.',
      details: { source: name, line },
    },
  )
}
