import { afterAll, describe, expect, it } from 'vitest'
import { isMlwrightError } from '../../base/core/index.js'
import type { ColumnSchema } from '../schema/index.js'
import { readTable } from './read-table.js'
import type { ReadOptions, Reading } from './reading.js'
import { createTemporaryFolder } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

/** Judges one column of texts beside a plain feature. */
const judge = async (
  cells: readonly (string | number)[],
  options: ReadOptions = {},
  name = 'c',
): Promise<{ column: ColumnSchema; reading: Reading }> => {
  const reading = await readTable(
    cells.map((cell, i) => ({ other: ((i * 7919) % 101) / 4, [name]: cell })),
    options,
  )
  return { column: reading.schema.columns[1], reading }
}
const cycle = (texts: readonly (string | number)[], count = 60): (string | number)[] =>
  Array.from({ length: count }, (_, i) => texts[i % texts.length])
const codesOf = (reading: Reading): string[] =>
  reading.findings.filter((finding) => finding.columns.includes('c')).map((finding) => finding.code)

describe('kinds', () => {
  it.each<[string, readonly (string | number)[], Partial<ColumnSchema>]>([
    ['whole numbers', [3, 1, 2], { kind: 'number', min: 1, max: 3, distinctCount: 3 }],
    ['0 and 1', ['0', '1'], { kind: 'number' }],
    ['signs and exponents', ['+1.5', '-2e3', '.5', '3.'], { kind: 'number', min: -2000 }],
    ['decimal commas', ['1,5', '22,25', '3'], { kind: 'number', decimal: ',', max: 22.25 }],
    ['thousands and points', ['1,234.5', '12', '7,001'], { kind: 'number', max: 7001 }],
    ['points as thousands', ['1.234,5', '12', '7.001'], { kind: 'number', decimal: ',', max: 7001 }],
    ['percent', ['5%', '12.5 %'], { kind: 'number', unit: '%', max: 12.5 }],
    ['currency', ['$1,200.50', '$3'], { kind: 'number', unit: '$', max: 1200.5 }],
    ['true and false', ['true', 'false'], { kind: 'boolean', levels: ['false', 'true'] }],
    ['Yes and No', ['Yes', 'No'], { kind: 'boolean', levels: ['No', 'Yes'] }],
    ['t and f', ['t', 'f'], { kind: 'boolean', levels: ['f', 't'] }],
    ['TRUE, True and false', ['TRUE', 'True', 'false'], { kind: 'boolean', levels: ['false', 'true'], fold: 'lower' }],
    ['yes, no and a marker', ['yes', 'no', 'unknown', '-'], { kind: 'boolean', missingCount: 30 }],
    ['three words', ['yes', 'no', 'maybe'], { kind: 'category', levels: ['maybe', 'no', 'yes'] }],
    ['words', ['b', 'a', 'B'], { kind: 'category', levels: ['B', 'a', 'b'] }],
    ['codes with zeros in front', ['01067', '10115', '04103'], { kind: 'category', levels: ['01067', '04103', '10115'] }],
    ['numbers and a word, few', ['2', '4', 'more'], { kind: 'category', levels: ['2', '4', 'more'] }],
    ['dates', ['2024-01-05', '2023-12-31'], { kind: 'datetime', dateFormat: 'yyyy-MM-dd' }],
    ['dates in words', ['Jun 12 1998', 'Aug 07 1998'], { kind: 'datetime', dateFormat: 'MMM dd yyyy' }],
    [
      'eight digits that are dates',
      ['20240105', '20231231', '20220601', '20220602', '20210911'],
      { kind: 'datetime', dateFormat: 'yyyyMMdd' },
    ],
    ['eight digits that are not', ['20240105', '20231231', '20229999', '20220602', '20210911'], { kind: 'number' }],
    ['telephone numbers', ['555 123 456', '555 999 888'], { kind: 'category' }],
    ['times of day', ['10:30', '11:45'], { kind: 'category' }],
    ['epochs', [1700000000, 1700086400, 1700172800], { kind: 'number' }],
  ])('%s', async (_, texts, expected) => {
    expect((await judge(cycle(texts))).column).toMatchObject(expected)
  })

  it('whole numbers under the name of a code are levels, but not 0 and 1, and not many', async () => {
    expect((await judge(cycle([3, 1, 2]), {}, 'store_id')).column).toMatchObject({ kind: 'category', levels: ['1', '2', '3'] })
    expect((await judge(cycle([3, 1, 2]), {}, 'roomType')).column.kind).toBe('category')
    expect((await judge(cycle([0, 1]), {}, 'has_type')).column.kind).toBe('number')
    expect((await judge(cycle([3, 1, 2]), {}, 'prototype')).column.kind).toBe('number')
    expect(
      (
        await judge(
          Array.from({ length: 60 }, (_, i) => (i * 37) % 50),
          {},
          'store_id',
        )
      ).column.kind,
    ).toBe('number')
    expect((await judge(cycle(Array.from({ length: 25 }, (_, i) => 10115 + i)), {}, 'zip')).column.kind).toBe('category')
  })

  it('long texts of many words are free text, few of them are levels', async () => {
    const sentence = (i: number): string => `they said number ${i} was ${i % 3 === 0 ? 'good' : 'bad'}`
    expect((await judge(Array.from({ length: 60 }, (_, i) => sentence(i)))).column).toMatchObject({ kind: 'text', role: 'feature' })
    expect((await judge(cycle([sentence(1), sentence(2), sentence(3)]))).column.kind).toBe('category')
  })

  it('asked for, a kind is taken; cells that are not of it are missing and counted', async () => {
    const { column, reading } = await judge(cycle(['1', '2', 'x']), { kinds: { c: 'number' } })
    expect(column).toMatchObject({ kind: 'number', missingCount: 20 })
    expect(codesOf(reading)).toContain('MIXED_TYPES')
    expect((await judge(cycle([1, 2, 3]), { kinds: { c: 'category' } })).column).toMatchObject({
      kind: 'category',
      levels: ['1', '2', '3'],
    })
    expect((await judge(cycle([0, 1]), { kinds: { c: 'boolean' } })).column).toMatchObject({ kind: 'boolean', levels: ['0', '1'] })
    expect((await judge(cycle(['a', 'b']), { kinds: { c: 'text' } })).column.kind).toBe('text')
    expect((await judge(cycle(['01/02/2024', '13/02/2024', '02/13/2024']), { kinds: { c: 'datetime' } })).column.kind).toBe('datetime')
  })
})

