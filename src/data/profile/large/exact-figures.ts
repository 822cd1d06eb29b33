// The figures of numbers that are all there, in parts.
import { createSorter } from '../../../base/kernels/index.js'
import type { NumbersContent } from '../../sources/index.js'
import { datetimeFigures } from '../datetime-profile.js'
import type { DatetimeFigures } from '../datetime-profile.js'
import { numberFigures } from '../number-profile.js'
import type { NumberFigures } from '../number-profile.js'

/** `figures` undefined where there is no value at all. */
export interface ColumnFigures {
  readonly distinct: number
  readonly figures: NumberFigures | DatetimeFigures | undefined
}

/** The same as of a column in memory. O(n). */
export function exactFigures({ kind, numbers, added }: NumbersContent): ColumnFigures {
  const parts = 'exact' in numbers ? numbers.exact : []
  const count = parts.reduce((sum, part) => sum + part.length, 0) + added.counts.reduce((sum, one) => sum + one, 0)
  if (count === 0) return { distinct: 0, figures: undefined }
  const sorter = createSorter(count)
  try {
    const { room } = sorter
    let at = 0
    for (const part of parts) {
      // `set` converts whole numbers one by one, and slowly.
      if (part instanceof Float64Array) room.set(part, at)
      else for (let k = 0; k < part.length; k++) room[at + k] = part[k]!
      at += part.length
    }
    added.values.forEach((value, k) => room.fill(value, at, (at += added.counts[k])))
    const sorted = sorter.sortRoom(count)
    let distinct = 0
    for (let k = 0; k < sorted.length; k++) if (k === 0 || sorted[k] !== sorted[k - 1]) distinct++
    return { distinct, figures: kind === 'number' ? numberFigures(sorted) : datetimeFigures(sorted, sorter.sort) }
  } finally {
    sorter.leave()
  }
}
