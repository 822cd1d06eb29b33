// A contract is kept by the rows that it comes from and by further ones of their source, and each planted fault is found under its code.
import { describe, expect, it } from 'vitest'
import { openColumn } from './contract.js'
import type { Contract } from './contract.js'
import { contractOf, orders, violationsOf } from './example.test.support.js'
import type { Row } from './example.test.support.js'

const rows = orders(1500, 1)
const further = orders(800, 2, 5000)
const contract = await contractOf(rows)

describe('a contract', () => {
  it('is kept by its own rows', async () => expect(await violationsOf(contract, rows)).toEqual([]))

  it.each([1500, 800, 200, 50, 10, 1])('is kept by %d further rows of the same source', async (count) => {
    for (let seed = 3; seed < 8; seed++) expect(await violationsOf(contract, orders(count, seed, 5000))).toEqual([])
  })

  it.each([20, 60, 200])('of %d rows is kept by many more', async (count) => {
    for (let seed = 3; seed < 8; seed++) expect(await violationsOf(await contractOf(orders(count, seed)), further)).toEqual([])
  })

  it('finds what holds of the columns', () => {
    const byName = new Map(contract.columns.map((column) => [column.name, column]))
    expect(byName.get('order_id')).toMatchObject({ unique: true, exact: ['unique'], whole: true })
    expect(byName.get('order_id')!.range).toBeUndefined()
    expect(byName.get('quantity')).toMatchObject({ kind: 'number', whole: true, range: { min: 1, max: 9, beyond: 0 } })
    expect(byName.get('city')!.levels).toHaveLength(5)
    expect(byName.get('paid')).toMatchObject({ kind: 'boolean', levels: [{ level: 'no' }, { level: 'yes' }] })
    expect(byName.get('customer')!.shapes).toEqual(['A9'])
    // Time goes on: a year at least.
    expect(byName.get('ordered')!.range!.max).toBeGreaterThan(Date.UTC(2025, 6, 1))
  })

  it('finds the relations that were built in, and no others', () => {
    expect(contract.relations.map(({ relation, columns }) => [relation, ...columns])).toEqual([
      ['atMost', 'ordered', 'delivered'],
      // Sent back ten days after it was ordered, at the least.
      ['atMost', 'delivered', 'returned_on'],
      ['product', 'amount', 'quantity', 'price'],
      ['determines', 'zip', 'city'],
      ['missingTogether', 'reason', 'returned_on'],
    ])
  })
})

