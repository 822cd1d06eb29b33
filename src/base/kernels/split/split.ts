// The best cut of some features, from their histograms.
import { packedReader, wideReader } from '../histogram/entries.js'
import type { ReadEntry } from '../histogram/entries.js'
import { firstIsRest } from '../histogram/histogram.js'
import type { MemoryViews, Pointer } from '../memory.js'

/** The node that is to be split: positions in `node` (f64). All in quanta. */
export const nodeGradient = 0
export const nodeHessian = 1
export const nodeRows = 2
/** What a cut must gain more than for the feature to count as open. */
export const nodeLeast = 3
export const nodeLength = 4

/** What regularises a split: positions in `limits` (f64). In quanta but for the rows. */
export const limitL1 = 0
export const limitL2 = 1
export const limitRows = 2
export const limitHessian = 3
export const limitLength = 4

/** What was found: positions in `out` (f64). The feature is −1 where nothing was found. */
export const splitGain = 0
export const splitFeature = 1
export const splitBin = 2
export const splitMissingLeft = 3
export const splitLeftGradient = 4
export const splitLeftHessian = 5
export const splitLength = 6

/** What the table says of missing rows. */
export function missingOf(field: number): { missingBin: number; isRest: boolean } {
  return { missingBin: field < 0 ? -1 : field % firstIsRest, isRest: field >= firstIsRest }
}

/** What the estimates of all bins but the first leave. */
export function restRows(read: ReadEntry, begin: number, bins: number, rows: number, rowsPerHessian: number): number {
  let rest = rows
  for (let bin = 1; bin < bins; bin++) rest -= Math.floor(read(begin + bin).hessian * rowsPerHessian + 0.5)
  return rest
}

export function plainSplitting(views: MemoryViews) {
  const search = (
    read: ReadEntry,
    table: Pointer,
    features: Pointer,
    count: number,
    node: Pointer,
    limits: Pointer,
    out: Pointer,
    isOpen: Pointer,
  ): void => {
    const { i32, u8, f64 } = views
    const least = f64[node / 8 + nodeLeast]
    const gradient = f64[node / 8 + nodeGradient]
    const hessian = f64[node / 8 + nodeHessian]
    const rows = f64[node / 8 + nodeRows]
    const rowsPerHessian = rows / hessian
    const l1 = f64[limits / 8 + limitL1]
    const l2 = f64[limits / 8 + limitL2]
    const minRows = f64[limits / 8 + limitRows]
    const minHessian = f64[limits / 8 + limitHessian]
    const partGain = (sum: number, weight: number): number => Math.max(Math.abs(sum) - l1, 0) ** 2 / (weight + l2)
    for (let f = 0; f < count; f++) {
      const feature = i32[features / 4 + f]
      const begin = i32[table / 4 + 4 * feature]
      const valueBins = i32[table / 4 + 4 * feature + 1]
      const { missingBin, isRest } = missingOf(i32[table / 4 + 4 * feature + 2])
      if (isOpen !== 0) u8[isOpen + feature] = 0
      /** Grows one side bin by bin; `bins` in order. Returns at the first cut that leaves the other side too little. */
      const scan = (first: number, last: number, step: number, missingGoesLeft: number): void => {
        let sideGradient = 0
        let sideHessian = 0
        let sideRows = isRest && step > 0 ? restRows(read, begin, i32[table / 4 + 4 * feature + 3], rows, rowsPerHessian) : 0
        for (let bin = first; bin !== last; bin += step) {
          const entry = read(begin + bin)
          if (entry.gradient === 0 && entry.hessian === 0) continue
          sideGradient += entry.gradient
          sideHessian += entry.hessian
          if (bin > 0 || !isRest) sideRows += Math.floor(entry.hessian * rowsPerHessian + 0.5)
          if (sideRows < minRows || sideHessian < minHessian) continue
          const otherHessian = hessian - sideHessian
          if (rows - sideRows < minRows || otherHessian < minHessian) return
          const otherGradient = gradient - sideGradient
          const gain = partGain(sideGradient, sideHessian) + partGain(otherGradient, otherHessian)
          if (isOpen !== 0 && gain > least) u8[isOpen + feature] = 1
          if (!(gain > f64[out / 8 + splitGain])) continue
          f64[out / 8 + splitGain] = gain
          f64[out / 8 + splitFeature] = feature
          f64[out / 8 + splitBin] = step < 0 ? bin - 1 : bin
          f64[out / 8 + splitMissingLeft] = missingGoesLeft
          f64[out / 8 + splitLeftGradient] = step < 0 ? otherGradient : sideGradient
          f64[out / 8 + splitLeftHessian] = step < 0 ? otherHessian : sideHessian
        }
      }
      scan(valueBins - 1, 0, -1, missingBin >= 0 ? 1 : 0)
      if (missingBin >= 0) scan(0, valueBins, 1, 0)
    }
  }
  return {
    /**
     * The cut "bin ≤ t goes left" with the greatest gain, the sum over both children of T(G)² ÷ (H + l2), where T shrinks |G| by l1.
     * Where rows of the column are missing, both directions for them are tried, also in a node without any, as LightGBM does: estimates of rows
     * differ by direction, and so do the cuts that they allow.
     * `histogram`, `table`, `features` (in): as for histograms; `node`, `limits` (in) and `out` (in, out) as named above.
     * `out`: the best so far; overwritten by a cut of strictly greater gain. Rows are estimated from hessians, as LightGBM does; that is exact
     * where all hessians are the same. Ties within a feature keep the greatest t, as LightGBM's scan from the right does.
     * `isOpen` (out; 0: nobody asks): by feature number a byte, 1 where any cut gains more than `nodeLeast`. O(bins).
     */
    searchSplits(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      out: Pointer,
      isOpen: Pointer,
    ): void {
      search(packedReader(views, histogram), table, features, count, node, limits, out, isOpen)
    },
    searchSplitsWide(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      out: Pointer,
      isOpen: Pointer,
    ): void {
      search(wideReader(views, histogram), table, features, count, node, limits, out, isOpen)
    },
  }
}
