// Which sources are read in blocks, and what their beginnings say.
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Finding } from '../../../base/core/index.js'
import { judgeColumn } from '../../schema/index.js'
import { addressOf } from '../address/address.js'
import { emptySource, packingOf, refuseBinary, refuseOtherText, textFormOf, typedFormOf } from '../content.js'
import { readHeader, statedDelimiter } from '../delimited.js'
import { detectDelimiter } from '../dialect.js'
import { countSequences, decodeAs, encodingOf, hasMark, utf16Of } from '../encoding.js'
import type { ByteEncoding } from '../encoding.js'
import { cellStart } from '../grid.js'
import type { Grid } from '../grid.js'
import { createDistinctCounter } from '../distinct-numbers.js'
import { locate } from '../open.js'
import type { RawTable } from '../raw-table.js'
import { evidenceOf, scanColumn } from '../scan.js'
import { tokenise } from '../tokenise.js'
import type { Dialect, Shape } from '../tokenise.js'
import type { Source } from '../reading.js'
import { openReader } from './byte-reader.js'
import type { Unpacking } from './byte-reader.js'
import type { LargeLimits } from './limits.js'
import { lastRecordEnd } from './record-end.js'

export interface LargeFile {
  readonly path: string
  readonly name: string
  /** On the disk. */
  readonly fileBytes: number
  readonly unpacking: Unpacking
  /** Bytes before the first record. */
  readonly start: number
  readonly dialect: Dialect & { readonly shape: Shape }
  readonly encoding: ByteEncoding
  /** Records before the first row. */
  readonly firstRecord: number
  /** As the header writes them; `''` where it has none. */
  readonly names: readonly string[]
  readonly isNamed: boolean
  /** Columns without a name that have no value in the beginning. */
  readonly blank: ReadonlySet<number>
  /** Columns whose numbers or dates turn out to be words in the beginning: codes, most of all. */
  readonly wordColumns: ReadonlySet<number>
  readonly findings: readonly Finding[]
}

export interface LargeSource {
  readonly name: string
  readonly files: readonly LargeFile[]
}

const packedShare = 4

/**
 * The source as one that is read in blocks: delimited files of `limits.largeBytes` together or more, packed ones a quarter of that. Undefined for all
 * others, and for those whose first record does not end early: they are read into memory. Throws what opening a source throws.
 */
export async function findLargeSource(source: Source<object>, limits: LargeLimits): Promise<LargeSource | undefined> {
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined
  const address = addressOf(source)
  if (address.form !== 'file' || Object.keys(address.selection).length > 0) return undefined
  const located = await locate(address.path, address.selection)
  if (Object.keys(located.selection).length > 0) return undefined
  const sizes = await Promise.all(located.paths.map(async (path) => (await stat(path)).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total * packedShare < limits.largeBytes) return undefined
  const files: LargeFile[] = []
  let textBytes = 0
  for (const [k, path] of located.paths.entries()) {
    const file = await readBeginning(path, sizes[k], limits)
    if (file === undefined) return undefined
    textBytes += file.unpacking.packing === undefined ? sizes[k] : packedShare * sizes[k]
    files.push(file)
  }
  return textBytes < limits.largeBytes ? undefined : { name: located.name, files }
}

/** A beginning is long enough when it has so many records: what judges headers looks at no more. */
const fewestRecords = 60

/** Undefined where the file is none that is read in blocks. */
async function readBeginning(path: string, fileBytes: number, limits: LargeLimits): Promise<LargeFile | undefined> {
  for (let headBytes = limits.headBytes; ; headBytes *= 4) {
    const found = await readHead(path, fileBytes, headBytes)
    if (found !== 'tooShort') return found
    if (headBytes >= limits.longestHeadBytes) return undefined
  }
}

async function readHead(path: string, fileBytes: number, headBytes: number): Promise<LargeFile | 'tooShort' | undefined> {
  const name = basename(path)
  const raw = await firstBytes(path, {}, 8)
  const packing = packingOf(raw)
  const head = await firstBytes(path, { packing }, headBytes)
  if (head.length === 0) throw emptySource(name)
  // What an archive is does not show at its beginning.
  if (typedFormOf(head) !== undefined || (head[0] === 0x50 && head[1] === 0x4b)) return undefined
  refuseBinary(name, head)
  const utf16 = hasMark(head) ? undefined : utf16Of(head, packing !== undefined || fileBytes % 2 === 0)
  const unpacking: Unpacking = { packing, utf16: utf16?.encoding }
  const text = utf16 === undefined ? head : await firstBytes(path, unpacking, headBytes)
  const mark = hasMark(text) ? 3 : 0
  refuseOtherText(name, text, mark)
  if (textFormOf(name, text, mark) !== 'delimited') return undefined
  const stated = statedDelimiter(text, mark)
  const start = stated?.next ?? mark
  const delimiter = stated?.delimiter ?? detectDelimiter(text, start)
  const newline = text.includes(10) ? 10 : 13
  const body = text.subarray(start)
  const end = text.length < headBytes ? body.length : lastRecordEnd(Buffer.from(body), { delimiter, newline, hasQuotes: true })
  if (end === 0) return 'tooShort'
  const whole = body.subarray(0, end)
  const encoding = encodingOf(countSequences(whole))
  const { grid, shape } = tokenise(decodeAs(whole, encoding), 0, { delimiter, hasQuotes: true })
  if (text.length === headBytes && grid.recordCount < fewestRecords) return 'tooShort'
  if (grid.recordCount === 0) throw emptySource(name)
  const header = readHeader(name, grid)
  return {
    path,
    name,
    fileBytes,
    unpacking,
    start,
    dialect: { delimiter, hasQuotes: true, shape },
    encoding,
    ...header,
    wordColumns: findWords(grid, header.firstRecord, header.names),
    blank: new Set([...header.names.keys()].filter((column) => header.isNamed && header.names[column] === '' && isBlank(grid, column))),
  }
}

function findWords(grid: Grid, firstRecord: number, names: readonly string[]): ReadonlySet<number> {
  const columns = Int32Array.from(names.keys())
  const rowCount = grid.recordCount - firstRecord
  const table: RawTable = { names, parts: [{ grid, firstRecord, columns, rowCount }], rowCount }
  const countDistinct = createDistinctCounter()
  return new Set(
    Array.from(columns).filter((column) => {
      const scan = scanColumn(table, { column, readsNumbers: true }, {})
      const evidence = evidenceOf(scan, names[column], scan.values === undefined ? 0 : countDistinct(scan.values))
      const { kind } = judgeColumn(evidence).format
      return scan.count > 0 && (kind === 'category' || kind === 'text' || kind === 'boolean')
    }),
  )
}

async function firstBytes(path: string, unpacking: Unpacking, size: number): Promise<Uint8Array> {
  const reader = await openReader(path, unpacking)
  try {
    const bytes = new Uint8Array(size)
    return bytes.subarray(0, await reader.read(bytes, 0))
  } finally {
    await reader.close()
  }
}

function isBlank(grid: Grid, column: number): boolean {
  for (let record = 1; record < grid.recordCount; record++) {
    const end = grid.ends[record * grid.columnCount + column]
    for (let at = cellStart(grid, record, column); at < end; at++) if (grid.bytes[at] > 32) return false
  }
  return true
}
