// The rows of a tree, reordered as it grows: each node's lie together, those that it learns from and those that only follow.
import { goesLeft } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import { inParts } from './data.js'
import type { Session } from './data.js'
import type { BinnedData } from './layout.js'

/** Row numbers (i32): `inside` that the tree is grown on, then `outside` that are only sent down for their scores. */
export interface RowSet {
  readonly order: Pointer
  readonly inside: number
  readonly outside: number
}

/** Places in a row set. */
export interface RowRange {
  readonly begin: number
  readonly end: number
  readonly outsideBegin: number
  readonly outsideEnd: number
}

export interface RowPartition {
  /** Reorders a node's rows: those whose bin of `feature` is in `isLeft` (256 bytes, 0 or 1) come first. */
  split(rows: RowSet, range: RowRange, feature: number, isLeft: Uint8Array): { left: RowRange; right: RowRange }
}

export function createPartition(data: BinnedData, session: Session): RowPartition {
  const { kernels, memory, checkpoint } = session
  const sides = memory.allocate(256)
  const scratch = memory.allocate(4 * data.rowCount)
  const expanded = data.thin === undefined ? 0 : memory.allocate(data.rowCount)

  /** The bins of a feature, by row number. */
  const columnOf = (feature: number): Pointer => {
    const column = data.columns[feature]
    if (!('common' in column)) return column.bins
    kernels.expandThin(expanded, data.rowCount, column.common, column.rows, column.bins, column.count)
    return expanded
  }

  return {
    split: (rows, range, feature, isLeft) => {
      checkpoint()
      const places = memory.uint8(sides, 256)
      for (let bin = 0; bin < 256; bin++) places[bin] = isLeft[bin] === 0 ? 0 : goesLeft
      const column = columnOf(feature)
      const middle = kernels.partitionRows(column, sides, rows.order, range.begin, range.end, scratch)
      checkpoint()
      const { outsideBegin, outsideEnd } = range
      const outsideMiddle =
        outsideEnd > outsideBegin ? kernels.partitionRows(column, sides, rows.order, outsideBegin, outsideEnd, scratch) : outsideBegin
      return {
        left: { begin: range.begin, end: middle, outsideBegin, outsideEnd: outsideMiddle },
        right: { begin: middle, end: range.end, outsideBegin: outsideMiddle, outsideEnd },
      }
    },
  }
}

/** Adds a leaf's value to the scores of all its rows. */
export function addLeafToScores(rows: RowSet, range: RowRange, scores: Pointer, value: number, session: Session): void {
  const add = (begin: number, end: number): void =>
    inParts(session, begin, end, 1_000_000, (from, to) => session.kernels.addToScores(scores, rows.order, from, to, value))
  add(range.begin, range.end)
  add(range.outsideBegin, range.outsideEnd)
}
