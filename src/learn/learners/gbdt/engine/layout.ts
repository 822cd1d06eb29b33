// Where everything about the features lies: their entries in a histogram, their bins row by row.
import { tableBytesPerFeature } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { BinnedColumn, ThinColumn } from './binning.js'
import { binColumns, chooseThin } from './binning.js'
import { findColumnBins } from './bounds.js'
import type { ColumnBins } from './bounds.js'
import { inParts } from './data.js'
import type { BoostData, Session } from './data.js'

/** The binned features. A feature is a column that can be split; features are numbered in the order of their columns. */
export interface BinnedData {
  readonly rowCount: number
  readonly featureCount: number
  /** Per feature: its column and its bounds. */
  readonly bins: readonly ColumnBins[]
  readonly columns: readonly BinnedColumn[]
  /** Per feature: the bin of missing rows, −1 when none is missing. */
  readonly missingBins: Int32Array
  /** Per feature: where its entries begin. */
  readonly slots: Int32Array
  /** The length of a histogram, in entries. */
  readonly entryCount: number
  /** The table of the features, as the kernels of histograms and splits want it. */
  readonly table: Pointer
  readonly groups: readonly FeatureGroup[]
  readonly thin: ThinRows | undefined
}

/** Features whose bins lie together, row by row. */
export interface FeatureGroup {
  readonly features: Int32Array
  /** Rows × features bytes. */
  readonly rows: Pointer
  /** Where the entries of the first feature begin; each next one's are `stride` later. */
  readonly slot: number
  readonly stride: number
}

/** The bins of thin features that are not common, row by row. */
export interface ThinRows {
  readonly starts: Pointer
  readonly entries: Pointer
  /** Per feature (i32): its common bin, −1 when it is not thin. */
  readonly commonBins: Pointer
}

/** Features in a group: their histogram stays in the cache. */
const groupWidth = 32

export function binData(data: BoostData, maxBins: number, rowsPerBin: number, session: Session): BinnedData {
  const bins = findColumnBins(data, maxBins, rowsPerBin, session)
  const isThin = chooseThin(bins)
  const columns = binColumns(data, bins, isThin, session)
  const featureCount = bins.length
  const slots = new Int32Array(featureCount)
  const binCounts = bins.map(({ bounds, hasMissing }) => bounds.length + (hasMissing ? 1 : 0))
  let entryCount = 0
  // Features of about equally many bins together, since all features of a group are given as many entries.
  const dense = Array.from(bins.keys()).filter((f) => !isThin[f])
  if (dense.length > groupWidth) dense.sort((a, b) => binCounts[b] - binCounts[a] || a - b)
  const groups: FeatureGroup[] = []
  for (let at = 0; at < dense.length; at += groupWidth) {
    const features = Int32Array.from(dense.slice(at, at + groupWidth))
    const stride = strideOf(Math.max(...Array.from(features, (f) => binCounts[f])))
    features.forEach((f, place) => (slots[f] = entryCount + place * stride))
    groups.push({ features, rows: placeRows(features, columns, data.rowCount, session), slot: entryCount, stride })
    entryCount += features.length * stride
  }
  bins.forEach((_, f) => {
    if (!isThin[f]) return
    slots[f] = entryCount
    entryCount += binCounts[f]
  })
  const missingBins = Int32Array.from(bins, ({ bounds, hasMissing }) => (hasMissing ? bounds.length : -1))
  return {
    rowCount: data.rowCount,
    featureCount,
    bins,
    columns,
    missingBins,
    slots,
    entryCount,
    table: placeTable(bins, slots, missingBins, binCounts, session),
    groups,
    thin: isThin.includes(true) ? placeThin(columns, slots, data.rowCount, session) : undefined,
  }
}

/** Entries per feature of a group: not a great power of two, so that features do not compete for the same lines of the cache. */
function strideOf(bins: number): number {
  const stride = Math.ceil(bins / 8) * 8
  return stride % 64 === 0 ? stride + 8 : stride
}

function placeTable(
  bins: readonly ColumnBins[],
  slots: Int32Array,
  missingBins: Int32Array,
  binCounts: readonly number[],
  { memory }: Session,
): Pointer {
  const table = memory.allocate(tableBytesPerFeature * bins.length)
  const places = memory.int32(table, 4 * bins.length)
  bins.forEach(({ bounds }, f) => places.set([slots[f], bounds.length, missingBins[f], binCounts[f]], 4 * f))
  return table
}

function placeRows(features: Int32Array, columns: readonly BinnedColumn[], rowCount: number, session: Session): Pointer {
  const { kernels, memory } = session
  const width = features.length
  const rows = memory.allocate(rowCount * width)
  const pointers = memory.allocate(4 * width)
  memory.int32(pointers, width).set(Array.from(features, (f) => columns[f].bins))
  inParts(session, 0, rowCount, 65_536, (from, to) => kernels.interleave(pointers, width, from, to, rows))
  return rows
}

function placeThin(columns: readonly BinnedColumn[], slots: Int32Array, rowCount: number, { memory, checkpoint }: Session): ThinRows {
  const startsAt = memory.allocate(4 * (rowCount + 1))
  const commonAt = memory.allocate(4 * columns.length)
  const isThin = (column: BinnedColumn): column is ThinColumn => 'common' in column
  const entryCount = columns.reduce((sum, column) => sum + (isThin(column) ? column.count : 0), 0)
  const entriesAt = memory.allocate(4 * entryCount)
  const starts = memory.int32(startsAt, rowCount + 1).fill(0)
  const entries = memory.int32(entriesAt, entryCount)
  memory.int32(commonAt, columns.length).set(columns.map((column) => (isThin(column) ? column.common : -1)))
  for (const column of columns) {
    if (!isThin(column)) continue
    checkpoint()
    const rows = memory.int32(column.rows, column.count)
    for (let k = 0; k < rows.length; k++) starts[rows[k] + 1]++
  }
  for (let row = 0; row < rowCount; row++) starts[row + 1] += starts[row]
  const next = starts.slice()
  columns.forEach((column, f) => {
    if (!isThin(column)) return
    checkpoint()
    const rows = memory.int32(column.rows, column.count)
    const bins = memory.uint8(column.bins, column.count)
    for (let k = 0; k < rows.length; k++) entries[next[rows[k]]++] = slots[f] + bins[k]
  })
  return { starts: startsAt, entries: entriesAt, commonBins: commonAt }
}
