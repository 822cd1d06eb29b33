import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Finding, FindingCode } from '../../base/core/index.js'
import { readTable } from '../sources/index.js'
import type { Column } from '../table/index.js'
import { findCollinear } from './collinear-columns.js'
import { isolatedValues } from './far-values.js'
import { inspectTable } from './inspect-table.js'
import { numberCodes } from './missing-codes.js'
import { sortValues } from './sorted-values.js'

type Cells = Record<string, readonly (string | number | null)[]>

async function inspect(cells: Cells, target?: string): Promise<Finding[]> {
  const names = Object.keys(cells)
  const rows = cells[names[0]].map((_, row) => Object.fromEntries(names.map((name) => [name, cells[name][row]])))
  const { table, schema, target: found } = await readTable(rows, target === undefined ? {} : { target })
  const column: Column | undefined =
    found === undefined
      ? undefined
      : found.task === 'regression'
        ? { kind: 'number', name: found.name, values: found.values }
        : { kind: 'category', name: found.name, codes: Int32Array.from(found.values), levels: found.classes }
  return inspectTable({ table, schema, ...(column === undefined ? {} : { target: column }) })
}

const random = createRandom('quality')
const of = <T>(size: number, make: (row: number) => T): T[] => Array.from({ length: size }, (_, row) => make(row))
const normals = (size: number, mean: number, spread: number): number[] =>
  of(size, () => Math.round((mean + spread * random.normal()) * 10) / 10)
const codesOf = (findings: readonly Finding[], severity = 'warning'): FindingCode[] =>
  findings.filter((finding) => finding.severity === severity).map(({ code }) => code)
const about = (findings: readonly Finding[], code: FindingCode): Finding | undefined => findings.find((finding) => finding.code === code)

test('a table of random numbers and levels raises no warning, 20 times', async () => {
  for (let time = 0; time < 20; time++) {
    const findings = await inspect({
      a: normals(300, 50, 10),
      b: of(300, () => Math.exp(3 + random.normal())),
      c: of(300, () => random.integer(7)),
      d: of(300, () => `level ${random.integer(12)}`),
      customer: of(300, () => random.integer(60)),
    })
    expect(codesOf(findings)).toEqual([])
    expect(codesOf(findings, 'error')).toEqual([])
  }
})

describe('codes for missing values', () => {
  const codes = (values: readonly number[], name = 'x'): number[] =>
    numberCodes(sortValues(Float64Array.from(values)), name).map(({ value }) => value)

  test.each([
    ['-999 below temperatures', [...normals(100, 10, 12), -999, -999, -999], [-999]],
    ['9999 above ages', [...of(100, (row) => 20 + (row % 60)), 9999, 9999], [9999]],
    ['-9, -8 and -7 below counts', [...of(100, (row) => row % 30), -9, -9, -9, -8, -8, -8, -7, -7, -7], [-9, -8, -7]],
    ['the least 32-bit number', [...normals(100, 0, 100), -2147483648, -2147483648], [-2147483648]],
    ['one cell of 99999, far beyond all', [...normals(100, 50, 10), 99999], [99999]],
  ] as const)('%s', (_, values, expected) => {
    expect(codes(values).toSorted((a, b) => a - b)).toEqual(expected)
  })

  test.each([
    ['-1 at the end of a tail', [...of(200, (row) => row % 12), -1]],
    ['99 where 98 and 97 are', of(300, (row) => row % 100)],
    ['-1, 0 and 1 as levels', of(300, (row) => (row % 3) - 1)],
    ['numbers on both sides of 0', [...normals(200, 0, 10), -9, -9, -9]],
    ['zeros of counts', of(300, (row) => row % 5)],
    ['a share from 0 to 1', [...of(200, (row) => 0.3 + (0.7 * (row % 101)) / 100), 0, 0, 1]],
  ] as const)('not %s', (_, values) => {
    expect(codes(values)).toEqual([])
  })

  test('a 0 is impossible where all else is alike, by the name even where zeros are many', () => {
    const pressures = [...normals(200, 72, 10), ...of(8, () => 0)]
    expect(codes(pressures)).toEqual([0])
    const insulin = [...of(200, () => 40 + Math.exp(4.6 + 0.5 * random.normal())), ...of(180, () => 0)]
    expect(codes(insulin, 'insulin')).toEqual([0])
    expect(numberCodes(sortValues(Float64Array.from(insulin)), 'slag').every(({ confidence }) => confidence < 0.75)).toBe(true)
  })

  test('in the target they are an error', async () => {
    const findings = await inspect({ x: normals(120, 0, 1), y: [...normals(115, 50, 10), ...of(5, () => -999)] }, 'y')
    expect(about(findings, 'DISGUISED_MISSING')).toMatchObject({
      severity: 'error',
      columns: ['y'],
      evidence: { values: ['-999'], cells: 5 },
    })
  })

  test('dates that systems write where they know none, but not true ones', async () => {
    const days = of(100, (row) => new Date(Date.UTC(2021, 0, 1 + row)).toISOString().slice(0, 10))
    const findings = await inspect({ x: normals(103, 0, 1), seen: [...days, '1900-01-01', '1900-01-01', '1900-01-01'] })
    expect(about(findings, 'DISGUISED_MISSING')).toMatchObject({
      severity: 'warning',
      columns: ['seen'],
      evidence: { values: ['1900-01-01'] },
    })
    const born = of(100, (row) => new Date(Date.UTC(1899, 0, 1 + 7 * row)).toISOString().slice(0, 10))
    expect(about(await inspect({ x: normals(100, 0, 1), born }), 'DISGUISED_MISSING')).toBeUndefined()
  })

  test('levels that say that nothing is known are a hint', async () => {
    const findings = await inspect({ job: of(90, (row) => ['cook', 'nurse', 'unknown'][row % 3]), x: normals(90, 0, 1) })
    expect(about(findings, 'DISGUISED_MISSING')).toMatchObject({ severity: 'info', evidence: { texts: ['unknown'], cells: 30 } })
  })
})

