// Where everything about the features lies: their entries in a histogram, their bins row by row.
import { createSoloTeam, firstIsRest, tableBytesPerFeature } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { BinnedColumn, ThinColumn } from './binning.js'
import { binColumns, chooseThin, isThin } from './binning.js'
import { binCountOf, findColumnBins } from './bounds.js'
import type { ColumnBins } from './bounds.js'
import { inParts } from './data.js'
import type { BoostData, Session } from './data.js'
import { fewestListed, joinColumns } from './joined-columns.js'

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
  /** The table of the features, as the kernels of histograms and splits want it; after them the joined columns. */
  readonly table: Pointer
  readonly groups: readonly ColumnGroup[]
  /** Into how many parts the features are divided that threads may work on side by side; of one thread, 1. */
  readonly shareCount: number
  /** Per feature: its part. The features of a group are all in one. */
  readonly shares: Uint8Array
  readonly joins: readonly JoinedEntries[]
  /** Of each part; of none, where no feature is listed. */
  readonly thin: readonly ThinRows[]
  /** Per feature (i32): the bin that follows from the totals and its other bins; −1 when all are added up. 0: no feature has one. */
  readonly commonBins: Pointer
}

/** Columns of bytes, each a feature or several joined, that lie together row by row. */
export interface ColumnGroup {
  /** Per column, the features that it stands for. */
  readonly members: readonly (readonly number[])[]
  /** Rows × columns bytes. */
  readonly rows: Pointer
  /** Where the entries of the first column begin; each next one's are `stride` later. */
  readonly slot: number
  readonly stride: number
  readonly share: number
}

/** What the entries of joined columns are for their features. */
export interface JoinedEntries {
  /** Its place in the table. */
  readonly number: number
  readonly features: readonly number[]
  readonly share: number
  /** Where the entries of the combinations begin, and how many there are. */
  readonly slot: number
  readonly count: number
  /** Per combination, the entries that it belongs to, those of common bins left out; as of rows of `ThinRows`. */
  readonly starts: Pointer
  readonly entries: Pointer
}

/** The bins of thin features that are not common, row by row. */
export interface ThinRows {
  readonly starts: Pointer
  readonly entries: Pointer
}

const fewRows = 10_000

/** Columns in a group: their histogram stays in the cache. */
const groupWidth = 32

/** A part has at least so many columns, or so many that are listed row by row: each of its threads reads the numbers and derivatives of all rows. */
const fewestInShare = 3
const fewestListedInShare = 64

/** A column of bytes as a histogram is filled from it. */
interface ByteColumn {
  readonly members: readonly number[]
  readonly bytes: Pointer
  readonly binCount: number
}

export function binData(data: BoostData, maxBins: number, rowsPerBin: number, session: Session): BinnedData {
  // Of few rows, one thread bins a column sooner than it tells others what to do.
  const team = data.rowCount < fewRows ? createSoloTeam(session.kernels, session.checkpoint) : session.team
  const bins = findColumnBins(data, maxBins, rowsPerBin, { ...session, team })
  const columns = binColumns(data, bins, chooseThin(bins), { ...session, team })
  const joined = joinColumns(bins, columns, data.rowCount, session)
  const featureCount = bins.length
  const slots = new Int32Array(featureCount).fill(-1)
  const binCounts = bins.map(binCountOf)
  const isJoined = new Set(joined.flatMap(({ features }) => features))
  const singles = Array.from(bins.keys()).filter((f) => !isJoined.has(f))
  const isListing = singles.filter((f) => isThin(columns[f])).length >= fewestListed
  const isListed = columns.map((column, f) => isListing && isThin(column) && !isJoined.has(f))
  const dense: ByteColumn[] = [
    ...singles
      .filter((f) => !isListed[f])
      .map((f) => ({ members: [f], bytes: bytesOf(columns[f], data.rowCount, session), binCount: binCounts[f] })),
    ...joined.map(({ features, codes, combinations }) => ({ members: features, bytes: codes, binCount: combinations.length })),
  ]
  // Columns of about equally many bins together, since all columns of a group are given as many entries.
  const order = dense.toSorted((a, b) => b.binCount - a.binCount || a.members[0] - b.members[0])
  const listedFeatures = singles.filter((f) => isListed[f]).toSorted((a, b) => binCounts[b] - binCounts[a] || a - b)
  const mostShares = Math.floor(Math.max(dense.length / fewestInShare, listedFeatures.length / fewestListedInShare))
  const shareCount = Math.max(1, Math.min(session.team.size, mostShares))
  const shares = new Uint8Array(featureCount)
  deal(listedFeatures, shareCount).forEach((some, share) => some.forEach((f) => (shares[f] = share)))
  const joinSlots = new Map<readonly number[], number>()
  const groups: ColumnGroup[] = []
  let entryCount = 0
  for (let at = 0; at < order.length; at += groupWidth * shareCount) {
    const block = deal(order.slice(at, at + groupWidth * shareCount), shareCount)
    block.forEach((some, share) => {
      if (some.length === 0) return
      const stride = strideOf(some[0].binCount)
      some.forEach(({ members }, place) => {
        const slot = entryCount + place * stride
        if (members.length > 1) joinSlots.set(members, slot)
        else slots[members[0]] = slot
        for (const f of members) shares[f] = share
      })
      const members = some.map((column) => column.members)
      groups.push({ members, rows: placeRows(some, data.rowCount, session), slot: entryCount, stride, share })
      entryCount += some.length * stride
    })
  }
  bins.forEach((_, f) => {
    if (slots[f] >= 0) return
    slots[f] = entryCount
    entryCount += binCounts[f]
  })
  const common = new Int32Array(featureCount).fill(-1)
  columns.forEach((column, f) => {
    if (isThin(column) && (isListed[f] || isJoined.has(f))) common[f] = column.common
  })
  for (const { features, combinations } of joined) {
    features.forEach((f, place) => {
      if (common[f] < 0) common[f] = mostFrequent(combinations.map((one) => one[place]))
    })
  }
  const joins = joined.map(({ features, combinations }, k): JoinedEntries => {
    const lists = combinations.map((one) => features.flatMap((f, place) => (one[place] === common[f] ? [] : [slots[f] + one[place]])))
    return {
      number: featureCount + k,
      features,
      share: shares[features[0]],
      slot: joinSlots.get(features)!,
      count: combinations.length,
      ...placeLists(lists, session),
    }
  })
  const listedOf = (share: number): readonly ListedColumn[] => {
    return columns.flatMap((column, f) => (isThin(column) && isListed[f] && shares[f] === share ? [{ column, slot: slots[f] }] : []))
  }
  const missingBins = Int32Array.from(bins, ({ bounds, hasMissing }) => (hasMissing ? bounds.length : -1))
  return {
    rowCount: data.rowCount,
    featureCount,
    bins,
    columns,
    missingBins,
    slots,
    entryCount,
    table: placeTable(bins, joins, { slots, missingBins, binCounts }, session),
    groups,
    shareCount,
    shares,
    joins,
    thin:
      listedFeatures.length > 0 ? Array.from({ length: shareCount }, (_, share) => placeThin(listedOf(share), data.rowCount, session)) : [],
    commonBins: common.some((bin) => bin >= 0) ? placeNumbers(common, session) : 0,
  }
}

