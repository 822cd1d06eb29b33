// Which rows are drawn: by rank of their gradients, by class, again every so often.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { enterWorkplace } from '../../../../base/kernels/index.js'
import { gbdtParameters } from '../parameters.js'
import type { DerivativeSource } from './derivatives.js'
import { createRowSampler, drawByClass, greatest } from './row-sampling.js'

const none = new Float64Array(0)
const parametersOf = (given: Readonly<Record<string, Json>>) => resolveParameters(gbdtParameters, given)
const rowsUpTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row)
const sorted = (rows: Int32Array): number[] => Array.from(rows).sort((a, b) => a - b)

it('finds the number of any rank, as sorting does', () => {
  const random = createRandom(1)
  for (let turn = 0; turn < 200; turn++) {
    const values = Float32Array.from({ length: 1 + random.integer(60) }, () =>
      random.next() < 0.3 ? random.integer(3) : random.next() ** 9,
    )
    const rank = 1 + random.integer(values.length)
    expect(greatest(values, rank)).toBe(values.toSorted()[values.length - rank])
  }
})

describe('GOSS', () => {
  const sizes = Float32Array.from({ length: 1000 }, (_, row) => (row * 7919) % 1000)
  const amplified: { rows: number[]; factor: number }[] = []
  const derivatives = {
    measureRows: (rows: Int32Array, out: Float32Array) => out.set(rows.map((row) => sizes[row])),
    amplify: (rows: Int32Array, factor: number) => amplified.push({ rows: Array.from(rows), factor }),
  } as unknown as DerivativeSource
  const sampler = createRowSampler(
    rowsUpTo(1000),
    none,
    parametersOf({ sampling: 'goss', topRate: 0.15, otherRate: 0.2, learningRate: 0.3 }),
    { derivatives, session: enterWorkplace() },
  )

  it('takes all rows in the first 1 ÷ learning rate rounds', () => {
    for (const round of [0, 1, 2]) expect(sampler.draw(round, createRandom(round), new Int32Array(1000))).toBe(1000)
    expect(amplified).toEqual([])
  })

  it('then those of the greatest derivatives, and others that stand for the rest', () => {
    const out = new Int32Array(1000)
    const random = createRandom(3)
    const drawn = new Float64Array(1000)
    for (let turn = 0; turn < 200; turn++) {
      amplified.length = 0
      expect(sampler.draw(3, random, out)).toBe(350)
      expect(sorted(out)).toEqual(Array.from(rowsUpTo(1000)))
      const inside = new Set(out.subarray(0, 350))
      for (let row = 0; row < 1000; row++) if (sizes[row] >= 850) expect(inside.has(row)).toBe(true)
      const [{ rows, factor }] = amplified
      expect(factor).toBe(850 / 200)
      expect(sorted(Int32Array.from(rows))).toEqual(sorted(Int32Array.from([...inside].filter((row) => sizes[row] < 850))))
      for (const row of rows) drawn[row]++
    }
    // Each of the others about as often: 47 of 200 expected, standard deviation 6.
    for (let row = 0; row < 1000; row++) if (sizes[row] < 850) expect(Math.abs(drawn[row] - 47)).toBeLessThan(32)
  })
})

it('draws of each class its share, in the order of the rows', () => {
  const labels = Float64Array.from({ length: 1000 }, (_, row) => (row % 5 === 0 ? 1 : 0))
  const out = new Int32Array(1000)
  const inside = drawByClass(rowsUpTo(1000), labels, [0.1, 0.75], createRandom(4), out)
  expect(inside).toBe(80 + 150)
  const first = Array.from(out.subarray(0, inside))
  expect(first.filter((row) => labels[row] === 1).length).toBe(150)
  expect(first).toEqual(sorted(Int32Array.from(first)))
  expect(sorted(out)).toEqual(Array.from(rowsUpTo(1000)))
})

it('draws anew every so many rounds', () => {
  const sampler = createRowSampler(rowsUpTo(100), none, parametersOf({ subsample: 0.5, subsampleFrequency: 3 }), {
    derivatives: {} as DerivativeSource,
    session: enterWorkplace(),
  })
  const random = createRandom(5)
  const drawn = Array.from({ length: 7 }, (_, round) => {
    const out = new Int32Array(100)
    expect(sampler.draw(round, random, out)).toBe(50)
    return out.join()
  })
  expect([0, 1, 2, 3, 4, 5, 6].map((round) => drawn.indexOf(drawn[round]))).toEqual([0, 0, 0, 3, 3, 3, 6])
})
