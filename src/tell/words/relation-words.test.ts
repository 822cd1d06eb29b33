// The words say what the numbers say: which group is higher, by how much, and what cannot be said.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { relate } from '../../data/relations/index.js'
import type { JudgedColumn } from '../../data/relations/index.js'
import type { Column } from '../../data/table/index.js'
import { relationWords } from './relation-words.js'

const random = createRandom('words')
const judged = (column: Column): JudgedColumn => ({
  column,
  schema: { name: column.name, kind: column.kind, role: 'feature', why: 'A test.', missing: [], missingCount: 0, distinctCount: 0 },
})
const number = (name: string, values: readonly number[]): JudgedColumn =>
  judged({ kind: 'number', name, values: Float64Array.from(values) })
const category = (name: string, cells: readonly string[]): JudgedColumn => {
  const levels = [...new Set(cells)].sort()
  return judged({ kind: 'category', name, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)), levels })
}
const words = (of: JudgedColumn, by?: JudgedColumn) => relationWords(relate(of, by, createRandom(1)))
const repeated = (count: number, cell: string): string[] => Array.from({ length: count }, () => cell)
const times = (count: number, make: (k: number) => number): number[] => Array.from({ length: count }, (_, k) => make(k))

describe('the answer', () => {
  it('names the higher of two groups, with the difference', () => {
    const values = [...times(30, (k) => 10 + (k % 5)), ...times(30, (k) => 20 + (k % 5))]
    const { answer, certainty } = words(number('pay', values), category('team', [...repeated(30, 'blue'), ...repeated(30, 'red')]))
    expect(answer).toBe('‘pay’ is on average 10.0 (95% interval 9.3 to 10.7) higher where ‘team’ is ‘red’ than where it is ‘blue’.')
    expect(certainty).toBe("Chance alone would rarely show as much (Welch's t test, p < 0.001).")
  })

  it('of two yes-or-no columns gives shares in the right order', () => {
    // Of red 60 of 80 are sick, of blue 20 of 100.
    const team = [...repeated(80, 'red'), ...repeated(100, 'blue')]
    const state = [...repeated(60, 'sick'), ...repeated(20, 'healthy'), ...repeated(20, 'sick'), ...repeated(80, 'healthy')]
    const { answer, effects } = words(category('state', state), category('team', team))
    expect(answer).toMatch(
      /^‘state’ is ‘sick’ in 75\.0% of the rows where ‘team’ is ‘red’, and in 20\.0% where it is ‘blue’: a difference of 55\.0 percentage points/,
    )
    expect(effects.find(({ name }) => name === 'odds ratio')!.value).toBe('12')
  })

  it('tells a fall as a positive number', () => {
    const day = 86_400_000
    const fall = times(60, (k) => 100 - 0.5 * k + random.normal())
    const { answer } = words(
      number('stock', fall),
      judged({ kind: 'datetime', name: 'day', values: Float64Array.from(times(60, (k) => k * day)) }),
    )
    expect(answer).toMatch(/^‘stock’ falls by 0\.(49|50|51)\d* \(95% interval 0\.4\d+ to 0\.5\d+\) a day\./)
  })

  it('says where nothing can be shown', () => {
    const values = times(40, (k) => (k * 7) % 11)
    const { answer, certainty } = words(
      number('x', values),
      number(
        'y',
        times(40, (k) => (k * 5) % 13),
      ),
    )
    expect(answer).toMatch(/^‘x’ cannot be shown to rise or fall with ‘y’/)
    expect(certainty).toContain('that is no proof that there is nothing')
  })

  it('of more groups names the highest and the lowest', () => {
    const cells = ['a', 'b', 'c'].flatMap((name) => repeated(20, name))
    const values = times(60, (k) => [5, 9, 1][Math.floor(k / 20)] + (k % 4))
    const { answer } = words(number('x', values), category('g', cells))
    expect(answer).toMatch(/^‘x’ differs by ‘g’: highest for ‘b’ \(mean 10\.5\), lowest for ‘c’ \(mean 2\.50\)\. The groups explain 89% /)
  })

  it('keeps names from the data on one line', () => {
    const { answer } = words(category('a\nb', [...repeated(20, 'x\u202Ey'), ...repeated(10, 'z')]))
    expect(answer).not.toMatch(/[\n\u202E]/)
    expect(answer).toMatch(/^The most frequent of 2 levels of ‘a b’ is ‘x y’, with 67% \(95% interval 49 to 81\) of the rows\.$/)
  })
})
