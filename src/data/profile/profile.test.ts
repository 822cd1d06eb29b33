// Profiles equal pandas, SciPy and scikit-learn on real tables; odd columns do not upset them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { histogramOf } from '../../base/stats/index.js'
import { readTable } from '../sources/index.js'
import { textColumn } from '../table/index.js'
import type { Table } from '../table/index.js'
import { associate, informationOn } from './associations.js'
import type { LevelsProfile, NumberProfile } from './column-profile.js'
import { datetimeFigures } from './datetime-profile.js'
import { missingPatterns } from './missing-patterns.js'
import { numberFigures } from './number-profile.js'
import { profileTable } from './profile-table.js'
import { patternOf, textFigures } from './text-profile.js'

interface GoldenTable {
  readonly numbers: Readonly<Record<string, { readonly [figure: string]: number } & { readonly quantiles: readonly number[] }>>
  readonly levels: Readonly<Record<string, { readonly counts: Readonly<Record<string, number>>; readonly entropy: number }>>
  readonly pairs: readonly { readonly first: string; readonly second: string; readonly pearson: number; readonly spearman: number }[]
  readonly crossed: readonly { readonly first: string; readonly second: string; readonly cramersV: number; readonly n: number }[]
  readonly told: readonly { readonly target: string; readonly column: string; readonly nats: number }[]
  readonly rows: number
  readonly complete: number
  readonly patternRows: readonly number[]
}
const golden = JSON.parse(readFileSync(new URL('../../../test/golden/profile.json', import.meta.url), 'utf8')) as {
  readonly tables: Readonly<Record<string, GoldenTable>>
}
const examples = new URL('../../../examples/', import.meta.url)

