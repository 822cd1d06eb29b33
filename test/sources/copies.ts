// One table written in every form that carries types, by the libraries that others write them with.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { bool, dateDay, float64, int64, tableFromArrays, tableToIPC, timestamp, utf8 } from '@uwdata/flechette'
import type { DataType } from '@uwdata/flechette'
import { writeXlsx } from 'hucre/xlsx'
import Sqlite from 'libsql'
import { cellText } from '../../dist/data/schema/index.js'
import type { Reading } from '../../dist/data/sources/index.js'

type Cell = string | number | boolean | Date | null
export type CopyKind = 'integer' | 'number' | 'boolean' | 'day' | 'time' | 'text'

/** A table as programs hold it: a type for each column, and its cells. */
export interface TypedCopy {
  readonly columns: readonly { readonly name: string; readonly type: CopyKind; readonly cells: readonly Cell[] }[]
  readonly rowCount: number
}

/** What was read from text, typed as it was judged. */
export function typedCopyOf({ schema, table }: Reading): TypedCopy {
  const columns = table.columns.map((column) => {
    const format = schema.columns.find(({ name }) => name === column.name)!
    const texts = Array.from({ length: table.rowCount }, (_, row) => cellText(column, format, row))
    const cells = (valueOf: (text: string) => Cell): Cell[] => texts.map((text) => (text === '' ? null : valueOf(text)))
    if (column.kind === 'number') {
      const isInteger = texts.every((text) => text === '' || Number.isSafeInteger(Number(text)))
      return { name: column.name, type: isInteger ? 'integer' : 'number', cells: cells(Number) } as const
    }
    if (column.kind === 'boolean') {
      const [, yes] = format.levels!
      return { name: column.name, type: 'boolean', cells: cells((text) => text === yes) } as const
    }
    if (column.kind === 'datetime') {
      const isDay = column.values.every((value) => Number.isNaN(value) || value % 86_400_000 === 0)
      return {
        name: column.name,
        type: isDay ? 'day' : 'time',
        cells: [...column.values].map((value) => (Number.isNaN(value) ? null : new Date(value))),
      } as const
    }
    return { name: column.name, type: 'text', cells: cells((text) => text) } as const
  })
  return { columns, rowCount: table.rowCount }
}

function isoOf(cell: Cell, type: CopyKind): Cell {
  return cell instanceof Date
    ? cell
        .toISOString()
        .slice(0, type === 'day' ? 10 : 19)
        .replace('T', ' ')
    : cell
}

/** A literal of SQL, in either of the two dialects. */
function literal(cell: Cell, type: CopyKind): string {
  if (cell === null) return 'NULL'
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (typeof cell === 'number') return Object.is(cell, -0) ? '-0.0' : String(cell)
  return `'${String(isoOf(cell, type)).replaceAll("'", "''")}'`
}

const sqlTypes: Record<CopyKind, string> = {
  integer: 'BIGINT',
  number: 'DOUBLE PRECISION',
  boolean: 'BOOLEAN',
  day: 'DATE',
  time: 'TIMESTAMP',
  text: 'TEXT',
}

/** Statements that make the table, 500 rows each. */
export function statementsOf({ columns, rowCount }: TypedCopy, table: string): string[] {
  const declared = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${sqlTypes[type]}`)
  const statements = [`CREATE TABLE "${table}" (${declared.join(', ')})`]
  for (let first = 0; first < rowCount; first += 500) {
    const rows = Array.from(
      { length: Math.min(500, rowCount - first) },
      (_, i) => `(${columns.map(({ cells, type }) => literal(cells[first + i], type)).join(', ')})`,
    )
    statements.push(`INSERT INTO "${table}" VALUES ${rows.join(', ')}`)
  }
  return statements
}

const arrowTypes: Record<CopyKind, () => DataType> = {
  integer: () => int64(),
  number: () => float64(),
  boolean: () => bool(),
  day: () => dateDay(),
  time: () => timestamp(1),
  text: () => utf8(),
}

/** Writes Parquet, Arrow, SQLite and Excel; returns the paths by form. */
export async function writeCopies(
  copy: TypedCopy,
  folder: string,
): Promise<Readonly<Record<'parquet' | 'arrow' | 'sqlite' | 'excel', string>>> {
  mkdirSync(folder, { recursive: true })
  const paths = {
    parquet: join(folder, 't.parquet'),
    arrow: join(folder, 't.arrow'),
    sqlite: join(folder, 't.db'),
    excel: join(folder, 't.xlsx'),
  }
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const statement of statementsOf(copy, 't')) await connection.run(statement)
  await connection.run(`COPY t TO '${paths.parquet}' (FORMAT parquet)`)
  connection.closeSync()
  const database = new Sqlite(paths.sqlite)
  database.exec(`BEGIN; ${statementsOf(copy, 't').join(';')}; COMMIT`)
  database.close()
  const { columns, rowCount } = copy
  const arrays = Object.fromEntries(
    columns.map(({ name, cells, type }) => [
      name,
      type === 'integer' ? cells.map((cell) => (cell === null ? null : BigInt(cell as number))) : [...cells],
    ]),
  )
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, arrowTypes[type]()]))
  writeFileSync(paths.arrow, tableToIPC(tableFromArrays(arrays, { types }), { format: 'file' })!)
  const rows = Array.from({ length: rowCount }, (_, row) => columns.map(({ cells }) => cells[row]))
  writeFileSync(paths.excel, await writeXlsx({ sheets: [{ name: 'Data', rows: [columns.map(({ name }) => name), ...rows] }] }))
  return paths
}
