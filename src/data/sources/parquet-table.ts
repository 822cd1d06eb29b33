// Parquet to cells, through DuckDB.
import type { DuckDBConnection } from '@duckdb/node-api'
import { MlwrightError } from '../../base/core/index.js'
import type { FoundTable } from './found-table.js'
import type { Grid } from './grid.js'
import type { OpenedFile } from './open.js'
import { createTextStore } from './rows-table.js'
import { withTemporaryCopy } from './typed/temporary-copy.js'

/** Reads every column as its text. Numbers of single precision are read as the doubles that they are. Throws SOURCE_UNREADABLE, SOURCE_EMPTY. */
export async function readParquet(file: OpenedFile, checkpoint?: () => void): Promise<FoundTable> {
  if (file.path !== undefined && isWhole(file.bytes)) return readWithDuckdb(file.name, file.path, checkpoint)
  return withTemporaryCopy(file.bytes, (path) => readWithDuckdb(file.name, path, checkpoint))
}

/** False where the bytes were unpacked from another file. */
function isWhole(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes.at(-1) === 0x31 && bytes.at(-4) === 0x50
}

async function readWithDuckdb(name: string, path: string, checkpoint: (() => void) | undefined): Promise<FoundTable> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: '1',
  })
  const connection = await instance.connect()
  try {
    await connection.run("SET TimeZone = 'UTC'").catch(() => undefined)
    const source = `read_parquet('${path.replaceAll("'", "''")}')`
    const described = await connection.run(`DESCRIBE SELECT * FROM ${source}`)
    const columns = (await described.getRows()).map(([column, type]) => ({ name: String(column), type: String(type) }))
    const casts = columns.map(({ name: column, type }) => {
      const quoted = `"${column.replaceAll('"', '""')}"`
      return type === 'FLOAT' ? `CAST(CAST(${quoted} AS DOUBLE) AS VARCHAR)` : `CAST(${quoted} AS VARCHAR)`
    })
    const query = { connection, source, casts, checkpoint }
    const grid = (casts.length <= mostInOneLine ? await readLines(query) : undefined) ?? (await readCells(query))
    if (grid.recordCount === 0)
      throw new MlwrightError('SOURCE_EMPTY', `'${name}' holds no rows. Expected at least one.`, { details: { source: name } })
    return {
      grid: { ...grid, numberColumns: Uint8Array.from(columns, ({ type }) => (numberType.test(type) ? 1 : 0)) },
      firstRecord: 0,
      names: columns.map((column) => column.name),
      isNamed: true,
      findings: [],
    }
  } catch (error) {
    if (error instanceof MlwrightError) throw error
    throw new MlwrightError('SOURCE_UNREADABLE', `'${name}' cannot be read as Parquet: ${(error as Error).message.split('\n')[0]}.`, {
      hint: 'The file is damaged or cut off, or uses a part of Parquet that is not known here.',
      details: { source: name },
      cause: error,
    })
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** What DuckDB calls its numbers. */
const numberType = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\b.*)$/

interface Query {
  readonly connection: DuckDBConnection
  readonly source: string
  /** For each column what gives its text. */
  readonly casts: readonly string[]
  readonly checkpoint: (() => void) | undefined
}

/** More columns than this are read one by one: the expression would grow too long. */
const mostInOneLine = 1000
/** Unit separator: no text of a table should hold it. */
const separator = 31

/**
 * Rows as one text each, which is several times faster than a text for each cell: DuckDB puts the cells end to end.
 * Undefined where a cell holds the separator.
 */
async function readLines({ connection, source, casts, checkpoint }: Query): Promise<Grid | undefined> {
  const columnCount = casts.length
  const line = casts.flatMap((cast, at) => (at === 0 ? [cast] : [`chr(${separator})`, cast])).join(', ')
  const result = await connection.stream(`SELECT concat(${line}) FROM ${source}`)
  const text = createTextStore()
  const lineEnds: Float64Array[] = []
  let recordCount = 0
  // DuckDB makes the next lines while these are written.
  let coming = result.fetchChunk()
  for (;;) {
    const chunk = await coming
    if (chunk === null || chunk.rowCount === 0) break
    checkpoint?.()
    coming = result.fetchChunk()
    coming.catch(() => undefined)
    const lines = chunk.getColumnValues(0) as readonly string[]
    const ends = new Float64Array(chunk.rowCount)
    for (let row = 0; row < chunk.rowCount; row++) {
      text.write(lines[row])
      ends[row] = text.size()
    }
    lineEnds.push(ends)
    recordCount += chunk.rowCount
  }
  return splitLines(text.bytes(), lineEnds, { recordCount, columnCount })
}

function splitLines(
  bytes: Uint8Array,
  lineEnds: readonly Float64Array[],
  { recordCount, columnCount }: Pick<Grid, 'recordCount' | 'columnCount'>,
): Grid | undefined {
  const starts = new Uint32Array(recordCount * columnCount)
  const ends = new Uint32Array(recordCount * columnCount)
  let cell = 0
  let at = 0
  for (const chunk of lineEnds) {
    for (const lineEnd of chunk) {
      const last = cell + columnCount - 1
      starts[cell] = at
      for (; at < lineEnd; at++) {
        if (bytes[at] !== separator) continue
        if (cell === last) return undefined
        ends[cell++] = at
        starts[cell] = at + 1
      }
      ends[cell] = lineEnd
      if (cell++ !== last) return undefined
    }
  }
  return { bytes, columnCount, recordCount, starts, ends, recordStarts: new Uint32Array(0), quote: -1 }
}

async function readCells({ connection, source, casts, checkpoint }: Query): Promise<Grid> {
  const result = await connection.stream(`SELECT ${casts.join(', ')} FROM ${source}`)
  const text = createTextStore()
  const chunks: Uint32Array[] = []
  let recordCount = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    checkpoint?.()
    chunks.push(collectChunk(chunk.getColumns() as (string | null)[][], chunk.rowCount, text))
    recordCount += chunk.rowCount
  }
  return gridOf(casts.length, recordCount, chunks, text.bytes())
}

/** Writes the texts of a chunk column by column; returns start and end of each cell, column by column. */
function collectChunk(
  columns: readonly (readonly (string | null)[])[],
  rowCount: number,
  text: ReturnType<typeof createTextStore>,
): Uint32Array {
  const cells = new Uint32Array(columns.length * rowCount * 2)
  let at = 0
  for (const column of columns) {
    for (let row = 0; row < rowCount; row++) {
      cells[at++] = text.size()
      const value = column[row]
      if (value !== null && value !== undefined) text.write(value)
      cells[at++] = text.size()
    }
  }
  return cells
}

function gridOf(columnCount: number, recordCount: number, chunks: readonly Uint32Array[], bytes: Uint8Array): Grid {
  const starts = new Uint32Array(recordCount * columnCount)
  const ends = new Uint32Array(recordCount * columnCount)
  let first = 0
  for (const cells of chunks) {
    const rowCount = cells.length / 2 / columnCount
    for (let column = 0, from = 0; column < columnCount; column++) {
      for (let row = 0; row < rowCount; row++) {
        const at = (first + row) * columnCount + column
        starts[at] = cells[from++]!
        ends[at] = cells[from++]!
      }
    }
    first += rowCount
  }
  return { bytes, columnCount, recordCount, starts, ends, recordStarts: new Uint32Array(0), quote: -1 }
}
