// How much memory a fit will take, said before it starts.
import { memoryExhausted, mostMemoryBytes, wideEntryBytes } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import { isSparse } from './data.js'
import type { BoostData } from './data.js'
import { mostBoosters } from './early-stopping.js'
import { histogramBytes } from './histograms.js'
import { levelBytes } from './level-search.js'

/** Fixed places: samples, lists, tables. */
const fixedBytes = 8 * 2 ** 20

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

/** Throws MEMORY_EXHAUSTED where the fit cannot fit. */
export function checkMemory(data: BoostData, parameters: GbdtParameters): void {
  const bytes = estimateMemory(data, parameters)
  if (bytes > mostMemoryBytes) throw memoryExhausted(bytes)
}
