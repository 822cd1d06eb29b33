// The best cut from packed histograms, four bins at a time: the same result as bin by bin (split.as.ts), mostly without its divisions.
import { gainOf, isFirstRest, missingBinOf, pair, restRows } from './side.as'

// With hessians H' that have l2 in them and sum to S, and c = G ÷ S over both sides, a cut gains (GR − c HR')² S ÷ (HR' HL') more than G² ÷ S.
// So it gains more than b only if (GR − c HR')² > (b − G² ÷ S) ÷ S × HR' HL', which takes no division and few single floats.

/** How much less is asked for than that, as a share: some twenty times what rounding can take. */
const tolerance: f64 = 1.0 / 65536.0
/** What the difference may be wrong by, as a share of GR: twice what rounding can take. And what HL' may be, as a share of S. */
const differenceError: f32 = 1.0 / 2097152.0
const restError: f64 = 1.0 / 4194304.0
/** What gains in doubles may be wrong by. */
const gainError: f64 = 1.0 / 1099511627776.0

/** The factor of HR' HL' for a gain of `gain`. */
function askedFor(gain: f64, common: f64, sum: f64): v128 {
  const excess = (gain - Math.abs(gain) * gainError - common) / sum
  return f32x4.splat(<f32>(excess - Math.abs(excess) * tolerance))
}

/** Whether the numbers of a node are such that single floats hold the products. */
export function fitFours(node: usize, limits: usize): bool {
  return load<f64>(limits) == 0 && load<f64>(node, 8) + load<f64>(limits, 8) < 4e9
}

/** The estimated rows of bins `from` to `to` − 1. */
function rowsOf(begin: usize, from: i32, to: i32, rowsPerHessian: f64): f64 {
  let rows = 0.0
  for (let bin = from; bin < to; bin++) rows += floor(<f64>load<u32>(begin + ((<usize>bin) << 3)) * rowsPerHessian + 0.5)
  return rows
}

/** The greatest bin up to `bin` that may not be empty; of the last few, `bin` itself. */
function skipEmpty(begin: usize, bin: i32): i32 {
  for (; bin >= 8; bin -= 8) {
    const at = begin + ((<usize>bin) << 3)
    const upper = v128.or(v128.load(at - 8), v128.load(at - 24))
    const lower = v128.or(v128.load(at - 40), v128.load(at - 56))
    if (v128.any_true(upper)) return bin
    if (v128.any_true(lower)) return bin - 4
  }
  return bin
}

/**
 * Whether one of four cuts could gain more than the best so far is told by single floats, never too strictly; only where one could are the four
 * computed exactly. Only without l1. `isUnit`: the hessian of a bin is its number of rows.
 */
