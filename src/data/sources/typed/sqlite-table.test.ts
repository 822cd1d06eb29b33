import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import Sqlite from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '../read-table.js'
import { readWithSignature } from '../read-with-signature.js'
import { createTemporaryFolder } from '../temporary-source.test.support.js'
import { goldenFile, kindsOf, textsOf } from './golden-tables.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())
const shop = folder.write('shop.db', goldenFile('shop.db'))

/** A database of these statements. */
function databaseOf(name: string, statements: string): string {
  const path = `${folder.path}/${name}`
  const database = new Sqlite(path)
  database.exec(statements)
  database.close()
  return path
}

const several = databaseOf(
  'several.db',
  `CREATE TABLE orders AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT i, i * i AS "square of ""i""", 'k' || (i % 3) AS k FROM n;
   CREATE TABLE customers (id, name);
   CREATE VIEW large AS SELECT * FROM orders WHERE i > 15;`,
)

describe('SQLite', () => {
  it('the only table, written by Python, with types, gaps, bytes and whole numbers beyond 2^53', async () => {
    const reading = await readTable(shop)
    expect(reading.name).toBe('shop.db')
    expect(kindsOf(reading)).toEqual({
      id: 'number',
      amount: 'number',
      item: 'category',
      day: 'datetime',
      at: 'number',
      paid: 'number',
      big: 'text',
      loose: 'category',
    })
    const texts = textsOf(reading)
    expect(texts['amount'].slice(0, 3)).toEqual(['0', '0.25', '0.5'])
    expect(texts['big'][0]).toBe('9007199254740993')
    expect(texts['day'][23]).toBe('2024-01-24')
    expect(texts['item'].slice(0, 3)).toEqual(['é0', 'é1', 'é2'])
    expect(texts['loose'].slice(0, 3)).toEqual(['0', 't1', ''])
    expect(reading.findings.filter(({ code }) => code === 'COLUMN_IGNORED')).toMatchObject([
      { columns: ['photo'], evidence: { cells: 12, of: 24 } },
    ])
  })

  it('the same from packed bytes and through a file: URL', async () => {
    const plain = await readTable(shop)
    const packed = await readTable(folder.write('shop.db.gz', gzipSync(goldenFile('shop.db'))))
    expect(textsOf(packed)).toEqual(textsOf(plain))
    expect(packed.fingerprint).toBe(plain.fingerprint)
    expect(textsOf(await readTable(new URL(`file://${shop}#orders`)))).toEqual(textsOf(plain))
  })

  it('one of several tables by its name, in every spelling of the address', async () => {
    const names = [`${several}#orders`, `sqlite:${several}?table=orders`, `sqlite://${several}#ORDERS`, `${several}#large`]
    const counts = await Promise.all(names.map(async (name) => (await readTable(name)).table.rowCount))
    expect(counts).toEqual([30, 30, 30, 15])
    expect(Object.keys(kindsOf(await readTable(names[0])))).toEqual(['i', 'square of "i"', 'k'])
  })

  it('several tables and no name: those that there are', async () => {
    await expect(readTable(several)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining("'orders' and 'customers'") as string,
      hint: "For example: 'several.db#orders'",
    })
    await expect(readTable(`${several}#order`)).rejects.toMatchObject({ hint: expect.stringContaining("Did you mean 'orders'?") as string })
  })

  it('a query as it stands and percent-encoded; another query is another content', async () => {
    const query = `SELECT k, count(*) AS "n%20" FROM orders WHERE i > 1 AND k <> 'a&b#c' GROUP BY i ORDER BY i`
    const reading = await readTable(`sqlite:${several}?query=${query}`)
    expect([reading.name, reading.table.rowCount]).toEqual(['several.db (query)', 29])
    expect(reading.schema.columns.map(({ name }) => name)).toEqual(['k', 'n%20'])
    const encoded = await readTable(`sqlite:${several}?query=${encodeURIComponent(query)}`)
    expect(encoded.fingerprint).toBe(reading.fingerprint)
    expect((await readTable(`sqlite:${several}?query=${query} DESC`)).fingerprint).not.toBe(reading.fingerprint)
  })

  it.each([
    ['DELETE FROM orders', 'begins with DELETE'],
    ['WITH a AS (SELECT 1) DELETE FROM orders RETURNING *', 'would write'],
    ["ATTACH 'other.db' AS other", 'begins with ATTACH'],
    ['SELECT * FROM orders; DROP TABLE orders', 'more than one statement'],
  ])('nothing is written: %s', async (query, message) => {
    const before = readFileSync(several)
    await expect(readTable(`sqlite:${several}?query=${query}`)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      message: expect.stringContaining(message) as string,
    })
    expect(readFileSync(several).equals(before)).toBe(true)
    expect(readdirSync(folder.path).filter((name) => name.startsWith('other'))).toEqual([])
  })

  it('a query that is wrong says how', async () => {
    await expect(readTable(`sqlite:${several}?query=SELECT nope FROM orders`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('no such column: nope') as string,
    })
  })

  it('sees what stands in the write-ahead log and leaves no trace', async () => {
    const path = `${folder.path}/log.db`
    const writing = new Sqlite(path)
    writing.exec('PRAGMA journal_mode = WAL; CREATE TABLE t(a, b)')
    for (let i = 0; i < 20; i++) writing.exec(`INSERT INTO t VALUES (${i}, 'x')`)
    const before = readFileSync(path)
    expect((await readTable(path)).table.rowCount).toBe(20)
    expect(readFileSync(path).equals(before)).toBe(true)
    writing.close()
  })

  it.each([
    ['no table', 'empty.db', 'CREATE TABLE t(a); DROP TABLE t', 'SOURCE_EMPTY'],
    ['no rows', 'rowless.db', 'CREATE TABLE t(a, b)', 'SOURCE_EMPTY'],
    ['bytes alone', 'bytes.db', "CREATE TABLE t(a); INSERT INTO t VALUES (x'00')", 'SOURCE_NOT_A_TABLE'],
  ])('%s is told', async (_, name, statements, code) => {
    await expect(readTable(databaseOf(name, statements))).rejects.toMatchObject({ code })
  })

  it('a damaged one, one that is not there and one that is something else are told', async () => {
    const damaged = goldenFile('shop.db').fill(7, 100, 1500)
    await expect(readTable(folder.write('damaged.db', damaged))).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' })
    await expect(readTable(`sqlite:${folder.path}/absent.db?table=t`)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' })
    expect(existsSync(`${folder.path}/absent.db`)).toBe(false)
    await expect(readTable(`sqlite:${folder.write('text.csv', 'a,b\n1,2\n')}`)).rejects.toMatchObject({ code: 'SOURCE_NOT_A_TABLE' })
  })

  it('predicts by the signature: a number is a number, whatever marks decimals in texts', async () => {
    const path = databaseOf('typed.db', `CREATE TABLE t(amount REAL, y); INSERT INTO t VALUES (1.125, 'a'), (1234.5, 'b'), (NULL, 'a')`)
    const { table } = await readWithSignature(path, {
      format: 1,
      task: 'binary',
      classes: ['a', 'b'],
      target: 'y',
      inputs: [{ name: 'amount', kind: 'number', missing: [''], decimal: ',', required: true }],
      outputs: [],
      targetFormat: { kind: 'category', missing: [''] },
    })
    expect([...(table.columns[0] as { values: Float64Array }).values]).toEqual([1.125, 1234.5, NaN])
  })

  it('stops when it is asked to', async () => {
    const path = databaseOf(
      'long.db',
      'CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n',
    )
    let calls = 0
    const checkpoint = (): void => {
      if (++calls > 2) throw new Error('stop')
    }
    await expect(readTable(path, { checkpoint })).rejects.toThrow('stop')
  })
})
