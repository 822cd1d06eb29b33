// Numbers, dates and booleans of programs, JSON and Parquet are what they are, however the training wrote them in texts.
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import type { Signature } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { readTable } from './read-table.js'
import { readWithSignature } from './read-with-signature.js'
import { createTemporaryFolder } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

const signature: Signature = {
  format: 1,
  task: 'regression',
  target: 'y',
  inputs: [
    { name: 'amount', kind: 'number', missing: ['', '-999'], decimal: ',', required: true },
    { name: 'seen', kind: 'datetime', missing: [''], dateFormat: 'dd.MM.yyyy', required: true },
    { name: 'smokes', kind: 'boolean', missing: [''], levels: ['No', 'Yes'], required: true },
  ],
  outputs: [],
  targetFormat: { kind: 'number', missing: [''], decimal: ',' },
}

const day = Date.UTC(2024, 0, 11)
const expected = { amount: [7.123, 7.5, NaN], seen: [day, day + 3723000, day], smokes: [1, 0, 1], y: [1.125, 2.5, 1234] }

const valuesOf = (columns: readonly Column[]): Record<string, number[]> =>
  Object.fromEntries(columns.map((column) => [column.name, [...(column as { values: Float64Array }).values]]))

async function readAll(source: Parameters<typeof readWithSignature>[0]): Promise<unknown> {
  const { table, target, findings } = await readWithSignature(source, signature, { withTarget: 'required' })
  expect(findings).toEqual([])
  return { ...valuesOf(table.columns), y: [...target!] }
}

describe('typed cells', () => {
  it('of rows in memory keep their values; texts go by the signature', async () => {
    const rows = [
      { amount: 7.123, seen: new Date(day), smokes: true, y: 1.125 },
      { amount: 7.5, seen: '2024-01-11T01:02:03Z', smokes: 0, y: 2.5 },
      { amount: -999, seen: '11.01.2024', smokes: 'YES', y: '1.234' },
    ]
    expect(await readAll(rows)).toEqual(expected)
  })

  it.each([
    ['lines', 'typed.jsonl', (rows: readonly string[]) => rows.join('\n')],
    ['an array', 'typed.json', (rows: readonly string[]) => `[${rows.join(',')}]`],
  ])('of JSON keep their values: %s', async (_, name, write) => {
    const rows = [
      '{"amount":7.123,"seen":"2024-01-11","smokes":true,"y":1.125}',
      '{"amount":7.5,"seen":"2024-01-11T01:02:03.000Z","smokes":0,"y":2.5}',
      '{"amount":-999.0,"seen":"11.01.2024","smokes":"yes","y":"1.234"}',
    ]
    expect(await readAll(folder.write(name, write(rows)))).toEqual(expected)
  })

  it('of JSON by columns and of arrays keep their values', async () => {
    const columns = folder.write(
      'columns.json',
      '{"amount":[7.123,7.5,-999],"seen":["2024-01-11","2024-01-11 01:02:03","2024-01-11"],"smokes":[true,false,1],"y":[1.125,2.5,1234]}',
    )
    expect(await readAll(columns)).toEqual(expected)
    const arrays = folder.write(
      'arrays.json',
      '[["amount","seen","smokes","y"],[7.123,"2024-01-11",true,1.125],[7.5,"2024-01-11 01:02:03",false,2.5],[-999,"2024-01-11",1,1234]]',
    )
    expect(await readAll(arrays)).toEqual(expected)
  })

  it('of Parquet keep their values, times and truths too', async () => {
    const path = folder.write('typed.parquet', '')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `COPY (SELECT * FROM (VALUES (7.123::DOUBLE, TIMESTAMP '2024-01-11 00:00:00', true, 1.125::DECIMAL(9,3)),
        (7.5, TIMESTAMP '2024-01-11 01:02:03', false, 2.5), (-999, TIMESTAMP '2024-01-11 00:00:00', true, 1234)) t(amount, seen, smokes, y))
       TO '${path}' (FORMAT parquet)`,
    )
    connection.closeSync()
    expect(await readAll(path)).toEqual(expected)
  })

  it('are not taken for thousands because another column marks decimals with commas', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ price: `${i},5`, weight: i + 1.125, y: i * 1.5 }))
    const { table, findings, schema } = await readTable(rows, { target: 'y' })
    expect(schema.columns[0]).toMatchObject({ kind: 'number', decimal: ',' })
    expect(valuesOf(table.columns)).toMatchObject({ weight: Array.from({ length: 60 }, (_, i) => i + 1.125) })
    expect(findings.filter((finding) => finding.code === 'AMBIGUOUS_NUMBERS')).toEqual([])
  })

  it('of which none can be read are an error, some a warning', async () => {
    const row = { amount: '1,5', seen: '11.01.2024', smokes: 'No' }
    const { findings } = await readWithSignature(
      [
        { ...row, amount: 'x', seen: 'soon' },
        { ...row, amount: '', seen: '11.01.2024' },
      ],
      signature,
    )
    expect(findings.map(({ code, severity, columns }) => [code, severity, columns[0]])).toEqual([
      ['MIXED_TYPES', 'error', 'amount'],
      ['MIXED_TYPES', 'warning', 'seen'],
    ])
    expect(findings[0].evidence).toEqual({ cells: 1, of: 1, examples: ['x'] })
  })

  it('may stand below a header that looks like a tag', async () => {
    const path = folder.write(
      'tag.csv',
      `<script>alert(1)</script>,b,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 7},${i / 3}\n`).join('')}`,
    )
    expect((await readTable(path, { target: 'y' })).schema.columns.map((column) => column.name)).toEqual([
      '<script>alert(1)</script>',
      'b',
      'y',
    ])
  })
})
