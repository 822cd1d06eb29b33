// One tree by hand, by the plain kernel and by WebAssembly. Random forests are in the tests of the forest.
import { describe, expect, it } from 'vitest'
import { enterPlainWorkplace, enterWorkplace } from '../load.js'
import type { Workplace } from '../load.js'
import { branchIntegers, mostPlayers } from './interventional.js'
import { gaussLegendre } from './quadrature.js'
import { stepEnter, stepLeave, stepPass } from './record.js'

/** Writes lists into the memory of a workplace; gives their places. */
function writer({ memory }: Workplace) {
  return {
    integers: (...values: number[]): number => {
      const at = memory.allocate(4 * values.length)
      memory.int32(at, values.length).set(values)
      return at
    },
    doubles: (...values: number[]): number => {
      const at = memory.allocate(8 * values.length)
      memory.float64(at, values.length).set(values)
      return at
    },
  }
}

// a ≤ 0 (3 of 4 rows) → (b ≤ 0 (1 of 3 rows) → 6, else 12), else 20. Expected: 0.75 × (2 + 8) + 5 = 12.5.
// Rows: (−1, −1), (−1, 1), (1, −1), (NaN, 1): reach 6, 12, 20, 20.
// Knowing a alone: 10 or 20. Knowing b alone: 0.75 × 6 + 5 = 9.5, or 14.
const columns = [-1, -1, 1, NaN, -1, 1, -1, 1]

describe.each([
  ['plain', enterPlainWorkplace],
  ['WebAssembly', enterWorkplace],
] as const)('%s kernel', (_, enter) => {
  it('gives the path-dependent values of two features', () => {
    const workplace = enter()
    const { integers, doubles } = writer(workplace)
    const { points, weights } = gaussLegendre(1)
    const { kernels, memory } = workplace
    const nodes = integers(0, 0, 0, -1, -1, 1, 0, 0, 0, /**/ 1, 1, 1, -1, 0, 0, 0, 0, 1)
    const numbers = doubles(0, 0.75, 0.25, 1, 0, 20, /**/ 0, 1 / 3, 2 / 3, 1, 6, 12)
    const words = memory.allocate(8 * 4)
    kernels.decideNodes(nodes, numbers, 2, doubles(...columns), 4, 4, words)
    // Bit 0: left by a, bit 1: left by b.
    expect(Array.from(memory.int32(words, 8))).toEqual([3, 0, 1, 0, 2, 0, 0, 0])
    const gains = memory.allocate(8 * 8)
    kernels.explainWords(
      integers(stepEnter, 4 + stepPass, stepLeave),
      3,
      nodes,
      numbers,
      words,
      4,
      4,
      doubles(...points, ...weights),
      1,
      memory.allocate(8 * 3 * 4),
      memory.allocate(8 * 4 * 4),
      memory.allocate(8 * 4 * 4),
      memory.allocate(8 * 4),
      gains,
      4,
      2,
    )
    const values = doubles(...Array.from({ length: 8 }, () => 100))
    kernels.spreadGains(integers(1, 0), 2, gains, 4, 0, 4, values, 4)
    const rounded = Array.from(memory.float64(values, 8), (value) => Math.round((value - 100) * 1e9) / 1e9)
    const added = [...rounded.slice(4), ...rounded.slice(0, 4)]
    // Half of what a feature adds alone and half of what it adds to the other.
    expect(added.slice(0, 4)).toEqual([(-2.5 - 3.5) / 2, (-2.5 - 2) / 2, (7.5 + 10.5) / 2, (7.5 + 6) / 2])
    expect(added.slice(4)).toEqual([(-3 - 4) / 2, (1.5 + 2) / 2, -3 / 2, 1.5 / 2])
    workplace.leave()
  })

  it('groups rows by their words and spreads what was found for the groups', () => {
    const workplace = enter()
    const { integers, doubles } = writer(workplace)
    const { kernels, memory } = workplace
    const words = integers(5, 0, 5, 1, 5, 0, -1, -1, 5, 1)
    const distinct = memory.allocate(8 * 5)
    const slots = memory.allocate(4 * 5)
    expect(kernels.groupWords(words, 5, memory.allocate(4 * 16), 4, distinct, slots)).toBe(3)
    expect(Array.from(memory.int32(distinct, 6))).toEqual([5, 0, 5, 1, -1, -1])
    expect(Array.from(memory.int32(slots, 5))).toEqual([0, 1, 0, 2, 1])
    const values = doubles(...Array.from({ length: 10 }, (_unused, at) => at))
    kernels.spreadGains(integers(1), 1, doubles(100, 200, 300), 3, slots, 5, values, 5)
    expect(Array.from(memory.float64(values, 10))).toEqual([0, 1, 2, 3, 4, 105, 206, 107, 308, 209])
    workplace.leave()
  })

  it('gives the interventional values of two features', () => {
    const workplace = enter()
    const { integers, doubles } = writer(workplace)
    const lists = integers(0, 1)
    const branches = [
      [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3],
      [1, 1, 1, 0, 1, 0, 0, 0, 2, lists, 2],
      [1, 1, 1, 1, 1, 0, 0, 0, 2, lists, 3],
      [0, 0, 0, 1, 0, 0, 0, 0, 1, lists, 4],
    ]
    expect(branches[0]).toHaveLength(branchIntegers)
    const values = doubles(...Array.from({ length: 8 }, () => 100))
    const weights = new Float64Array((mostPlayers + 1) ** 2)
    weights.set([1, 1 / 2])
    weights.set([1 / 2], mostPlayers + 1)
    // The background: one row (1, 1), which reaches 20.
    workplace.kernels.addTreeInterventional(
      integers(...branches.flat()),
      doubles(0, 0, 0, 6, 0, 12, 0, 20),
      4,
      doubles(...columns.slice(0, 4), 1, 0, 0, 0, ...columns.slice(4), 1, 0, 0, 0),
      8,
      4,
      4,
      1,
      doubles(...weights),
      workplace.memory.allocate(4 * 3 * 8),
      workplace.memory.allocate(4 * 8),
      3,
      workplace.memory.allocate(4 * 14),
      workplace.memory.allocate(8 * 4 * mostPlayers),
      values,
      4,
    )
    const added = Array.from(workplace.memory.float64(values, 8), (value) => Math.round((value - 100) * 1e9) / 1e9)
    // Row 0: a alone 12, b alone 20, both 6. Row 1: a makes 12 of 20. Rows 2 and 3 change nothing.
    expect(added).toEqual([(-8 - 14) / 2, -8, 0, 0, (0 - 6) / 2, 0, 0, 0])
    workplace.leave()
  })
})
