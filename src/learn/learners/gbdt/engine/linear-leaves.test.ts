// The regression of a leaf: the least penalised loss, whatever the columns.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { solveRidge } from './linear-leaves.js'

/** The lower half of a symmetric matrix, row by row; the upper half is not to be read. */
const lower = (rows: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(rows.flatMap((row, i) => row.map((value, j) => (j <= i ? value : NaN))))

describe('solveRidge', () => {
  it('solves two equations as by hand', () => {
    // 4a + 2b = 10, 2a + 3b = 9.
    const [a, b] = solveRidge(
      lower([
        [4, 2],
        [2, 3],
      ]),
      Float64Array.of(10, 9),
      0,
    )
    expect(a).toBeCloseTo(1.5, 12)
    expect(b).toBeCloseTo(2, 12)
  })

  it('gives what fulfils the equations, with the penalty on the diagonal', () => {
    const random = createRandom(1)
    for (let turn = 0; turn < 100; turn++) {
      const size = 1 + random.integer(8)
      const penalty = random.integer(3)
      const factors = Array.from({ length: size + 3 }, () => Array.from({ length: size }, () => random.normal()))
      const matrix = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => factors.reduce((sum, row) => sum + row[i] * row[j], 0)),
      )
      const right = Float64Array.from({ length: size }, () => random.normal())
      const solved = solveRidge(lower(matrix), right, penalty)
      matrix.forEach((row, i) => {
        const left = row.reduce((sum, value, j) => sum + value * solved[j], penalty * solved[i])
        expect(left).toBeCloseTo(right[i], 6)
      })
    }
  })

  it('a column that does not vary, or repeats another one, gets 0', () => {
    expect(
      Array.from(
        solveRidge(
          lower([
            [0, 0],
            [0, 5],
          ]),
          Float64Array.of(0, 10),
          0,
        ),
      ),
    ).toEqual([0, 2])
    expect(
      Array.from(
        solveRidge(
          lower([
            [4, 4],
            [4, 4],
          ]),
          Float64Array.of(8, 8),
          0,
        ),
      ),
    ).toEqual([2, 0])
  })
})
