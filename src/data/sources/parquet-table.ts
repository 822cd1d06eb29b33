// Parquet to cells, through DuckDB.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MlwrightError } from '../../base/core/index.js'
import type { FoundTable } from './found-table.js'
import type { Grid } from './grid.js'
import type { OpenedFile } from './open.js'
import { createTextStore } from './rows-table.js'

/** Reads every column as its text. Numbers of single precision are read as the doubles that they are. Throws SOURCE_UNREADABLE, SOURCE_EMPTY. */
export async function readParquet(file: OpenedFile, checkpoint?: () => void): Promise<FoundTable> {
  const isTemporary = file.path === undefined || !isWhole(file.bytes)
  const folder = isTemporary ? await mkdtemp(join(tmpdir(), 'mlwright-')) : undefined
  const path = folder === undefined ? file.path! : join(folder, 'table.parquet')
  try {
    if (folder !== undefined) await writeFile(path, file.bytes)
    return await readWithDuckdb(file.name, path, checkpoint)
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
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
    const result = await connection.stream(`SELECT ${casts.join(', ')} FROM ${source}`)
    const text = createTextStore()
    const chunks: Uint32Array[] = []
    let recordCount = 0
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk === undefined || chunk.rowCount === 0) break
      checkpoint?.()
      chunks.push(collectChunk(chunk.getColumns() as (string | null)[][], chunk.rowCount, text))
      recordCount += chunk.rowCount
    }
    if (recordCount === 0)
      throw new MlwrightError('SOURCE_EMPTY', `'${name}' holds no rows. Expected at least one.`, { details: { source: name } })
    return {
      grid: gridOf(columns.length, recordCount, chunks, text.bytes()),
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
