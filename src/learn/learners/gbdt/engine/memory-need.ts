// How much memory a fit will take, said before it starts.
import { memoryExhausted, mostMemoryBytes, wideEntryBytes } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import { fewestThin, thinShare } from './binning.js'
import { binsPerColumn, mostSampledRows } from './bounds.js'
import { isSparse } from './data.js'
import type { BoostData } from './data.js'
import { mostBoosters } from './early-stopping.js'
import { histogramBytes } from './histograms.js'
import { fewestListed, mostCandidates, mostCombinations } from './joined-columns.js'
import { levelBytes } from './level-search.js'

/** Fixed places: samples, lists, tables. */
const fixedBytes = 8 * 2 ** 20
/** Values on their way to bins, counts, sums. */
const perThreadBytes = 2 ** 20
/** Of the entries of a column: for missing values, and up to where the next column begins. */
const mostPadding = 17

/** About how many bytes; not less than what is needed for columns that are not thin. */
export function estimateMemory(data: BoostData, parameters: GbdtParameters): number {
  const { rowCount, columns } = data
  let binBytes = 0
  for (const column of columns) binBytes += isSparse(column) ? Math.min(2 * rowCount, 9 * column.rows.length) : 2 * rowCount
  const entries = Math.min(columns.length * Math.min(parameters.maxBins, rowCount), 2_000_000)
  return fixedBytes + binBytes + roundBytes(data, entries, parameters)
}

/** What the rounds take, after binning: labels and weights, up to three sets of scores, orders and samples, derivatives, scratch, histograms. */
export function roundBytes(
  { rowCount, outputCount, columns }: BoostData,
  entryCount: number,
  { leaves, earlyStopping, growth, boosting }: GbdtParameters,
): number {
  const boosters = earlyStopping ? mostBoosters(rowCount) : 1
  // A random forest keeps three sets of scores, DART divides rows a second time.
  const scoreBytes = 8 * outputCount * (boosting === 'rf' ? 3 : 1)
  const perRow = 32 + 8 + wideEntryBytes + outputCount * 8 + boosters * (13 + scoreBytes) + (boosting === 'dart' ? 5 : 0)
  const gains = growth === 'symmetric' ? levelBytes(entryCount) : 0
  return fixedBytes + 96 * columns.length + rowCount * perRow + histogramBytes(entryCount, leaves + 1) + gains
}

/**
 * At least what a fit of several threads needs, whose memory cannot grow: whatever is not used costs addresses alone, so this is no estimate but
 * a bound, for the worst way to store the columns.
 */
export function sharedMemoryBytes(data: BoostData, parameters: GbdtParameters, threads: number): number {
  const { rowCount, columns } = data
  const thin = columns.filter((column) => isSparse(column) && column.rows.length <= (1 - thinShare) * rowCount)
  // Thin: numbers of rows, bins, and entries listed row by row. Others: a column, thin rows of it, the column once more, a part of its group.
  const areThinStored = thin.length >= fewestThin
  const thinBytes = areThinStored ? thin.reduce((sum, column) => sum + 9 * (isSparse(column) ? column.rows.length : 0), 0) : 0
  const others = columns.length - (areThinStored ? thin.length : 0) + fewestListed
  const joins = Math.ceil(Math.min(columns.length, mostCandidates) / 2)
  const columnBytes = thinBytes + rowCount * (1 + 2.5 * others + 2 * joins)
  const entries =
    columns.length * (binsPerColumn(columns.length, Math.max(2, parameters.maxBins)) + mostPadding) +
    joins * (mostCombinations + mostPadding)
  const perThread = perThreadBytes + 16 * Math.min(rowCount, mostSampledRows) + 4 * (rowCount + 1) + wideEntryBytes * entries
  return 2 * fixedBytes + columnBytes + roundBytes(data, entries, parameters) + 600 * (columns.length + joins) + threads * perThread
}

/** Throws MEMORY_EXHAUSTED where the fit cannot fit. */
export function checkMemory(data: BoostData, parameters: GbdtParameters): void {
  const bytes = estimateMemory(data, parameters)
  if (bytes > mostMemoryBytes) throw memoryExhausted(bytes)
}
