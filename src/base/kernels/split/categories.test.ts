// Divisions of levels: the best of all sets, tried one by one; the same from the kernel and its twin.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import type { Kernels } from '../kernels.js'
import { enterPlainWorkplace, enterWorkplace } from '../load.js'
import type { KernelMemory } from '../memory.js'
import { levelScratchBytes } from './categories.js'
import { splitLength } from './split.js'

interface Example {
  /** Per level, and last for missing: gradient and hessian. */
  readonly entries: readonly (readonly [number, number])[]
  readonly rows: number
  readonly limits: readonly number[]
  readonly categoryLimits: readonly number[]
}

interface Found {
  readonly out: readonly number[]
  readonly sides: readonly number[]
}

function searchWith(kernels: Kernels, memory: KernelMemory, isWide: boolean, { entries, rows, limits, categoryLimits }: Example): Found {
  const mark = memory.mark()
  const doubles = (values: readonly number[]): number => {
    const at = memory.allocate(8 * values.length)
    memory.float64(at, values.length).set(values)
    return at
  }
  const integers = (values: readonly number[]): number => {
    const at = memory.allocate(4 * values.length)
    memory.int32(at, values.length).set(values)
    return at
  }
  const histogram = isWide ? doubles(entries.flat()) : integers(entries.flatMap(([gradient, hessian]) => [hessian, gradient]))
  const table = integers([0, entries.length - 1, entries.length - 1, entries.length])
  const sum = (k: 0 | 1): number => entries.reduce((all, entry) => all + entry[k], 0)
  const out = doubles([0, -1, 0, 0, 0, 0])
  const sides = memory.allocate(256)
  memory.uint8(sides, 256).fill(9)
  const search = isWide ? kernels.searchCategoriesWide : kernels.searchCategories
  const node = doubles([sum(0), sum(1), rows, 0])
  const isOpen = memory.allocate(1)
  const [limitsAt, levelLimitsAt] = [doubles(limits), doubles(categoryLimits)]
  search(histogram, table, integers([0]), 1, node, limitsAt, levelLimitsAt, out, isOpen, sides, memory.allocate(levelScratchBytes))
  // The best so far is what must be beaten: a feature is open where it has beaten it.
  expect(memory.uint8(isOpen, 1)[0]).toBe(memory.float64(out, splitLength)[1] === 0 ? 1 : 0)
  const found = {
    out: Array.from(memory.float64(out, splitLength)),
    sides: Array.from(memory.uint8(sides, entries.length)),
  }
  memory.release(mark)
  return found
}

function searchBoth(isWide: boolean, example: Example): Found {
  const [plain, compiled] = [enterPlainWorkplace(), enterWorkplace()].map((place) => {
    try {
      return searchWith(place.kernels, place.memory, isWide, example)
    } finally {
      place.leave()
    }
  })
  expect(compiled).toEqual(plain)
  return plain
}

const subsetsOf = (count: number): number[][] =>
  Array.from({ length: 2 ** count }, (_, bits) => Array.from({ length: count }, (__, k) => k).filter((k) => (bits >> k) & 1))