describe('values far away', () => {
  test('a slip of the decimal point is found on either side', () => {
    const values = Float64Array.from([...normals(200, 50, 5), 5200])
    expect(isolatedValues(sortValues(values))).toMatchObject({ values: [5200], count: 1 })
    expect(isolatedValues(sortValues(values.map((value) => -value)))).toMatchObject({ values: [-5200], count: 1 })
  })

  test('long tails have none: of 200 tables of lognormal and Cauchy numbers at most 10 show one', () => {
    let found = 0
    for (let time = 0; time < 100; time++) {
      if (isolatedValues(sortValues(Float64Array.from(of(500, () => Math.exp(2 * random.normal()))))) !== undefined) found++
      if (isolatedValues(sortValues(Float64Array.from(of(500, () => Math.exp(random.normal()) * random.integer(4))))) !== undefined) found++
    }
    expect(found).toBeLessThanOrEqual(10)
  })

  test('blood samples: a patient of 455 years', async () => {
    const { table, schema } = await readTable('examples/thyroid/hypothyroid.csv', {})
    const findings = inspectTable({ table, schema })
    expect(findings.find(({ code, severity }) => code === 'OUTLIERS' && severity === 'warning')).toMatchObject({
      columns: ['age'],
      evidence: { values: [455], least: 1, most: 94 },
    })
    expect(about(findings, 'SKEWED_COLUMN')?.columns).toContain('TSH')
    expect(about(findings, 'NEAR_CONSTANT_COLUMN')?.columns).toEqual(['lithium'])
  })
})

