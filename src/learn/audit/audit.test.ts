import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { readTable } from '../../data/sources/index.js'
import type { Audited } from './audited.js'
import { sampleStretches } from './audited.js'
import { sampleRows } from '../../data/table/index.js'
import { partsOf } from './column-parts.js'
import { columnPower } from './column-power.js'
import { explainedShare } from './explained.js'
import { findLabelNoise } from './label-noise.js'
import { namesAfterwards, suspected, sure } from './leak-evidence.js'
import type { LeakEvidence } from './leak-evidence.js'
import { leakFindings } from './leak-findings.js'
import { noiseFindings } from './noise-findings.js'
import { mistakesOf, orderFindings } from './row-order.js'
import { findShift, shiftFindings } from './shift.js'
import { findSum } from './sum-leak.js'
import { findLeaks } from './target-leaks.js'

const random = createRandom('audit')
const of = <T>(size: number, make: (row: number) => T): T[] => Array.from({ length: size }, (_, row) => make(row))

async function audited(source: string | readonly object[], target: string): Promise<Audited> {
  const { table, schema, target: found } = await readTable(source as readonly Record<string, unknown>[], { target })
  const columns = schema.columns.filter(({ role }) => role === 'feature')
  const { task, name, classes, values } = found!
  return { table, columns, task, targetName: name, classCount: classes.length, target: values }
}

/** People with an answer that three columns tell half of. */
function people(size: number, more: (row: number, answer: boolean) => object = () => ({})): object[] {
  return of(size, (row) => {
    const [age, income] = [30 + 10 * random.normal(), 50 + 15 * random.normal()]
    const answer = (age - 30) / 10 + (income - 50) / 15 + 1.5 * random.normal() > 0.5
    return { age, income, town: `town ${random.integer(8)}`, ...more(row, answer), bought: answer ? 'yes' : 'no' }
  })
}

const signOf = (leaks: readonly LeakEvidence[], column: string): string | undefined => leaks.find((leak) => leak.column === column)?.sign

describe('leaks', () => {
  test('honest columns raise none, 10 times', async () => {
    for (let time = 0; time < 10; time++) expect(findLeaks(await audited(people(400), 'bought'))).toEqual([])
  })

  test('a column filled once the answer is known, and what is filled with it', async () => {
    const rows = people(600, (_, answer) => {
      const isFilled = answer !== random.next() < 0.02
      return {
        reason: isFilled ? `reason ${random.integer(5)}` : null,
        flag: isFilled ? 'a' : 'b',
        note: random.next() < 0.5 ? random.integer(9) : null,
      }
    })
    const leaks = findLeaks(await audited(rows, 'bought'))
    expect(signOf(leaks, 'reason')).toBe('presence')
    expect(signOf(leaks, 'flag')).toBe('linked')
    expect(signOf(leaks, 'note')).toBeUndefined()
    expect(leaks.every(({ confidence }) => confidence >= sure)).toBe(true)
  })

  test('a column that is kept from some day on is no leak, though the answers changed too', async () => {
    const rows = of(600, (row) => ({
      kept: row < 300 ? null : random.integer(100),
      x: random.normal(),
      y: row < 300 ? 10 + random.normal() : 20 + random.normal(),
    }))
    const shuffledTarget = rows.map((one) => ({ ...one, y: one.y + random.normal() }))
    expect(signOf(findLeaks(await audited(shuffledTarget, 'y')), 'kept')).toBeUndefined()
  })

  test('a date that comes later, where it comes', async () => {
    const day = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
    const rows = people(600, (row, answer) => ({
      seen: day(row % 90),
      returned: answer && random.next() < 0.6 ? day(120 + random.integer(90)) : null,
    }))
    expect(signOf(findLeaks(await audited(rows, 'bought')), 'returned')).toBe('later')
  })

  test('parts that add up to the answer, also where they are left empty', async () => {
    const rows = of(300, () => {
      const parts = of(3, () => Math.round(100 * random.next()))
      const isEmpty = random.next() < 0.3
      return {
        a: parts[0],
        b: parts[1],
        c: isEmpty ? null : parts[2],
        d: random.normal(),
        total: parts[0] + parts[1] + (isEmpty ? 0 : parts[2]),
      }
    })
    const leaks = findLeaks(await audited(rows, 'total'))
    expect(
      leaks
        .filter(({ sign }) => sign === 'sum')
        .map(({ column }) => column)
        .toSorted(),
    ).toEqual(['a', 'b', 'c'])
    const [finding, ...more] = leakFindings(leaks, { target: 'total', leftOut: new Set(['a', 'b', 'c']) })
    expect(more).toEqual([])
    expect(finding).toMatchObject({ code: 'TARGET_LEAK', severity: 'warning', evidence: { sign: 'sum', isLeftOut: true } })
    expect(finding.columns.toSorted()).toEqual(['a', 'b', 'c'])
  })

  test('a copy with a few slips is sure, strong columns that say the same apart from each other are not', async () => {
    const copied = people(600, (_, answer) => ({ w: answer !== random.next() < 0.003 ? 'p' : 'q' }))
    expect(findLeaks(await audited(copied, 'bought'))[0]).toMatchObject({ column: 'w', sign: 'copy' })
    const strong = of(400, (row) => {
      const kind = row % 3
      return { a: kind * 10 + random.normal(), b: kind * 10 + random.normal(), c: kind * 10 + random.normal(), kind: ['x', 'y', 'z'][kind] }
    })
    expect(findLeaks(await audited(strong, 'kind')).every(({ confidence }) => confidence < sure)).toBe(true)
  })

  test('the areas of Italian oils are within the regions', async () => {
    const leaks = findLeaks(await audited('examples/olives/olive_oils.csv', 'region'))
    expect(leaks).toHaveLength(1)
    expect(leaks[0]).toMatchObject({ column: 'area', sign: 'copy' })
    expect(leaks[0].confidence).toBeGreaterThanOrEqual(suspected)
  })

  test('names', () => {
    expect(namesAfterwards('is_recid', 'two_year_recid')).toBe(true)
    expect(namesAfterwards('DepDelay', 'ArrDelay')).toBe(true)
    expect(namesAfterwards('closed_at', 'churn')).toBe(true)
    expect(namesAfterwards('years_at_company', 'two_year_value')).toBe(false)
    expect(namesAfterwards('income', 'class')).toBe(false)
  })

  test('the same rows give the same evidence', async () => {
    const rows = people(300, (_, answer) => ({ w: answer ? 1 : 0 }))
    const first = findLeaks(await audited(rows, 'bought'), { seed: 3 })
    expect(findLeaks(await audited(rows, 'bought'), { seed: 3 })).toEqual(first)
  })
})

