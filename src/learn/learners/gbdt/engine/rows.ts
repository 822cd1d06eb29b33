// The rows of a tree, reordered as it grows: each node's lie together, those that it learns from and those that only follow.
import { goesLeft } from '../../../../base/kernels/index.js'
import type { Job, Pointer } from '../../../../base/kernels/index.js'
import { isThin } from './binning.js'
import { jobsOf } from './data.js'
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

/** Rows that a thread partitions sooner alone than with help. */
const fewRows = 6000

export function createPartition(data: BinnedData, session: Session): RowPartition {
  const { kernels, memory, checkpoint, team } = session
  const sides = memory.allocate(256)
  const scratch = memory.allocate(4 * data.rowCount)
  const expanded = data.columns.some(isThin) ? memory.allocate(data.rowCount) : 0

  /** The bins of a feature, by row number. */
  const columnOf = (feature: number): Pointer => {
    const column = data.columns[feature]
    if (!isThin(column)) return column.bins
    kernels.expandThin(expanded, data.rowCount, column.common, column.rows, column.bins, column.count)
    return expanded
  }

  const partition = (column: Pointer, order: Pointer, begin: number, end: number): number => {
    const part = Math.ceil((end - begin) / team.size)
    if (part < fewRows || team.size === 1) return kernels.partitionRows(column, sides, order, begin, end, scratch)
    const results = team.run(
      jobsOf(begin, end, part, (from, to) => ['partitionRows', column, sides, order, from, to, scratch + 4 * (from - begin)]),
    )
    // Each part is in order; what goes left of each next one moves to the left of the others before.
    let middle = results[0]
    for (let k = 1, from = begin + part; from < end; k++, from += part) {
      const goes = results[k] - from
      if (goes > 0) kernels.swapRuns(order, middle, from, results[k], scratch)
      middle += goes
    }
    return middle
  }

  return {
    split: (rows, range, feature, isLeft) => {
      checkpoint()
      const { u8 } = memory.views
      for (let bin = 0; bin < 256; bin++) u8[sides + bin] = isLeft[bin] * goesLeft
      const column = columnOf(feature)
      const middle = partition(column, rows.order, range.begin, range.end)
      checkpoint()
      const { outsideBegin, outsideEnd } = range
      const outsideMiddle = outsideEnd > outsideBegin ? partition(column, rows.order, outsideBegin, outsideEnd) : outsideBegin
      return {
        left: { begin: range.begin, end: middle, outsideBegin, outsideEnd: outsideMiddle },
        right: { begin: middle, end: range.end, outsideBegin: outsideMiddle, outsideEnd },
      }
    },
  }
}

/** What adds a leaf's value to the scores of all its rows. */
export function scoreJobs(rows: RowSet, range: RowRange, scores: Pointer, value: number): Job[] {
  const jobs = (begin: number, end: number): Job[] =>
    jobsOf(begin, end, 262_144, (from, to) => ['addToScores', scores, rows.order, from, to, value])
  return [...jobs(range.begin, range.end), ...jobs(range.outsideBegin, range.outsideEnd)]
}
