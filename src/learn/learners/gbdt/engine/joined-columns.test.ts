// Columns of few bins are filled together: fewer columns, the same sums per feature.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import type { Random } from '../../../../base/core/index.js'
import { createSoloTeam, enterPlainWorkplace, enterWorkplace, packedEntryBytes } from '../../../../base/kernels/index.js'
import type { Workplace } from '../../../../base/kernels/index.js'
import type { BoostData, Session } from './data.js'
import { createHistograms } from './histograms.js'
import { binData } from './layout.js'
import type { BinnedData } from './layout.js'

const rowCount = 4000
const column = (make: (row: number) => number): Float64Array => Float64Array.from({ length: rowCount }, (_, row) => make(row))

const oneHot = (levels: number, random: Random): Float64Array[] => {
  const codes = column(() => random.integer(levels))
  return Array.from({ length: levels }, (_, level) => codes.map((code) => (code === level ? 1 : 0)))
}

const dataOf = (columns: readonly Float64Array[]): BoostData => ({
  rowCount,
  columns,
  labels: new Float64Array(rowCount),
  outputCount: 1,
  createObjective: () => {
    throw new Error('not asked for')
  },
})

function sessionIn({ kernels, memory }: Workplace): Session {
  return { kernels, memory, checkpoint: () => {}, team: createSoloTeam(kernels, () => {}) }
}

/** Sums per feature and bin over the rows of `order`, from a filled histogram and row by row. */
function sumsOf(
  data: BinnedData,
  columns: readonly Float64Array[],
  features: Int32Array,
  session: Session,
): { filled: number[]; naive: number[] } {
  const { memory } = session
  const random = createRandom(3)
  const order = Int32Array.from({ length: rowCount }, (_, row) => row).filter(() => random.next() < 0.6)
  const gradients = Int32Array.from({ length: rowCount }, () => random.integer(200) - 100)
  const hessians = Int32Array.from({ length: rowCount }, () => random.integer(100))
  const entries = memory.allocate(packedEntryBytes * rowCount)
  memory
    .int32(entries, 2 * rowCount)
    .set(gradients.map((_, row) => hessians[row]).reduce<number[]>((all, value, row) => (all.push(value, gradients[row]), all), []))
  const rows = memory.allocate(4 * order.length)
  memory.int32(rows, order.length).set(order)
  const histograms = createHistograms(data, 4, 1 << 20, session)
  const total = {
    gradient: order.reduce((sum, row) => sum + gradients[row], 0),
    hessian: order.reduce((sum, row) => sum + hessians[row], 0),
  }
  const derivatives = {
    gradients: 0,
    hessians: 0,
    entries,
    isWide: false,
    entryBytes: packedEntryBytes,
    total,
    gradientUnit: 1,
    hessianUnit: 1,
  }
  histograms.start(features, { order: rows, inside: order.length, outside: 0 }, derivatives)
  const place = histograms.take()
  // What was there before must not matter.
  memory.int32(place, 2 * data.entryCount).fill(12_345)
  histograms.fill(place, { begin: 0, end: order.length, ...total })
  histograms.finish()
  const found = memory.int32(place, 2 * data.entryCount)
  const filled: number[] = []
  const naive: number[] = []
  for (const feature of features) {
    const { bounds, source, hasMissing } = data.bins[feature]
    for (let bin = 0; bin < bounds.length + (hasMissing ? 1 : 0); bin++) {
      filled.push(found[2 * (data.slots[feature] + bin) + 1], found[2 * (data.slots[feature] + bin)])
      const isIn = (value: number): boolean =>
        bin === bounds.length ? Number.isNaN(value) : value <= bounds[bin] && (bin === 0 || value > bounds[bin - 1])
      const inside = order.filter((row) => isIn(columns[source][row]))
      naive.push(
        inside.reduce((sum, row) => sum + gradients[row], 0),
        inside.reduce((sum, row) => sum + hessians[row], 0),
      )
    }
  }
  return { filled, naive }
}

const random = createRandom(1)
const many = column(() => random.normal())
const few = column(() => random.integer(5))
const examples: Record<string, readonly Float64Array[]> = {
  'columns that exclude each other': [many, ...oneHot(12, random)],
  'one that repeats another, one with missing values': [
    few,
    many,
    few.map((value) => 2 * value),
    few.map((value) => (random.next() < 0.2 ? NaN : value)),
  ],
  'independent columns of few values': [...Array.from({ length: 5 }, () => column(() => random.integer(3))), many],
  'more combinations than a byte holds': Array.from({ length: 12 }, () => column(() => random.integer(4))),
  'thin columns, joined and not': [
    many,
    ...oneHot(40, random),
    ...Array.from({ length: 20 }, () => column(() => (random.next() < 0.04 ? 1 + random.integer(3) : 0))),
  ],
}

describe.each([
  ['compiled', enterWorkplace],
  ['plain', enterPlainWorkplace],
] as const)('sums of joined columns, %s kernels', (_, enter) => {
  it.each(Object.entries(examples))('%s', (__, columns) => {
    const workplace = enter()
    const session = sessionIn(workplace)
    const data = binData(dataOf(columns), 255, 1, session)
    expect(data.joins.length).toBeGreaterThan(0)
    const all = Int32Array.from({ length: data.featureCount }, (___, f) => f)
    for (const features of [all, all.filter((f) => f % 3 === 0), all.subarray(1, 2)]) {
      const { filled, naive } = sumsOf(data, columns, features, session)
      expect(filled).toEqual(naive)
    }
    workplace.leave(true)
  })
})

describe('what is joined', () => {
  const columnsOf = (columns: readonly Float64Array[]): number[][] => {
    const workplace = enterPlainWorkplace()
    const data = binData(dataOf(columns), 255, 1, sessionIn(workplace))
    return data.groups.flatMap(({ members }) => members.map((member) => [...member])).sort((a, b) => a[0] - b[0])
  }

  it('levels of one source', () => {
    expect(columnsOf([many, ...oneHot(6, random)])).toEqual([[0], [1, 2, 3, 4, 5, 6]])
  })

  it('nothing where columns have many values', () => {
    expect(columnsOf([many, many.map((value) => value ** 2)])).toEqual([[0], [1]])
  })

  it('no more than there are rows for', () => {
    const binary = Array.from({ length: 12 }, () => column(() => random.integer(2)))
    for (const members of columnsOf(binary)) expect(2 ** members.length).toBeLessThanOrEqual(rowCount / 64)
  })
})
