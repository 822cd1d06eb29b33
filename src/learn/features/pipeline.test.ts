// The laws of pipelines: honest to the fold, the same after storing, the same in a graph, never surprised by new data.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMlwrightError, type Json, type Task } from '../../base/core/index.js'
import { allRows, textColumn, type Column, type Table } from '../../data/table/index.js'
import { differenceOf, flatten, runGraph, schemasOf } from './checks.test.support.js'
import { fitPipeline, loadPipeline } from './fitted-pipeline.js'
import type { Encoding } from './pipeline.js'
import { selectRows } from '../view/index.js'

const encodings: Encoding[] = ['standardized', 'ordinal', 'none']

const words = ['free', 'call', 'now', 'héllo', '日本', '🎉', '!', 'don', 't', '  ', '...', 'ok😀ok', '£5', 'ünïcode', 'x_y', "it's"]

interface Row {
  readonly age: number
  readonly money: number
  readonly level: number
  readonly flag: number
  readonly date: number
  readonly text: readonly string[]
}

const row: fc.Arbitrary<Row> = fc.record({
  age: fc.oneof(fc.constant(NaN), fc.integer({ min: -5, max: 90 })),
  money: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.double({ min: -1e6, max: 1e9, noNaN: true })),
  level: fc.integer({ min: -1, max: 6 }),
  flag: fc.integer({ min: -1, max: 1 }),
  date: fc.oneof(fc.constant(NaN), fc.integer({ min: -6e13, max: 6e13 }), fc.integer({ min: -864e13, max: 864e13 })),
  text: fc.array(fc.constantFrom(...words), { maxLength: 8 }),
})

function tableOf(rows: readonly Row[], levels = ['b', 'a', 'ü', 'c c', '(rare)', 'f', 'g']): Table {
  const columns: Column[] = [
    { kind: 'number', name: 'age', values: Float64Array.from(rows, (r) => r.age) },
    { kind: 'number', name: 'money', values: Float64Array.from(rows, (r) => r.money) },
    { kind: 'category', name: 'level', codes: Int32Array.from(rows, (r) => r.level), levels },
    { kind: 'boolean', name: 'flag', values: Int8Array.from(rows, (r) => r.flag) },
    { kind: 'datetime', name: 'date', values: Float64Array.from(rows, (r) => r.date) },
    textColumn(
      'text',
      rows.map((r) => r.text.join(' ').trim()),
    ),
  ]
  return { rowCount: rows.length, columns }
}

function targetOf(rowCount: number, task: Task): { values: Float64Array; task: Task; classCount: number } {
  const classCount = { binary: 2, multiclass: 3, regression: 0 }[task]
  const values = Float64Array.from({ length: rowCount }, (_, i) => (task === 'regression' ? Math.sin(i) : (i * 7) % classCount))
  return { values, task, classCount }
}

/** Equal but for the last digits of numbers. */
function expectAlike(one: Json, other: Json): void {
  const numbers: number[] = []
  const shapeOf = (json: Json): string =>
    JSON.stringify(json, (_, value: Json) => {
      if (typeof value !== 'number' || Number.isInteger(value)) return value
      numbers.push(value)
      return 0.5
    })
  expect(shapeOf(one)).toBe(shapeOf(other))
  const half = numbers.length / 2
  for (let i = 0; i < half; i++)
    expect(Math.abs(numbers[i] - numbers[half + i])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(numbers[i])))
}

const tables = fc.tuple(fc.array(row, { minLength: 1, maxLength: 60 }), fc.constantFrom<Task>('binary', 'multiclass', 'regression'))
const fewRuns = { numRuns: 60, seed: 11 }