export function searchInFours(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  out: usize,
  isOpen: usize,
  isUnit: bool,
): void {
  const gradient = load<f64>(node)
  const hessian = load<f64>(node, 8)
  const rows = load<f64>(node, 16)
  const rowsPerHessian = rows / hessian
  const l1 = f64x2.splat(0)
  const l2 = f64x2.splat(load<f64>(limits, 8))
  const minRows = load<f64>(limits, 16)
  const minHessian = load<f64>(limits, 24)
  const sum = hessian + 2.0 * load<f64>(limits, 8)
  const common = (gradient * gradient) / sum
  const slope = f32x4.splat(<f32>(gradient / sum))
  const singleL2 = f32x4.splat(<f32>load<f64>(limits, 8))
  const singleSum = f32x4.splat(<f32>(sum * (1.0 - restError)))
  const error = f32x4.splat(differenceError)
  // The most that the right side may have, so that the left one has enough.
  const mostRows = rows - minRows
  const mostHessian = hessian - (isUnit ? max(minHessian, minRows) : minHessian)
  const mostWhole = <i32>max(-1.0, min(2147483647.0, Math.floor(mostHessian)))
  const least = load<f64>(node, 24)
  const leastAsked = askedFor(least, common, sum)
  let bestGain = load<f64>(out)
  let asked = askedFor(bestGain, common, sum)
  for (let f = 0; f < count; f++) {
    const number = load<i32>(features + ((<usize>f) << 2))
    const feature = table + ((<usize>number) << 4)
    const begin = histogram + ((<usize>load<u32>(feature)) << 3)
    const valueBins = load<i32>(feature, 4)
    const missingBin = missingBinOf(feature)
    let bestBin = -1
    let bestMissingLeft = 0
    let bestGradient = 0.0
    let bestHessian = 0.0
    // Until a cut is found that gains anything, those count too that gain less than the best of another feature.
    let anyGain = isOpen == 0

    // Rows are estimated bin by bin, at most half a row wrong in each. So they are counted as long as the right side may have too few, and where it
    // may have too many, above this hessian, for cuts that would be the best.
    const safeHessian = (mostRows - 0.5 * <f64>valueBins - 1.0) / rowsPerHessian
    let right: i64 = 0
    let rightRows = 0.0
    // The first bin of those that `rightRows` counts.
    let counted = valueBins
    // So many bins are taken one by one before fours begin or go on: all, as long as the right side has too little.
    let singles = i32.MAX_VALUE
    let wasReady = false
    let untilSkip = 0
    for (let bin = valueBins - 1; bin >= 1; bin--) {
      // Until the right side has enough, runs of empty bins are passed over, as sparse columns have them.
      if (!wasReady && --untilSkip < 0) {
        bin = skipEmpty(begin, bin)
        untilSkip = 3
        if (bin < 1) break
      }
      if (singles <= 0 && bin >= 4) {
        let carried = i64x2.splat(right)
        for (; bin >= 4; bin -= 4) {
          const at = begin + ((<usize>bin) << 3)
          const upper = v128.load(at - 8)
          const lower = v128.load(at - 24)
          if (!v128.any_true(v128.or(upper, lower))) continue
          // Sums from the right: the upper lane of a pair comes first.
          const upperSums = i64x2.add(i64x2.add(upper, carried), i64x2.shuffle(upper, i64x2.splat(0), 1, 2))
          const middle = i64x2.shuffle(upperSums, upperSums, 0, 0)
          const lowerSums = i64x2.add(i64x2.add(lower, middle), i64x2.shuffle(lower, i64x2.splat(0), 1, 2))
          const rightHessians = i32x4.shuffle(lowerSums, upperSums, 0, 2, 4, 6)
          if (i32x4.extract_lane(rightHessians, 0) > mostWhole) {
            singles = i32.MAX_VALUE
            break
          }
          const rightGradients = i32x4.shuffle(lowerSums, upperSums, 1, 3, 5, 7)
          const rightG = f32x4.convert_i32x4_s(rightGradients)
          const rightH = f32x4.add(f32x4.convert_i32x4_s(rightHessians), singleL2)
          const difference = f32x4.abs(f32x4.sub(rightG, f32x4.mul(slope, rightH)))
          const most = f32x4.add(difference, f32x4.mul(error, f32x4.abs(rightG)))
          const product = f32x4.mul(rightH, f32x4.sub(singleSum, rightH))
          if (v128.any_true(f32x4.gt(f32x4.mul(most, most), f32x4.mul(anyGain ? asked : leastAsked, product)))) {
            singles = 4
            break
          }
          carried = i64x2.shuffle(lowerSums, lowerSums, 0, 0)
        }
        right = i64x2.extract_lane(carried, 0)
        if (bin < 1) break
      }
      singles--
      const value = load<i64>(begin + ((<usize>bin) << 3))
      if (value == 0) continue
      right += value
      const rightHessian = <f64>(<u32>right)
      if (!wasReady) {
        rightRows += isUnit ? <f64>(<u32>value) : floor(<f64>(<u32>value) * rowsPerHessian + 0.5)
        counted = bin
        if (rightRows < minRows || rightHessian < minHessian) continue
        wasReady = true
        singles = 0
      }
      if (rightHessian > mostHessian) break
      const leftHessian = hessian - rightHessian
      const rightGradient = <f64>(<i32>(right >> 32))
      const leftGradient = gradient - rightGradient
      const gain = gainOf(pair(leftGradient, rightGradient), pair(leftHessian, rightHessian), l1, l2)
      if (anyGain ? gain <= bestGain : gain <= least) continue
      if (!isUnit && rightHessian > safeHessian) {
        rightRows += rowsOf(begin, bin, counted, rowsPerHessian)
        counted = bin
        if (rows - rightRows < minRows) break
      }
      anyGain = true
      if (gain > bestGain) {
        bestGain = gain
        asked = askedFor(gain, common, sum)
        bestBin = bin - 1
        bestMissingLeft = i32(missingBin >= 0)
        bestGradient = leftGradient
        bestHessian = leftHessian
      }
    }

    if (missingBin >= 0) {
      let left: i64 = 0
      const isRest = isFirstRest(feature)
      let leftRows = isRest ? restRows<i64>(histogram, feature, rows, rowsPerHessian) : 0.0
      for (let bin = 0; bin < valueBins; bin++) {
        const value = load<i64>(begin + ((<usize>bin) << 3))
        if (value == 0) continue
        left += value
        const leftHessian = <f64>(<u32>left)
        if (bin > 0 || !isRest) leftRows += floor(<f64>(<u32>value) * rowsPerHessian + 0.5)
        if (leftRows < minRows || leftHessian < minHessian) continue
        const otherHessian = hessian - leftHessian
        if (rows - leftRows < minRows || otherHessian < minHessian) break
        const leftGradient = <f64>(<i32>(left >> 32))
        const gain = gainOf(pair(leftGradient, gradient - leftGradient), pair(leftHessian, otherHessian), l1, l2)
        anyGain = anyGain || gain > least
        if (gain > bestGain) {
          bestGain = gain
          asked = askedFor(gain, common, sum)
          bestBin = bin
          bestMissingLeft = 0
          bestGradient = leftGradient
          bestHessian = leftHessian
        }
      }
    }

    if (isOpen != 0) store<u8>(isOpen + <usize>number, u8(anyGain))
    if (bestBin < 0) continue
    store<f64>(out, bestGain)
    store<f64>(out, <f64>number, 8)
    store<f64>(out, <f64>bestBin, 16)
    store<f64>(out, <f64>bestMissingLeft, 24)
    store<f64>(out, bestGradient, 32)
    store<f64>(out, bestHessian, 40)
  }
}
