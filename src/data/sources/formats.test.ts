import { gzipSync } from 'node:zlib'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { cellText } from '../schema/index.js'
import type { Table } from '../table/index.js'
import { readTable } from './read-table.js'
import type { Reading, Source } from './reading.js'
import { createTemporaryFolder, csvOf } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

const csv = csvOf('näme,size,seen,open', 20, (i) => `"é,${i % 3}",${i * 1.5},2024-01-${10 + i},${i % 2 === 0}`)
const textsOf = ({ table, schema }: Reading): string[][] =>
  table.columns.map((column) =>
    Array.from({ length: table.rowCount }, (_, row) =>
      cellText(
        column,
        schema.columns.find(({ name }) => name === column.name)!,
        row,
      ),
    ),
  )
const expected = [
  Array.from({ length: 20 }, (_, i) => `é,${i % 3}`),
  Array.from({ length: 20 }, (_, i) => String(i * 1.5)),
  Array.from({ length: 20 }, (_, i) => `2024-01-${10 + i}`),
  Array.from({ length: 20 }, (_, i) => String(i % 2 === 0)),
]
const records = Array.from({ length: 20 }, (_, i) => ({ näme: `é,${i % 3}`, size: i * 1.5, seen: `2024-01-${10 + i}`, open: i % 2 === 0 }))

/** A frame of one raw block, as RFC 8878 lays it out. */
function zstdRaw(bytes: Buffer): Buffer {
  const header = Buffer.alloc(12)
  header.writeUInt32LE(0xfd2fb528, 0)
  header[4] = 0xa0
  header.writeUInt32LE(bytes.length, 5)
  header.writeUIntLE((bytes.length << 3) | 1, 9, 3)
  return Buffer.concat([header, bytes])
}

async function* streamed(rows: readonly object[]): AsyncGenerator<object> {
  for (const row of rows) yield row
}

const utf16le = Buffer.from(csv, 'utf16le')
const windows = Buffer.from(csv, 'latin1')

