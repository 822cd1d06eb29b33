// The best cut of some features, from their histograms. Twin: split.ts, which says what the arguments are.
import { fitFours, searchInFours } from './fours.as'
import { gainOf, gradientAt, hessianAt, isEmpty, isFirstRest, missingBinOf, pair, restRows } from './side.as'

function search<T>(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  out: usize,
  isOpen: usize,
): void {
  const gradient = load<f64>(node)
  const hessian = load<f64>(node, 8)
  const rows = load<f64>(node, 16)
  const rowsPerHessian = rows / hessian
  const l1 = f64x2.splat(load<f64>(limits))
  const l2 = f64x2.splat(load<f64>(limits, 8))
  const minRows = load<f64>(limits, 16)
  const minHessian = load<f64>(limits, 24)
  const least = load<f64>(node, 24)
  let bestGain = load<f64>(out)
  for (let f = 0; f < count; f++) {
    const number = load<i32>(features + ((<usize>f) << 2))
    const feature = table + ((<usize>number) << 4)
    const begin = <usize>load<u32>(feature)
    const valueBins = load<i32>(feature, 4)
    const missingBin = missingBinOf(feature)
    let bestBin = -1
    let bestMissingLeft = 0
    let bestGradient = 0.0
    let bestHessian = 0.0
    let anyGain = false

    let rightGradient = 0.0
    let rightHessian = 0.0
    let rightRows = 0.0
    for (let bin = valueBins - 1; bin >= 1; bin--) {
      const entry = begin + <usize>bin
      if (isEmpty<T>(histogram, entry)) continue
      const own = hessianAt<T>(histogram, entry)
      rightGradient += gradientAt<T>(histogram, entry)
      rightHessian += own
      rightRows += floor(own * rowsPerHessian + 0.5)
      if (rightRows < minRows || rightHessian < minHessian) continue
      const leftHessian = hessian - rightHessian
      if (rows - rightRows < minRows || leftHessian < minHessian) break
      const leftGradient = gradient - rightGradient
      const gain = gainOf(pair(leftGradient, rightGradient), pair(leftHessian, rightHessian), l1, l2)
      anyGain = anyGain || gain > least
      if (gain > bestGain) {
        bestGain = gain
        bestBin = bin - 1
        bestMissingLeft = i32(missingBin >= 0)
        bestGradient = leftGradient
        bestHessian = leftHessian
      }
    }

    if (missingBin >= 0) {
      let leftGradient = 0.0
      let leftHessian = 0.0
      const isRest = isFirstRest(feature)
      let leftRows = isRest ? restRows<T>(histogram, feature, rows, rowsPerHessian) : 0.0
      for (let bin = 0; bin < valueBins; bin++) {
        const entry = begin + <usize>bin
        if (isEmpty<T>(histogram, entry)) continue
        const own = hessianAt<T>(histogram, entry)
        leftGradient += gradientAt<T>(histogram, entry)
        leftHessian += own
        if (bin > 0 || !isRest) leftRows += floor(own * rowsPerHessian + 0.5)
        if (leftRows < minRows || leftHessian < minHessian) continue
        const otherHessian = hessian - leftHessian
        if (rows - leftRows < minRows || otherHessian < minHessian) break
        const gain = gainOf(pair(leftGradient, gradient - leftGradient), pair(leftHessian, otherHessian), l1, l2)
        anyGain = anyGain || gain > least
        if (gain > bestGain) {
          bestGain = gain
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

export function searchSplits(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  out: usize,
  isOpen: usize,
): void {
  if (!fitFours(node, limits)) search<i64>(histogram, table, features, count, node, limits, out, isOpen)
  else searchInFours(histogram, table, features, count, node, limits, out, isOpen, load<f64>(node, 16) == load<f64>(node, 8))
}

export function searchSplitsWide(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  out: usize,
  isOpen: usize,
): void {
  search<f64>(histogram, table, features, count, node, limits, out, isOpen)
}
