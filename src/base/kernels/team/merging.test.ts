// What threads did apart is put together by kernels, compiled and plain alike.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import { enterPlainWorkplace, enterWorkplace } from '../load.js'

describe.each([
  ['compiled', enterWorkplace],
  ['plain', enterPlainWorkplace],
] as const)('%s', (_, enter) => {
  it('runs change places, each in its order', () => {
    const { kernels, memory } = enter()
    const random = createRandom(1)
    for (let turn = 0; turn < 50; turn++) {
      memory.reset()
      const values = Array.from({ length: 40 }, (__, k) => k)
      const [begin, middle, end] = [0, 0, 0].map(() => random.integer(41)).sort((a, b) => a - b)
      const [rows, scratch] = [memory.allocate(160), memory.allocate(160)]
      memory.int32(rows, 40).set(values)
      kernels.swapRuns(rows, begin, middle, end, scratch)
      const expected = [...values.slice(0, begin), ...values.slice(middle, end), ...values.slice(begin, middle), ...values.slice(end)]
      expect(Array.from(memory.int32(rows, 40))).toEqual(expected)
    }
  })

  it.each([false, true])('histograms are added up, for the features that are asked for (wide: %s)', (isWide) => {
    const { kernels, memory } = enter()
    const random = createRandom(2)
    const binCounts = [3, 1, 6, 2]
    const slots = [0, 3, 4, 10]
    const table = memory.allocate(64)
    memory.int32(table, 16).set(binCounts.flatMap((count, f) => [slots[f], count, -1, count]))
    const features = memory.allocate(12)
    memory.int32(features, 3).set([0, 2, 3])
    const bytes = isWide ? 16 : 8
    const histograms = [0, 1].map(() => Array.from({ length: 12 }, () => [random.integer(2001) - 1000, random.integer(1000)] as const))
    const [a, b] = histograms.map((entries) => {
      const place = memory.allocate(12 * bytes)
      if (isWide) memory.float64(place, 24).set(entries.flat())
      else memory.int32(place, 24).set(entries.flatMap(([gradient, hessian]) => [hessian, gradient]))
      return place
    })
    const add = isWide ? kernels.addHistogramWide : kernels.addHistogram
    add(a, b, table, features, 3)
    const found = isWide ? memory.float64(a, 24) : memory.int32(a, 24)
    const expected = histograms[0].flatMap(([gradient, hessian], k) => {
      const other = k === slots[1] ? [0, 0] : histograms[1][k]
      const [g, h] = [gradient + other[0], hessian + other[1]]
      return isWide ? [g, h] : [h, g]
    })
    expect(Array.from(found)).toEqual(expected)
  })
})