describe('every form gives the same table', () => {
  it.each<[string, () => Source<object>]>([
    ['csv', () => folder.write('a.csv', csv)],
    ['csv with a byte-order mark', () => folder.write('bom.csv', `\ufeff${csv}`)],
    ['csv with CRLF', () => folder.write('crlf.csv', csv.replaceAll('\n', '\r\n'))],
    ['csv in UTF-16 little-endian', () => folder.write('le.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]))],
    ['csv in UTF-16 big-endian', () => folder.write('be.csv', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()]))],
    ['csv in UTF-16 without a mark', () => folder.write('plain16.csv', utf16le)],
    ['csv in Latin-1', () => folder.write('latin.csv', windows)],
    ['csv with ;', () => folder.write('semi.csv', csv.replaceAll(/,(?! )(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ';'))],
    ['tsv under the name of a csv', () => folder.write('tabs.csv', csv.replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\t'))],
    ['csv, gzip', () => folder.write('a.csv.gz', gzipSync(csv))],
    ['csv, zstd', () => folder.write('a.csv.zst', zstdRaw(Buffer.from(csv)))],
    ['a URL of a file', () => pathToFileURL(folder.write('url.csv', csv))],
    ['JSON', () => folder.write('a.json', JSON.stringify(records, null, 1))],
    [
      'JSON of arrays with names',
      () => folder.write('arrays.json', JSON.stringify([Object.keys(records[0]), ...records.map((row) => Object.values(row))])),
    ],
    [
      'JSON by column',
      () =>
        folder.write(
          'columns.json',
          JSON.stringify(Object.fromEntries(Object.keys(records[0]).map((key) => [key, records.map((row) => row[key as 'size'])]))),
        ),
    ],
    ['JSON lines', () => folder.write('a.jsonl', records.map((row) => JSON.stringify(row)).join('\n'))],
    [
      'JSON lines with escapes, packed, under another name',
      () => folder.write('b.txt.gz', gzipSync(records.map((row) => JSON.stringify(row).replaceAll('é', '\\u00e9')).join('\n'))),
    ],
    ['rows in memory', () => records],
    ['a stream of rows', () => streamed(records)],
  ])('%s', async (_, sourceOf) => {
    const reading = await readTable(sourceOf())
    expect(reading.schema.columns.map((column) => [column.name, column.kind])).toEqual([
      ['näme', 'category'],
      ['size', 'number'],
      ['seen', 'datetime'],
      ['open', 'boolean'],
    ])
    expect(textsOf(reading)).toEqual(expected)
  })

  it('Parquet, with types of its own', async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const path = `${folder.path}/it's.parquet`
    await connection.run(
      `COPY (SELECT 'é,' || (i % 3) AS "näme", i * 1.5::DOUBLE AS size, DATE '2024-01-10' + i::INTEGER AS seen, i % 2 = 0 AS open, CASE WHEN i % 4 = 0 THEN NULL ELSE i * i END AS gaps,
       9007199254740993 + i AS big, TIMESTAMP '2024-01-10 10:30:00' + INTERVAL (i) HOUR AS at, 0.1::FLOAT AS single FROM range(20) t(i)) TO '${path.replace("'", "''")}' (FORMAT parquet)`,
    )
    connection.closeSync()
    const reading = await readTable(path)
    expect(reading.schema.columns.map((column) => column.kind)).toEqual([
      'category',
      'number',
      'datetime',
      'boolean',
      'number',
      'text',
      'datetime',
      'number',
    ])
    expect(textsOf(reading).slice(0, 4)).toEqual(expected)
    expect(textsOf(reading)[4].slice(0, 3)).toEqual(['', '1', '4'])
    expect(textsOf(reading)[5][0]).toBe('9007199254740993')
    expect(textsOf(reading)[6][1]).toBe('2024-01-10T11:30:00Z')
    expect(textsOf(reading)[7][0]).toBe(String(Math.fround(0.1)))
  })

  it('Parquet, whatever separators its texts hold', async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const write = async (name: string, text: string): Promise<string> => {
      const path = `${folder.path}/${name}.parquet`
      await connection.run(
        `COPY (SELECT i AS n, CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN '' ELSE ${text} END AS t, [i % 2, NULL] AS list, i % 5 AS last FROM range(5000) t(i))
         TO '${path}' (FORMAT parquet)`,
      )
      return path
    }
    const plain = textsOf(await readTable(await write('plain', `'a"b,' || chr(10) || 'c' || (i % 2)`)))
    const separated = textsOf(await readTable(await write('separated', `'a"b,' || chr(31) || 'c' || (i % 2)`)))
    connection.closeSync()
    expect(plain[1].slice(0, 6)).toEqual(['', '', 'a"b,\nc0', '', '', 'a"b,\nc1'])
    expect(separated[1].slice(0, 6)).toEqual(['', '', 'a"b,\u001fc0', '', '', 'a"b,\u001fc1'])
    for (const column of [0, 2, 3]) expect(separated[column]).toEqual(plain[column])
    expect(plain[0].slice(4998)).toEqual(['4998', '4999'])
    expect(plain[3].slice(4998)).toEqual(['3', '4'])
  })
})

describe('Windows-1252', () => {
  it('has its own signs beyond Latin-1', async () => {
    const bytes = Buffer.from(
      csvOf('price,quote', 20, (i) => `${i}\x80,\x93${i % 2}\x94`),
      'latin1',
    )
    const reading = await readTable(folder.write('w.csv', bytes))
    expect(reading.schema.columns[0]).toMatchObject({ kind: 'number', unit: '€' })
    expect(reading.schema.columns[1].levels).toEqual(['“0”', '“1”'])
    expect(reading.findings.map((finding) => finding.code)).toContain('MEND_APPLIED')
  })
})

describe('JSON', () => {
  it('keeps every digit, takes missing keys and null as missing, and nested values as text', async () => {
    const text = `[${Array.from({ length: 20 }, (_, i) => `{"code": 900719925474099${10 + i}1, ${i % 2 === 0 ? `"gap": ${i}, ` : '"gap": null, '}${i % 5 === 0 ? '' : `"late": "\\ud83d\\ude00${i % 3}", `}"list": [${i % 2}, "]"]}`).join(',')}]`
    const reading = await readTable(folder.write('exact.json', text))
    const columns = new Map(reading.schema.columns.map((column) => [column.name, column]))
    expect(columns.get('code')).toMatchObject({ kind: 'text', role: 'id', distinctCount: 20 })
    expect(columns.get('gap')).toMatchObject({ kind: 'number', missingCount: 10 })
    expect(columns.get('late')).toMatchObject({ levels: ['😀0', '😀1', '😀2'], missingCount: 4 })
    expect(columns.get('list')).toMatchObject({ levels: ['[0, "]"]', '[1, "]"]'] })
  })

  it.each([
    ['{"a": 1', 'SOURCE_UNREADABLE'],
    ['[{"a": 1},]', 'SOURCE_NOT_A_TABLE'],
    ['[{"a": tru}]', 'SOURCE_UNREADABLE'],
    ['[{"a": "\\x"}]', 'SOURCE_UNREADABLE'],
    ['[{"a": 1}] more', 'SOURCE_UNREADABLE'],
    ['[1, 2, 3]', 'SOURCE_NOT_A_TABLE'],
    ['{"a": [1, 2], "b": 3}', 'SOURCE_NOT_A_TABLE'],
    ['[]', 'SOURCE_EMPTY'],
    ['[[1, 2], [3]]', 'SOURCE_UNREADABLE'],
    ['"text"', 'SOURCE_NOT_A_TABLE'],
  ])('%s is %s', async (text, code) => {
    await expect(readTable(folder.write('bad.json', text))).rejects.toMatchObject({ code })
  })
})

describe('several files', () => {
  it('are one table, whatever the order of their columns; rows keep their order', async () => {
    folder.write(
      'part-1.csv',
      csvOf('a,b', 10, (i) => `${i * 1.5},x${i % 2}`),
    )
    folder.write(
      'part-2.csv',
      csvOf('b,a', 10, (i) => `y,${100 + i * 1.5}`),
    )
    const reading = await readTable(`${folder.path}/part-*.csv`)
    expect(reading.name).toBe('part-*.csv (2 files)')
    expect(reading.table.rowCount).toBe(20)
    expect(textsOf(reading)[0].slice(9, 12)).toEqual(['13.5', '100', '101.5'])
    expect(reading.schema.columns[1].levels).toEqual(['x0', 'x1', 'y'])
    expect(reading.findings.map((finding) => finding.code)).not.toContain('DUPLICATE_ROWS')
    folder.write(
      'part-3.csv',
      csvOf('b,a', 1, () => 'x0,3'),
    )
    const copied = await readTable(`${folder.path}/part-*.csv`)
    expect(copied.findings.find((finding) => finding.code === 'DUPLICATE_ROWS')!.evidence).toEqual({ rows: 1, of: 21 })
  })

  it('with other columns are refused, naming them', async () => {
    folder.write(
      'other-1.csv',
      csvOf('a,b', 10, (i) => `${i},x`),
    )
    folder.write(
      'other-2.csv',
      csvOf('a,c', 10, (i) => `${i},x`),
    )
    await expect(readTable(`${folder.path}/other-*.csv`)).rejects.toMatchObject({
      code: 'COLUMN_MISSING',
      details: { missing: ['b'], extra: ['c'] },
    })
  })
})

describe('the fingerprint', () => {
  it('is of the content, not of the name or the packing', async () => {
    const one = await readTable(folder.write('f1.csv', csv))
    const two = await readTable(folder.write('f2.csv.gz', gzipSync(csv)))
    const three = await readTable(folder.write('f3.csv', csv.replace('1.5', '1.6')))
    expect(two.fingerprint).toBe(one.fingerprint)
    expect(three.fingerprint).not.toBe(one.fingerprint)
    expect(one.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    const rows = await readTable(records)
    expect((await readTable(streamed(records))).fingerprint).toBe(rows.fingerprint)
    expect((await readTable(records.slice(1))).fingerprint).not.toBe(rows.fingerprint)
  })
})

it('values lie in shared memory', async () => {
  const { table } = await readTable(
    folder.write(
      'shared.csv',
      csvOf('a,b,c,d', 40, (i) => `${i * 1.5},x${i % 2},free text number ${i} it is,2024-01-0${1 + (i % 9)}`),
    ),
  )
  const buffers = (columns: Table['columns']): ArrayBufferLike[] =>
    columns.flatMap((column) =>
      column.kind === 'text'
        ? [column.bytes.buffer, column.offsets.buffer]
        : [column.kind === 'category' ? column.codes.buffer : column.values.buffer],
    )
  expect(buffers(table.columns)).toHaveLength(5)
  for (const buffer of buffers(table.columns)) expect(buffer).toBeInstanceOf(SharedArrayBuffer)
})
