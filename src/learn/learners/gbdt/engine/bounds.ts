// The bins of each column: their boundaries, found from a sample of its values.
import { findBounds, sortCountsBytes } from '../../../../base/kernels/index.js'
import type { BoostData, DenseColumn, Session, SparseColumn } from './data.js'
import { isSparse } from './data.js'
import { findLevels } from './levels.js'

/** A column that can be split. */
export interface ColumnBins {
  /** Its number among the columns. */
  readonly source: number
  /** The column that it is or stands for. */
  readonly origin: number
  /** The upper, inclusive bounds of the bins of values; of a categorical column as many numbers as levels have bins. */
  readonly bounds: Float64Array
  readonly hasMissing: boolean
  /** About how great a share of the rows the most frequent bin has. */
  readonly commonShare: number
  /** Whether LightGBM would not store the first bin: the most frequent one is left out, that of 0 where none has a great share. */
  readonly isFirstLeftOut: boolean
  /** Of a categorical column: the code of each bin. Rows of other levels count as missing. */
  readonly levels?: Int32Array
}

/** With that of missing values. */
export function binCountOf({ bounds, hasMissing }: ColumnBins): number {
  return bounds.length + (hasMissing ? 1 : 0)
}

/** Bounds are found from this many rows at most: sorting more changes them little. */
export const mostSampledRows = 200_000

/** The bins of all columns together: with thousands of columns each gets fewer, but not fewer than `fewestBins`. */
const mostBinsOfAll = 500_000
const fewestBins = 16

/** The most bins of values that a column is given. */
export function binsPerColumn(columnCount: number, maxBins: number): number {
  return Math.min(maxBins, Math.max(fewestBins, Math.floor(mostBinsOfAll / Math.max(1, columnCount))))
}

/** The bins of every column of which there are at least two with values. O(columns × sample). */
export function findColumnBins(data: BoostData, maxBins: number, rowsPerBin: number, session: Session): ColumnBins[] {
  const { memory, checkpoint, team } = session
  const { rowCount, columns, standsFor = [] } = data
  const allowed = binsPerColumn(columns.length, maxBins)
  const step = Math.max(1, Math.ceil(rowCount / mostSampledRows))
  const most = Math.ceil(rowCount / step)
  const mark = memory.mark()
  // As many columns at once as there are threads.
  const desks = Array.from({ length: Math.min(team.size, columns.length) }, () => {
    const place = memory.allocate(8 * most)
    const scratch = memory.allocate(8 * most)
    return { place, scratch, counts: memory.allocate(sortCountsBytes) }
  })
  const found = new Float64Array(allowed + 2)
  const result: ColumnBins[] = []
  const isCategorical = new Set(data.categorical)
  const numeric: number[] = []
  columns.forEach((column, source) => {
    if (!isCategorical.has(source) || isSparse(column)) {
      numeric.push(source)
      return
    }
    checkpoint()
    const chosen = findLevels(column, Math.max(2, allowed), rowsPerBin, session)
    if (chosen !== undefined)
      result.push({ ...chosen, source, origin: source, bounds: Float64Array.from(chosen.levels.keys()), isFirstLeftOut: false })
  })
  for (let first = 0; first < numeric.length; first += desks.length) {
    const some = numeric.slice(first, first + desks.length).map((source, k) => {
      checkpoint()
      const column = columns[source]
      const sample = memory.float64(desks[k].place, most)
      const taken = isSparse(column) ? takeSparse(column, step, sample) : takeDense(column, step, sample)
      return { source, column, sample, taken }
    })
    const counts = team.run(some.map(({ taken }, k) => [['packValues', desks[k].place, taken, desks[k].counts]])).slice()
    const zeroCounts = desks.map((desk) => memory.int32(desk.counts, 1)[0])
    team.run(some.map((_, k) => [['sortValues', desks[k].place, desks[k].scratch, desks[k].counts, counts[k]]]))
    some.forEach(({ source, column, sample, taken }, k) => {
      const others = counts[k]
      const zeros = zeroCounts[k] + (isSparse(column) ? most - taken : 0)
      insertZeros(sample, others, zeros)
      const hasMissing = others + zeros < most || (step > 1 && !isSparse(column) && hasNaN(column))
      const values = sample.subarray(0, others + zeros)
      if (values.length === 0 || (!hasMissing && values[0] === values[values.length - 1])) return
      const bins = findBounds(values, Math.max(2, allowed - (hasMissing ? 1 : 0)), rowsPerBin, found)
      const bounds = found.slice(0, bins)
      const origin = standsFor[source - columns.length + standsFor.length] ?? source
      result.push({ source, origin, bounds, hasMissing, ...findCommon(values, bounds, most) })
    })
  }
  result.sort((a, b) => a.source - b.source)
  memory.release(mark)
  return result
}

/** Every so manyth value; returns how many. */
function takeDense(column: DenseColumn, step: number, sample: Float64Array): number {
  if (step === 1) sample.set(column)
  else for (let k = 0; k < sample.length; k++) sample[k] = column[k * step]
  return sample.length
}

/** Puts zeros between the negative and the positive ones of `count` sorted values. */
function insertZeros(sample: Float64Array, count: number, zeros: number): void {
  if (zeros === 0) return
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sample[middle] < 0) low = middle + 1
    else high = middle
  }
  sample.copyWithin(low + zeros, low, count)
  sample.fill(0, low, low + zeros)
}

/** Those of the sampled rows that are there; all others are 0. */
function takeSparse({ rows, values }: SparseColumn, step: number, sample: Float64Array): number {
  let count = 0
  for (let k = 0; k < rows.length; k++) if (rows[k] % step === 0) sample[count++] = values[k]!
  return count
}

function hasNaN(column: DenseColumn): boolean {
  if (column instanceof Int32Array) return false
  for (let row = 0; row < column.length; row++) if (column[row] !== column[row]) return true
  return false
}

/** From this share of the rows on, LightGBM leaves the most frequent bin out, whichever it is. */
const sparseShare = 0.7

/** The most frequent bin among `count` sampled rows; those that are not in `values` are missing. */
function findCommon(values: Float64Array, bounds: Float64Array, count: number): Pick<ColumnBins, 'commonShare' | 'isFirstLeftOut'> {
  let greatest = count - values.length
  let common = -1
  let begin = 0
  for (let bin = 0; bin < bounds.length; bin++) {
    let low = begin
    let high = values.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (values[middle] <= bounds[bin] || bin === bounds.length - 1) low = middle + 1
      else high = middle
    }
    if (low - begin > greatest) {
      greatest = low - begin
      common = bin
    }
    begin = low
  }
  const commonShare = greatest / count
  return { commonShare, isFirstLeftOut: (commonShare < sparseShare ? bounds.findIndex((bound) => bound >= 0) : common) === 0 }
}