describe('markers of missing values', () => {
  it.each(['?', 'NA', 'N/A', 'n/a', 'NaN', 'null', 'NULL', 'None', '-', '--', '.', 'unknown', '#N/A', 'missing'])(
    '%s among numbers',
    async (marker) => {
      const { column, reading } = await judge(cycle(['1.5', '2', marker]))
      expect(column).toMatchObject({ kind: 'number', missingCount: 20, missing: ['', marker] })
      expect(codesOf(reading)).toContain('DISGUISED_MISSING')
    },
  )

  it('blanks and lone spaces among numbers', async () => {
    expect((await judge(cycle(['1.5', '2', ' ', '']))).column).toMatchObject({ kind: 'number', missingCount: 30, missing: [''] })
  })

  it.each(['?', 'N/A', 'null', 'NaN', '#N/A', 'NA', '-'])('%s among levels', async (marker) => {
    expect((await judge(cycle(['red', 'green', marker]))).column).toMatchObject({
      kind: 'category',
      levels: ['green', 'red'],
      missingCount: 20,
    })
  })

  it.each(['None', 'none', 'unknown', 'missing', 'Unknown'])('%s stays a level', async (level) => {
    const { column } = await judge(cycle(['red', 'green', level]))
    expect(column.levels).toContain(level)
    expect(column.missingCount).toBe(0)
  })

  it('NA stays a level among country codes, - among other signs', async () => {
    expect((await judge(cycle(['NA', 'US', 'DE', 'FR']))).column.levels).toContain('NA')
    expect((await judge(cycle(['+', '-']))).column.levels).toEqual(['+', '-'])
  })

  it('asked for, a text is a marker in every column, numbers too', async () => {
    const { column } = await judge(cycle(['1', '2.5', '-999']), { missing: ['-999'] })
    expect(column).toMatchObject({ kind: 'number', missingCount: 20, min: 1 })
    expect((await judge(cycle(['red', 'none']), { missing: ['none'] })).column).toMatchObject({ missingCount: 30 })
  })
})

