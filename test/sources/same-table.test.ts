// The same table from every kind of source has the same kinds and values, as far as the form carries them.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cellText } from '../../dist/data/schema/index.js'
import { readTable } from '../../dist/data/sources/index.js'
import type { Reading } from '../../dist/data/sources/index.js'
import { examples, sharedTable, useFolder } from '../e2e/mlwright.js'
import { statementsOf, typedCopyOf, writeCopies } from './copies.js'
import { motoServer, startObjectStore } from './object-store.js'
import type { ObjectStore } from './object-store.js'
import { password, postgresFolder, startPostgres } from './postgres-server.js'
import type { PostgresServer } from './postgres-server.js'

const folder = useFolder()
const tables = [
  ['penguins', join(examples, 'penguins', 'penguins.csv')],
  ...['titanic', 'flu_ilinet_weekly', 'compas'].map((name) => [name, sharedTable(name)] as const),
] as const

let web: Server
let postgres: PostgresServer | undefined
let store: ObjectStore | undefined
const served = new Map<string, Uint8Array>()

beforeAll(async () => {
  web = createServer((request, response) => response.end(served.get(request.url!)))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  postgres = postgresFolder === undefined ? undefined : await startPostgres()
  store = motoServer === undefined ? undefined : await startObjectStore()
  Object.assign(process.env, { PGPASSWORD: password, MLWRIGHT_ALLOW_PRIVATE_HOSTS: '127.0.0.1', ...store?.environment })
}, 120_000)
afterAll(async () => {
  web.close()
  await postgres?.stop()
  await store?.stop()
})

/** Two cells of one value have one text; booleans may be spelled in several ways. */
function told({ schema, table }: Reading, kinds: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  return Object.fromEntries(
    table.columns.map((column) => {
      const format = schema.columns.find(({ name }) => name === column.name)!
      const kind = kinds[column.name] ?? column.kind
      const cells = Array.from({ length: table.rowCount }, (_, row) =>
        column.kind === 'boolean' ? column.values[row] : cellText(column, format, row),
      )
      return [
        column.name,
        { kind, cells: column.kind === 'number' && kind === 'boolean' ? cells.map((cell) => (cell === '' ? -1 : Number(cell))) : cells },
      ]
    }),
  )
}

describe.each(tables)('%s', (name, path) => {
  test.skipIf(path === undefined)(
    'is the same from every source (skipped without MLWRIGHT_DATA; servers that are not there are left out)',
    async () => {
      const csv = await readTable(path!)
      const copy = typedCopyOf(csv)
      const paths = await writeCopies(copy, join(folder.path, name))
      for (const [form, file] of [['csv', path!], ...Object.entries(paths)]) served.set(`/${name}.${form}`, readFileSync(file))
      const base = `http://127.0.0.1:${(web.address() as AddressInfo).port}/${name}`
      const sources: Record<string, string> = {
        ...paths,
        'csv over HTTP': `${base}.csv`,
        'Parquet over HTTP': `${base}.parquet`,
        'SQLite over HTTP': `${base}.sqlite#t`,
        'Excel over HTTP': `${base}.excel`,
      }
      if (postgres !== undefined) {
        // A table of a database has no order of its own.
        const cells = Array.from({ length: copy.rowCount }, (_, row) => row)
        const numbered = { ...copy, columns: [...copy.columns, { name: 'place in file', type: 'integer' as const, cells }] }
        for (const statement of statementsOf(numbered, name)) await postgres.run(statement)
        const columns = copy.columns.map((column) => `"${column.name}"`).join(', ')
        sources['PostgreSQL'] = `${postgres.url}?query=SELECT ${columns} FROM "${name}" ORDER BY "place in file"`
      }
      if (store !== undefined) {
        await store.put('tables', `${name}.csv.gz`, gzipSync(readFileSync(path!)))
        await store.put('tables', `${name}.arrow`, readFileSync(paths.arrow))
        Object.assign(sources, { 'CSV from S3': `s3://tables/${name}.csv.gz`, 'Arrow from S3': `s3://tables/${name}.arrow` })
      }
      const expected = told(csv)
      const booleans = Object.fromEntries(
        csv.table.columns.filter(({ kind }) => kind === 'boolean').map((column) => [column.name, 'boolean']),
      )
      for (const [form, source] of Object.entries(sources)) {
        const reading = await readTable(source)
        // SQLite has no truths: they are 0 and 1.
        expect(told(reading, form.toLowerCase().startsWith('sqlite') ? booleans : {}), form).toEqual(expected)
      }
    },
    120_000,
  )
})