describe.each(Object.entries(golden.tables))('%s', (path, expected) => {
  const reading = readTable(new URL(path, examples))

  it('columns', async () => {
    const { rows, columns } = profileTable(await reading)
    expect(rows).toBe(expected.rows)
    for (const [name, figures] of Object.entries(expected.numbers)) {
      const found = columns.find((column) => column.name === name) as NumberProfile
      for (const figure of ['missing', 'distinct', 'min', 'max', 'zeros'] as const)
        expect(found[figure], `${name} ${figure}`).toBe(figures[figure])
      for (const figure of ['mean', 'standardDeviation', 'skewness', 'kurtosis'] as const)
        expect(found[figure]).toBeCloseTo(figures[figure], 9)
      found.quantiles.forEach(({ value }, k) => expect(value).toBeCloseTo(figures.quantiles[k], 10))
      expect(found.frequent[0].count).toBe(figures['mostFrequent'])
      expect(found.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(rows - found.missing)
    }
    for (const [name, { counts, entropy }] of Object.entries(expected.levels)) {
      const found = columns.find((column) => column.name === name) as LevelsProfile
      expect(Object.fromEntries(found.levels.map(({ value, count }) => [value.toLowerCase(), count]))).toEqual(
        Object.fromEntries(Object.entries(counts).map(([level, count]) => [level.toLowerCase(), count])),
      )
      expect(found.entropy).toBeCloseTo(entropy, 10)
    }
  })

  it('pairs, and what is missing together', async () => {
    const { table, schema } = await reading
    const names = new Set(schema.columns.map(({ name }) => name))
    const found = associate(table, names, createRandom(1))
    const pairOf = (a: string, b: string) =>
      found.find(({ first, second }) => (first === a && second === b) || (first === b && second === a))!
    for (const { first, second, pearson, spearman } of expected.pairs) {
      expect(pairOf(first, second).value).toBeCloseTo(Math.abs(pearson) > Math.abs(spearman) ? pearson : spearman, 9)
    }
    // Ours takes off what chance alone adds.
    for (const { first, second, cramersV } of expected.crossed) {
      const { value } = pairOf(first, second)
      expect(value).toBeLessThan(cramersV + 1e-12)
      expect(value).toBeGreaterThan(cramersV - 0.08)
    }
    const patterns = missingPatterns(table, names)
    expect(patterns.find(({ columns }) => columns.length === 0)!.rows).toBe(expected.complete)
    expect(patterns.filter(({ columns }) => columns.length > 0).map(({ rows }) => rows)).toEqual(expected.patternRows)
  })

  it('what columns tell about a category', async () => {
    const { table } = await reading
    for (const { target, column, nats } of expected.told) {
      const answer = table.columns.find(({ name }) => name === target)!
      const [{ bits }] = informationOn(table, answer, new Set([column]), createRandom(1))
      expect(Math.abs(bits - nats / Math.LN2)).toBeLessThan(0.02)
    }
  })
})

describe('columns of few or odd values', () => {
  it('of one value', () => {
    const figures = numberFigures(Float64Array.of(7, 7, 7))
    expect(figures).toMatchObject({ min: 7, max: 7, mean: 7, standardDeviation: 0, skewness: 0, kurtosis: 0, isWhole: true })
    expect(figures.histogram).toEqual([{ from: 7, to: 7, count: 3 }])
    expect(figures.frequent).toEqual([{ value: 7, count: 3 }])
  })

  it('of one row, and of huge numbers', () => {
    expect(numberFigures(Float64Array.of(-3)).standardDeviation).toBe(0)
    const huge = numberFigures(Float64Array.of(-1e300, 0, 1e300))
    expect(huge.mean).toBe(0)
    expect(huge.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(3)
  })

  it('a histogram holds every value once, whatever they are', () => {
    const random = createRandom('histogram')
    for (let turn = 0; turn < 200; turn++) {
      const scale = 10 ** (random.integer(40) - 20)
      const values = Float64Array.from(
        { length: 1 + random.integer(60) },
        () => scale * (random.next() < 0.3 ? random.integer(3) : random.normal()),
      ).sort()
      const bins = histogramOf(values)
      for (const [k, { from, to, count }] of bins.entries()) {
        const isLast = k === bins.length - 1
        const inside = values.filter((value) => value >= from - 1e-12 * scale && (isLast ? value <= to : value < to + 1e-12 * scale)).length
        expect(inside).toBeGreaterThanOrEqual(count)
      }
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
    }
  })

  it('the largest and smallest, the most frequent of very many', () => {
    const values = Float64Array.from({ length: 5000 }, (_, k) => (k % 7 === 0 ? 100 : k)).sort()
    const { frequent, smallest, largest } = numberFigures(values)
    expect(frequent[0]).toEqual({ value: 100, count: 716 })
    expect(smallest.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5])
    expect(largest.map(({ value }) => value)).toEqual([4999, 4997, 4996, 4995, 4994])
  })

  it('times have a step and gaps', () => {
    const day = 86_400_000
    const days = [0, 1, 2, 3, 4, 5, 30, 31, 32, 33].map((at) => at * day)
    expect(datetimeFigures(Float64Array.from(days), (values) => values.toSorted())).toMatchObject({
      step: { ms: day, share: 8 / 9 },
      gaps: [{ from: 5 * day, to: 30 * day }],
    })
    expect(datetimeFigures(Float64Array.of(day), (values) => values.toSorted()).gaps).toEqual([])
  })

  it('texts have shapes', () => {
    expect(['AB-1234 x', 'Zoë', '12.5', 'naïve café', '北京', '😀a'].map(patternOf)).toEqual(['A-9 a', 'Aa', '9.9', 'a a', 'a', '😀a'])
    const column = textColumn('note', ['A-1', '', 'B-22', 'hello there'])
    expect(textFigures(column, Int32Array.of(0, 2, 3))).toMatchObject({
      lengths: { min: 3, median: 4, mean: 6, max: 11 },
      patterns: [
        { value: 'A-9', count: 2 },
        { value: 'a a', count: 1 },
      ],
      words: { median: 1, max: 2 },
    })
  })

  it('nothing is told by chance, and all by a copy', () => {
    const random = createRandom('information')
    const codes = Int32Array.from({ length: 4000 }, () => random.integer(3))
    const levels = ['a', 'b', 'c']
    const table: Table = {
      rowCount: 4000,
      columns: [
        { kind: 'category', name: 'copy', codes, levels: ['x', 'y', 'z'] },
        { kind: 'number', name: 'noise', values: Float64Array.from({ length: 4000 }, () => random.normal()) },
      ],
    }
    const told = informationOn(table, { kind: 'category', name: 'target', codes, levels }, new Set(['copy', 'noise']), random)
    expect(told.map(({ column }) => column)).toEqual(['copy', 'noise'])
    expect(told[0].share).toBeGreaterThan(0.99)
    expect(told[1].share).toBeLessThan(0.005)
  })
})
