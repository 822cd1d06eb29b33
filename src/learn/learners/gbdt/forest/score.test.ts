// Rows reach the leaves that the definition of the forest says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import type { Feature, View } from '../../../features/index.js'
import { denseView, exampleFit, randomFit, randomRows } from './examples.test.support.js'
import type { Forest } from './forest.js'
import { scoreRow, scoreRows, scoreRowsPlainly } from './score.js'

const { linear: _, ...constants } = exampleFit.forest
const x = (a: number, level: number, c: number, d: number): readonly number[] => [a, level, c, d]

function scoresOf(forest: Forest, row: readonly number[]): number[] {
  return Array.from(scoreRows(forest, denseView(...row.map((value) => [value]))))
}

describe('constant leaves, with base scores 0.25 and −0.5 and a single leaf of 32', () => {
  it.each([
    ['threshold itself goes left, code 3 is in the set, 1 ≤ 1', x(0.5, 3, 1, 9), 2],
    ['missing goes left, code 33 is in the second word', x(NaN, 33, 0.5, 9), 2],
    ['a fraction of a code is cut off, also below 0', x(0, -0.5, 0.5, 9), 2],
    ['zero counts as missing and goes right', x(0, 0, 0, 9), 4],
    ['1e-36 is zero, 1e-34 is not', x(0, 0, 1e-36, 9), 4],
    ['1e-34 is not zero', x(0, 0, 1e-34, 9), 2],
    ['NaN goes with zero', x(0, 0, NaN, 9), 4],
    ['a code that is not in the set goes right', x(0, 1, 0.5, 9), 1],
    ['an unseen code goes right', x(0, 64, 0.5, 9), 1],
    ['a negative code goes right', x(0, -1, 0.5, 9), 1],
    ['a missing code goes right', x(0, NaN, 0.5, 9), 1],
    ['an infinite code goes right', x(0, Infinity, 0.5, 9), 1],
    ['above the threshold; −1 ≤ −1', x(0.6, 0, 0, -1), 8],
    ['zero as missing to the left', x(0.6, 0, 0, 0), 8],
    ['0.1 > −1', x(0.6, 0, 0, 0.1), 16],
  ])('%s', (_name, row, leaf) => {
    expect(scoresOf(constants, row)).toEqual([0.25 + leaf, -0.5 + 32 + 64])
  })
})

it('linear leaves add coefficients times features, or give their constant value where one of those is missing or infinite', () => {
  expect(scoresOf(exampleFit.forest, x(0.6, 0, 2, -1))).toEqual([0.25 + 80 + 20, -0.5 + 32 + 600 + 3 * 0.6 - 0.5])
  expect(scoresOf(exampleFit.forest, x(0.6, 0, NaN, -1))).toEqual([0.25 + 8, -0.5 + 32 + 600 + 3 * 0.6 - 0.5])
  expect(scoresOf(exampleFit.forest, x(NaN, 3, 1, -1))).toEqual([0.25 + 2, -0.5 + 32 + 64])
  expect(scoresOf(exampleFit.forest, x(0.6, 0, Infinity, -1))).toEqual([0.25 + 8, -0.5 + 32 + 600 + 3 * 0.6 - 0.5])
  expect(scoresOf(exampleFit.forest, x(-Infinity, 3, 1, -1))).toEqual([0.25 + 2, -0.5 + 32 + 64])
  expect(scoresOf(exampleFit.forest, x(-1e300, 3, 1, -1))[1]).toBe(-3e300)
})

describe('the kernels give what the plain walk gives, to the last bit', () => {
  const shape = fc.record({
    seed: fc.integer(),
    outputCount: fc.integer({ min: 1, max: 4 }),
    treeCount: fc.integer({ min: 0, max: 40 }),
    isLinear: fc.boolean(),
    rowCount: fc.integer({ min: 0, max: 700 }),
  })

  it('for random forests and rows, dense and sparse, all rows and some, row by row', () => {
    fc.assert(
      fc.property(shape, ({ seed, rowCount, ...rest }) => {
        const random = createRandom(seed)
        const { forest } = randomFit(random, rest)
        const view = randomRows(random, rowCount)
        const expected = scoreRowsPlainly(forest, view, 0, rowCount)
        expect(scoreRows(forest, view)).toEqual(expected)
        const begin = random.integer(rowCount + 1)
        const end = begin + random.integer(rowCount - begin + 1)
        const some = expected.slice(begin * forest.outputCount, end * forest.outputCount)
        expect(scoreRows(forest, view, begin, end)).toEqual(some)
        const out = new Float64Array(forest.outputCount)
        for (let row = 0; row < rowCount; row += 17) {
          const cells = view.features.map((feature) => feature.values[row])
          scoreRow(forest, cells, out)
          expect(out).toEqual(expected.slice(row * out.length, (row + 1) * out.length))
        }
        const thin = sparse(view)
        const whole = scoreRowsPlainly(forest, thin, 0, rowCount)
        expect(scoreRows(forest, thin)).toEqual(whole)
        expect(scoreRows(forest, thin, begin, end)).toEqual(whole.slice(begin * forest.outputCount, end * forest.outputCount))
      }),
      { numRuns: 60 },
    )
  })

  /** The same with zero for most rows, and only the others kept. */
  function sparse(view: View): View {
    const features = view.features.map((feature): Feature => {
      const isKept = (value: number, row: number): boolean => row % 5 === 2 && value !== 0 && !Number.isNaN(value)
      const rows = Int32Array.from(feature.values.keys()).filter((row) => isKept(feature.values[row], row))
      return { ...feature, layout: 'sparse', rows, values: Float64Array.from(rows, (row) => feature.values[row]) }
    })
    return { rowCount: view.rowCount, features }
  }
})

it('takes some of the trees, and one tree several times', () => {
  const random = createRandom(4)
  const { forest } = randomFit(random, { outputCount: 1, treeCount: 5, isLinear: false })
  const view = randomRows(random, 30)
  const roots = Int32Array.from([3, 3, 3, 0, 3, 3, 3], (tree) => forest.roots[tree])
  const some = { ...forest, roots, outputs: new Int32Array(7) }
  expect(scoreRows(some, view)).toEqual(scoreRowsPlainly(some, view, 0, 30))
})

it('takes single precision and whole numbers as columns', () => {
  const view = { rowCount: 2, features: [Float32Array.of(0.5, 1), Int32Array.of(3, 1), Float32Array.of(1, 1), Float64Array.of(9, 9)] }
  const features = view.features.map((values) => ({ layout: 'dense' as const, values }))
  expect(Array.from(scoreRows(constants, { rowCount: 2, features }))).toEqual([2.25, 95.5, 16.25, 95.5])
})

it('serves many forests in turn, also when together they are more than are kept', () => {
  const random = createRandom(3)
  const view = randomRows(random, 20)
  const fits = Array.from({ length: 30 }, () => randomFit(random, { outputCount: 1, treeCount: 10, isLinear: false }))
  const expected = fits.map(({ forest }) => scoreRowsPlainly(forest, view, 0, 20))
  const large = randomFit(random, { outputCount: 1, treeCount: 12_000, isLinear: false })
  const big = Array.from({ length: 20 }, () => ({ ...large.forest }))
  const sums = scoreRows(large.forest, view)
  for (let turn = 0; turn < 2; turn++) {
    fits.forEach(({ forest }, at) => expect(scoreRows(forest, view)).toEqual(expected[at]))
    big.forEach((forest) => expect(scoreRows(forest, view)).toEqual(sums))
  }
})