describe('what a column tells', () => {
  const rows = Int32Array.from({ length: 2000 }, (_, row) => row)

  test('a copy tells all, noise nothing', () => {
    const target = Float64Array.from(rows, () => random.integer(3))
    const own = partsOf({ kind: 'number', name: 'x', values: target }, rows)!
    expect(columnPower(own, target, 3)).toBeGreaterThan(0.98)
    const noise = partsOf({ kind: 'number', name: 'x', values: Float64Array.from(rows, () => random.normal()) }, rows)!
    expect(columnPower(noise, target, 3)).toBeLessThan(0.02)
    const value = Float64Array.from(rows, () => random.next())
    expect(columnPower(partsOf({ kind: 'number', name: 'x', values: value }, rows)!, value, 0)).toBeGreaterThan(0.99)
  })

  test('shares by hand', () => {
    expect(explainedShare(Float64Array.of(0, 1), Float64Array.of(0.5, 0.5, 0.5, 0.5), 2)).toBeCloseTo(0, 12)
    expect(explainedShare(Float64Array.of(0, 1), Float64Array.of(1, 0, 0, 1), 2)).toBeCloseTo(1, 6)
    expect(explainedShare(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 2), 0)).toBeCloseTo(0.5, 12)
  })

  test('a sum is found with its factors, none where a rest is left', () => {
    const [a, b, c] = of(3, () => Float64Array.from(rows, () => random.normal()))
    const columns = [
      { name: 'a', values: a },
      { name: 'b', values: b },
      { name: 'c', values: c },
    ]
    const found = findSum(
      a.map((value, row) => 3 * value - 2 * c[row]),
      columns,
    )!
    expect(found.parts.map(({ name, factor }) => [name, Math.round(1e6 * factor) / 1e6])).toEqual([
      ['a', 3],
      ['c', -2],
    ])
    expect(
      findSum(
        a.map((value) => value + 0.1 * random.normal()),
        columns,
      ),
    ).toBeUndefined()
  })
})