describe.each(encodings)('a pipeline with encoding %s', (encoding) => {
  it('gives the same view after it was stored and read again', () => {
    fc.assert(
      fc.property(tables, ([rows, task]) => {
        const table = tableOf(rows)
        const pipeline = fitPipeline(table, allRows(table.rowCount), schemasOf(table), encoding, targetOf(rows.length, task))
        const stored = JSON.parse(JSON.stringify(pipeline.toJSON())) as Json
        const again = loadPipeline(stored)
        expect(again.toJSON()).toEqual(stored)
        expect(again.features).toEqual(pipeline.features)
        expect(again.transform(table)).toEqual(pipeline.transform(table))
      }),
      fewRuns,
    )
  })

  it('learns nothing from rows outside the fold', () => {
    fc.assert(
      fc.property(tables, fc.array(row, { minLength: 60, maxLength: 60 }), ([rows, task], others) => {
        const fold = allRows(rows.length).filter((i) => i % 3 !== 0)
        const changed = rows.map((r, i) => (i % 3 === 0 ? others[i] : r))
        const target = targetOf(rows.length, task)
        const target2 = { ...target, values: target.values.map((value, i) => (i % 3 === 0 ? 1 - value : value)) }
        const one = tableOf(rows)
        const two = tableOf(changed)
        const fitted = fitPipeline(one, fold, schemasOf(one), encoding, target)
        expect(fitPipeline(two, fold, schemasOf(two), encoding, target2).toJSON()).toEqual(fitted.toJSON())
      }),
      fewRuns,
    )
  })

  it('takes a row of weight 2 for a row that stands twice, and one of weight 0 for none, within 1e-9', () => {
    fc.assert(
      fc.property(tables, fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }), ([rows, task], drawn) => {
        const weights = Float64Array.from(rows, (_, i) => (i === 0 ? Math.max(1, drawn[i]) : drawn[i]))
        // An average below 1 would be scaled: the last row brings it there.
        weights[rows.length - 1] += rows.length
        const table = tableOf(rows)
        const target = targetOf(rows.length, task)
        const weighted = fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, { ...target, weights })
        const copies = Int32Array.from(weights.keys()).filter((i) => weights[i] > 0)
        const standing = Int32Array.from([...copies].flatMap((i) => new Array<number>(weights[i]).fill(i)))
        const repeated = fitPipeline(table, standing, schemasOf(table), encoding, target)
        expectAlike(weighted.toJSON(), repeated.toJSON())
      }),
      fewRuns,
    )
  })

  it('does not take weights that are shares for fewer rows', () => {
    fc.assert(
      fc.property(tables, ([rows, task]) => {
        const table = tableOf(rows)
        const target = targetOf(rows.length, task)
        const weights = new Float64Array(rows.length).fill(1 / rows.length)
        const plain = fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, target)
        expectAlike(fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, { ...target, weights }).toJSON(), plain.toJSON())
      }),
      { ...fewRuns, numRuns: 20 },
    )
  })

  it('permutes its view when the rows are permuted, as selectRows does', () => {
    fc.assert(
      fc.property(tables, fc.integer(), ([rows, task], seed) => {
        const table = tableOf(rows)
        const pipeline = fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, targetOf(rows.length, task))
        const order = allRows(rows.length).sort((a, b) => ((a * 7919 + seed) % 61) - ((b * 7919 + seed) % 61))
        const some = order.subarray(0, Math.ceil(order.length * 0.7))
        expect(pipeline.transform(table, some)).toEqual(selectRows(pipeline.transform(table), some))
      }),
      fewRuns,
    )
  })

  it('takes levels, words and dates that training never saw, in memory and in its graph within 1e-12', async () => {
    const runtime = await import('onnxruntime-node')
    await fc.assert(
      fc.asyncProperty(tables, fc.array(row, { maxLength: 12 }), async ([rows, task], others) => {
        const table = tableOf(rows)
        const pipeline = fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, targetOf(rows.length, task))
        const fresh = tableOf(
          [...others, ...rows.slice(0, 5)].map((r, i) => ({ ...r, level: i === 1 ? -2 : r.level })),
          ['new', 'g', 'a', '', 'b', 'other', 'f'].map((level) => level || 'ü'),
        )
        const view = pipeline.transform(fresh)
        expect(view.features.map((feature) => feature.name)).toEqual(pipeline.features.map((feature) => feature.name))
        if (encoding === 'standardized') expect(flatten(view).every(Number.isFinite)).toBe(true)
        const graph = await runGraph(runtime, pipeline, fresh)
        expect(graph.dims).toEqual([fresh.rowCount, pipeline.features.length])
        expect(differenceOf(flatten(view), graph.data)).toBeLessThan(1e-12)
      }),
      { numRuns: 25, seed: 11 },
    )
  })
})

