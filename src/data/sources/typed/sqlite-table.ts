// A table or a query of an SQLite database to cells, through libsql, opened so that nothing can be written.
import { pathToFileURL } from 'node:url'
import { setImmediate } from 'node:timers/promises'
import type { Database, Statement } from 'libsql'
import { isMlwrightError, MlwrightError } from '../../../base/core/index.js'
import type { Selection } from '../address/selection.js'
import type { FoundTable } from '../found-table.js'
import type { OpenedFile } from '../open.js'
import { createCellWriter, doubleText } from './cell-writer.js'
import type { CellWriter } from './cell-writer.js'
import { choosePart } from './choose-part.js'
import { checkReadOnly, refusedQuery } from './read-only-query.js'
import { withTemporaryCopy } from './temporary-copy.js'

interface Asked {
  readonly name: string
  readonly selection: Selection
  readonly checkpoint: (() => void) | undefined
}

const rowsBetweenChecks = 1 << 12
/** How long another program that writes is waited for. */
const busyTimeoutMs = 5000

/**
 * Reads the only table, the one that is asked for, or what a query gives, in the order of the database. Whole numbers keep every digit.
 * Throws SOURCE_NOT_FOUND with the tables that there are, SOURCE_REFUSED for a query that would write, SOURCE_UNREADABLE, SOURCE_EMPTY.
 */
export async function readSqlite(file: OpenedFile, selection: Selection, checkpoint?: () => void): Promise<FoundTable> {
  const asked = { name: file.name, selection, checkpoint }
  if (file.path !== undefined && file.bytes.length <= 16) return readDatabase(file.path, asked)
  return withTemporaryCopy(file.bytes, (path) => readDatabase(path, asked))
}

async function readDatabase(path: string, asked: Asked): Promise<FoundTable> {
  const Sqlite = await loadSqlite()
  let database: Database | undefined
  try {
    // libsql takes no notice of its option `readonly`; SQLite's own `mode=ro` holds.
    database = new Sqlite(`${pathToFileURL(path).href}?mode=ro`, { timeout: busyTimeoutMs })
    database.exec('PRAGMA query_only = ON')
    const query = asked.selection.query === undefined ? selectTable(database, asked) : checkReadOnly(asked.selection.query)
    return await readStatement(prepare(database, query), asked)
  } catch (error) {
    throw isMlwrightError(error) ? error : sqliteError(error as SqliteError, asked)
  } finally {
    database?.close()
  }
}

async function loadSqlite(): Promise<typeof import('libsql')> {
  try {
    return (await import('libsql')).default
  } catch (cause) {
    throw new MlwrightError('RUNTIME_MISSING', `SQLite cannot be loaded: ${(cause as Error).message.split('\n')[0]}.`, {
      hint: 'Install again with npm ci, with optional packages; or export the table as CSV.',
      cause,
    })
  }
}

function selectTable(database: Database, { name, selection }: Asked): string {
  const listed = database
    .prepare(
      "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    )
    .raw(true)
    .all() as [string, string][]
  const tables = listed.filter(([, type]) => type === 'table').map(([table]) => table)
  // Views are there to be asked for; without being asked, they count where there is nothing else.
  const parts = selection.table !== undefined || tables.length === 0 ? listed.map(([part]) => part) : tables
  const table = choosePart(parts, { source: name, word: 'table', asked: selection.table })
  return `SELECT * FROM "${table.replaceAll('"', '""')}"`
}

function prepare(database: Database, query: string): Statement {
  const statement = database.prepare(query)
  if (!statement.reader) throw refusedQuery('gives no rows')
  return statement.raw(true).safeIntegers(true)
}

async function readStatement(statement: Statement, { name, checkpoint }: Asked): Promise<FoundTable> {
  const names = statement.columns().map((column) => column.name)
  const writer = createCellWriter(name, names)
  let untilCheck = rowsBetweenChecks
  for (const row of statement.iterate() as IterableIterator<unknown[]>) {
    for (let column = 0; column < names.length; column++) writeCell(writer, row[column])
    if (--untilCheck > 0) continue
    untilCheck = rowsBetweenChecks
    checkpoint?.()
    await setImmediate()
  }
  if (writer.rowCount() === 0)
    throw new MlwrightError('SOURCE_EMPTY', `'${name}' holds no rows. Expected at least one.`, { details: { source: name } })
  return writer.finish(name)
}

function writeCell(writer: CellWriter, value: unknown): void {
  if (typeof value === 'string') writer.text(value)
  else if (typeof value === 'bigint') writer.number(String(value))
  else if (typeof value === 'number') writer.number(doubleText(value))
  else if (value === null || value === undefined) writer.blank()
  else writer.binary()
}

interface SqliteError extends Error {
  readonly code?: string
}

function sqliteError(error: SqliteError, { name, selection }: Asked): MlwrightError {
  if (error.code === 'SQLITE_READONLY') return refusedQuery('would write', error)
  const isQuery = selection.query !== undefined && error.code === 'SQLITE_ERROR'
  const hints: Readonly<Record<string, string>> = {
    SQLITE_BUSY: 'Another program is writing to it: wait until it is done.',
    SQLITE_LOCKED: 'Another program is writing to it: wait until it is done.',
    SQLITE_NOTADB: 'The file is damaged or encrypted.',
    SQLITE_CORRUPT: 'The file is damaged or cut off: copy it again, its -wal file too.',
    SQLITE_CANTOPEN:
      'Check the permissions of the file and of its folder: a database in WAL mode needs to write beside itself, or copy it.',
  }
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    isQuery ? `The query of '${name}' cannot be run: ${error.message}.` : `'${name}' cannot be read as SQLite: ${error.message}.`,
    {
      hint: isQuery
        ? 'Mend the query; names with other signs than letters stand in double quotes.'
        : (hints[error.code ?? ''] ?? 'The file is damaged or cut off.'),
      details: { source: name, ...(error.code === undefined ? {} : { code: error.code }) },
      cause: error,
    },
  )
}
