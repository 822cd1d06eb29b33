// The best cut of some features where values of leaves are held by more than l1 and l2: bounds, a largest step, a parent's value, thresholds drawn beforehand.
import { packedReader, wideReader } from '../histogram/entries.js'
import type { ReadEntry } from '../histogram/entries.js'
import type { MemoryViews, Pointer } from '../memory.js'
import {
  limitHessian,
  limitL1,
  limitL2,
  limitRows,
  missingOf,
  nodeGradient,
  nodeHessian,
  nodeRows,
  restRows,
  splitBin,
  splitFeature,
  splitGain,
  splitLeftGradient,
  splitLeftHessian,
  splitMissingLeft,
} from './split.js'

/** Further positions in `limits`: the largest value of a leaf, in quanta (Infinity: none), and how many rows a parent's value weighs (0: none). */
export const limitStep = 4
export const limitSmoothing = 5
export const guardedLimitLength = 6

/** Further positions in `node`, in quanta: its own value, towards which those of its children are drawn, and what bounds them. */
export const nodeValue = 3
export const nodeLower = 4
export const nodeUpper = 5
/** What the node gains as a leaf. */
export const nodeGain = 6
export const guardedNodeLength = 7

/** A further position in `out`: the estimated rows of the left side. */
export const splitLeftRows = 6
export const guardedSplitLength = 7

/** In `rules`: per feature two i32, the direction in which values must not fall (−1, 0: any, 1) and the one cut that is allowed (−1: any). */
export const ruleDirection = 0
export const ruleCut = 1
export const ruleLength = 2

/** What is done with an allowed cut. */
type Visit = (feature: number, bin: number, missingLeft: number, gain: number, left: Side) => void

interface Side {
  readonly gradient: number
  readonly hessian: number
  readonly rows: number
}

