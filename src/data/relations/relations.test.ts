// The right test is chosen, in its right case; chance is called chance about as often as it should be.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Random } from '../../base/core/index.js'
import type { ColumnSchema } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { relate } from './index.js'
import type { JudgedColumn, Relation, TimeRelation } from './index.js'

const random = createRandom('relations')
const draw = (count: number, make: (k: number) => number): Float64Array => Float64Array.from({ length: count }, (_, k) => make(k))
const normal = (count: number, middle = 0, spread = 1): Float64Array => draw(count, () => middle + spread * random.normal())
const exponential = (count: number, scale = 1): Float64Array => draw(count, () => -scale * Math.log(1 - random.next()))

function judged(column: Column, more: Partial<ColumnSchema> = {}): JudgedColumn {
  const { name, kind } = column
  return { column, schema: { name, kind, role: 'feature', why: 'A test.', missing: [], missingCount: 0, distinctCount: 0, ...more } }
}
const number = (name: string, values: Float64Array): JudgedColumn => judged({ kind: 'number', name, values })
const date = (name: string, values: Float64Array): JudgedColumn => judged({ kind: 'datetime', name, values })
function category(
  name: string,
  codes: readonly number[],
  levels = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, Math.max(2, Math.max(...codes) + 1)),
): JudgedColumn {
  return judged({ kind: 'category', name, codes: Int32Array.from(codes), levels })
}

/** Groups one after another, as a number and a category. */
function grouped(...groups: readonly Float64Array[]): [JudgedColumn, JudgedColumn] {
  const values = Float64Array.from(groups.flatMap((group) => Array.from(group)))
  return [
    number('x', values),
    category(
      'g',
      groups.flatMap((group, k) => Array.from(group, () => k)),
    ),
  ]
}
/** Rows of a table of counts, as two categories. */
function crossed(table: readonly (readonly number[])[]): [JudgedColumn, JudgedColumn] {
  const pairs = table.flatMap((row, r) => row.flatMap((count, c) => Array.from({ length: count }, () => [r, c] as const)))
  return [
    category(
      'r',
      pairs.map(([r]) => r),
    ),
    category(
      'c',
      pairs.map(([, c]) => c),
    ),
  ]
}
const ask = (of: JudgedColumn, by?: JudgedColumn, from: Random = createRandom(1)): Relation => relate(of, by, from)

describe('the test that is chosen', () => {
  it.each([
    ['normal groups', grouped(normal(40), normal(30, 1)), 'welch'],
    ['few values of a skewed number', grouped(exponential(20), exponential(20)), 'mannWhitney'],
    ['many values of a skewed number', grouped(exponential(2000), exponential(2000)), 'welch'],
    [
      'a group without spread',
      grouped(
        draw(30, () => 1),
        normal(30),
      ),
      'mannWhitney',
    ],
    ['three normal groups', grouped(normal(20), normal(30, 1), normal(25, 0, 4)), 'welchAnova'],
    ['three skewed groups', grouped(exponential(15), exponential(12), exponential(20)), 'kruskalWallis'],
    [
      'a large table',
      crossed([
        [20, 30, 25],
        [30, 20, 25],
      ]),
      'chiSquare',
    ],
    [
      'a small table of two by two',
      crossed([
        [3, 1],
        [2, 7],
      ]),
      'fisherExact',
    ],
    [
      'a small larger table',
      crossed([
        [3, 1, 2],
        [1, 4, 0],
        [0, 2, 3],
      ]),
      'permutation',
    ],
    ['numbers without tails', [number('x', normal(50)), number('y', normal(50))], 'pearson'],
    [
      'numbers with a tail',
      [
        number(
          'x',
          exponential(50).map((value) => value ** 2),
        ),
        number('y', normal(50)),
      ],
      'spearman',
    ],
    [
      'a number over time',
      [
        number('x', normal(50)),
        date(
          't',
          draw(50, (k) => k * 86_400_000),
        ),
      ],
      'mannKendall',
    ],
    ['few values alone', [number('x', normal(50))], 'shapiroWilk'],
    ['many values alone', [number('x', normal(6000))], 'dagostino'],
    ['a category alone', [category('g', [0, 1, 1, 2, 0, 1])], 'goodnessOfFit'],
  ] as const)('of %s', (_, [of, by], test) => {
    const found = ask(of, by)
    expect(found.test).toBe(test)
    expect(found.pValue).toBeGreaterThan(0)
    expect(found.pValue).toBeLessThanOrEqual(1)
    for (const { low, value, high } of found.effects) {
      // The interval of V is of what lies behind the bias of chance, which the plain value still has.
      if (found.form !== 'counts') expect([low <= value, value <= high]).toEqual([true, true])
      expect(low).toBeLessThanOrEqual(high)
    }
  })

  it('does not depend on which column is asked about', () => {
    const [x, g] = grouped(normal(40), normal(30, 1))
    expect(ask(g, x)).toEqual(ask(x, g))
    const [y, t] = [
      number('y', normal(50)),
      date(
        't',
        draw(50, (k) => k * 1e9),
      ),
    ]
    expect(ask(t, y)).toEqual(ask(y, t))
  })
})

