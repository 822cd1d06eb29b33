// What each transformer makes of a column, by examples worked out by hand.
import { describe, expect, it } from 'vitest'
import { allRows, textColumn, type Column } from '../../data/table/index.js'
import { flatten, schemaOf } from './checks.test.support.js'
import { fitPipeline, loadPipeline } from './fitted-pipeline.js'
import type { Encoding, FittedPipeline } from './pipeline.js'
import type { FeatureTarget } from './transformer.js'

const noTarget: FeatureTarget = { values: new Float64Array(1000), task: 'regression', classCount: 0 }

function fit(column: Column, rowCount: number, encoding: Encoding, target: FeatureTarget = noTarget): FittedPipeline {
  return fitPipeline({ rowCount, columns: [column] }, allRows(rowCount), [schemaOf(column.name, column.kind)], encoding, target)
}

function rowsOf(pipeline: FittedPipeline, column: Column, rowCount: number): number[][] {
  const flat = flatten(pipeline.transform({ rowCount, columns: [column] }))
  const width = pipeline.features.length
  return Array.from({ length: rowCount }, (_, row) => Array.from(flat.slice(row * width, (row + 1) * width)))
}

const namesOf = (pipeline: FittedPipeline): string[] => pipeline.features.map((feature) => feature.name)

function numbers(values: number[]): Column {
  return { kind: 'number', name: 'x', values: Float64Array.from(values) }
}

/** `''` is missing; the levels stand in the order given. */
function categories(cells: string[], levels: string[] = [...new Set(cells)].filter((cell) => cell !== '')): Column {
  return { kind: 'category', name: 'c', codes: Int32Array.from(cells, (cell) => (cell === '' ? -1 : levels.indexOf(cell))), levels }
}

const repeat = (cell: string, times: number): string[] => Array.from({ length: times }, () => cell)

describe('numbers', () => {
  it('are imputed by the median, standardised, and marked where they are missing', () => {
    const column = numbers([1, 2, 3, NaN, 2])
    const pipeline = fit(column, 5, 'standardized')
    expect(namesOf(pipeline)).toEqual(['x', 'x=(missing)'])
    const unit = 1 / Math.sqrt(0.4)
    expect(rowsOf(pipeline, column, 5).map(([value, mark]) => [value / unit, mark])).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ])
  })

  it('become the median without a mark where only new rows miss them', () => {
    const pipeline = fit(numbers([1, 2, 6]), 3, 'standardized')
    expect(namesOf(pipeline)).toEqual(['x'])
    expect(rowsOf(pipeline, numbers([NaN]), 1)).toEqual(rowsOf(pipeline, numbers([2]), 1))
  })

  it('with a long tail have their logarithm too, whatever their unit', () => {
    const values = Array.from({ length: 200 }, (_, i) => Math.exp(i / 20))
    const pipeline = fit(numbers(values), 200, 'standardized')
    expect(namesOf(pipeline)).toEqual(['x', 'x.log'])
    const made = rowsOf(pipeline, numbers(values), 200).map(([, log]) => log)
    expect(Math.max(...made)).toBeLessThan(2.5)
    expect(made.every((value, i) => i === 0 || value > made[i - 1])).toBe(true)
    const inCents = values.map((value) => value * 100)
    const again = rowsOf(fit(numbers(inCents), 200, 'standardized'), numbers(inCents), 200)
    for (let i = 0; i < 200; i++) expect(again[i][1]).toBeCloseTo(made[i], 10)
  })

  it('with a long tail to the left are turned round, and of two values have no logarithm, which says the same', () => {
    const column = numbers(Array.from({ length: 200 }, (_, i) => -Math.exp(i / 20)))
    const made = rowsOf(fit(column, 200, 'standardized'), column, 200).map(([, log]) => log)
    expect(made.every((value, i) => i === 0 || value > made[i - 1])).toBe(true)
    expect(namesOf(fit(numbers([0, ...Array.from({ length: 50 }, () => 1)]), 51, 'standardized'))).toEqual(['x'])
  })

  it('that hardly differ, or overflow when squared, are left out', () => {
    expect(namesOf(fit(numbers([0.1, 0.1, 0.1 + 1e-17]), 3, 'standardized'))).toEqual([])
    expect(namesOf(fit(numbers([1e16, 1e16, 1e16]), 3, 'standardized'))).toEqual([])

    expect(
      rowsOf(fit(numbers([1e300, -1e300, 0]), 3, 'standardized'), numbers([1e300]), 1)
        .flat()
        .every(Number.isFinite),
    ).toBe(true)
  })

  it('stay as they are for trees, missing ones NaN', () => {
    const column = numbers([3, NaN, -1])
    expect(rowsOf(fit(column, 3, 'ordinal'), column, 3)).toEqual([[3], [NaN], [-1]])
    expect(namesOf(fit(numbers([5, 5, 5]), 3, 'ordinal'))).toEqual([])
    expect(namesOf(fit(numbers([5, NaN, 5]), 3, 'ordinal'))).toEqual(['x'])
  })
})

