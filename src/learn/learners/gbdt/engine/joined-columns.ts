// Columns of few bins joined into one whose bins are the combinations that occur: a row adds to one entry of a histogram instead of several.
//
// One-hot columns of one source exclude each other and cost one entry together; columns that repeat each other likewise. The sums per feature
// follow from those per combination, exactly, since histograms hold whole numbers: whether columns are joined never shows in the trees.
import type { Pointer } from '../../../../base/kernels/index.js'
import { isThin } from './binning.js'
import type { BinnedColumn } from './binning.js'
import { binCountOf } from './bounds.js'
import type { ColumnBins } from './bounds.js'
import type { Session } from './data.js'

/** Some features as one column. */
export interface JoinedColumns {
  readonly features: readonly number[]
  /** Bytes by row number: which combination. */
  readonly codes: Pointer
  /** Per combination: the bin of each of the features. */
  readonly combinations: readonly Uint8Array[]
}

/** Features of more bins are left alone. */
const mostBins = 64
/** What a byte can tell apart. */
export const mostCombinations = 256
/** A node wants about as many rows as there are combinations, or adding them up takes longer than is saved. */
const rowsPerCombination = 64
/** About what part of the rows a node has whose histogram is filled from rows. */
const filledShare = 1 / 12
/** How many combinations a dense column makes is estimated on so many rows; on fewer where there are many columns. */
const mostSampledRows = 4096
const mostSampledValues = 1_000_000
/** Joins that are still tried for a further feature. */
const mostOpen = 6
/** Of thousands of columns only the first are tried. */
export const mostCandidates = 2048
/** What a feature stored thin takes, per row that is not common, beside a dense one. */
const thinCost = 2
/** What the features of a join must have cost together, beside a dense one. */
const leastCost = 1.6
/** So many columns take no longer than the lists of the thin features of each row, which take something by themselves. */
export const fewestListed = 4

interface Join {
  readonly features: number[]
  /** By row number. */
  readonly codes: Uint8Array
  readonly combinations: number[][]
}

/** O(rows × joined features). */
export function joinColumns(
  bins: readonly ColumnBins[],
  columns: readonly BinnedColumn[],
  rowCount: number,
  { memory, checkpoint }: Session,
): JoinedColumns[] {
  const limit = Math.min(mostCombinations, Math.floor(rowCount / rowsPerCombination))
  const binCounts = bins.map(binCountOf)
  const candidates = Array.from(bins.keys())
    .filter((f) => binCounts[f] <= Math.min(mostBins, limit / 2))
    .slice(0, mostCandidates)
  if (candidates.length < 2) return []
  const costs = bins.map(({ commonShare }, f) => (isThin(columns[f]) ? thinCost * (1 - commonShare) : 1))
  const step = Math.ceil(rowCount / Math.min(mostSampledRows, Math.ceil(mostSampledValues / candidates.length)))
  const joins: Join[] = []
  const open: Join[] = []
  for (const feature of candidates) {
    checkpoint()
    const column = readColumn(columns[feature], rowCount, memory)
    // So many combinations more take as long as the feature by itself; what only excludes the others takes no more than its bins.
    const most = Math.max(binCounts[feature] - 1, (costs[feature] * filledShare * rowCount) / 4)
    const join = findJoin(open, column, { width: binCounts[feature], most, limit, step })
    if (join !== undefined && extend(join, feature, column, binCounts[feature], limit)) continue
    open.push(begin(feature, column, binCounts[feature], rowCount))
    joins.push(...open.splice(0, open.length - mostOpen).filter(({ features }) => features.length > 1))
  }
  joins.push(...open.filter(({ features }) => features.length > 1))
  // Thin features that are left over go where there is room: a histogram without any is filled sooner.
  const joined = new Set(joins.flatMap(({ features }) => features))
  for (const feature of candidates) {
    if (joined.has(feature) || !isThin(columns[feature])) continue
    const column = readColumn(columns[feature], rowCount, memory)
    const join = findJoin(joins, column, { width: binCounts[feature], most: limit, limit, step })
    if (join !== undefined) extend(join, feature, column, binCounts[feature], limit)
  }
  return chooseJoins(joins, columns, costs).map(({ features, codes, combinations }) => {
    const place = memory.allocate(rowCount)
    memory.uint8(place, rowCount).set(codes)
    return { features, codes: place, combinations: combinations.map((one) => Uint8Array.from(one)) }
  })
}

