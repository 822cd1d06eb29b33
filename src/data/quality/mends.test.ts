import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { cellParser } from '../schema/index.js'
import { readTable } from '../sources/index.js'
import type { CategoryColumn, Column, NumberColumn } from '../table/index.js'
import { applyMends, mendFindings, safeMends, settleFindings } from './mends.js'
import { inspectTable } from './inspect-table.js'

const random = createRandom('mends')
const cities = Array.from({ length: 300 }, (_, row) => (row % 40 === 0 ? 'new york' : row % 3 === 0 ? 'Boston' : 'New York'))
const rows = cities.map((city, row) => ({
  city,
  income: row % 30 === 7 ? -999 : Math.round(300 + 50 * random.normal()),
  seen: row % 50 === 3 ? '1900-01-01' : `2021-0${1 + (row % 9)}-1${row % 9}`,
  y: row % 2 === 0 ? 'yes' : 'no',
}))

async function read(): Promise<Parameters<typeof safeMends>[0]> {
  const { table, schema, target } = await readTable(rows, { target: 'y' })
  return { table, schema, target: { kind: 'category', name: 'y', codes: Int32Array.from(target!.values), levels: target!.classes } }
}

test('codes and rare spellings are mended, each with its cells', async () => {
  const mends = safeMends(await read())
  expect(mends.map(({ column, how, texts, cells }) => [column, how, texts, cells])).toEqual([
    ['city', 'spelling', ['new york'], 8],
    ['income', 'missingCode', ['-999'], 10],
    ['seen', 'missingCode', ['1900-01-01'], 6],
  ])
})

test('the mended table is what the mended parser reads', async () => {
  const inspected = await read()
  const mended = applyMends(inspected, safeMends(inspected))
  for (const column of mended.table.columns) {
    const schema = mended.schema.columns.find(({ name }) => name === column.name)!
    const parse = cellParser(schema)
    const cells = rows.map((row) => row[column.name as 'city'])
    const values = cells.map((cell) => parse(cell))
    const expected = valuesOf(column)
    expect(values.map((value) => (Number.isNaN(value) ? null : value))).toEqual(
      expected.map((value) => (Number.isNaN(value) ? null : value)),
    )
  }
  const income = mended.table.columns.find(({ name }) => name === 'income') as NumberColumn
  expect(income.values.filter(Number.isNaN)).toHaveLength(10)
  const schema = mended.schema.columns.find(({ name }) => name === 'income')!
  expect(schema.missingCount).toBe(10)
  expect(schema.min).toBeGreaterThan(0)
  expect((mended.table.columns.find(({ name }) => name === 'city') as CategoryColumn).levels).toEqual(['Boston', 'New York'])
})

test('nothing that it was given is changed', async () => {
  const inspected = await read()
  const before = JSON.stringify(inspected.table.columns.map(valuesOf))
  applyMends(inspected, safeMends(inspected))
  expect(JSON.stringify(inspected.table.columns.map(valuesOf))).toBe(before)
})

test('what is mended needs no action, and the mend is told', async () => {
  const inspected = await read()
  const mends = safeMends(inspected)
  const settled = settleFindings(inspectTable(inspected), mends)
  expect(settled.filter(({ code, severity }) => code === 'DISGUISED_MISSING' && severity !== 'info')).toEqual([])
  const told = mendFindings(mends)
  expect(told.map(({ code, severity, evidence }) => [code, severity, evidence['cells']])).toEqual([
    ['MEND_APPLIED', 'info', 8],
    ['MEND_APPLIED', 'info', 10],
    ['MEND_APPLIED', 'info', 6],
  ])
  expect(told[0].message).toContain("'New York'")
})

describe('not mended', () => {
  test('spellings as frequent as each other, and codes that may be values', async () => {
    const doubtful = Array.from({ length: 200 }, (_, row) => ({
      a: row % 2 === 0 ? 'Red car' : 'red car',
      b: row % 10 === 0 ? 0 : 20 + (row % 60),
      y: row % 3,
    }))
    const { table, schema } = await readTable(doubtful, {})
    expect(safeMends({ table, schema })).toEqual([])
  })

  test('the target', async () => {
    const { table, schema, target } = await readTable(
      rows.map(({ income, seen }) => ({ seen, income })),
      { target: 'income' },
    )
    const mends = safeMends({ table, schema, target: { kind: 'number', name: 'income', values: target!.values } })
    expect(mends.map(({ column }) => column)).toEqual(['seen'])
  })
})

describe('the parser', () => {
  test('a code counts by its value, however it is written', () => {
    const parse = cellParser({ kind: 'number', missing: ['', '-999'] })
    expect(['-999', '-999.0', '-9.99e2', -999].map((cell) => parse(cell))).toEqual([NaN, NaN, NaN, NaN])
    expect(parse('-998')).toBe(-998)
    const date = cellParser({ kind: 'datetime', missing: ['', '1900-01-01'], dateFormat: 'dd/MM/yyyy' })
    expect(date('01/01/1900')).toBeNaN()
    expect(date('02/01/1900')).toBe(Date.UTC(1900, 0, 2))
  })

  test('a spelling is read as its level, names of what objects inherit are no spellings', () => {
    const parse = cellParser({ kind: 'category', missing: [''], levels: ['NY'], spellings: { ny: 'NY' } })
    expect(['NY', 'ny', 'Ny', 'constructor', '__proto__'].map((cell) => parse(cell))).toEqual([0, 0, -2, -2, -2])
  })
})

function valuesOf(column: Column): number[] {
  return column.kind === 'text' ? [] : Array.from(column.kind === 'category' ? column.codes : column.values)
}