describe('categories', () => {
  const cells = [...repeat('red', 30), ...repeat('blue', 40), ...repeat('', 20), 'odd', 'rare']
  const fresh = categories(['new', 'odd', '', 'red', 'blue'], ['new', 'odd', 'red', 'blue'])

  it('have an indicator per frequent level, one for all others, one for missing', () => {
    const pipeline = fit(categories(cells), cells.length, 'standardized')
    expect(namesOf(pipeline)).toEqual(['c=blue', 'c=red', 'c=(rare)', 'c=(missing)'])
    expect(rowsOf(pipeline, fresh, 5)).toEqual([
      [0, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ])
  })

  it('that are new are all zeros where training had no rare level', () => {
    const cellsOf3 = [...repeat('red', 30), ...repeat('blue', 40), ...repeat('odd', 35)]
    const pipeline = fit(categories(cellsOf3), cellsOf3.length, 'standardized')
    expect(namesOf(pipeline)).toEqual(['c=blue', 'c=odd', 'c=red'])
    expect(rowsOf(pipeline, fresh, 5)).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
    ])
  })

  it('of two levels have one indicator, of the less frequent', () => {
    const two = [...repeat('no', 30), ...repeat('yes', 12)]
    const pipeline = fit(categories(two), two.length, 'standardized')
    expect(namesOf(pipeline)).toEqual(['c=yes'])
    expect(rowsOf(pipeline, categories(['yes', 'no', 'maybe', '']), 4)).toEqual([[1], [0], [0], [0]])
  })

  it('are codes for trees, the most frequent first, whatever the target; rare and new ones together, missing NaN', () => {
    const pipeline = fit(categories(cells), cells.length, 'ordinal')
    expect(namesOf(pipeline)).toEqual(['c'])
    expect(rowsOf(pipeline, fresh, 5).flat()).toEqual([2, 2, NaN, 1, 0])
    const [feature] = pipeline.transform({ rowCount: 5, columns: [fresh] }).features
    expect(feature).toMatchObject({ layout: 'dense', levelCount: 3 })
  })

  it('that are new are NaN for trees where training had no rare level', () => {
    const two = [...repeat('a', 30), ...repeat('b', 12)]
    const column = categories(two)
    const pipeline = fit(column, 42, 'ordinal')
    expect(rowsOf(pipeline, categories(['new', 'a', 'b', '']), 4).flat()).toEqual([NaN, 0, 1, NaN])
    expect(pipeline.transform({ rowCount: 42, columns: [column] }).features[0]).toMatchObject({ levelCount: 2 })
  })

  it('of pipelines that were stored with an order keep it', () => {
    const stored = { type: 'category.ordinal', column: 'c', levels: ['blue', 'red'], rareCode: 1, varies: true }
    const pipeline = loadPipeline({ encoding: 'ordinal', transformers: [stored] })
    expect(rowsOf(pipeline, fresh, 5).flat()).toEqual([1, 1, NaN, 2, 0])
  })
})

describe('booleans', () => {
  const column: Column = { kind: 'boolean', name: 'b', values: Int8Array.of(1, 0, -1, 1) }

  it('are 0 or 1, missing ones as most are, with a mark', () => {
    const pipeline = fit(column, 4, 'standardized')
    expect(namesOf(pipeline)).toEqual(['b', 'b=(missing)'])
    expect(rowsOf(pipeline, column, 4)).toEqual([
      [1, 0],
      [0, 0],
      [1, 1],
      [1, 0],
    ])
  })

  it('keep missing as NaN for trees', () => {
    expect(rowsOf(fit(column, 4, 'ordinal'), column, 4)).toEqual([[1], [0], [NaN], [1]])
  })
})