/** Columns of descending bins dealt out, so that all hands have about as many bins, each in descending order. */
function deal<T>(columns: readonly T[], hands: number): T[][] {
  const dealt = Array.from({ length: hands }, (): T[] => [])
  columns.forEach((column, at) => {
    const place = at % hands
    dealt[Math.floor(at / hands) % 2 === 0 ? place : hands - 1 - place].push(column)
  })
  return dealt
}

function bytesOf(column: BinnedColumn, rowCount: number, { kernels, memory }: Session): Pointer {
  if (!isThin(column)) return column.bins
  const bytes = memory.allocate(rowCount)
  kernels.expandThin(bytes, rowCount, column.common, column.rows, column.bins, column.count)
  return bytes
}

function mostFrequent(bins: readonly number[]): number {
  const counts = new Uint16Array(256)
  for (const bin of bins) counts[bin]++
  return counts.indexOf(Math.max(...counts))
}

/** Entries per column of a group: not a great power of two, so that columns do not compete for the same lines of the cache. */
function strideOf(bins: number): number {
  const stride = Math.ceil(bins / 8) * 8
  return stride % 64 === 0 ? stride + 8 : stride
}

function placeTable(
  bins: readonly ColumnBins[],
  joins: readonly JoinedEntries[],
  { slots, missingBins, binCounts }: { slots: Int32Array; missingBins: Int32Array; binCounts: readonly number[] },
  { memory }: Session,
): Pointer {
  const length = bins.length + joins.length
  const table = memory.allocate(tableBytesPerFeature * length)
  const places = memory.int32(table, 4 * length)
  bins.forEach(({ bounds, isFirstLeftOut }, f) => {
    const missing = missingBins[f] >= 0 && isFirstLeftOut ? missingBins[f] + firstIsRest : missingBins[f]
    places.set([slots[f], bounds.length, missing, binCounts[f]], 4 * f)
  })
  joins.forEach(({ slot, count }, k) => places.set([slot, count, -1, count], 4 * (bins.length + k)))
  return table
}

function placeRows(columns: readonly ByteColumn[], rowCount: number, session: Session): Pointer {
  const { kernels, memory } = session
  const width = columns.length
  const rows = memory.allocate(rowCount * width)
  const pointers = memory.allocate(4 * width)
  memory.int32(pointers, width).set(columns.map(({ bytes }) => bytes))
  inParts(session, 0, rowCount, 65_536, (from, to) => kernels.interleave(pointers, width, from, to, rows))
  return rows
}

function placeNumbers(numbers: ArrayLike<number>, { memory }: Session): Pointer {
  const place = memory.allocate(4 * Math.max(1, numbers.length))
  memory.int32(place, numbers.length).set(numbers)
  return place
}

function placeLists(lists: readonly (readonly number[])[], session: Session): ThinRows {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, k) => (starts[k + 1] = starts[k] + list.length))
  return { starts: placeNumbers(starts, session), entries: placeNumbers(lists.flat(), session) }
}

/** A column whose bins are listed row by row, and where its entries begin. */
interface ListedColumn {
  readonly column: ThinColumn
  readonly slot: number
}

function placeThin(listed: readonly ListedColumn[], rowCount: number, { memory, checkpoint }: Session): ThinRows {
  const startsAt = memory.allocate(4 * (rowCount + 1))
  const entryCount = listed.reduce((sum, { column }) => sum + column.count, 0)
  const entriesAt = memory.allocate(4 * entryCount)
  const starts = memory.int32(startsAt, rowCount + 1).fill(0)
  const entries = memory.int32(entriesAt, entryCount)
  for (const { column } of listed) {
    checkpoint()
    const rows = memory.int32(column.rows, column.count)
    for (let k = 0; k < rows.length; k++) starts[rows[k] + 1]++
  }
  for (let row = 0; row < rowCount; row++) starts[row + 1] += starts[row]
  const next = starts.slice()
  for (const { column, slot } of listed) {
    checkpoint()
    const rows = memory.int32(column.rows, column.count)
    const bins = memory.uint8(column.bins, column.count)
    for (let k = 0; k < rows.length; k++) entries[next[rows[k]]++] = slot + bins[k]
  }
  return { starts: startsAt, entries: entriesAt }
}