describe('where there is nothing, chance is called chance in about 95 of 100 cases', () => {
  it.each([
    ['two normal groups of unequal spread', () => grouped(normal(15), normal(40, 0, 5))],
    ['two small skewed groups', () => grouped(exponential(12), exponential(18))],
    ['two large skewed groups', () => grouped(exponential(150), exponential(120))],
    ['four groups', () => grouped(normal(10), normal(20), normal(15, 0, 3), normal(30))],
    [
      'small tables',
      () => [
        category(
          'r',
          Array.from({ length: 14 }, () => random.integer(3)),
        ),
        category(
          'c',
          Array.from({ length: 14 }, () => random.integer(2)),
        ),
      ],
    ],
    ['two numbers', () => [number('x', exponential(25)), number('y', normal(25))]],
    [
      'values that remember',
      () => {
        let last = 0
        return [
          number(
            'x',
            draw(120, () => (last = 0.5 * last + random.normal())),
          ),
          date(
            't',
            draw(120, (k) => k * 86_400_000),
          ),
        ]
      },
    ],
  ] as const)('%s', (name, make) => {
    const times = name === 'small tables' || name === 'values that remember' ? 200 : 400
    let alarms = 0
    for (let k = 0; k < times; k++) {
      const [of, by] = make()
      if (ask(of, by).pValue < 0.05) alarms++
    }
    // Three standard errors above 5 %; what remembers is allowed for only in part.
    expect(alarms / times).toBeLessThan(name === 'values that remember' ? 0.12 : 0.05 + 3 * Math.sqrt((0.05 * 0.95) / times))
  })
})

it('effects find what was put in', () => {
  const [x, g] = grouped(normal(4000, 10), normal(4000, 12))
  const found = ask(x, g)
  expect(found).toMatchObject({ form: 'groups', groups: [{ name: 'b' }, { name: 'a' }] })
  expect(found.effects[0]).toMatchObject({ id: 'meanDifference' })
  expect(Math.abs(found.effects[0].value - 2)).toBeLessThan(0.1)
  const [of, by] = crossed([
    [80, 40],
    [20, 60],
  ])
  const table = ask(of, by)
  // Of the second column 60 % are in the second row, of the first 20 %.
  expect(table.effects[0].value).toBeCloseTo(0.4, 12)
  expect(table.effects[1].value).toBeCloseTo(6, 12)
})

it('a trend and a week are found, and told apart', () => {
  const day = 86_400_000
  const times = draw(365, (k) => Date.UTC(2024, 0, 1) + k * day)
  const values = draw(365, (k) => 0.02 * k + (new Date(times[k]).getUTCDay() === 0 ? 5 : 0) + random.normal())
  const found = ask(number('x', values), date('t', times)) as TimeRelation
  expect(Math.abs(found.effects[0].value - 0.02 * 365.2425)).toBeLessThan(1.5)
  expect(found.pValue).toBeLessThan(1e-6)
  expect(found.seasons.map(({ cycle, pValue }) => [cycle, pValue < 0.001])).toEqual([['week', true]])
})

describe('what cannot be compared is said', () => {
  const text = judged({ kind: 'text', name: 'note', bytes: new Uint8Array(4), offsets: Uint32Array.of(0, 1, 2, 3, 4) })
  it.each([
    ['texts', () => ask(text), 'OPTION_INVALID'],
    [
      'a date alone',
      () =>
        ask(
          date(
            't',
            draw(9, (k) => k),
          ),
        ),
      'OPTION_INVALID',
    ],
    [
      'two dates',
      () =>
        ask(
          date(
            't',
            draw(9, (k) => k),
          ),
          date(
            'u',
            draw(9, (k) => k),
          ),
        ),
      'OPTION_INVALID',
    ],
    [
      'a constant',
      () =>
        ask(
          number(
            'x',
            draw(9, () => 1),
          ),
        ),
      'TOO_FEW_ROWS',
    ],
    [
      'a constant by groups',
      () =>
        ask(
          ...grouped(
            draw(9, () => 1),
            draw(9, () => 1),
          ),
        ),
      'TOO_FEW_ROWS',
    ],
    [
      'one group',
      () =>
        ask(
          number('x', normal(9)),
          category(
            'g',
            Array.from({ length: 9 }, () => 0),
          ),
        ),
      'TOO_FEW_ROWS',
    ],
    ['groups of one row', () => ask(number('x', normal(3)), category('g', [0, 1, 2])), 'TOO_FEW_ROWS'],
    ['three rows', () => ask(number('x', normal(3)), number('y', normal(3))), 'TOO_FEW_ROWS'],
    [
      'nothing but missing values',
      () =>
        ask(
          number(
            'x',
            draw(9, () => NaN),
          ),
          number('y', normal(9)),
        ),
      'TOO_FEW_ROWS',
    ],
    ['one level', () => ask(category('g', [0, 0, 0]), category('h', [0, 1, 0])), 'TOO_FEW_ROWS'],
    [
      'hundreds of levels',
      () =>
        ask(
          number('x', normal(400)),
          category(
            'g',
            Array.from({ length: 400 }, (_, k) => k >> 1),
            Array.from({ length: 200 }, (_, k) => `${k}`),
          ),
        ),
      'OPTION_INVALID',
    ],
  ] as const)('%s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error)
  })
})

it('rows without a value are left out, and counted', () => {
  const [x, g] = grouped(normal(20), normal(20, 2))
  const values = (x.column as { values: Float64Array }).values.slice()
  values[3] = NaN
  const codes = Array.from((g.column as { codes: Int32Array }).codes)
  codes[30] = -1
  expect(ask(number('x', values), category('g', codes))).toMatchObject({ rows: 38, leftOut: 2 })
})
