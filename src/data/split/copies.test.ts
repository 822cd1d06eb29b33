import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import type { Column } from '../table/index.js'
import { alikeByChance, copiesOf, holdOut, makeFolds } from './index.js'
import type { SplitInput } from './index.js'

const rowCount = 400
/** As if chance explained that rows are alike. */
const likely = (rows: number): Float64Array => new Float64Array(rows).fill(rows)

/** A tenth of the rows stand twice, a few three times. */
function input(task: Task): SplitInput & { copies: Int32Array } {
  const random = createRandom(5)
  const codes: number[] = []
  let next = 0
  for (let row = 0; row < rowCount; row++) codes.push(row > 20 && random.next() < 0.15 ? codes[random.integer(row)] : next++)
  const target = Float64Array.from(codes, (_, row) => (task === 'regression' ? random.normal() : row % (task === 'binary' ? 2 : 4)))
  const copies = copiesOf(Int32Array.from(codes), likely(rowCount))!.codes
  return { task, target, classCount: task === 'regression' ? 0 : task === 'binary' ? 2 : 4, copies, random: createRandom(1) }
}

describe.each<Task>(['binary', 'multiclass', 'regression'])('%s', (task) => {
  const rows = input(task)
  const codesIn = (side: Int32Array): Set<number> => new Set(Array.from(side, (row) => rows.copies[row]))

  test('no copy is on the other side of a fold or a hold-out, and nothing is lost', () => {
    for (const { train, test: tested } of [...makeFolds(rows).folds, holdOut(rows, 0.2)]) {
      expect(train.length + tested.length).toBe(rowCount)
      const testedCodes = codesIn(tested)
      expect([...codesIn(train)].filter((code) => testedCodes.has(code))).toEqual([])
    }
  })

  test('folds stay about as large as without, and classes spread', () => {
    const { folds, kind } = makeFolds(rows)
    expect(kind).toBe(task === 'regression' ? 'shuffled' : 'stratified')
    for (const fold of folds) {
      expect(Math.abs(fold.test.length - rowCount / 10)).toBeLessThan(15)
      if (task !== 'regression') expect(new Set(Array.from(fold.test, (row) => rows.target[row])).size).toBe(rows.classCount)
    }
  })
})

describe('copiesOf', () => {
  test('a kind of more than 1 % of the rows, or 5, is a frequent value: its rows stay rows', () => {
    const codes = Int32Array.from({ length: 1000 }, (_, row) => (row < 11 ? 0 : row < 21 ? 1 : row - 19))
    const { codes: kept, rowCount: together } = copiesOf(codes, likely(1000))!
    expect(new Set(kept.subarray(0, 11)).size).toBe(11)
    expect(new Set(kept.subarray(11, 21)).size).toBe(1)
    expect(together).toBe(10)
  })

  test('nothing stays together where all differ, or where rows are of a few kinds', () => {
    expect(
      copiesOf(
        Int32Array.from({ length: 50 }, (_, row) => row),
        likely(50),
      ),
    ).toBeUndefined()
    expect(
      copiesOf(
        Int32Array.from({ length: 50 }, (_, row) => row % 4),
        likely(50),
      ),
    ).toBeUndefined()
  })

  test('what chance does not explain stays together up to 5 %, where its values are its own or such kinds are most of the table', () => {
    const codes = Int32Array.from({ length: 1000 }, (_, row) => (row < 50 ? 0 : row < 101 ? 1 : row < 131 ? 2 : row - 128))
    const sizesWith = (chance: readonly number[]): number[] => {
      const kept = copiesOf(
        codes,
        Float64Array.from(codes, (_, code) => chance[code] ?? 1000),
      )
      return [0, 50, 101].map((first) => kept?.codes.filter((code) => code === kept.codes[first]).length ?? 1)
    }
    expect(sizesWith([0, 0, 0.9])).toEqual([50, 1, 1])
    expect(sizesWith([1, 1, 0])).toEqual([1, 1, 30])
    const most = Int32Array.from({ length: 1000 }, (_, row) => (row < 520 ? row % 26 : row - 494))
    const kept = copiesOf(most, new Float64Array(1000).fill(0.5))!
    expect(kept.rowCount).toBe(520)
    expect(copiesOf(most, new Float64Array(1000).fill(1))).toBeUndefined()
  })
})

describe('alikeByChance', () => {
  const number = (values: number[]): Column => ({ kind: 'number', name: 'a', values: Float64Array.from(values) })

  test('rows × the shares of levels; a number that no other kind has makes it 0, one of a scale does not', () => {
    const category: Column = {
      kind: 'category',
      name: 'c',
      codes: Int32Array.from({ length: 120 }, (_, row) => row % 3),
      levels: ['p', 'q', 'r'],
    }
    const scale = number(Array.from({ length: 120 }, (_, row) => 20 + (row % 30)))
    const own = number(Array.from({ length: 120 }, (_, row) => (row % 30) ** 2))
    const codes = Int32Array.from({ length: 120 }, (_, row) => row % 30)
    expect(alikeByChance([category, scale], codes, 3)[0]).toBeCloseTo((120 * (1 / 3) * 1) / 30)
    expect(alikeByChance([scale], codes, 3)[0]).toBeCloseTo(4)
    expect(alikeByChance([category, own], codes, 3)[0]).toBe(0)
  })

  test('a number that other kinds have too counts by their share', () => {
    const shared = number(Array.from({ length: 100 }, (_, row) => (row < 40 ? 0 : Math.sqrt(row))))
    const other: Column = { kind: 'boolean', name: 'b', values: Int8Array.from({ length: 100 }, (_, row) => (row < 10 ? 1 : 0)) }
    const codes = Int32Array.from({ length: 100 }, (_, row) => (row < 10 ? 0 : row < 40 ? 1 : row - 38))
    expect(alikeByChance([shared, other], codes, 5)[0]).toBeCloseTo(100 * 0.3 * 0.1)
  })
})
