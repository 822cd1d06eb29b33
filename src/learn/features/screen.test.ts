import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import type { Column } from '../../data/table/index.js'
import { mostColumns, screenColumns } from './screen.js'
import { trainingRowsOf } from './training-rows.js'

const rowCount = 80
const random = createRandom(1)
const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
const signal = Float64Array.from(rows, () => random.normal())
const noise = (name: string): Column => ({ kind: 'number', name, values: Float64Array.from(rows, () => random.normal()) })
const telling: Column[] = [
  { kind: 'number', name: 'number', values: signal.map((value) => -3 * value + 0.2 * random.normal()) },
  { kind: 'number', name: 'holes', values: signal.map((value, row) => (row % 3 === 0 ? NaN : value)) },
  { kind: 'boolean', name: 'boolean', values: Int8Array.from(signal, (value, row) => (row % 7 === 0 ? -1 : value > 0 ? 1 : 0)) },
  {
    kind: 'category',
    name: 'category',
    codes: Int32Array.from(signal, (value) => (value > 0.5 ? 2 : value > -0.5 ? 0 : 1)),
    levels: ['a', 'b', 'c'],
  },
]
/** As many levels as rows explain all, and nothing. */
const names: Column = { kind: 'category', name: 'names', codes: rows, levels: Array.from(rows, String) }
const when: Column = { kind: 'datetime', name: 'when', values: new Float64Array(rowCount) }
const many = Array.from({ length: mostColumns }, (_, i) => noise(`noise ${i}`))
const targets: Readonly<Record<Task, Float64Array>> = {
  regression: signal,
  binary: signal.map((value) => (value > 0 ? 1 : 0)),
  multiclass: signal.map((value) => (value > 0.5 ? 2 : value > -0.5 ? 1 : 0)),
}

test.each<[Task, number]>([
  ['regression', 0],
  ['binary', 2],
  ['multiclass', 3],
])('%s: of more than 1,000 columns the telling ones stay, in their order, dates beside', (task, classCount) => {
  const columns = [names, ...many.slice(0, 500), ...telling, when, ...many.slice(500)]
  const kept = screenColumns(columns, trainingRowsOf(rows), { values: targets[task], task, classCount })
  expect(kept).toHaveLength(mostColumns + 1)
  expect(kept).toEqual(columns.filter((column) => kept.includes(column)))
  expect(kept).toEqual(expect.arrayContaining([...telling, when]))
  expect(kept).not.toContain(names)
})

test('up to 1,000 all stay; rows outside of training have no say', () => {
  const few = many.slice(0, mostColumns)
  const target = { values: signal, task: 'regression', classCount: 0 } as const
  expect(screenColumns(few, trainingRowsOf(rows), target)).toBe(few)
  const training = trainingRowsOf(rows.filter((row) => row % 2 === 0))
  const spoiled: Column = { kind: 'number', name: 'spoiled', values: signal.map((value, row) => (row % 2 === 0 ? 0 : value)) }
  const kept = screenColumns([spoiled, ...many, ...telling], training, target)
  expect(kept).not.toContain(spoiled)
  expect(kept).toEqual(expect.arrayContaining(telling))
})

test('a row of weight 2 is one that stands twice', () => {
  const weights = Float64Array.from(rows, (row) => 1 + (row % 3))
  const copies = Int32Array.from([...rows].flatMap((row) => new Array<number>(weights[row]).fill(row)))
  const target = { values: targets.multiclass, task: 'multiclass', classCount: 3 } as const
  const columns = [...many, ...telling]
  expect(screenColumns(columns, trainingRowsOf(rows, weights), target)).toEqual(screenColumns(columns, trainingRowsOf(copies), target))
})
