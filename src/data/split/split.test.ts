import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { holdOut, makeFolds, minimumRows } from './index.js'
import type { SplitInput } from './index.js'

fc.configureGlobal({ seed: 1 })

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const merged = (...parts: Iterable<number>[]) => parts.flatMap((part) => [...part]).sort((a, b) => a - b)
const countOf = (rows: Int32Array, input: SplitInput, label: number) => rows.filter((row) => input.target[row] === label).length

/** Tables of 10 to 400 rows with any class shares, groups and times full of ties. */
const inputs = (forced: { groups?: boolean; times?: boolean } = {}) =>
  fc
    .record({
      rowCount: fc.integer({ min: minimumRows, max: 400 }),
      task: fc.constantFrom<Task>('binary', 'multiclass', 'regression'),
      seed: fc.nat(),
      groupCount: fc.integer({ min: 2, max: 60 }),
      timeCount: fc.integer({ min: 2, max: 90 }),
      skew: fc.double({ min: 0.2, max: 5, noNaN: true }),
    })
    .map(({ rowCount, task, seed, groupCount, timeCount, skew }): SplitInput => {
      const random = createRandom(seed)
      const classCount = task === 'binary' ? 2 : task === 'multiclass' ? 5 : 0
      const draw = (below: number) => Math.floor(below * random.next() ** skew)
      return {
        task,
        classCount,
        target: Float64Array.from({ length: rowCount }, () =>
          task === 'regression' ? Math.round(random.normal() * 20) / 10 : draw(classCount),
        ),
        ...(forced.groups && { groups: Int32Array.from({ length: rowCount }, (_, row) => (row < 2 ? row - 1 : draw(groupCount + 1) - 1)) }),
        ...(forced.times && { times: Float64Array.from({ length: rowCount }, (_, row) => (row < 10 ? row : draw(timeCount))) }),
        random,
      }
    })