describe('columns that say the same', () => {
  test('copies and other names for levels are one finding, chance is none', async () => {
    const level = of(300, () => random.integer(6))
    const findings = await inspect({
      level,
      copy: level,
      name: level.map((one) => `grade ${'abcdef'[one]}`),
      other: of(300, () => random.integer(6)),
      number: normals(300, 5, 1),
    })
    const told = findings.filter(({ code }) => code === 'DUPLICATE_COLUMNS')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ severity: 'warning', columns: ['level', 'copy', 'name'], evidence: { identical: false } })
  })

  test('columns of distinct numbers are the same only as copies', async () => {
    const one = normals(400, 0, 1).map((value, row) => value + row / 1000)
    const findings = await inspect({ one, twice: one.map((value) => 2 * value), again: one, z: normals(400, 0, 1) })
    expect(about(findings, 'DUPLICATE_COLUMNS')).toMatchObject({ columns: ['one', 'again'], evidence: { identical: true } })
  })

  test('rare marks that agree by chance are not told', async () => {
    const mark = of(300, (row) => (row < 4 ? 1 : 0))
    expect(about(await inspect({ mark, alike: mark, x: normals(300, 0, 1) }), 'DUPLICATE_COLUMNS')).toBeUndefined()
  })

  test('a sum of others names its parts', async () => {
    const [a, b, c] = of(3, () => normals(200, 0, 10))
    const total = a.map((value, row) => value + 2 * b[row])
    const rows = a.map((_, row) => ({ a: a[row], b: b[row], c: c[row], total: total[row] }))
    const { table, schema } = await readTable(rows, {})
    const [found, ...others] = findCollinear({ table, schema })
    expect(others).toEqual([])
    expect(found.name).toBe('total')
    expect(found.of.toSorted()).toEqual(['a', 'b'])
    expect(found.explained).toBeCloseTo(1, 9)
  })
})

describe('rows', () => {
  test('rows again with one other value are counted, exact copies and chance are not', async () => {
    const columns = of(6, () => of(300, () => random.normal()))
    const again = (column: number): number[] => columns[column].slice(0, 30)
    const findings = await inspect(
      Object.fromEntries(
        columns.map((values, column) => [`c${column}`, [...values, ...(column === 2 ? of(30, () => random.normal()) : again(column))]]),
      ),
    )
    const told = about(findings, 'NEAR_DUPLICATE_ROWS')!
    expect(told.severity).toBe('warning')
    expect(told.evidence['differIn']).toBe('c2')
    expect(told.evidence['rows']).toBeGreaterThan(54)
    const copies = await inspect(Object.fromEntries(columns.map((values, column) => [`c${column}`, [...values, ...again(column)]])))
    expect(about(copies, 'NEAR_DUPLICATE_ROWS')).toBeUndefined()
    const levels = await inspect(Object.fromEntries(of(6, (column) => [`c${column}`, of(300, () => random.integer(3))])))
    expect(about(levels, 'NEAR_DUPLICATE_ROWS')).toBeUndefined()
  })

  test('rows about the same customers depend, where the customer fixes what is said', async () => {
    const customer = of(300, (row) => row % 50)
    const fixed = { born: customer.map((one) => 1950 + one), town: customer.map((one) => `town ${one % 9}`) }
    const y = of(300, () => (random.next() < 0.5 ? 'yes' : 'no'))
    expect(about(await inspect({ customer_id: customer, ...fixed, y }, 'y'), 'DEPENDENT_ROWS')).toMatchObject({
      severity: 'warning',
      columns: ['customer_id'],
      evidence: { entities: 50, fixed: ['born', 'town'] },
    })
    const answer = customer.map((one) => (one % 3 === 0 ? 'yes' : 'no'))
    expect(about(await inspect({ customer_id: customer, x: normals(300, 0, 1), y: answer }, 'y'), 'LEAK_BY_GROUP')?.columns).toEqual([
      'customer_id',
    ])
    expect(about(await inspect({ customer_id: customer, x: normals(300, 0, 1), y }, 'y'), 'DEPENDENT_ROWS')).toBeUndefined()
  })

  test('days that follow each other call for a split by time, days in any order do not', async () => {
    const day = of(200, (row) => new Date(Date.UTC(2020, 0, 1 + row)).toISOString().slice(0, 10))
    const wave = of(200, (row) => Math.sin(row / 20) + 0.1 * random.normal())
    expect(about(await inspect({ day, y: wave }, 'y'), 'TIME_ORDERED_ROWS')).toMatchObject({ severity: 'warning', columns: ['day'] })
    expect(about(await inspect({ day, y: normals(200, 0, 1) }, 'y'), 'TIME_ORDERED_ROWS')).toBeUndefined()
    const { table, schema } = await readTable(
      day.map((one, row) => ({ day: one, y: wave[row] })),
      {},
    )
    const target: Column = { kind: 'number', name: 'y', values: Float64Array.from(wave) }
    const told = inspectTable({ table, schema, target }, { isTimed: true })
    expect(about(told, 'TIME_ORDERED_ROWS')).toBeUndefined()
  })
})
