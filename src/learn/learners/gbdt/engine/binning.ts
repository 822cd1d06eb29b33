// Columns as bytes: column by column for partitioning, row by row in groups for histograms; thin columns as the rows that differ.
import { boundsLength } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { ColumnBins } from './bounds.js'
import { inParts, isSparse, jobsOf, partFor } from './data.js'
import type { BoostData, Column, Session } from './data.js'
import { binLevels } from './levels.js'

/** A column in which most rows share one bin: only the others are stored, ascending. */
export interface ThinColumn {
  readonly common: number
  readonly count: number
  /** Row numbers (i32) and bins (u8). */
  readonly rows: Pointer
  readonly bins: Pointer
}

/** Bytes by row number, or thin. */
export type BinnedColumn = { readonly bins: Pointer } | ThinColumn

export function isThin(column: BinnedColumn): column is ThinColumn {
  return 'common' in column
}

/** A column is thin when about this share of the rows is in one bin, and only where there are many such: it saves time per row, but costs more per entry. */
export const thinShare = 0.9
export const fewestThin = 16

/** Values that are assigned to bins between two checkpoints. */
const partRows = 65_536

/** Which of the columns to store thin. */
export function chooseThin(columns: readonly ColumnBins[]): readonly boolean[] {
  const isCandidate = columns.map(({ commonShare }) => commonShare >= thinShare)
  return isCandidate.filter(Boolean).length >= fewestThin ? isCandidate : columns.map(() => false)
}

/** Bins every column; `stored`: which of them thin. O(rows × columns × log bins). */
export function binColumns(data: BoostData, columns: readonly ColumnBins[], stored: readonly boolean[], session: Session): BinnedColumn[] {
  const { memory, team } = session
  const workspace: Workspace = {
    values: memory.allocate(8 * partRows * team.size),
    bounds: memory.allocate(8 * boundsLength),
    counts: memory.allocate(4 * 256),
    column: stored.includes(true) ? memory.allocate(data.rowCount) : 0,
  }
  return columns.map((column, c): BinnedColumn => {
    const source = data.columns[column.source]
    if (stored[c]) {
      if (isSparse(source) && 4 * source.rows.length < data.rowCount) return binSparse(source, column, workspace, session)
      binDense(source, data.rowCount, column, workspace.column, workspace, session)
      return extractThin(workspace.column, data.rowCount, workspace, session)
    }
    const bins = memory.allocate(data.rowCount)
    binDense(source, data.rowCount, column, bins, workspace, session)
    return { bins }
  })
}

interface Workspace {
  readonly values: Pointer
  readonly bounds: Pointer
  readonly counts: Pointer
  readonly column: Pointer
}

/** Fills the place of the bounds; returns the number of bins of values. */
function placeBounds({ bounds }: ColumnBins, workspace: Workspace, { memory }: Session): number {
  const places = memory.float64(workspace.bounds, boundsLength)
  places.fill(Infinity)
  places.set(bounds.subarray(0, bounds.length - 1))
  return bounds.length
}

function binDense(source: Column, rowCount: number, column: ColumnBins, out: Pointer, workspace: Workspace, session: Session): void {
  const { memory, team } = session
  if (column.levels !== undefined && !isSparse(source)) {
    binLevels(source, column.levels, out, session)
    return
  }
  const bins = placeBounds(column, workspace, session)
  let next = 0
  inParts(session, 0, rowCount, partRows * team.size, (from, to) => {
    const values = memory.float64(workspace.values, to - from)
    if (isSparse(source)) {
      values.fill(0)
      for (; next < source.rows.length && source.rows[next] < to; next++) values[source.rows[next] - from] = source.values[next]!
    } else values.set(source.subarray(from, to))
    const part = partFor(team, to - from, partRows)
    team.run(
      jobsOf(from, to, part, (begin, end) => {
        return ['assignBins', workspace.values + 8 * (begin - from), end - begin, workspace.bounds, bins, bins, out + begin]
      }),
    )
  })
}

/** The bins of the values that are there alone; all other rows are 0. */
function binSparse(source: Extract<Column, { rows: Int32Array }>, column: ColumnBins, workspace: Workspace, session: Session): ThinColumn {
  const { kernels, memory } = session
  const bins = placeBounds(column, workspace, session)
  const count = source.rows.length
  const rows = memory.allocate(4 * count)
  const out = memory.allocate(count)
  memory.float64(workspace.values, 1)[0] = 0
  kernels.assignBins(workspace.values, 1, workspace.bounds, bins, bins, workspace.counts)
  const common = memory.uint8(workspace.counts, 1)[0]
  inParts(session, 0, count, partRows, (from, to) => {
    memory.float64(workspace.values, to - from).set(source.values.subarray(from, to))
    kernels.assignBins(workspace.values, to - from, workspace.bounds, bins, bins, out + from)
  })
  const outRows = memory.int32(rows, count)
  const outBins = memory.uint8(out, count)
  let kept = 0
  for (let k = 0; k < count; k++) {
    if (outBins[k] === common) continue
    outRows[kept] = source.rows[k]!
    outBins[kept++] = outBins[k]!
  }
  return { common, count: kept, rows, bins: out }
}

function extractThin(column: Pointer, rowCount: number, workspace: Workspace, session: Session): ThinColumn {
  const { kernels, memory } = session
  memory.int32(workspace.counts, 256).fill(0)
  inParts(session, 0, rowCount, partRows, (from, to) => kernels.countBins(column, from, to, workspace.counts))
  const counts = memory.int32(workspace.counts, 256)
  let common = 0
  for (let bin = 1; bin < 256; bin++) if (counts[bin] > counts[common]) common = bin
  const count = rowCount - counts[common]
  const rows = memory.allocate(4 * count)
  const bins = memory.allocate(count)
  let at = 0
  inParts(session, 0, rowCount, partRows, (from, to) => {
    at = kernels.extractThin(column, from, to, common, rows, bins, at)
  })
  return { common, count, rows, bins }
}