describe('features', () => {
  it('have unique names and lie as their layout promises', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...encodings), ([rows, task], encoding) => {
        const table = tableOf(rows)
        const view = fitPipeline(table, allRows(rows.length), schemasOf(table), encoding, targetOf(rows.length, task)).transform(table)
        expect(new Set(view.features.map((feature) => feature.name)).size).toBe(view.features.length)
        for (const feature of view.features) {
          if (feature.layout === 'dense') expect(feature.values.length).toBe(rows.length)
          else {
            expect(feature.rows.every((at, k) => at < rows.length && (k === 0 || at > feature.rows[k - 1]))).toBe(true)
            expect(feature.values.length).toBe(feature.rows.length)
            expect(feature.values.every((value) => value !== 0 && Number.isFinite(value))).toBe(true)
          }
        }
      }),
      fewRuns,
    )
  })

  it('of a table without rows to tell apart are none', () => {
    const table = tableOf(Array.from({ length: 20 }, () => ({ age: 1, money: 2, level: 1, flag: 1, date: 0, text: ['ok'] })))
    for (const encoding of encodings) {
      const pipeline = fitPipeline(table, allRows(20), schemasOf(table), encoding, targetOf(20, 'binary'))
      expect(pipeline.features).toEqual([])
    }
  })

  it('of columns that are missing everywhere are none', () => {
    const table = tableOf(Array.from({ length: 20 }, () => ({ age: NaN, money: NaN, level: -1, flag: -1, date: NaN, text: [] })))
    for (const encoding of encodings) {
      const pipeline = fitPipeline(table, allRows(20), schemasOf(table), encoding, targetOf(20, 'binary'))
      expect(pipeline.features).toEqual([])
    }
  })
})

describe('loadPipeline', () => {
  it('refuses damaged data with BUNDLE_INVALID, naming the field', () => {
    const table = tableOf(
      Array.from({ length: 30 }, (_, i) => ({
        age: i,
        money: i ** 5,
        level: i % 3,
        flag: i % 2,
        date: i * 1e9,
        text: ['ok', `w${i % 4}`],
      })),
    )
    for (const encoding of encodings) {
      const stored = fitPipeline(table, allRows(30), schemasOf(table), encoding, targetOf(30, 'binary')).toJSON()
      for (const [path, damaged] of damagesOf(stored)) {
        let caught: unknown
        try {
          loadPipeline(damaged)
        } catch (error) {
          caught = error
        }
        expect(isMlwrightError(caught) && caught.code, path).toBe('BUNDLE_INVALID')
      }
    }
  })

  it('explains a column that is not there or holds another kind', () => {
    const table = tableOf([{ age: 1, money: 2, level: 1, flag: 1, date: 0, text: [] }])
    const pipeline = fitPipeline(table, allRows(1), schemasOf(table), 'ordinal', targetOf(1, 'binary'))
    const without: Table = { rowCount: 1, columns: table.columns.slice(1) }
    expect(() => pipeline.transform(without)).toThrow(expect.objectContaining({ code: 'COLUMN_NOT_FOUND' }) as Error)
    const wrong: Table = { rowCount: 1, columns: [{ ...table.columns[3], name: 'age' }, ...table.columns.slice(1)] }
    expect(() => pipeline.transform(wrong)).toThrow(expect.objectContaining({ code: 'CELL_INVALID' }) as Error)
  })
})

/** The stored pipeline with one field at a time replaced by an object that no field holds. */
function damagesOf(json: Json): [path: string, damaged: Json][] {
  const damages: [string, Json][] = [['', 7]]
  const visit = (value: Json, path: string, rebuild: (changed: Json) => Json): void => {
    damages.push([path, rebuild({ broken: true })])
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      const holder = value as Record<string, Json>
      visit(holder[key], `${path}.${key}`, (changed) =>
        rebuild(
          Array.isArray(value) ? value.map((entry: Json, at) => (String(at) === key ? changed : entry)) : { ...holder, [key]: changed },
        ),
      )
    }
  }
  visit(json, '', (changed) => changed)
  return damages
}