/** Those that save time. */
function chooseJoins(joins: readonly Join[], columns: readonly BinnedColumn[], costs: readonly number[]): readonly Join[] {
  const isThinFeature = (f: number): boolean => isThin(columns[f])
  const isWorth = ({ features }: Join): boolean => features.reduce((sum, f) => sum + costs[f], 0) >= leastCost
  const ofThin = joins.filter((join) => !isWorth(join) && join.features.some(isThinFeature))
  const covered = new Set(joins.filter((join) => isWorth(join) || ofThin.includes(join)).flatMap(({ features }) => features))
  const left = columns.filter((column, f) => isThin(column) && !covered.has(f)).length
  const sparesThin = ofThin.length + left < fewestListed
  return joins.filter((join) => isWorth(join) || (sparesThin && ofThin.includes(join)))
}

/** The bins of all rows, or of those that are not common. */
type ReadColumn = { readonly bins: Uint8Array } | { readonly common: number; readonly rows: Int32Array; readonly bins: Uint8Array }

function readColumn(column: BinnedColumn, rowCount: number, memory: Session['memory']): ReadColumn {
  if (!isThin(column)) return { bins: memory.uint8(column.bins, rowCount) }
  return { common: column.common, rows: memory.int32(column.rows, column.count), bins: memory.uint8(column.bins, column.count) }
}

interface Wanted {
  /** How many bins there are. */
  readonly width: number
  /** The most further combinations that are worth it. */
  readonly most: number
  readonly limit: number
  /** Of the rows of a dense column, every so manyth is looked at. */
  readonly step: number
}

/** The join that the column gives the fewest further combinations. */
function findJoin(open: readonly Join[], column: ReadColumn, { width, most, limit, step }: Wanted): Join | undefined {
  let chosen: Join | undefined
  let least = most
  for (const join of open) {
    const known = join.combinations.length
    const added = countAdded(join, column, width, Math.min(limit - known, least), step)
    if (added > least || added + known > limit) continue
    least = added - 1
    chosen = join
  }
  return chosen
}

/** How many further combinations there would be, or more than `most`. Of a dense column an estimate: those that the sample has, less those known. */
function countAdded({ codes }: Join, column: ReadColumn, width: number, most: number, step: number): number {
  const isFound = new Uint8Array(mostCombinations * width)
  let count = 0
  if ('common' in column) {
    const { rows, bins } = column
    for (let k = 0; k < rows.length && count <= most; k++) {
      const pair = codes[rows[k]] * width + bins[k]
      count += 1 - isFound[pair]
      isFound[pair] = 1
    }
    return count
  }
  const { bins } = column
  const isKnown = new Uint8Array(mostCombinations)
  for (let row = 0; row < codes.length && count <= most; row += step) {
    const pair = codes[row] * width + bins[row]
    // The first bin of a code takes the place of the code.
    count += (1 - isFound[pair]) & isKnown[codes[row]]
    isFound[pair] = 1
    isKnown[codes[row]] = 1
  }
  return count
}

function begin(feature: number, column: ReadColumn, width: number, rowCount: number): Join {
  const combinations = Array.from({ length: width }, (_, bin) => [bin])
  if (!('common' in column)) return { features: [feature], codes: column.bins.slice(), combinations }
  const codes = new Uint8Array(rowCount).fill(column.common)
  for (let k = 0; k < column.rows.length; k++) codes[column.rows[k]] = column.bins[k]
  return { features: [feature], codes, combinations }
}

/** Adds a feature; false, and nothing is changed, where there would be more combinations than `limit`. */
function extend(join: Join, feature: number, column: ReadColumn, width: number, limit: number): boolean {
  const { codes, combinations } = join
  const known = combinations.length
  // Per code and bin: the new code, −1 while there is none. The first bin of a code, of a thin column the common one, keeps the code.
  const places = new Int16Array(mostCombinations * width).fill(-1)
  const kept = new Int16Array(mostCombinations).fill('common' in column ? column.common : -1)
  const added: { readonly code: number; readonly bin: number }[] = []
  const { bins } = column
  const rows = 'common' in column ? column.rows : undefined
  const next = new Uint8Array(bins.length)
  for (let k = 0; k < bins.length; k++) {
    const code = codes[rows === undefined ? k : rows[k]]
    const bin = bins[k]
    const pair = code * width + bin
    if (places[pair] < 0) {
      if (kept[code] < 0) {
        kept[code] = bin
        places[pair] = code
      } else {
        if (known + added.length === limit) return false
        places[pair] = known + added.length
        added.push({ code, bin })
      }
    }
    next[k] = places[pair]
  }
  if (rows === undefined) codes.set(next)
  else for (let k = 0; k < next.length; k++) codes[rows[k]] = next[k]
  combinations.push(...added.map(({ code, bin }) => [...combinations[code], bin]))
  for (let code = 0; code < known; code++) combinations[code].push(Math.max(0, kept[code]))
  join.features.push(feature)
  return true
}
