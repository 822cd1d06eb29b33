// The rows of a tree, reordered as it grows: each node's lie together, those that it learns from and those that only follow.
import { goesLeft } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import { isThin } from './binning.js'
import { jobsOf } from './data.js'
import type { JobList, Session } from './data.js'
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
  return new Partition(data, session)
}

/** A class, as all that works split by split: engines compile its methods once, those of closures anew for every fit. */
class Partition implements RowPartition {
  private readonly sides: Pointer
  private readonly scratch: Pointer
  private readonly expanded: Pointer

  constructor(
    private readonly data: BinnedData,
    private readonly session: Session,
  ) {
    const { memory } = session
    this.sides = memory.allocate(256)
    this.scratch = memory.allocate(4 * data.rowCount)
    this.expanded = data.columns.some(isThin) ? memory.allocate(data.rowCount) : 0
  }

  split(rows: RowSet, range: RowRange, feature: number, isLeft: Uint8Array): { left: RowRange; right: RowRange } {
    const { session, sides } = this
    session.checkpoint()
    const { u8 } = session.memory.views
    for (let bin = 0; bin < 256; bin++) u8[sides + bin] = isLeft[bin] * goesLeft
    const column = this.columnOf(feature)
    const middle = this.partition(column, rows.order, range.begin, range.end)
    session.checkpoint()
    const { outsideBegin, outsideEnd } = range
    const outsideMiddle = outsideEnd > outsideBegin ? this.partition(column, rows.order, outsideBegin, outsideEnd) : outsideBegin
    return {
      left: { begin: range.begin, end: middle, outsideBegin, outsideEnd: outsideMiddle },
      right: { begin: middle, end: range.end, outsideBegin: outsideMiddle, outsideEnd },
    }
  }

  /** The bins of a feature, by row number. */
  private columnOf(feature: number): Pointer {
    const { data, expanded, session } = this
    const column = data.columns[feature]
    if (!isThin(column)) return column.bins
    session.kernels.expandThin(expanded, data.rowCount, column.common, column.rows, column.bins, column.count)
    return expanded
  }

  private partition(column: Pointer, order: Pointer, begin: number, end: number): number {
    const { sides, scratch } = this
    const { kernels, team } = this.session
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
}

const scoredRows = 262_144

/** Adds a leaf's value to the scores of all its rows. */
export function addScoreJobs(list: JobList, { order }: RowSet, range: RowRange, scores: Pointer, value: number): void {
  const add = (begin: number, end: number): void => {
    for (let from = begin; from < end; from += scoredRows) {
      const to = Math.min(end, from + scoredRows)
      list.add(['addToScores', scores, order, from, to, value], to - from)
    }
  }
  add(range.begin, range.end)
  add(range.outsideBegin, range.outsideEnd)
}
