// The best cut from packed histograms, four bins at a time: the same result as bin by bin (split.as.ts), mostly without its divisions.
import { gainOf, isFirstRest, missingBinOf, pair, restRows } from './side.as'

/** How far below the best an estimated gain may lie before the gain is computed exactly: some thirty times the error of the estimate. */
const tolerance: f64 = 1.0 - 1.0 / 65536.0

/** Whether the numbers of a node are such that single floats hold the products. */
export function fitFours(node: usize, limits: usize): bool {
  return load<f64>(limits) == 0 && load<f64>(node, 8) + load<f64>(limits, 8) < 4e9
}

/**
 * Whether one of four cuts could gain more than the best so far is told by products of single floats; only where one could are the four
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
  const gradients = i32x4.splat(<i32>gradient)
  const hessians = i32x4.splat(<i32>hessian)
  const singleL2 = f32x4.splat(<f32>load<f64>(limits, 8))
  const ratios = f64x2.splat(rowsPerHessian)
  const halves = f64x2.splat(0.5)
  // The most that the right side may have, so that the left one has enough.
  const mostRows = rows - minRows
  const mostHessian = hessian - (isUnit ? max(minHessian, minRows) : minHessian)
  const least = load<f64>(node, 24)
  const leastBound = f32x4.splat(<f32>(least * tolerance))
  let bestGain = load<f64>(out)
  let bound = f32x4.splat(<f32>(bestGain * tolerance))
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

    let right: i64 = 0
    let rightRows = 0.0
    // So many bins are taken one by one before fours begin or go on: all, as long as the right side has too little.
    let singles = i32.MAX_VALUE
    let wasReady = false
    for (let bin = valueBins - 1; bin >= 1; bin--) {
      if (singles <= 0 && bin >= 4) {
        let carried = i64x2.splat(right)
        let carriedRows = pair(rightRows, 0)
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
          let rowSums = carriedRows
          if (!isUnit) {
            const own = i32x4.shuffle(lower, upper, 0, 2, 4, 6)
            const ownUpper = i32x4.shuffle(upper, upper, 0, 2, 0, 2)
            const lowerRows = f64x2.floor(f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(own), ratios), halves))
            const upperRows = f64x2.floor(f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(ownUpper), ratios), halves))
            rowSums = f64x2.add(carriedRows, f64x2.add(lowerRows, upperRows))
          }
          const isDone =
            <f64>i32x4.extract_lane(rightHessians, 0) > mostHessian ||
            (!isUnit && f64x2.extract_lane(rowSums, 0) + f64x2.extract_lane(rowSums, 1) > mostRows)
          if (isDone) {
            singles = i32.MAX_VALUE
            break
          }
          const rightGradients = i32x4.shuffle(lowerSums, upperSums, 1, 3, 5, 7)
          const rightG = f32x4.convert_i32x4_s(rightGradients)
          const leftG = f32x4.convert_i32x4_s(i32x4.sub(gradients, rightGradients))
          const rightH = f32x4.add(f32x4.convert_i32x4_s(rightHessians), singleL2)
          const leftH = f32x4.add(f32x4.convert_i32x4_s(i32x4.sub(hessians, rightHessians)), singleL2)
          const gains = f32x4.add(f32x4.mul(f32x4.mul(rightG, rightG), leftH), f32x4.mul(f32x4.mul(leftG, leftG), rightH))
          const toBeat = anyGain ? bound : leastBound
          if (v128.any_true(f32x4.gt(gains, f32x4.mul(toBeat, f32x4.mul(leftH, rightH))))) {
            singles = 4
            break
          }
          carried = i64x2.shuffle(lowerSums, lowerSums, 0, 0)
          carriedRows = rowSums
        }
        right = i64x2.extract_lane(carried, 0)
        rightRows = f64x2.extract_lane(carriedRows, 0) + f64x2.extract_lane(carriedRows, 1)
        if (bin < 1) break
      }
      singles--
      const value = load<i64>(begin + ((<usize>bin) << 3))
      if (value == 0) continue
      right += value
      const rightHessian = <f64>(<u32>right)
      if (isUnit) rightRows = rightHessian
      else rightRows += floor(<f64>(<u32>value) * rowsPerHessian + 0.5)
      if (rightRows < minRows || rightHessian < minHessian) continue
      const leftHessian = hessian - rightHessian
      if (rows - rightRows < minRows || leftHessian < minHessian) break
      if (!wasReady) {
        wasReady = true
        singles = 0
      }
      const rightGradient = <f64>(<i32>(right >> 32))
      const leftGradient = gradient - rightGradient
      const gain = gainOf(pair(leftGradient, rightGradient), pair(leftHessian, rightHessian), l1, l2)
      anyGain = anyGain || gain > least
      if (gain > bestGain) {
        bestGain = gain
        bound = f32x4.splat(<f32>(gain * tolerance))
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
          bound = f32x4.splat(<f32>(gain * tolerance))
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