describe.each([false, true])('sets of levels, wide: %s', (isWide) => {
  const check = (work: (seed: number) => void): void => fc.assert(fc.property(fc.integer({ min: 0 }), work), { numRuns: 100 })
  const randomExample = (seed: number, most: number): Example => {
    const random = createRandom(seed)
    const entries = Array.from({ length: 2 + random.integer(most) }, () =>
      random.next() < 0.2 ? ([0, 0] as const) : ([random.integer(2001) - 1000, 1 + random.integer(500)] as const),
    )
    const rows = 1 + random.integer(300)
    const limits = [random.integer(300), random.integer(100), random.integer(20), 1 + random.integer(100)]
    const categoryLimits = [random.integer(30), random.integer(30), random.integer(10), random.integer(40), 1 + random.integer(8), 0]
    return { entries, rows, limits, categoryLimits }
  }
  const gainOf = ({ entries, limits: [l1, l2] }: Example, left: readonly number[], addedL2 = 0): number => {
    const part = (bins: readonly number[]): number => {
      const [g, h] = [0, 1].map((k) => bins.reduce((all, bin) => all + entries[bin][k], 0))
      return h === 0 ? -Infinity : Math.max(Math.abs(g) - l1, 0) ** 2 / (h + l2 + addedL2)
    }
    return part(left) + part(Array.from(entries.keys()).filter((bin) => !left.includes(bin)))
  }

  it('without limits gain as much as the best set of all', () => {
    check((seed) => {
      const example = { ...randomExample(seed, 8), limits: [0, 0, -Infinity, 1], categoryLimits: [0, 0, 0, 0, Infinity, 0] }
      // A missing row that stays on the right would be in nobody's order.
      const entries = example.entries.map((entry, bin) => (bin === example.entries.length - 1 ? ([0, 0] as const) : entry))
      const { out, sides } = searchBoth(isWide, { ...example, entries })
      const best = subsetsOf(entries.length - 1).reduce((most, left) => Math.max(most, gainOf({ ...example, entries }, left)), 0)
      expect(out[0]).toBeCloseTo(best, 6)
      if (out[1] < 0) return
      const left = Array.from(sides.keys()).filter((bin) => sides[bin] === 1)
      expect(out[2]).toBe(left.length)
      expect([out[4], out[5]]).toEqual([0, 1].map((k) => left.reduce((all, bin) => all + entries[bin][k], 0)))
    })
  })

  it('one against the others: the best level that leaves both sides enough', () => {
    check((seed) => {
      const made = randomExample(seed, 8)
      const example = { ...made, categoryLimits: [...made.categoryLimits.slice(0, 5), made.entries.length] }
      const { entries, rows, limits } = example
      const all = entries.reduce((sum, [, hessian]) => sum + hessian, 0)
      const isEnough = (hessian: number, count: number): boolean => hessian >= limits[3] && count >= limits[2]
      const best = entries.slice(0, -1).reduce((most, [, hessian], bin) => {
        const own = Math.floor((hessian * rows) / all + 0.5)
        return isEnough(hessian, own) && isEnough(all - hessian, rows - own) ? Math.max(most, gainOf(example, [bin])) : most
      }, 0)
      const { out, sides } = searchBoth(isWide, example)
      expect(out[0]).toBeCloseTo(best, 6)
      if (out[1] >= 0) expect(sides.reduce((sum, side) => sum + side, 0)).toBe(1)
    })
  })

  it('under limits: at most so many levels, groups far enough apart, missing never on the left', () => {
    check((seed) => {
      const example = randomExample(seed, 40)
      const { entries, rows, categoryLimits } = example
      const { out, sides } = searchBoth(isWide, example)
      if (out[1] < 0) return
      const left = Array.from(sides.keys()).filter((bin) => sides[bin] === 1)
      const all = entries.reduce((sum, [, hessian]) => sum + hessian, 0)
      const rowsOf = (bin: number): number => Math.floor(entries[bin][1] * (rows / all) + 0.5)
      expect(left).not.toContain(entries.length - 1)
      expect(left.length).toBeLessThanOrEqual(categoryLimits[4])
      expect(Math.min(...left.map(rowsOf))).toBeGreaterThanOrEqual(categoryLimits[2])
      expect(left.reduce((sum, bin) => sum + rowsOf(bin), 0)).toBeGreaterThanOrEqual(categoryLimits[3])
      expect(out[0]).toBeCloseTo(gainOf(example, left, categoryLimits[1]), 6)
    })
  })

  it('a case by hand: sorted by gradient ÷ (hessian + smoothing), from either end, the greater l2 on both sides', () => {
    // Gradients sum to 280, hessians to 250 as rows do. Ratios: −4, −1, 3, 3.67; at smoothing 20: −1.3, −0.8, 2.5, 2.2.
    const entries = [
      [-90, 90],
      [300, 100],
      [-40, 10],
      [110, 30],
      [0, 20],
    ] as const
    const search = (smoothing: number, mostLevels: number, groupRows: number) =>
      searchBoth(isWide, { entries, rows: 250, limits: [0, 1, 1, 1], categoryLimits: [smoothing, 5, 0, groupRows, mostLevels, 4] })
    expect(search(20, 1, 1).sides).toEqual([0, 1, 0, 0, 0])
    expect(search(20, 1, 1).out[0]).toBeCloseTo(300 ** 2 / 106 + 20 ** 2 / 156, 9)
    // Unsmoothed, the second level is no longer last: the first one is the better of the ends.
    expect(search(0, 1, 1).sides).toEqual([0, 0, 1, 0, 0])
    expect(search(0, 1, 1).out[0]).toBeCloseTo(40 ** 2 / 16 + 320 ** 2 / 246, 9)
    // Groups of 101 rows: no level alone is large enough.
    expect(search(20, 1, 101).out[1]).toBe(-1)
    expect(search(20, 32, 101).sides).toEqual([0, 1, 0, 1, 0])
    expect(search(20, 32, 101).out[0]).toBeCloseTo(410 ** 2 / 136 + 130 ** 2 / 126, 9)
  })
})
