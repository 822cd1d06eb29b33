// Rows reach the leaves that a plain walk finds, in the plain twin and in WebAssembly.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import { createPlainKernels } from '../kernels.js'
import type { Kernels } from '../kernels.js'
import { instantiateKernels } from '../load.js'
import { createKernelMemory } from '../memory.js'
import type { KernelMemory } from '../memory.js'
import { hasMask, hasTable, packedNodeBytes, tileColumnBytes, tileRows } from './traversal.js'

interface Node {
  /** 0 in a leaf. */
  readonly column: number
  /** A threshold, a leaf's value, the byte and the bit of a set in a table, or the codes of a mask as bits. */
  readonly split: number | readonly [number, number] | bigint
  /** Place of the left child; the right one follows. */
  readonly left: number
}

/** Three trees; the second has a set in a table, the third a mask. Node 0 is unused. */
const nodes: readonly Node[] = [
  { column: 0, split: 0, left: 0 },
  { column: 1, split: 1.5, left: 2 },
  { column: 2, split: 0, left: 4 },
  { column: 0, split: 100, left: 3 },
  { column: 0, split: 10, left: 4 },
  { column: 0, split: 1, left: 5 },
  { column: 4, split: [1, 3], left: 8 },
  { column: 0, split: 0, left: 7 },
  { column: 0, split: 0.5, left: 8 },
  { column: 1, split: -1, left: 10 },
  { column: 0, split: 0.25, left: 10 },
  { column: 0, split: 0.125, left: 11 },
  { column: 3, split: (1n << 5n) | (1n << 40n) | (1n << 63n), left: 14 },
  { column: 0, split: 0, left: 13 },
  { column: 2, split: 5, left: 16 },
  { column: 0, split: 1 / 16, left: 15 },
  { column: 0, split: 1 / 32, left: 16 },
  { column: 0, split: 1 / 64, left: 17 },
]
/** Columns of a tile. */
const width = 5

/** Rows of the table: for codes in the set {0, 5, 40}, and for all others. */
const tableAt = nodes.length * packedNodeBytes

function place(memory: KernelMemory): { image: number; table: number } {
  const image = memory.allocate(tableAt + 4)
  const { u8, f64, i32, u32 } = memory.views
  u8.set([0xff, 0b11110111, 0, 0b1000], image + tableAt)
  nodes.forEach(({ column, split, left }, at) => {
    const word = image / 4 + at * 4
    i32[word + 2] = column * tileColumnBytes + (typeof split === 'number' ? 0 : typeof split === 'bigint' ? hasMask : hasTable)
    i32[word + 3] = image + left * packedNodeBytes
    if (typeof split === 'number') f64[word / 2] = split
    else if (typeof split === 'bigint') {
      u32[word] = Number(split & 0xffffffffn)
      u32[word + 1] = Number(split >> 32n)
    } else i32.set(split, word)
  })
  const table = memory.allocate(36)
  const entries = [1, 1, 0, 6, 0, hasTable, 12, 0, hasMask]
  i32.set(
    entries.map((entry, at) => (at % 3 === 0 ? image + entry * packedNodeBytes : entry)),
    table / 4,
  )
  return { image, table }
}

const isCode = (y: number, codes: readonly number[]): boolean => y > -1 && codes.includes(Math.trunc(y))

function expected(x: number, y: number): readonly [number, number] {
  const first = x <= 1.5 ? (y <= 0 ? 10 : 1) : 100
  const second = isCode(y, [0, 5, 40]) ? 0.5 : x <= -1 ? 0.25 : 0.125
  const third = isCode(y, [5, 40, 63]) ? (y <= 5 ? 1 / 32 : 1 / 64) : 1 / 16
  return [second + third, first]
}

describe.each([
  ['plain', (memory: KernelMemory): Kernels => createPlainKernels(memory.views)],
  ['WebAssembly', (memory: KernelMemory): Kernels => instantiateKernels(memory.memory, false)],
])('%s', (_, create) => {
  it('adds every tree to its output, for thresholds, NaN, and codes that are in the set, are not, or cannot be', () => {
    const memory = createKernelMemory()
    const kernels = create(memory)
    const { image, table } = place(memory)
    const random = createRandom(1)
    const xs = [1.5, 1.5000000000000002, NaN, -1, Infinity, -Infinity, ...Array.from({ length: 34 }, () => random.normal())]
    const ys = [0, 5, 40, 40.9, -0.5, -1, NaN, 63.5, 64, 1e300, -Infinity, Infinity, 4, 32]
    const rows = xs.flatMap((x) => ys.map((y) => [x, y] as const))
    expect(rows.length % tileRows).toBe(0)
    const tileCount = rows.length / tileRows
    const tiles = memory.allocate(tileCount * width * tileColumnBytes)
    const scores = memory.allocate(rows.length * 16)
    const one = memory.allocate(16)
    const { f64, u32 } = memory.views
    f64.fill(0, scores / 8, scores / 8 + rows.length * 2)
    rows.forEach(([x, y], row) => {
      const at = tiles / 8 + Math.floor(row / tileRows) * width * tileRows + (row % tileRows)
      f64[at] = -Infinity
      f64[at + tileRows] = x
      f64[at + 2 * tileRows] = y
      const bit = y > -1 && y < 64 ? 1n << BigInt(Math.trunc(y)) : 0n
      u32[(at + 3 * tileRows) * 2] = Number(bit & 0xffffffffn)
      u32[(at + 3 * tileRows) * 2 + 1] = Number(bit >> 32n)
      u32[(at + 4 * tileRows) * 2] = image + tableAt + (isCode(y, [0, 5, 40]) ? 0 : 2)
    })
    kernels.addTreesToTiles(table, 0, 1, tiles, tileCount, width * tileColumnBytes, scores)
    kernels.addTreesToTiles(table, 1, 3, tiles, tileCount, width * tileColumnBytes, scores)
    rows.forEach(([x, y], row) => {
      const sums = [f64[scores / 8 + row], f64[scores / 8 + rows.length + row]]
      expect([x, y, ...sums]).toEqual([x, y, ...expected(x, y)])
      if (row % tileRows !== 0) return
      f64.set([7, 7], one / 8)
      kernels.addTreesToRow(table, 3, tiles + (row / tileRows) * width * tileColumnBytes, one)
      expect([x, y, f64[one / 8] - 7, f64[one / 8 + 1] - 7]).toEqual([x, y, ...expected(x, y)])
    })
  })
})
