// A partition is a stable sort by side.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import { partitionRows } from './partition.js'

it('puts the left rows first, keeps the order on both sides and what lies outside (any bins, threshold, missing direction)', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(40), fc.nat(5), fc.boolean(), fc.nat(10), (seed, count, threshold, missingLeft, margin) => {
      const random = createRandom(seed)
      const rowCount = count + 2 * margin
      const bins = Uint8Array.from({ length: rowCount + 3 }, () => random.integer(7))
      const rows = random.shuffle(Int32Array.from({ length: rowCount }, (_, i) => i))
      const before = Array.from(rows)
      const goesLeft = (row: number): boolean => (bins[3 + row] === 6 ? missingLeft : bins[3 + row] <= threshold)
      const middle = partitionRows(bins, 3, threshold, 6, missingLeft ? 1 : 0, rows, margin, margin + count, new Int32Array(count))
      const inside = before.slice(margin, margin + count)
      expect(middle).toBe(margin + inside.filter(goesLeft).length)
      expect(Array.from(rows)).toEqual([
        ...before.slice(0, margin),
        ...inside.filter(goesLeft),
        ...inside.filter((row) => !goesLeft(row)),
        ...before.slice(margin + count),
      ])
    }),
  )
})
