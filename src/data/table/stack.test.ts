import { expect, test } from 'vitest'
import { copyCodes, stackColumns, textAt, textColumn } from './index.js'
import type { Column } from './index.js'

test('categories are matched by their level, whatever its code; a level of the lower one alone is like no upper row', () => {
  const upper: Column = { kind: 'category', name: 'a', codes: Int32Array.of(0, 1, -1), levels: ['p', 'q'] }
  const lower: Column = { kind: 'category', name: 'a', codes: Int32Array.of(0, 1, 2, -1), levels: ['q', 'new', 'p'] }
  expect([...copyCodes([stackColumns(upper, lower)!], 7)]).toEqual([0, 1, 2, 1, 3, 0, 2])
})

test('numbers, dates, booleans and texts follow one another; kinds that differ cannot be compared', () => {
  const numbers = (values: number[]): Column => ({ kind: 'number', name: 'a', values: Float64Array.from(values) })
  expect(stackColumns(numbers([1, NaN]), numbers([3]))).toEqual(numbers([1, NaN, 3]))
  const flags = (values: number[]): Column => ({ kind: 'boolean', name: 'a', values: Int8Array.from(values) })
  expect(stackColumns(flags([1]), flags([-1, 0]))).toEqual(flags([1, -1, 0]))
  const texts = stackColumns(textColumn('a', ['hé', '']), textColumn('a', ['', 'b', 'hé']))!
  expect(texts.kind === 'text' && [0, 1, 2, 3, 4].map((row) => textAt(texts, row))).toEqual(['hé', '', '', 'b', 'hé'])
  expect(stackColumns(numbers([1]), flags([1]))).toBeUndefined()
})