export function plainGuardedSplitting(views: MemoryViews) {
  /** Calls `visit` with the allowed cuts of the features. `isEach`: those too that leave the same rows on either side as one before. */
  const eachCut = (
    read: ReadEntry,
    places: readonly [table: Pointer, features: Pointer, count: number, node: Pointer, limits: Pointer, rules: Pointer],
    isEach: boolean,
    visit: Visit,
  ): void => {
    const { i32, f64 } = views
    const [table, features, count, node, limits, rules] = places
    const own = { gradient: f64[node / 8 + nodeGradient], hessian: f64[node / 8 + nodeHessian], rows: f64[node / 8 + nodeRows] }
    const rowsPerHessian = own.rows / own.hessian
    const l1 = f64[limits / 8 + limitL1]
    const l2 = f64[limits / 8 + limitL2]
    const minRows = f64[limits / 8 + limitRows]
    const minHessian = f64[limits / 8 + limitHessian]
    const step = f64[limits / 8 + limitStep]
    const smoothing = f64[limits / 8 + limitSmoothing]
    const parentValue = f64[node / 8 + nodeValue]
    const lower = f64[node / 8 + nodeLower]
    const upper = f64[node / 8 + nodeUpper]
    /** The sum of gradients, shrunk by l1 and turned: what a Newton step divides. */
    const steepness = ({ gradient }: Side): number => (gradient > 0 ? -Math.max(gradient - l1, 0) : Math.max(-gradient - l1, 0))
    const valueOf = (side: Side, steep: number): number => {
      const weight = side.hessian + l2
      let value: number
      if (smoothing > 0 && step === Infinity) {
        value = (steep * side.rows + parentValue * smoothing * weight) / (weight * (side.rows + smoothing))
      } else {
        value = steep / weight
        if (Math.abs(value) > step) value = value < 0 ? -step : step
        if (smoothing > 0) value = (value * side.rows + parentValue * smoothing) / (side.rows + smoothing)
      }
      return value < lower ? lower : value > upper ? upper : value
    }
    const gainOf = (side: Side, steep: number, value: number): number => value * (2 * steep - (side.hessian + l2) * value)
    for (let f = 0; f < count; f++) {
      const feature = i32[features / 4 + f]
      const begin = i32[table / 4 + 4 * feature]
      const valueBins = i32[table / 4 + 4 * feature + 1]
      const { missingBin, isRest } = missingOf(i32[table / 4 + 4 * feature + 2])
      const direction = i32[rules / 4 + ruleLength * feature + ruleDirection]
      const cut = i32[rules / 4 + ruleLength * feature + ruleCut]
      // As in the plain search: from the right, where missing rows are on the left or there are none; else from the left.
      const scan = (missingLeft: number): void => {
        const fromRight = missingLeft === 1 || missingBin < 0
        let gradient = 0
        let hessian = 0
        let rows = isRest && !fromRight ? restRows(read, begin, i32[table / 4 + 4 * feature + 3], own.rows, rowsPerHessian) : 0
        for (let k = fromRight ? 1 : 0; k < valueBins; k++) {
          const bin = fromRight ? valueBins - k : k
          const entry = read(begin + bin)
          // The cut would be that of the bin before, which is kept.
          if (!isEach && cut < 0 && entry.gradient === 0 && entry.hessian === 0) continue
          gradient += entry.gradient
          hessian += entry.hessian
          if (bin > 0 || !isRest) rows += Math.floor(entry.hessian * rowsPerHessian + 0.5)
          const at = fromRight ? bin - 1 : bin
          if (cut >= 0 && at !== cut) {
            if (fromRight ? at < cut : at > cut) return
            continue
          }
          if (rows < minRows || hessian < minHessian) continue
          const side = { gradient, hessian, rows }
          const other = { gradient: own.gradient - gradient, hessian: own.hessian - hessian, rows: own.rows - rows }
          if (other.rows < minRows || other.hessian < minHessian) return
          const [left, right] = fromRight ? [other, side] : [side, other]
          const [leftSteep, rightSteep] = [steepness(left), steepness(right)]
          const leftValue = valueOf(left, leftSteep)
          const rightValue = valueOf(right, rightSteep)
          if ((direction > 0 && leftValue > rightValue) || (direction < 0 && leftValue < rightValue)) continue
          visit(feature, at, missingLeft, gainOf(left, leftSteep, leftValue) + gainOf(right, rightSteep, rightValue), left)
        }
      }
      scan(missingBin >= 0 ? 1 : 0)
      if (missingBin >= 0) scan(0)
    }
  }
  const keepBest =
    (out: Pointer): Visit =>
    (feature, bin, missingLeft, gain, left) => {
      const { f64 } = views
      if (!(gain > f64[out / 8 + splitGain])) return
      f64[out / 8 + splitGain] = gain
      f64[out / 8 + splitFeature] = feature
      f64[out / 8 + splitBin] = bin
      f64[out / 8 + splitMissingLeft] = missingLeft
      f64[out / 8 + splitLeftGradient] = left.gradient
      f64[out / 8 + splitLeftHessian] = left.hessian
      f64[out / 8 + splitLeftRows] = left.rows
    }
  const addTo = (table: Pointer, node: Pointer, gains: Pointer): Visit => {
    const { i32, f64 } = views
    const own = f64[node / 8 + nodeGain]
    return (feature, bin, missingLeft, gain) => {
      f64[gains / 8 + 2 * (i32[table / 4 + 4 * feature] + bin) + missingLeft] += gain - own
    }
  }
  return {
    /**
     * The cut "bin ≤ t goes left" with the greatest gain, as `searchSplits`, where the value v of a side is −T(G) ÷ (H + l2), limited to ± the
     * largest step, drawn towards the node's own value (rows ÷ smoothing to 1), then held in the node's bounds; and a side gains −2·T(G)·v − (H + l2)·v².
     * A cut whose values go against the direction of its feature, or that is not the one allowed, is none. Ties as there.
     * `histogram`, `table`, `features` (in): as for histograms; `node`, `limits`, `rules` (in) and `out` (in, out) as named above. O(bins).
     */
    searchGuarded(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      rules: Pointer,
      out: Pointer,
    ): void {
      eachCut(packedReader(views, histogram), [table, features, count, node, limits, rules], false, keepBest(out))
    },
    searchGuardedWide(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      rules: Pointer,
      out: Pointer,
    ): void {
      eachCut(wideReader(views, histogram), [table, features, count, node, limits, rules], false, keepBest(out))
    },

    /**
     * Adds what each cut gains in a node, less what the node gains undivided, to `gains` (in, out): two f64 per entry of the histogram, for missing
     * rows on the right and on the left. A cut that the node does not allow adds nothing. The rest as for `searchGuarded`.
     */
    addCutGains(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      rules: Pointer,
      gains: Pointer,
    ): void {
      eachCut(packedReader(views, histogram), [table, features, count, node, limits, rules], true, addTo(table, node, gains))
    },
    addCutGainsWide(
      histogram: Pointer,
      table: Pointer,
      features: Pointer,
      count: number,
      node: Pointer,
      limits: Pointer,
      rules: Pointer,
      gains: Pointer,
    ): void {
      eachCut(wideReader(views, histogram), [table, features, count, node, limits, rules], true, addTo(table, node, gains))
    },
  }
}
