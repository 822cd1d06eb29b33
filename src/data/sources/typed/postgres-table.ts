// A table or a query of a PostgreSQL database to cells, block by block through a cursor.
import { isMlwrightError, MlwrightError } from '../../../base/core/index.js'
import type { PostgresServer } from '../address/address.js'
import { selectedName } from '../address/selection.js'
import type { Selection } from '../address/selection.js'
import type { FoundTable } from '../found-table.js'
import { whileWanted } from '../network/patience.js'
import { createCellWriter, doubleText } from './cell-writer.js'
import type { CellWriter } from './cell-writer.js'
import { choosePart } from './choose-part.js'
import { postgresError } from './postgres-error.js'
import { openSession, placeOf } from './postgres-session.js'
import type { PostgresSession } from './postgres-session.js'
import { checkReadOnly } from './read-only-query.js'

const rowsAtOnce = 4096

/** Types by their object ids, which never change: `pg_type.dat`. */
const types = { bool: 16, bytea: 17, float4: 700, float8: 701 } as const
const numberTypes: ReadonlySet<number> = new Set([20, 21, 23, 26, types.float4, types.float8, 1700])

/** For people. */
export function nameOfDatabase({ server, selection }: { readonly server: PostgresServer; readonly selection: Selection }): string {
  return selectedName(placeOf(server).database, selection)
}

/**
 * Reads the only table that can be seen, the one that is asked for (`schema.table`, or `table` alone where no other schema has it), or what a query
 * gives. Numbers keep every digit, times with a zone are UTC, bytes are left out. The session is read-only and sees one state of the data.
 * Throws SOURCE_NOT_FOUND, SOURCE_REFUSED for a query that would write, SOURCE_UNREADABLE, SOURCE_EMPTY, SOURCE_UNREACHABLE where the server goes away.
 */
export async function readPostgres(server: PostgresServer, selection: Selection, checkpoint?: () => void): Promise<FoundTable> {
  const query = selection.query === undefined ? undefined : checkReadOnly(selection.query)
  const place = placeOf(server)
  const progress = { isOpen: false, rows: 0 }
  let session: PostgresSession | undefined
  return whileWanted(checkpoint, async (signal) => {
    const onAbort = (): void => session?.destroy()
    signal.addEventListener('abort', onAbort)
    try {
      session = await openSession(place)
      progress.isOpen = true
      signal.throwIfAborted()
      const found = await readCursor(session, {
        name: place.database,
        query: query ?? (await selectTable(session, place.database, selection.table)),
        onRows: (count) => (progress.rows += count),
      })
      await session.close().catch(() => undefined)
      return found
    } catch (error) {
      session?.destroy()
      throw isMlwrightError(error) ? error : postgresError(error as Error, { place, isQuery: query !== undefined, progress })
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  })
}

async function selectTable(session: PostgresSession, database: string, asked: string | undefined): Promise<string> {
  const { rows } = await session.query(
    `SELECT n.nspname, c.relname, pg_table_is_visible(c.oid)::text, (c.relkind IN ('v', 'm', 'f'))::text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname !~ '^(pg_|information_schema$)'
       AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1, 2`,
  )
  const listed = rows.map(([schema, table, isVisible, isView]) => ({
    name: isVisible === 'true' ? table! : `${schema}.${table}`,
    full: `${schema}.${table}`,
    sql: `${quoted(schema!)}.${quoted(table!)}`,
    isView: isView === 'true',
  }))
  const named = listed.filter(({ full, name }) => full === asked || name === asked)
  const alone = listed.filter(({ full }) => full.endsWith(`.${asked}`))
  const [whole] = named.length > 0 ? named : alone.length === 1 ? alone : []
  if (whole !== undefined) return `SELECT * FROM ${whole.sql}`
  // Views are there to be asked for; without being asked, they count where there is nothing else.
  const tables = listed.filter(({ isView }) => !isView)
  const parts = asked !== undefined || tables.length === 0 ? listed : tables
  const chosen = choosePart(
    parts.map(({ name }) => name),
    { source: database, word: 'table', asked, example: (part) => `postgres://…/${database}?table=${part}` },
  )
  return `SELECT * FROM ${listed.find(({ name }) => name === chosen)!.sql}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

interface CursorOptions {
  readonly name: string
  readonly query: string
  readonly onRows: (count: number) => void
}

/** A cursor takes a query that reads and no other statement. */
async function readCursor(session: PostgresSession, { name, query, onRows }: CursorOptions): Promise<FoundTable> {
  await session.query(`DECLARE mlwright NO SCROLL CURSOR FOR\n${query}\n`)
  let writer: CellWriter | undefined
  for (;;) {
    const { fields, rows } = await session.query(`FETCH ${rowsAtOnce} FROM mlwright`)
    writer ??= createCellWriter(
      name,
      fields.map((field) => field.name),
    )
    const writes = fields.map((field) => writeOf(field.dataTypeID))
    for (const row of rows) {
      for (let column = 0; column < row.length; column++) {
        const text = row[column]
        if (text === null) writer.blank()
        else writes[column](writer, text)
      }
    }
    onRows(rows.length)
    if (rows.length < rowsAtOnce) break
  }
  if (writer.rowCount() === 0 || Number.isNaN(writer.rowCount()))
    throw new MlwrightError('SOURCE_EMPTY', `What is asked of '${name}' holds no rows. Expected at least one.`, {
      details: { source: name },
    })
  return writer.finish(name)
}

function writeOf(type: number): (writer: CellWriter, text: string) => void {
  if (type === types.bool) return (writer, text) => writer.text(text === 't' ? 'true' : 'false')
  if (type === types.bytea) return (writer) => writer.binary()
  // Doubles as everywhere here; single precision as the doubles that they are.
  if (type === types.float8) return (writer, text) => writer.number(doubleText(Number(text)))
  if (type === types.float4) return (writer, text) => writer.number(doubleText(Math.fround(Number(text))))
  return numberTypes.has(type) ? (writer, text) => writer.number(text === 'NaN' ? '' : text) : (writer, text) => writer.text(text)
}
