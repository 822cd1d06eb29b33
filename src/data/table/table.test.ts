import { expect, test } from 'vitest'
import { columnOf, gatherTable, groupCodes, isMissing, textAt, textColumn } from './index.js'
import type { Table } from './index.js'

const table: Table = {
  rowCount: 3,
  columns: [
    { kind: 'number', name: 'n', values: Float64Array.of(1, NaN, 3) },
    { kind: 'datetime', name: 'd', values: Float64Array.of(NaN, 5, 5) },
    { kind: 'boolean', name: 'b', values: Int8Array.of(1, 0, -1) },
    { kind: 'category', name: 'c', codes: Int32Array.of(-1, 1, 1), levels: ['x', 'y'] },
    textColumn('t', ['häß 🐘', '', 'b']),
  ],
}

test('missing cells of every kind', () => {
  const missing = table.columns.map((column) => [0, 1, 2].map((row) => isMissing(column, row)))
  expect(missing).toEqual([
    [false, true, false],
    [true, false, false],
    [false, false, true],
    [true, false, false],
    [false, true, false],
  ])
})

test('gathered rows hold the same cells, in the order asked, rows repeated', () => {
  const gathered = gatherTable(table, Int32Array.of(2, 0, 0))
  expect(gathered.rowCount).toBe(3)
  const [n, , b, c, t] = gathered.columns
  expect(n).toMatchObject({ values: Float64Array.of(3, 1, 1) })
  expect(b).toMatchObject({ values: Int8Array.of(-1, 1, 1) })
  expect(c).toMatchObject({ codes: Int32Array.of(1, -1, -1), levels: ['x', 'y'] })
  expect([0, 1, 2].map((row) => t.kind === 'text' && textAt(t as never, row))).toEqual(['b', 'häß 🐘', 'häß 🐘'])
})

test('equal values share a group, missing ones stand alone', () => {
  expect([...groupCodes(columnOf(table, 'd'), 3)]).toEqual([0, 1, 1])
  expect([...groupCodes(columnOf(table, 'c'), 3)]).toEqual([0, 1, 1])
  expect([...groupCodes(textColumn('t', ['a', '', '', 'a']), 4)]).toEqual([0, 1, 2, 0])
})

test('a column that is not there is an error with the nearest name', () => {
  const wide: Table = { rowCount: 0, columns: [{ kind: 'number', name: 'income', values: new Float64Array() }] }
  expect(() => columnOf(wide, 'incme')).toThrow("no column 'incme'")
  expect(() => columnOf(wide, 'incme')).toThrow(
    expect.objectContaining({ code: 'COLUMN_NOT_FOUND', hint: "Did you mean 'income'?" }) as Error,
  )
})