describe('folds', () => {
  test('partition the rows in each repeat: train and test are disjoint and make the whole', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((groups) => inputs({ groups })),
        (input) => {
          const rows = range(input.target.length)
          const { folds, foldCount, repeats, covered } = makeFolds(input)
          expect(folds.length).toBe(foldCount * repeats)
          for (const { train, test: tested } of folds) {
            expect(tested.length).toBeGreaterThan(0)
            expect(merged(train, tested)).toEqual(rows)
          }
          for (let repeat = 0; repeat < repeats; repeat++) {
            expect(merged(...folds.filter((fold) => fold.repeat === repeat).map((fold) => fold.test))).toEqual(rows)
          }
          expect([...covered]).toEqual(rows)
        },
      ),
    )
  })

  test('are the same for the same seed, and leave the generator as it was', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        expect(makeFolds({ ...input, random: createRandom(7) })).toEqual(makeFolds({ ...input, random: createRandom(7) }))
        expect(makeFolds(input)).toEqual(makeFolds(input))
      }),
    )
  })

  test('differ between repeats and between seeds', () => {
    const input: SplitInput = { task: 'binary', classCount: 2, target: Float64Array.from(range(60), (i) => i % 2), random: createRandom(1) }
    const { folds, repeats } = makeFolds(input)
    expect(repeats).toBe(2)
    expect(folds[0].test).not.toEqual(folds[10].test)
    expect(makeFolds({ ...input, random: createRandom(2) }).folds[0].test).not.toEqual(folds[0].test)
  })

  test('spread classes and sizes within one row', () => {
    fc.assert(
      fc.property(
        inputs().filter((input) => input.task !== 'regression'),
        (input) => {
          const { kind, folds, foldCount } = makeFolds(input)
          expect(kind).toBe('stratified')
          for (let label = 0; label < input.classCount; label++) {
            const total = countOf(Int32Array.from(range(input.target.length)), input, label)
            for (const fold of folds) expect(Math.abs(countOf(fold.test, input, label) - total / foldCount)).toBeLessThan(1)
          }
          const sizes = folds.map((fold) => fold.test.length)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('spread the range of a numeric target: one row of each run of neighbours goes to each fold', () => {
    const target = Float64Array.from(range(1003), (i) => (i * 389) % 1003)
    const { kind, folds, repeats } = makeFolds({ task: 'regression', classCount: 0, target, random: createRandom(0) })
    expect([kind, repeats]).toEqual(['shuffled', 1])
    for (const fold of folds) {
      const ranks = [...fold.test].map((row) => Math.floor(target[row] / 10)).sort((a, b) => a - b)
      expect(ranks.slice(0, 100)).toEqual(range(100))
    }
  })

  test('keep groups whole and, where groups are small, sizes within the largest group', () => {
    fc.assert(
      fc.property(inputs({ groups: true }), (input) => {
        const groups = input.groups!
        const { kind, folds, foldCount } = makeFolds(input)
        expect(kind).toBe('grouped')
        for (const { train, test: tested } of folds) {
          const learned = new Set([...train].map((row) => groups[row]).filter((group) => group >= 0))
          expect([...tested].some((row) => learned.has(groups[row]))).toBe(false)
        }
        const counts = new Map<number, number>()
        for (const group of groups) if (group >= 0) counts.set(group, (counts.get(group) ?? 0) + 1)
        expect(foldCount).toBeLessThanOrEqual(10)
        const largest = Math.max(...counts.values(), 1)
        for (const fold of folds) expect(fold.test.length).toBeLessThanOrEqual(input.target.length / foldCount + 2 * largest)
      }),
    )
  })

  test('balance the classes of many groups: each fold has the share of positives within 3 points', () => {
    const random = createRandom(3)
    const groups = Int32Array.from(range(6000), (row) => Math.floor(row / 10))
    const target = Float64Array.from(groups, (group) => (random.next() < (group % 3 === 0 ? 0.6 : 0.05) ? 1 : 0))
    const overall = target.reduce((sum, value) => sum + value, 0) / 6000
    for (const { test: tested } of makeFolds({ task: 'binary', classCount: 2, target, groups, random }).folds) {
      expect(Math.abs(tested.length - 1200)).toBeLessThanOrEqual(10)
      expect(Math.abs([...tested].reduce((sum, row) => sum + target[row], 0) / tested.length - overall)).toBeLessThan(0.03)
    }
  })

  test('with times: every test is strictly later than its training, equal times stay together, training grows', () => {
    fc.assert(
      fc.property(inputs({ times: true }), (input) => {
        const times = input.times!
        const { kind, folds, repeats, covered } = makeFolds(input)
        expect([kind, repeats]).toEqual(['ordered', 1])
        let learned = 0
        for (const { train, test: tested } of folds) {
          expect(Math.max(...[...train].map((row) => times[row]))).toBeLessThan(Math.min(...[...tested].map((row) => times[row])))
          expect(train.length).toBeGreaterThan(learned)
          learned = train.length
        }
        expect(merged(...folds.map((fold) => fold.test))).toEqual([...covered])
        expect(merged(folds[0].train, covered)).toEqual(range(input.target.length))
      }),
    )
  })

  test('with times: a row without a time takes no part; blocks are of equal size', () => {
    const times = Float64Array.from(range(61), (i) => (i === 7 ? NaN : 60 - i))
    const { folds } = makeFolds({ task: 'regression', classCount: 0, target: times.map(() => 1), times, random: createRandom(0) })
    expect(folds.map((fold) => [fold.train.length, fold.test.length])).toEqual([
      [10, 10],
      [20, 10],
      [30, 10],
      [40, 10],
      [50, 10],
    ])
    expect(folds.some((fold) => fold.train.includes(7) || fold.test.includes(7))).toBe(false)
  })

  test('with times and groups: what a fold learns from has no group of its test', () => {
    fc.assert(
      fc.property(inputs({ times: true, groups: true }), (input) => {
        for (const { train, test: tested } of makeFolds(input).folds) {
          const known = new Set([...train].map((row) => input.groups![row]).filter((group) => group >= 0))
          expect([...tested].some((row) => known.has(input.groups![row]))).toBe(false)
          expect(Math.max(...[...train].map((row) => input.times![row]))).toBeLessThan(
            Math.min(...[...tested].map((row) => input.times![row])),
          )
        }
      }),
    )
  })

  test('follow the number of rows: repeats, and folds that the rarer class can fill', () => {
    const make = (rowCount: number, positives: number) =>
      makeFolds({
        task: 'binary',
        classCount: 2,
        target: Float64Array.from(range(rowCount), (row) => (row < positives ? 1 : 0)),
        random: createRandom(0),
      })
    expect([make(299, 100), make(300, 100), make(5000, 100)].map((folds) => [folds.repeats, folds.foldCount])).toEqual([
      [2, 10],
      [1, 10],
      [1, 5],
    ])
    expect([make(100, 50), make(100, 3), make(100, 1)].map((folds) => folds.foldCount)).toEqual([10, 3, 2])
    for (const fold of make(100, 3).folds) expect(fold.test.filter((row) => row < 3).length).toBe(1)
  })
})

describe('the hold-out', () => {
  test('has its share of rows and of every class within one row, on both sides something', () => {
    fc.assert(
      fc.property(inputs(), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (input, share) => {
        const { train, test: tested } = holdOut(input, share)
        const rowCount = input.target.length
        expect(merged(train, tested)).toEqual(range(rowCount))
        expect(Math.min(train.length, tested.length)).toBeGreaterThan(0)
        expect(Math.abs(tested.length - share * rowCount)).toBeLessThanOrEqual(1)
        for (let label = 0; label < input.classCount; label++) {
          const total = countOf(Int32Array.from(range(rowCount)), input, label)
          expect(Math.abs(countOf(tested, input, label) - share * total)).toBeLessThanOrEqual(1)
        }
        expect(holdOut({ ...input, random: createRandom(5) }, share)).toEqual(holdOut({ ...input, random: createRandom(5) }, share))
      }),
    )
  })

  test('keeps groups whole and comes last in time', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((groups) => inputs(groups ? { groups } : { times: true })),
        (input) => {
          const { train, test: tested } = holdOut(input, 0.2)
          expect(merged(train, tested)).toEqual(range(input.target.length))
          if (input.times !== undefined) {
            expect(Math.max(...[...train].map((row) => input.times![row]))).toBeLessThan(
              Math.min(...[...tested].map((row) => input.times![row])),
            )
          } else {
            const known = new Set([...train].map((row) => input.groups![row]).filter((group) => group >= 0))
            expect([...tested].some((row) => known.has(input.groups![row]))).toBe(false)
            expect(tested.length).toBeGreaterThan(0)
          }
        },
      ),
    )
  })
})

