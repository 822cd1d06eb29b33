// A view as bytes: what histograms are made of.
import type { View, Feature } from '../../../features/index.js'
import { assignBins, findBounds, histogramStride } from '../../../../base/kernels/index.js'
import type { FitContext } from '../../learner.js'

/** Bin numbers of the features that have more than one bin, column by column. */
export interface BinnedView {
  readonly rowCount: number
  readonly featureCount: number
  /** Per feature: its number in the view. */
  readonly source: Int32Array
  /** Feature by feature, `rowCount` bytes each. */
  readonly bins: Uint8Array
  /** Per feature: where its bytes begin. */
  readonly bases: Int32Array
  /** Per feature: where it begins in a histogram; one more at the end, the histogram's length. */
  readonly slots: Int32Array
  readonly valueBins: Int32Array
  /** Per feature: the bin of missing rows, −1 when none is missing. */
  readonly missingBins: Int32Array
  /** Per feature, the inclusive upper bounds of its value bins, from `slots / histogramStride` on. */
  readonly bounds: Float64Array
  readonly thin: ThinFeatures
}

/** Features in which most rows share one bin, stored again by row: only the bins that differ. */
export interface ThinFeatures {
  /** Per feature: the slot of the bin that most rows share, −1 for features that are not thin. */
  readonly commonSlots: Int32Array
  /** Per row, and one more at the end: where its entries begin. */
  readonly rowStarts: Int32Array
  /** Slots, row by row, features ascending. */
  readonly entries: Int32Array
}

/** A feature is thin when at least this share of the rows is in one bin: fewer additions, though in scattered order. */
const thinShare = 0.7

/** Bounds are found from this many rows at most: sorting more changes them little. */
const mostSortedRows = 200_000

/** The bins of all columns together: with thousands of columns each gets fewer, but not fewer than `fewestBins`. */
const mostBins = 500_000
const fewestBins = 16

/** Values that are assigned to bins between two checkpoints. */
const chunkRows = 131_072

interface ColumnBins {
  readonly source: number
  readonly bounds: Float64Array
  readonly hasMissing: boolean
}

/** Bins every feature of a view by its own values; features with a single bin are left out. O(rows × features × log bins). */
export function binView(view: View, maxBins: number, rowsPerBin: number, context: FitContext): BinnedView {
  const allowed = Math.min(maxBins, Math.max(fewestBins, Math.floor(mostBins / Math.max(1, view.features.length))))
  const scratch = new Float64Array(view.rowCount)
  const found = new Float64Array(allowed + 1)
  const columns: ColumnBins[] = []
  for (let source = 0; source < view.features.length; source++) {
    context.checkpoint()
    const sorted = sortedSample(view.features[source], view.rowCount, scratch)
    const bins = findBounds(sorted, sorted.length, allowed, rowsPerBin, found)
    const hasMissing = hasNaN(view.features[source])
    if (bins + (hasMissing ? 1 : 0) > 1) columns.push({ source, bounds: found.slice(0, bins), hasMissing })
  }
  return assignAll(view, columns, scratch, context)
}

function assignAll(view: View, columns: readonly ColumnBins[], scratch: Float64Array, context: FitContext): BinnedView {
  const { rowCount } = view
  const featureCount = columns.length
  const slots = new Int32Array(featureCount + 1)
  columns.forEach((column, f) => {
    slots[f + 1] = slots[f] + (column.bounds.length + (column.hasMissing ? 1 : 0)) * histogramStride
  })
  const bins = new Uint8Array(rowCount * featureCount)
  const bounds = new Float64Array(slots[featureCount] / histogramStride)
  columns.forEach((column, f) => {
    const at = slots[f] / histogramStride
    bounds.set(column.bounds, at)
    const values = denseValues(view.features[column.source], scratch)
    for (let begin = 0; begin < rowCount; begin += chunkRows) {
      context.checkpoint()
      const chunk = values.subarray(begin, Math.min(rowCount, begin + chunkRows))
      assignBins(chunk, bounds, at, column.bounds.length, column.bounds.length, bins, f * rowCount + begin)
    }
  })
  return {
    rowCount,
    featureCount,
    source: Int32Array.from(columns, (column) => column.source),
    bins,
    bases: Int32Array.from(columns, (_, f) => f * rowCount),
    slots,
    valueBins: Int32Array.from(columns, (column) => column.bounds.length),
    missingBins: Int32Array.from(columns, (column) => (column.hasMissing ? column.bounds.length : -1)),
    bounds,
    thin: findThinFeatures(bins, rowCount, slots, context),
  }
}

function findThinFeatures(bins: Uint8Array, rowCount: number, slots: Int32Array, context: FitContext): ThinFeatures {
  const featureCount = slots.length - 1
  const commonSlots = new Int32Array(featureCount).fill(-1)
  const rowStarts = new Int32Array(rowCount + 1)
  const counts = new Int32Array(256)
  for (let f = 0; f < featureCount; f++) {
    context.checkpoint()
    const base = f * rowCount
    counts.fill(0)
    for (let row = 0; row < rowCount; row++) counts[bins[base + row]]++
    const common = indexOfGreatest(counts)
    if (counts[common] < rowCount * thinShare) continue
    commonSlots[f] = slots[f] + common * histogramStride
    for (let row = 0; row < rowCount; row++) if (bins[base + row] !== common) rowStarts[row + 1]++
  }
  for (let row = 0; row < rowCount; row++) rowStarts[row + 1] += rowStarts[row]
  const entries = new Int32Array(rowStarts[rowCount])
  const next = rowStarts.slice()
  for (let f = 0; f < featureCount; f++) {
    if (commonSlots[f] < 0) continue
    context.checkpoint()
    const base = f * rowCount
    const common = (commonSlots[f] - slots[f]) / histogramStride
    for (let row = 0; row < rowCount; row++) {
      const bin = bins[base + row]
      if (bin !== common) entries[next[row]++] = slots[f] + bin * histogramStride
    }
  }
  return { commonSlots, rowStarts, entries }
}

function indexOfGreatest(counts: Int32Array): number {
  let greatest = 0
  for (let k = 1; k < counts.length; k++) if (counts[k] > counts[greatest]) greatest = k
  return greatest
}

/** The values of a feature in ascending order without NaN, of every k-th row where there are very many; a part of `scratch`. */
function sortedSample(feature: Feature, rowCount: number, scratch: Float64Array): Float64Array {
  const values = denseValues(feature, scratch)
  const step = Math.ceil(rowCount / mostSortedRows)
  let count = 0
  for (let row = 0; row < rowCount; row += step) {
    const value = values[row]
    if (value === value) scratch[count++] = value
  }
  return scratch.subarray(0, count).sort()
}

function denseValues(feature: Feature, scratch: Float64Array): Float64Array {
  if (feature.layout === 'dense') return feature.values
  scratch.fill(0)
  for (let k = 0; k < feature.rows.length; k++) scratch[feature.rows[k]] = feature.values[k]!
  return scratch
}

function hasNaN(feature: Feature): boolean {
  if (feature.layout === 'sparse') return false
  const { values } = feature
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) return true
  return false
}
