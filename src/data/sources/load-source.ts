// Any source to cells: finds out what it is, reads it, joins several files into one table.
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { Finding } from '../../base/core/index.js'
import { addressOf } from './address/address.js'
import type { Selection } from './address/selection.js'
import { emptySource, notATable, refuseBinary, refuseOtherText, textFormOf, typedFormOf } from './content.js'
import { readDelimited } from './delimited.js'
import { decodeText } from './encoding.js'
import type { FoundTable } from './found-table.js'
import { cellStart } from './grid.js'
import type { Grid } from './grid.js'
import { nameColumns } from './header.js'
import { readJson, readJsonLines } from './json-table.js'
import { openAddress } from './open-address.js'
import { matchColumns } from './match-columns.js'
import type { OpenedFile } from './open.js'
import type { Part, RawTable } from './raw-table.js'
import type { Source } from './reading.js'
import { readRows } from './rows-table.js'
import { refusePart } from './typed/choose-part.js'
import { isOneTable, readTyped } from './typed/read-typed.js'

export interface LoadOptions {
  readonly isFingerprinted: boolean
  readonly knownNames?: ReadonlySet<string> | undefined
  readonly checkpoint?: (() => void) | undefined
}

export interface Loaded {
  /** For people. */
  readonly name: string
  readonly table: RawTable
  readonly findings: readonly Finding[]
  readonly fingerprint: string
}

interface NamedPart {
  readonly name: string
  readonly names: readonly string[]
  readonly part: Part
  readonly findings: readonly Finding[]
}

/**
 * Reads the cells of a source. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE, SOURCE_UNREACHABLE, SOURCE_REFUSED, SOURCE_EMPTY, SOURCE_NOT_A_TABLE,
 * ROWS_RAGGED, COLUMN_MISSING; OPTION_INVALID for addresses that cannot be.
 */
export async function loadSource(source: Source<object>, options: LoadOptions): Promise<Loaded> {
  const hash = options.isFingerprinted ? createHash('sha256') : undefined
  if (typeof source !== 'string' && !(source instanceof URL)) {
    const found = await readRows(source, options.checkpoint)
    if (hash !== undefined) hashCells(hash, found)
    return join('rows in memory', [namePart('rows in memory', found)], hash)
  }
  const address = addressOf(source)
  if (address.form === 'postgres') {
    const { nameOfDatabase, readPostgres } = await import('./typed/postgres-table.js')
    const name = nameOfDatabase(address)
    const found = await readPostgres(address.server, address.selection, options.checkpoint)
    if (hash !== undefined) hashCells(hash, found)
    return join(name, [namePart(name, found)], hash)
  }
  const { name, selection, files } = await openAddress(address, options.checkpoint)
  const parts: NamedPart[] = []
  for await (const file of files) parts.push(await readOpened(file, hash, { ...options, selection }))
  return join(name, parts, hash)
}

async function readOpened(
  file: OpenedFile,
  hash: Hash | undefined,
  options: LoadOptions & { readonly selection: Selection },
): Promise<NamedPart> {
  const { name, bytes } = file
  const { selection } = options
  if (bytes.length === 0) throw emptySource(name)
  const form = typedFormOf(bytes)
  if (selection.isDatabase === true && form !== 'sqlite') throw notATable(name, 'no SQLite database', 'Name it without sqlite:, as a file.')
  if (form !== undefined) {
    const found = await readTyped(file, { form, ...options })
    if (isOneTable(form)) hash?.update(bytes)
    else if (hash !== undefined) hashCells(hash, found)
    return namePart(name, found)
  }
  refuseBinary(name, bytes)
  refusePart(name, selection.table)
  hash?.update(bytes)
  const decoded = decodeText(bytes)
  if (isBlank(decoded.bytes, decoded.start)) throw emptySource(name)
  refuseOtherText(name, decoded.bytes, decoded.start)
  const found = readText(name, decoded.bytes, decoded.start, options)
  return namePart(name, { ...found, findings: [...decoded.findings, ...found.findings] })
}

function readText(name: string, bytes: Uint8Array, start: number, options: LoadOptions): FoundTable {
  switch (textFormOf(name, bytes, start)) {
    case 'json':
      return readJson(name, bytes, start, options.checkpoint)
    case 'jsonLines':
      return readJsonLines(name, bytes, start, options.checkpoint)
    default:
      return readDelimited(name, bytes, start, options)
  }
}

function isBlank(bytes: Uint8Array, start: number): boolean {
  for (let i = start; i < bytes.length; i++) if (bytes[i] > 32) return false
  return true
}

function namePart(name: string, found: FoundTable): NamedPart {
  const { grid, firstRecord } = found
  const rowCount = grid.recordCount - firstRecord
  const { names, dropped, findings } = nameColumns(found.names, (column) => found.isNamed && isBlankColumn(grid, firstRecord, column))
  const columns = Int32Array.from(Array.from(found.names, (_, column) => column).filter((column) => !dropped.has(column)))
  return { name, names, part: { grid, firstRecord, columns, rowCount }, findings: [...found.findings, ...(found.isNamed ? findings : [])] }
}

function isBlankColumn(grid: Grid, firstRecord: number, column: number): boolean {
  for (let record = firstRecord; record < grid.recordCount; record++) {
    const end = grid.ends[record * grid.columnCount + column]
    for (let i = cellStart(grid, record, column); i < end; i++) if (grid.bytes[i] > 32) return false
  }
  return true
}

/** One table of all parts: their columns must agree by name, in any order. */
function join(name: string, parts: readonly NamedPart[], hash: Hash | undefined): Loaded {
  const first = parts[0]
  const joined: Part[] = []
  let rowCount = 0
  for (const { name: file, names, part } of parts) {
    joined.push({
      ...part,
      columns:
        first === undefined || names === first.names ? part.columns : matchColumns(first, { name: file, names, columns: part.columns }),
    })
    rowCount += part.rowCount
  }
  return {
    name,
    table: { names: first.names, parts: joined, rowCount },
    findings: first.findings.concat(parts.slice(1).flatMap((part) => part.findings)),
    fingerprint: hash?.digest('hex') ?? '',
  }
}

/** A canonical form of cells that were not read from text: names, then cells row by row, each with its length. */
function hashCells(hash: Hash, found: FoundTable): void {
  const { grid } = found
  hash.update(JSON.stringify(found.names))
  let block = Buffer.allocUnsafe(1 << 16)
  let used = 0
  for (let record = 0; record < grid.recordCount; record++) {
    for (let column = 0; column < grid.columnCount; column++) {
      const start = cellStart(grid, record, column)
      const length = Math.max(0, grid.ends[record * grid.columnCount + column] - start)
      if (used + length + 4 > block.length) {
        hash.update(block.subarray(0, used))
        used = 0
        if (length + 4 > block.length) block = Buffer.allocUnsafe(2 * length)
      }
      used = block.writeUInt32LE(length, used)
      block.set(grid.bytes.subarray(start, start + length), used)
      used += length
    }
  }
  hash.update(block.subarray(0, used))
}