describe('identifiers', () => {
  it.each<[string, (i: number) => string | number, string]>([
    ['1 to n', (i) => i + 1, 'c'],
    ['equal steps', (i) => 1000 + 5 * i, 'c'],
    ['each number once, in any order', (i) => (i * 7) % 60, 'c'],
    ['distinct codes', (i) => `K${(i * 7919) % 1000}-${i}`, 'c'],
    ['a name and distinct numbers', (i) => 1000 + i * i, 'customer_id'],
    ['a name and nearly distinct numbers', (i) => 1000 + Math.min(i, 57) ** 2, 'Id'],
  ])('%s', async (_, cellOf, name) => {
    const { column, reading } = await judge(
      Array.from({ length: 60 }, (_unused, i) => cellOf(i)),
      {},
      name,
    )
    expect(column.role).toBe('id')
    expect(reading.findings.map((finding) => finding.code)).toContain('IDENTIFIER_COLUMN')
  })

  it.each<[string, (i: number) => string | number, string]>([
    ['distinct measurements', (i) => 1000 + i * i, 'c'],
    ['distinct fractions', (i) => i / 7, 'id'],
    ['years in order', (i) => 1950 + i, 'year'],
    ['names of people', (i) => `Braund, Mr. Owen ${i}`, 'name'],
  ])('not %s', async (_, cellOf, name) => {
    expect(
      (
        await judge(
          Array.from({ length: 60 }, (_unused, i) => cellOf(i)),
          {},
          name,
        )
      ).column.role,
    ).toBe('feature')
  })

  it('a sequence stays a feature where there is no other', async () => {
    const reading = await readTable(
      Array.from({ length: 40 }, (_, i) => ({ x: i, y: i * 2.5 })),
      { target: 'y' },
    )
    expect(reading.schema.columns[0].role).toBe('feature')
  })
})

describe('roles', () => {
  it('asked for win over what is judged', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      y: i % 2,
      patient: `P${i}`,
      when: `2024-01-${10 + (i % 20)}`,
      w: 1 + (i % 3),
      drop: i * 1.5,
      x: (i * i) % 17,
    }))
    const { schema, table } = await readTable(rows, { target: 'y', group: 'patient', time: 'when', weight: 'w', ignore: ['drop'] })
    expect(schema.columns.map((column) => column.role)).toEqual(['target', 'group', 'time', 'weight', 'ignored', 'feature'])
    expect(schema.columns[1].kind).toBe('category')
    expect(table.columns.map((column) => column.name)).toEqual(['patient', 'when', 'w', 'drop', 'x'])
  })
})

