// Rows reach the leaves that the definition of the forest says.
import { describe, expect, it } from 'vitest'
import { denseView, exampleFit } from './examples.test.support.js'
import type { Forest } from './forest.js'
import { scoreRows } from './score.js'

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

it('linear leaves add coefficients times features, or give their constant value where one of those is missing', () => {
  expect(scoresOf(exampleFit.forest, x(0.6, 0, 2, -1))).toEqual([0.25 + 80 + 20, -0.5 + 32 + 600 + 3 * 0.6 - 0.5])
  expect(scoresOf(exampleFit.forest, x(0.6, 0, NaN, -1))).toEqual([0.25 + 8, -0.5 + 32 + 600 + 3 * 0.6 - 0.5])
  expect(scoresOf(exampleFit.forest, x(NaN, 3, 1, -1))).toEqual([0.25 + 2, -0.5 + 32 + 64])
})
