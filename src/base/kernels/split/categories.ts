// The best division of the levels of some features into two sets, from their histograms.
import { packedReader, wideReader } from '../histogram/entries.js'
import type { ReadEntry } from '../histogram/entries.js'
import type { MemoryViews, Pointer } from '../memory.js'
import {
  limitHessian,
  limitL1,
  limitL2,
  limitRows,
  nodeGradient,
  nodeHessian,
  nodeLeast,
  nodeRows,
  splitBin,
  splitFeature,
  splitGain,
  splitLeftGradient,
  splitLeftHessian,
  splitMissingLeft,
} from './split.js'

/** What regularises a division: positions in `categoryLimits` (f64). Smoothing and l2 in quanta of hessians. */
export const limitSmooth = 0
export const limitGroupedL2 = 1
export const limitSmoothRows = 2
export const limitGroupRows = 3
export const limitLevels = 4
export const limitOneHot = 5
export const categoryLimitLength = 6

/** What the search wants for scratch. */
export const levelScratchBytes = 256 * 12

export function plainCategorySplitting(views: MemoryViews) {
  const search = (
    read: ReadEntry,
    table: Pointer,
    features: Pointer,
    count: number,
    node: Pointer,
    limits: Pointer,
    categoryLimits: Pointer,
    out: Pointer,
    isOpen: Pointer,
    sides: Pointer,
  ): void => {
    const { i32, u8, f64 } = views
    const nodeAt = (position: number): number => f64[node / 8 + position]
    const limitAt = (position: number): number => f64[limits / 8 + position]
    const levelLimitAt = (position: number): number => f64[categoryLimits / 8 + position]
    const gradient = nodeAt(nodeGradient)
    const hessian = nodeAt(nodeHessian)
    const rows = nodeAt(nodeRows)
    const rowsOf = (own: number): number => Math.floor(own * (rows / hessian) + 0.5)
    const l1 = limitAt(limitL1)
    const minRows = limitAt(limitRows)
    const minHessian = limitAt(limitHessian)
    const minGroup = levelLimitAt(limitGroupRows)
    const gainOf = (leftGradient: number, leftHessian: number, l2: number): number => {
      const part = (sum: number, weight: number): number => Math.max(Math.abs(sum) - l1, 0) ** 2 / (weight + l2)
      return part(leftGradient, leftHessian) + part(gradient - leftGradient, hessian - leftHessian)
    }
    const offer = (feature: number, bins: readonly number[], leftGradient: number, leftHessian: number, l2: number): void => {
      const gain = gainOf(leftGradient, leftHessian, l2)
      if (isOpen !== 0 && gain > nodeAt(nodeLeast)) u8[isOpen + feature] = 1
      if (!(gain > f64[out / 8 + splitGain])) return
      f64[out / 8 + splitGain] = gain
      f64[out / 8 + splitFeature] = feature
      f64[out / 8 + splitBin] = bins.length
      f64[out / 8 + splitMissingLeft] = 0
      f64[out / 8 + splitLeftGradient] = leftGradient
      f64[out / 8 + splitLeftHessian] = leftHessian
      u8.fill(0, sides, sides + 256)
      for (const bin of bins) u8[sides + bin] = 1
    }
    const oneAgainstOthers = (feature: number, begin: number, levels: number): void => {
      for (let bin = 0; bin < levels; bin++) {
        const own = read(begin + bin)
        const ownRows = rowsOf(own.hessian)
        const isEnough = ownRows >= minRows && own.hessian >= minHessian
        if (isEnough && rows - ownRows >= minRows && hessian - own.hessian >= minHessian) {
          offer(feature, [bin], own.gradient, own.hessian, limitAt(limitL2))
        }
      }
    }
    const manyAgainstMany = (feature: number, begin: number, levels: number): void => {
      const used: { bin: number; key: number; gradient: number; hessian: number }[] = []
      for (let bin = 0; bin < levels; bin++) {
        const own = read(begin + bin)
        if (own.hessian === 0 || rowsOf(own.hessian) < levelLimitAt(limitSmoothRows)) continue
        used.push({ ...own, bin, key: own.gradient / (own.hessian + levelLimitAt(limitSmooth)) })
      }
      used.sort((a, b) => a.key - b.key)
      const most = Math.min(levelLimitAt(limitLevels), (used.length + 1) >> 1)
      const l2 = limitAt(limitL2) + levelLimitAt(limitGroupedL2)
      for (const side of [used, used.toReversed()]) {
        let leftGradient = 0
        let leftHessian = 0
        let leftRows = 0
        let groupRows = 0
        for (let i = 0; i < most; i++) {
          leftGradient += side[i].gradient
          leftHessian += side[i].hessian
          leftRows += rowsOf(side[i].hessian)
          groupRows += rowsOf(side[i].hessian)
          if (leftRows < minRows || leftHessian < minHessian) continue
          const rightRows = rows - leftRows
          if (rightRows < minRows || rightRows < minGroup || hessian - leftHessian < minHessian) break
          if (groupRows < minGroup) continue
          groupRows = 0
          const bins = side.slice(0, i + 1).map(({ bin }) => bin)
          offer(feature, bins, leftGradient, leftHessian, l2)
        }
      }
    }
    for (let f = 0; f < count; f++) {
      const feature = i32[features / 4 + f]
      const begin = i32[table / 4 + 4 * feature]
      const levels = i32[table / 4 + 4 * feature + 1]
      if (isOpen !== 0) u8[isOpen + feature] = 0
      const divide = levels + 1 <= levelLimitAt(limitOneHot) ? oneAgainstOthers : manyAgainstMany
      divide(feature, begin, levels)
    }
  }
  return {
    /**
     * The set of levels whose way to the left gains most, as LightGBM finds it: the sum over both sides of T(G)² ÷ (H + l2), where T shrinks
     * |G| by l1. All else goes right, rows that are missing among it. With at most `limitOneHot` bins, that of missing counted even where it is
     * not, each level is tried against the rest. With more, levels of at least `limitSmoothRows` rows are sorted by G ÷ (H + `limitSmooth`) and
     * the first or the last of them, at most half and at most `limitLevels`, go left together; cuts lie at least `limitGroupRows` rows apart
     * and leave as many, and `limitGroupedL2` is added to l2.
     * `histogram`, `table`, `features` (in): as for histograms, categorical features only. `node`, `limits`, `categoryLimits` (in). `out` (in,
     * out): as for cuts, `splitBin` the number of levels. `isOpen` (out): as for cuts. `sides` (out, where something was found): 256 bytes, 1 for the bins that go left.
     * `scratch`: `levelScratchBytes`. O(bins²) for bins in the worst order, else O(bins).
     */
    searchCategories(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      categoryLimits: Pointer,
      out: Pointer,
      isOpen: Pointer,
      sides: Pointer,
      _scratch: Pointer,
    ): void {
      search(packedReader(views, histogram), table, features, count, node, limits, categoryLimits, out, isOpen, sides)
    },
    searchCategoriesWide(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      categoryLimits: Pointer,
      out: Pointer,
      isOpen: Pointer,
      sides: Pointer,
      _scratch: Pointer,
    ): void {
      search(wideReader(views, histogram), table, features, count, node, limits, categoryLimits, out, isOpen, sides)
    },
  }
}
