// Cuts found four bins at a time are those found bin by bin.
import { expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import type { Random } from '../../core/index.js'
import { enterPlainWorkplace, enterWorkplace } from '../load.js'
import { splitFeature, splitLength } from './split.js'

interface Case {
  readonly bins: readonly number[]
  readonly emptyShare: number
  readonly size: number
  readonly isUnit: boolean
  readonly minRows: number
  readonly l2: number
  readonly hasMissing: boolean
}

/** The best cut of features with the same totals, whose bins hold random numbers. */
function search(enter: typeof enterPlainWorkplace, random: Random, { bins, emptyShare, size, isUnit, minRows, l2, hasMissing }: Case) {
  const { kernels, memory } = enter()
  const count = bins.length
  const stride = Math.max(...bins)
  const [histogram, table, features] = [8 * stride * count, 16 * count, 4 * count].map((bytes) => memory.allocate(bytes))
  const entries = memory.int32(histogram, 2 * stride * count).fill(0)
  let [gradient, hessian] = [0, 0]
  bins.forEach((length, f) => {
    memory.int32(table + 16 * f, 4).set([f * stride, length - (hasMissing ? 1 : 0), hasMissing ? length - 1 : -1, length])
    memory.int32(features + 4 * f, 1)[0] = f
    if (f === 0) {
      for (let bin = 0; bin < length; bin++) {
        if (random.next() < emptyShare) continue
        hessian += entries[2 * bin] = 1 + random.integer(size)
        gradient += entries[2 * bin + 1] = random.integer(2 * size) - size
      }
      return
    }
    // The same totals, moved about in shares.
    const chunks = 1 + random.integer(3 * length)
    let [g, h] = [gradient, hessian]
    for (let k = 0; k < chunks; k++) {
      const at = 2 * (f * stride + random.integer(length))
      const share = k === chunks - 1 ? 1 : random.next() / 4
      const [movedG, movedH] = [Math.round(g * share), Math.round(h * share)]
      entries[at] += movedH
      entries[at + 1] += movedG
      h -= movedH
      g -= movedG
    }
  })
  const rows = isUnit ? hessian : Math.max(2, Math.round(hessian / (1 + (size % 7) * 3.7)))
  const [node, limits, out] = [
    [gradient, hessian, rows, gradient ** 2 / (hessian + l2)],
    [0, l2, minRows, 1],
    [gradient ** 2 / (hessian + l2), -1, 0, 0, 0, 0],
  ].map((values) => {
    const place = memory.allocate(8 * values.length)
    memory.float64(place, values.length).set(values)
    return place
  })
  const isOpen = memory.allocate(count)
  kernels.searchSplits(histogram, table, features, count, node, limits, out, isOpen)
  return [...memory.float64(out, splitLength), ...memory.uint8(isOpen, count)]
}

it('of features of 2 to 255 bins, empty ones among them, to the last bit', () => {
  let found = 0
  for (let seed = 0; seed < 400; seed++) {
    const random = createRandom(seed)
    const input: Case = {
      bins: Array.from({ length: 1 + random.integer(4) }, () => 2 + random.integer(seed % 2 === 0 ? 254 : 12)),
      emptyShare: [0, 0.3, 0.95][seed % 3],
      size: 2 ** (1 + random.integer(20)),
      isUnit: random.next() < 0.3,
      minRows: [-Infinity, 20, 1000][random.integer(3)],
      l2: [0, 1, 12_345][random.integer(3)],
      hasMissing: random.next() < 0.4,
    }
    const compiled = search(enterWorkplace, createRandom(seed), input)
    expect(compiled).toEqual(search(enterPlainWorkplace, createRandom(seed), input))
    if (compiled[splitFeature] >= 0) found++
  }
  expect(found).toBeGreaterThan(200)
})
