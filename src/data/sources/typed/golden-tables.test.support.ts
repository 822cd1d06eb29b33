// For tests: tables as programs of others wrote them, from test/golden/typed-tables.json.
import { readFileSync } from 'node:fs'
import { cellText } from '../../schema/index.js'
import type { Reading } from '../reading.js'

interface GoldenTables {
  readonly arrowTexts: Readonly<Record<string, readonly string[]>>
  /** Base64. */
  readonly files: Readonly<Record<string, string>>
}

export const golden = JSON.parse(readFileSync('test/golden/typed-tables.json', 'utf8')) as GoldenTables

export function goldenFile(name: string): Uint8Array {
  return Uint8Array.from(Buffer.from(golden.files[name], 'base64'))
}

/** The cells of each column as texts of its kind. */
export function textsOf({ table, schema }: Reading): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    table.columns.map((column) => {
      const format = schema.columns.find(({ name }) => name === column.name)!
      return [column.name, Array.from({ length: table.rowCount }, (_, row) => cellText(column, format, row))]
    }),
  )
}

export function kindsOf({ schema }: Reading): Readonly<Record<string, string>> {
  return Object.fromEntries(schema.columns.map(({ name, kind }) => [name, kind]))
}