describe('finds', () => {
  const every = (change: (row: Row) => Row): Row[] => further.map((row) => change({ ...row }))
  const some = (step: number, change: (row: Row) => Row): Row[] => further.map((row, k) => (k % step === 0 ? change({ ...row }) : row))
  const without = (name: string): Row[] =>
    every((row) => {
      delete row[name]
      return row
    })

  it.each<[fault: string, code: string, column: string, rows: Row[]]>([
    ['a unit × 1000', 'OUT_OF_RANGE', 'price', every((row) => ({ ...row, price: 1000 * (row['price'] as number) }))],
    ['a column that is gone', 'COLUMN_MISSING', 'city', without('city')],
    ['words for numbers', 'KIND_DIFFERS', 'weight', every((row) => ({ ...row, weight: 'heavy' }))],
    ['words for dates', 'KIND_DIFFERS', 'ordered', every((row) => ({ ...row, ordered: 'monday' }))],
    ['words that are neither yes nor no', 'KIND_DIFFERS', 'paid', some(20, (row) => ({ ...row, paid: 'perhaps' }))],
    ['a new level in 5 % of rows', 'LEVEL_UNSEEN', 'city', some(20, (row) => ({ ...row, city: 'Olten' }))],
    ['cells without a value', 'MISSING_TOO_MANY', 'price', some(20, (row) => ({ ...row, price: null }))],
    ['fractions', 'NOT_WHOLE', 'quantity', some(10, (row) => ({ ...row, quantity: 2.5 }))],
    [
      'a shift of numbers',
      'DISTRIBUTION_SHIFTED',
      'quantity',
      every((row) => ({ ...row, quantity: Math.min(9, 3 + (row['quantity'] as number)) })),
    ],
    ['a shift of levels', 'DISTRIBUTION_SHIFTED', 'paid', some(2, (row) => ({ ...row, paid: 'no' }))],
    ['texts of another shape', 'SHAPE_UNSEEN', 'customer', some(20, (row) => ({ ...row, customer: `${row['customer']!}-x` }))],
    ['texts of another length', 'LENGTH_OUT_OF_RANGE', 'customer', every((row) => ({ ...row, customer: `${row['customer']!}00` }))],
    ['one key twice', 'NOT_UNIQUE', 'order_id', [...further, { ...further[0] }]],
    ['an order broken', 'RELATION_BROKEN', 'ordered', some(10, (row) => ({ ...row, delivered: '2023-12-01' }))],
    ['a product broken', 'RELATION_BROKEN', 'amount', some(10, (row) => ({ ...row, amount: (row['amount'] as number) + 1 }))],
    ['a dependence broken', 'RELATION_BROKEN', 'zip', some(10, (row) => ({ ...row, city: row['city'] === 'Zug' ? 'Bern' : 'Zug' }))],
    ['missing apart', 'RELATION_BROKEN', 'reason', every((row) => ({ ...row, returned_on: null }))],
  ])('%s: %s of %s', async (_, code, column, faulty) => {
    const violations = await violationsOf(contract, faulty)
    expect(violations.map((one) => [one.code, one.column])).toContainEqual([code, column])
    for (const { expected, found, count, of } of violations) {
      expect(expected).not.toBe('')
      expect(found).not.toBe('')
      expect(count).toBeLessThanOrEqual(of)
    }
  })

  it('a column under another name, and says which it may be', async () => {
    const renamed = without('city').map((row, k) => ({ ...row, City: further[k]['city']! }))
    expect((await violationsOf(contract, renamed)).find(({ code }) => code === 'COLUMN_MISSING')).toMatchObject({
      column: 'city',
      found: "no such column; 'City' may be it",
    })
  })

  it('one extreme or rare level tolerable, but not where the rule is exact', async () => {
    const odd = further.map((row, k) =>
      k === 0 ? { ...row, city: 'Olten', price: 99_999, amount: 99_999 * (row['quantity'] as number) } : row,
    )
    expect(await violationsOf(contract, odd)).toEqual([])
    const strict: Contract = {
      ...contract,
      columns: contract.columns.map((column) => ({ ...column, exact: ['range', 'levels'] as const })),
    }
    expect((await violationsOf(strict, odd)).map(({ code, column }) => [code, column])).toEqual(
      [
        ['LEVEL_UNSEEN', 'city'],
        ['OUT_OF_RANGE', 'price'],
        ['OUT_OF_RANGE', 'amount'],
      ].sort((a, b) => contract.columns.findIndex(({ name }) => name === a[1]) - contract.columns.findIndex(({ name }) => name === b[1])),
    )
  })
})

describe('what people write', () => {
  const written = (parts: Partial<Contract>): Contract => ({
    format: 1,
    rows: { min: 1 },
    falseAlarms: 0.01,
    otherColumns: 'allowed',
    columns: [],
    keys: [],
    relations: [],
    ...parts,
  })

  it('holds of the table', async () => {
    const table: Contract = written({ rows: { min: 1000, max: 5 }, otherColumns: 'refused', columns: [openColumn('zip', 'category')] })
    const violations = await violationsOf(table, further)
    expect(violations.map(({ code, column, count }) => [code, column, count])).toEqual([
      ['ROWS_TOO_FEW', null, 800],
      ['ROWS_TOO_MANY', null, 800],
      ['COLUMN_UNEXPECTED', null, 12],
    ])
  })

  it('holds a pattern from end to end, and a key of two columns', async () => {
    const table = written({
      columns: [{ ...openColumn('customer', 'text'), pattern: 'C\\d{3}' }, openColumn('zip', 'category'), openColumn('city', 'category')],
      keys: [{ columns: ['zip', 'city'], exact: true }],
    })
    const violations = await violationsOf(table, further)
    expect(violations.map(({ code, columns, count }) => [code, columns, count])).toEqual([
      ['KEY_REPEATED', ['zip', 'city'], 760],
      ['PATTERN_DIFFERS', ['customer'], 800],
    ])
  })

  it('says nothing of columns that may lack and do', async () => {
    const table = written({
      columns: [{ ...openColumn('fax', 'number'), required: false, mayBeMissing: 0, whole: true, unique: true }],
      relations: [{ relation: 'equal', columns: ['fax', 'fax'], broken: 0, exact: true }],
    })
    expect(await violationsOf(table, further)).toEqual([])
  })

  it('tolerates what it says: values beyond, other levels, broken relations', async () => {
    const table = written({
      columns: [
        { ...openColumn('quantity', 'number'), range: { max: 5, beyond: 0.5 } },
        { ...openColumn('city', 'category'), levels: [{ level: 'Bern' }, { level: 'Basel' }, { level: 'Zug' }], unseen: 0.45 },
        openColumn('price', 'number'),
      ],
      relations: [{ relation: 'atMost', columns: ['price', 'quantity'], broken: 1, exact: false }],
    })
    expect(await violationsOf(table, further)).toEqual([])
  })
})
