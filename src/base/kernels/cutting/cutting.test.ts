// The kernel cuts as its twin does, and as is plain to see; hashes tell records apart.
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { enterPlainWorkplace, enterWorkplace } from '../load.js'
import type { Workplace } from '../load.js'
import { textMargin } from './cutting.js'

const entered: Workplace[] = []
afterEach(() => entered.splice(0).forEach((place) => place.leave()))

interface Cut {
  readonly records: number
  readonly lines: number
  readonly ends: readonly number[]
  readonly starts: readonly number[]
  readonly hashes: readonly number[]
}

function cut(
  place: Workplace,
  text: string,
  { columns, needed = columns, room = 1000, quote = 34 }: { columns: number; needed?: number; room?: number; quote?: number },
): Cut {
  entered.push(place)
  const { kernels, memory } = place
  const given = Buffer.from(text)
  const bytes = memory.allocate(given.length + textMargin)
  const [rule, ends, starts, lines] = [24, 4 * room, 4 * room, 4].map((size) => memory.allocate(size))
  const [hashes, order] = [memory.allocate(8 * room), memory.allocate(4 * columns)]
  memory
    .uint8(bytes, given.length + textMargin)
    .fill(44)
    .set(given)
  memory.int32(rule, 6).set([44, quote, 10, columns, needed, room])
  memory.int32(order, columns).set(Array.from({ length: columns }, (_, k) => k))
  const records = kernels.cutRecords(bytes, given.length, rule, ends, starts, lines)
  if (records < 0) return { records, lines: 0, ends: [], starts: [], hashes: [] }
  kernels.hashRecords(bytes, ends, starts, columns, order, columns, 0, records, hashes)
  const list = (pointer: number, length: number): number[] => [...memory.int32(pointer, length)]
  return {
    records,
    lines: memory.int32(lines, 1)[0],
    ends: list(ends, records * columns),
    starts: list(starts, records),
    hashes: [...memory.float64(hashes, records)],
  }
}

function cutOnBoth(text: string, rule: { columns: number; needed?: number; room?: number; quote?: number }): Cut {
  const plain = cut(enterPlainWorkplace(), text, rule)
  expect(cut(enterWorkplace(), text, rule)).toEqual(plain)
  return plain
}

describe('cutting', () => {
  it('finds cells and lines, quotes and blank records', () => {
    expect(cutOnBoth('a,bc\n\n "x,\ny" ,\n  \nlast,one', { columns: 2 })).toMatchObject({
      records: 3,
      lines: 6,
      ends: [1, 4, 14, 15, 23, 27],
      starts: [0, 6, 19],
    })
    expect(cutOnBoth('a,b\nc\n', { columns: 2, needed: 1 })).toMatchObject({ records: 2, ends: [1, 3, 5, 5] })
    const long = 'a cell that is longer than a vector of bytes,another one of much the same length\n'
    expect(cutOnBoth(long, { columns: 2 })).toMatchObject({ ends: [long.indexOf(','), long.length - 1] })
    expect(cutOnBoth('5" pipe,a"b\n', { columns: 2 })).toMatchObject({ records: 1, ends: [7, 11] })
  })

  it('refuses what is not clean, and what there is no room for', () => {
    for (const text of ['a,b,c\n', 'a\n', 'a,"b\n', '"a\nb"c,d\n']) expect(cutOnBoth(text, { columns: 2 }).records).toBe(-1)
    expect(cutOnBoth('a,b\nc,d\n', { columns: 2, room: 3 }).records).toBe(-1)
    expect(cutOnBoth('a,"b\n', { columns: 2, quote: -1 }).records).toBe(1)
  })

  it('hashes are of the cells, wherever they lie', () => {
    const { hashes } = cutOnBoth('a,b\n12345678901,\n  ,\na,b\n,ab\n1234567890,1\na,b', { columns: 2 })
    expect(hashes[3]).toBe(hashes[0])
    expect(hashes[6]).toBe(hashes[0])
    expect(new Set(hashes).size).toBe(5)
    for (const hash of hashes) expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 52).toBe(true)
  })

  it('is the same as its twin on any text', () => {
    const piece = fc.constantFrom('a', '12.5', ',', ',', '\n', '\n', '"', '""', ' ', '\r', 'é', 'a cell of some length')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), fc.boolean(), (pieces, columns, isLoose) => {
        cutOnBoth(pieces.join(''), { columns, needed: isLoose ? 1 : columns })
      }),
      { numRuns: 2000 },
    )
  })

  it('counts bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 100 }), (values) => {
        const counts = [enterPlainWorkplace(), enterWorkplace()].map((place) => {
          entered.push(place)
          const at = place.memory.allocate(values.length)
          place.memory.uint8(at, values.length).set(values)
          return place.kernels.countByte(at, values.length, 2)
        })
        expect(counts).toEqual([values.filter((value) => value === 2).length, counts[0]])
      }),
    )
  })
})