describe('the target', () => {
  const target = async (
    cellOf: (i: number) => string | number,
    options: ReadOptions = {},
    count = 400,
  ): Promise<NonNullable<Reading['target']>> =>
    (
      await readTable(
        Array.from({ length: count }, (_, i) => ({ x: ((i * 7919) % 101) / 4, y: cellOf(i) })),
        { target: 'y', ...options },
      )
    ).target!

  it.each<[string, (i: number) => string | number, ReadOptions, object]>([
    ['two words', (i) => (i % 2 ? 'good' : 'bad'), {}, { task: 'binary', classes: ['bad', 'good'], positive: 'good' }],
    ['yes by convention', (i) => (i % 2 ? 'yes' : 'zero'), {}, { task: 'binary', classes: ['zero', 'yes'], positive: 'yes' }],
    ['the positive class asked for', (i) => (i % 2 ? 'good' : 'bad'), { positive: 'bad' }, { classes: ['good', 'bad'], positive: 'bad' }],
    ['0 and 1', (i) => i % 2, {}, { task: 'binary', classes: ['0', '1'], positive: '1' }],
    ['1.0 and 0.0, the text kept', (i) => (i % 2 ? '1.0' : '0.0'), {}, { task: 'binary', classes: ['0.0', '1.0'], positive: '1.0' }],
    ['one number in two spellings', (i) => ['1', '1.0', '0'][i % 3], {}, { task: 'binary', classes: ['0', '1'] }],
    ['ten whole numbers', (i) => i % 10, {}, { task: 'multiclass', classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] }],
    ['whole numbers sorted as numbers', (i) => [2, 10, 9][i % 3], {}, { task: 'multiclass', classes: ['2', '9', '10'] }],
    ['13 even classes', (i) => i % 13, {}, { task: 'multiclass' }],
    ['15 counts that thin out', (i) => Math.floor(15 * (i / 400) ** 6), {}, { task: 'regression' }],
    ['12 values far apart', (i) => (i % 12) * 100, {}, { task: 'regression' }],
    ['21 whole numbers', (i) => i % 21, {}, { task: 'regression', classes: [] }],
    ['few fractions', (i) => (i % 4) + 0.5, {}, { task: 'regression' }],
    ['few whole numbers, regression asked for', (i) => i % 5, { task: 'regression' }, { task: 'regression' }],
    ['many whole numbers, classes asked for', (i) => i % 25, { task: 'multiclass' }, { task: 'multiclass' }],
    ['numbers of kind category', (i) => i % 25, { kinds: { y: 'category' } }, { task: 'multiclass' }],
    ['decimal commas', (i) => `${i},5`, {}, { task: 'regression' }],
    ['levels that differ in case', (i) => ['hid', 'hId', 'had'][i % 3], {}, { task: 'multiclass', classes: ['hId', 'had', 'hid'] }],
    ['yes in several spellings', (i) => ['Yes', 'yes', 'NO', 'no'][i % 4], {}, { task: 'binary', classes: ['no', 'yes'] }],
    ['None is a class', (i) => ['None', 'some', 'all'][i % 3], {}, { task: 'multiclass', classes: ['None', 'all', 'some'] }],
  ])('%s', async (_, cellOf, options, expected) => {
    const judged = await target(cellOf, options)
    expect(judged).toMatchObject(expected)
    expect(judged.why).not.toBe('')
    expect(judged.values.every(Number.isFinite)).toBe(true)
  })

  it('values are the index of the class', async () => {
    const judged = await target((i) => (i % 2 ? 'good' : 'bad'), { positive: 'bad' })
    expect(Array.from(judged.values.subarray(0, 4))).toEqual([1, 0, 1, 0])
  })

  it.each<[string, (i: number) => string | number, ReadOptions, string]>([
    ['words, regression asked for', (i) => (i % 2 ? 'good' : 'bad'), { task: 'regression' }, 'TARGET_UNSUITABLE'],
    ['three classes, binary asked for', (i) => i % 3, { task: 'binary' }, 'TARGET_UNSUITABLE'],
    ['a positive class that is none', (i) => (i % 2 ? 'good' : 'bad'), { positive: 'god' }, 'OPTION_INVALID'],
    ['a positive class of three', (i) => i % 3, { positive: '1' }, 'OPTION_INVALID'],
  ])('%s is refused', async (_, cellOf, options, code) => {
    const error: unknown = await target(cellOf, options).catch((caught: unknown) => caught)
    expect(isMlwrightError(error) && error.code).toBe(code)
  })

  it('rare and uneven classes are reported', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ x: (i * 7) % 31, y: i < 4 ? 'rare' : i % 2 ? 'a' : 'b' }))
    const codes = (await readTable(rows, { target: 'y' })).findings.map((finding) => finding.code)
    expect(codes).toEqual(expect.arrayContaining(['RARE_CLASS', 'CLASS_IMBALANCE']))
  })
})
