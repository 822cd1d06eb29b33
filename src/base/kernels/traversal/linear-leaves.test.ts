// Linear leaves give a constant and multiples of features, or a value where a feature is missing or infinite; plain and in WebAssembly.
import { expect, it } from 'vitest'
import { createPlainKernels } from '../kernels.js'
import type { Kernels } from '../kernels.js'
import { instantiateKernels } from '../load.js'
import { createKernelMemory } from '../memory.js'
import type { KernelMemory } from '../memory.js'
import { tileColumnBytes, tileRows } from './traversal.js'

const a = (row: number): number => [row, NaN, Infinity][[3, 6].indexOf(row) + 1]
const b = (row: number): number => [row / 4, NaN, -Infinity][[9, 11].indexOf(row) + 1]

it.each([
  ['plain', (memory: KernelMemory): Kernels => createPlainKernels(memory.views)],
  ['WebAssembly', (memory: KernelMemory): Kernels => instantiateKernels(memory.memory, false)],
])('%s', (_, create) => {
  const memory = createKernelMemory()
  const kernels = create(memory)
  // Leaf 0: 5. Leaf 1: 1 + 2a − 3b, or 100. Leaf 2: 10 + b, or 200.
  const records = memory.allocate(80 + 48)
  memory.float64(records, 9).set([5, -1, 0, 1, 100, 0, 10, 200, 0])
  const { i32, f64 } = memory.views
  const leaves: readonly (readonly [number, number])[] = [
    [80, 80],
    [80, 112],
    [112, 128],
  ]
  leaves.forEach((entries, leaf) => i32.set(entries, records / 4 + leaf * 6 + 4))
  ;[2, -3, 1].forEach((coefficient, at) => {
    f64[(records + 80) / 8 + at * 2] = coefficient
    i32[(records + 80) / 4 + at * 4 + 2] = (at === 0 ? 1 : 2) * tileColumnBytes
  })
  const tileBytes = 3 * tileColumnBytes
  const tiles = memory.allocate(2 * tileBytes)
  for (let row = 0; row < 16; row++) {
    const at = tiles / 8 + Math.floor(row / tileRows) * 3 * tileRows + (row % tileRows)
    f64[at + tileRows] = a(row)
    f64[at + 2 * tileRows] = b(row)
  }
  // Two trees; the second adds to output 0, the first to output 1.
  const found = memory.allocate(2 * 16 * 8)
  for (let row = 0; row < 16; row++) f64.set([row % 3], found / 8 + row)
  for (let row = 0; row < 16; row++) f64.set([2 - (row % 3)], found / 8 + 16 + row)
  const outputs = memory.allocate(8)
  memory.int32(outputs, 2).set([1, 0])
  const scores = memory.allocate(32 * 8)
  memory.float64(scores, 32).fill(0.5)
  kernels.addLinearLeaves(found, outputs, 2, records, tiles, 2, tileBytes, scores)
  const give = (leaf: number, row: number): number => {
    if (leaf === 0) return 5
    if (leaf === 1) return Number.isFinite(a(row) + b(row)) ? 1 + 2 * a(row) - 3 * b(row) : 100
    return Number.isFinite(b(row)) ? 10 + b(row) : 200
  }
  for (let row = 0; row < 16; row++) {
    expect([row, f64[scores / 8 + row], f64[scores / 8 + 16 + row]]).toEqual([
      row,
      0.5 + give(2 - (row % 3), row),
      0.5 + give(row % 3, row),
    ])
  }
})