describe('bad input', () => {
  const input = (rowCount: number, more: Partial<SplitInput> = {}): SplitInput => ({
    task: 'regression',
    classCount: 0,
    target: Float64Array.from(range(rowCount)),
    random: createRandom(0),
    ...more,
  })
  const tooFew = expect.objectContaining({ code: 'TOO_FEW_ROWS' })

  test('too few rows, groups or times', () => {
    expect(() => makeFolds(input(9))).toThrow(tooFew)
    expect(() => holdOut(input(9), 0.5)).toThrow(tooFew)
    expect(() => makeFolds(input(20, { groups: new Int32Array(20) }))).toThrow(tooFew)
    expect(() => makeFolds(input(20, { times: new Float64Array(20) }))).toThrow(tooFew)
    expect(() => makeFolds(input(20, { times: new Float64Array(20).fill(NaN) }))).toThrow(tooFew)
    expect(() => makeFolds(input(20, { times: Float64Array.from(range(20)), groups: new Int32Array(20) }))).toThrow(tooFew)
    expect(() => holdOut(input(20, { times: Float64Array.from(range(20)), groups: new Int32Array(20) }), 0.2)).toThrow(tooFew)
  })

  test('impossible options', () => {
    const invalid = expect.objectContaining({ code: 'OPTION_INVALID' })
    expect(() => makeFolds(input(20), { folds: 1 })).toThrow(invalid)
    expect(() => makeFolds(input(20), { folds: 2.5 })).toThrow(invalid)
    for (const share of [0, 1, -1, NaN]) expect(() => holdOut(input(20), share)).toThrow(invalid)
  })

  test('two groups make two folds', () => {
    const { folds, foldCount } = makeFolds(input(20, { groups: Int32Array.from(range(20), (row) => (row < 15 ? 4 : 9)) }), { repeats: 1 })
    expect([foldCount, ...folds.map((fold) => fold.test.length).sort((a, b) => a - b)]).toEqual([2, 5, 15])
  })
})