describe('labels', () => {
  /** Classes with margins as a good model gives them; some labels exchanged. */
  function labelled(size: number, rate: number, doubt: number): { labels: Float64Array; probabilities: Float64Array; wrong: Set<number> } {
    const probabilities = new Float64Array(2 * size)
    const wrong = new Set<number>()
    const labels = Float64Array.from({ length: size }, (_, row) => {
      const truth = row % 2
      const isDoubtful = random.next() < doubt
      const own = isDoubtful ? 0.2 + 0.6 * random.next() : 0.97
      const isTrue = random.next() < own ? truth : 1 - truth
      probabilities[2 * row + truth] = own * (1 - rate) + (1 - own) * rate
      probabilities[2 * row + 1 - truth] = 1 - probabilities[2 * row + truth]
      if (random.next() >= rate) return isDoubtful ? isTrue : truth
      wrong.add(row)
      return 1 - truth
    })
    return { labels, probabilities, wrong }
  }

  test.each([0.05, 0.1, 0.2])('exchanged with a chance of %f they are found with an F1 of at least 0.8', (rate) => {
    const { labels, probabilities, wrong } = labelled(4000, rate, 0.2)
    const { suspects, isLikely, likely } = findLabelNoise(labels, probabilities, 2)
    const hits = suspects.filter((row) => wrong.has(row)).length
    expect((2 * hits) / (suspects.length + wrong.size)).toBeGreaterThan(0.8)
    expect(isLikely).toBe(true)
    expect(likely.every((label, k) => label !== labels[suspects[k]])).toBe(true)
  })

  test('doubt is not noise', () => {
    const { labels, probabilities } = labelled(4000, 0, 0.6)
    expect(findLabelNoise(labels, probabilities, 2).isLikely).toBe(false)
  })

  test('rows that were never judged are left out, the others keep their numbers', () => {
    const { labels, probabilities, wrong } = labelled(1000, 0.1, 0)
    for (let row = 0; row < 200; row++) probabilities.fill(NaN, 2 * row, 2 * row + 2)
    const [finding] = noiseFindings({ target: 'y', classes: ['a', 'b'], labels, probabilities, rowNumbers: of(1000, (row) => row + 1) })
    expect(finding).toMatchObject({ code: 'LABEL_NOISE', severity: 'warning', evidence: { of: 800 } })
    const rows = finding.evidence['rows'] as { row: number; label: string; likely: string }[]
    expect(rows).toHaveLength(50)
    expect(rows.every(({ row }) => row > 200 && wrong.has(row - 1))).toBe(true)
  })
})

describe('order and shift', () => {
  test('mistakes that go with those of the row before are told, others are not', () => {
    let last = 0
    const drifting = Float64Array.from({ length: 500 }, () => (last = 0.6 * last + random.normal()))
    expect(orderFindings('y', drifting)).toMatchObject([{ code: 'TIME_ORDERED_ROWS', severity: 'warning' }])
    expect(
      orderFindings(
        'y',
        Float64Array.from({ length: 500 }, () => random.normal()),
      ),
    ).toEqual([])
  })

  test('mistakes of classes are those of the most frequent one', () => {
    const mistakes = mistakesOf(Float64Array.of(0, 1, 1), Float64Array.of(0.9, 0.1, 0.4, 0.6, 1, 0), 2)
    expect([...mistakes].map((value) => Math.round(10 * value) / 10)).toEqual([-0.1, 0.4, 1])
  })

  test('two samples of one table are not told apart, another mean and other levels are', async () => {
    const rows = people(1200)
    const { table, columns } = await audited(rows, 'bought')
    const half = (from: number): typeof table => ({
      rowCount: 600,
      columns: table.columns.map((column) =>
        column.kind === 'number'
          ? { ...column, values: column.values.slice(from, from + 600) }
          : { ...column, codes: (column as { codes: Int32Array }).codes.slice(from, from + 600) },
      ) as typeof table.columns,
    })
    const same = findShift({ first: half(0), second: half(600), columns })!
    expect(same.low).toBeLessThan(0.55)
    expect(shiftFindings('b.csv', same)).toEqual([])
    const moved = half(600)
    const other = {
      ...moved,
      columns: moved.columns.map((column) =>
        column.name === 'age' && column.kind === 'number' ? { ...column, values: column.values.map((value) => value + 20) } : column,
      ),
    }
    const shift = findShift({ first: half(0), second: other, columns })!
    expect(shiftFindings('b.csv', shift)).toMatchObject([{ code: 'DISTRIBUTION_SHIFT', severity: 'warning', columns: ['age'] }])
  })
})

test('samples hold distinct rows in order, stretches hold neighbours', () => {
  const rows = sampleRows(1000, 100, createRandom(1))
  expect(new Set(rows).size).toBe(100)
  expect([...rows]).toEqual([...rows].toSorted((a, b) => a - b))
  const stretches = sampleStretches(100_000, 2000)
  expect(new Set(stretches).size).toBe(2000)
  expect(stretches.filter((row, k) => k > 0 && row === stretches[k - 1] + 1)).toHaveLength(2000 - 20)
  expect(stretches.at(-1)).toBe(99_999)
})