describe('dates', () => {
  const column: Column = {
    kind: 'datetime',
    name: 'd',
    values: Float64Array.of(Date.UTC(2020, 0, 6, 18), Date.UTC(2020, 6, 7, 6), NaN, Date.UTC(1969, 3, 8, 6)),
  }

  it('are their parts for trees', () => {
    const pipeline = fit(column, 4, 'ordinal')
    expect(namesOf(pipeline)).toEqual(['d.elapsedDays', 'd.year', 'd.month', 'd.weekday', 'd.day', 'd.hour'])
    expect(rowsOf(pipeline, column, 4)).toEqual([
      [18267.75, 2020, 1, 0, 6, 18],
      [18450.25, 2020, 7, 1, 7, 6],
      [NaN, NaN, NaN, NaN, NaN, NaN],
      [-267.75, 1969, 4, 1, 8, 6],
    ])
  })

  it('are time that passes and cycles for linear models, and leave out what does not vary', () => {
    const noons: Column = { ...column, values: column.values.map((ms) => Math.floor(ms / 864e5) * 864e5) }
    const pipeline = fit(noons, 4, 'standardized')
    const cycles = ['month', 'weekday', 'day'].flatMap((part) => [`d.${part}.sin`, `d.${part}.cos`])
    expect(namesOf(pipeline)).toEqual(['d.elapsedDays', ...cycles, 'd=(missing)'])
    const rows = rowsOf(pipeline, noons, 4)
    expect(rows[2]).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    // July is half a year from January, April a quarter.
    expect(rows[0][2]).toBeCloseTo(1, 12)
    expect(rows[1][2]).toBeCloseTo(-1, 12)
    expect(rows[3][1]).toBeCloseTo(1, 12)
  })
})

describe('texts', () => {
  const column = textColumn('t', ['free call free', 'call me', '', 'me me me'])

  it('are weighted terms of length 1 for linear models', () => {
    const pipeline = fit(column, 4, 'standardized')
    expect(namesOf(pipeline)).toEqual(['t.words', 't=(missing)', 't:call', 't:me'])
    const rows = rowsOf(pipeline, column, 4).map((row) => row.slice(1))
    // Both terms stand in 2 of 4 rows and so weigh the same.
    const half = Math.SQRT1_2
    expect(rows[0]).toEqual([0, 1, 0])
    expect(rows[1][1]).toBeCloseTo(half, 12)
    expect(rows[1][2]).toBeCloseTo(half, 12)
    expect(rows[2]).toEqual([1, 0, 0])
    expect(rows[3]).toEqual([0, 0, 1])
  })

  it('are counts of terms and words for trees', () => {
    const pipeline = fit(column, 4, 'ordinal')
    expect(namesOf(pipeline)).toEqual(['t.words', 't:call', 't:me'])
    expect(rowsOf(pipeline, column, 4)).toEqual([
      [3, 1, 0],
      [2, 1, 1],
      [0, 0, 0],
      [3, 0, 3],
    ])
  })

  it('keep the terms that stand in the most rows', () => {
    const cells = Array.from({ length: 400 }, (_, i) => `common${i % 3} ${i % 2 === 0 ? 'twice' : ''} w${i >> 1} v${i >> 1}`)
    const pipeline = fit(textColumn('t', cells), 400, 'ordinal')
    const names = namesOf(pipeline)
    expect(names.filter((name) => name.startsWith('t:'))).toHaveLength(300)
    expect(names).toEqual(expect.arrayContaining(['t:twice', 't:common0', 't:common1 twice']))
  })
})

it('names stay unique when a level looks like another feature', () => {
  const cells = [...repeat('(rare)', 30), ...repeat('(missing)', 20), ...repeat('', 9), 'x', 'y']
  const pipeline = fit(categories(cells), cells.length, 'standardized')
  expect(namesOf(pipeline)).toEqual(['c=(rare)', 'c=(missing)', 'c=(rare) (2)', 'c=(missing) (2)'])
})
