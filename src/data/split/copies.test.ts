import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { copiesOf, holdOut, makeFolds } from './index.js'
import type { SplitInput } from './index.js'

const rowCount = 400

/** A tenth of the rows stand twice, a few three times. */
function input(task: Task): SplitInput & { copies: Int32Array } {
  const random = createRandom(5)
  const codes: number[] = []
  let next = 0
  for (let row = 0; row < rowCount; row++) codes.push(row > 20 && random.next() < 0.15 ? codes[random.integer(row)] : next++)
  const target = Float64Array.from(codes, (_, row) => (task === 'regression' ? random.normal() : row % (task === 'binary' ? 2 : 4)))
  const copies = copiesOf(Int32Array.from(codes))!.codes
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
    const { codes: kept, rowCount: together } = copiesOf(codes)!
    expect(new Set(kept.subarray(0, 11)).size).toBe(11)
    expect(new Set(kept.subarray(11, 21)).size).toBe(1)
    expect(together).toBe(10)
  })

  test('nothing stays together where all differ, or where rows are of a few kinds', () => {
    expect(copiesOf(Int32Array.from({ length: 50 }, (_, row) => row))).toBeUndefined()
    expect(copiesOf(Int32Array.from({ length: 50 }, (_, row) => row % 4))).toBeUndefined()
  })
})
