// The best division of the levels of some features into two sets, from their histograms. Twin: categories.ts, which says what the arguments are.
import { gradientAt, hessianAt } from './side.as'

function partGain(gradient: f64, hessian: f64, l1: f64, l2: f64): f64 {
  const shrunk = Math.max(Math.abs(gradient) - l1, 0.0)
  return (shrunk * shrunk) / (hessian + l2)
}

/** Sorts the levels that have enough rows by what they ask for; their bins at `order`. Returns how many. */
function sortLevels<T>(histogram: usize, begin: usize, levels: i32, rowsPerHessian: f64, limits: usize, order: usize): i32 {
  const smooth = load<f64>(limits)
  const smoothRows = load<f64>(limits, 16)
  const keys = order + 1024
  let count = 0
  for (let bin = 0; bin < levels; bin++) {
    const hessian = hessianAt<T>(histogram, begin + <usize>bin)
    if (hessian == 0 || floor(hessian * rowsPerHessian + 0.5) < smoothRows) continue
    const key = gradientAt<T>(histogram, begin + <usize>bin) / (hessian + smooth)
    let at = count++
    while (at > 0 && load<f64>(keys + ((<usize>(at - 1)) << 3)) > key) {
      store<f64>(keys + ((<usize>at) << 3), load<f64>(keys + ((<usize>(at - 1)) << 3)))
      store<i32>(order + ((<usize>at) << 2), load<i32>(order + ((<usize>(at - 1)) << 2)))
      at--
    }
    store<f64>(keys + ((<usize>at) << 3), key)
    store<i32>(order + ((<usize>at) << 2), bin)
  }
  return count
}

function search<T>(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  categoryLimits: usize,
  out: usize,
  isOpen: usize,
  sides: usize,
  scratch: usize,
): void {
  const gradient = load<f64>(node)
  const hessian = load<f64>(node, 8)
  const rows = load<f64>(node, 16)
  const rowsPerHessian = rows / hessian
  const l1 = load<f64>(limits)
  const l2 = load<f64>(limits, 8)
  const minRows = load<f64>(limits, 16)
  const minHessian = load<f64>(limits, 24)
  const groupedL2 = l2 + load<f64>(categoryLimits, 8)
  const minGroup = load<f64>(categoryLimits, 24)
  const mostLevels = load<f64>(categoryLimits, 32)
  const mostOneHot = load<f64>(categoryLimits, 40)
  const least = load<f64>(node, 24)
  let bestGain = load<f64>(out)
  for (let f = 0; f < count; f++) {
    const number = load<i32>(features + ((<usize>f) << 2))
    const feature = table + ((<usize>number) << 4)
    const begin = <usize>load<u32>(feature)
    const levels = load<i32>(feature, 4)
    let bestFirst = -1
    let bestStep = 0
    let bestSize = 0
    let bestGradient = 0.0
    let bestHessian = 0.0
    let anyGain = false

    if (<f64>(levels + 1) <= mostOneHot) {
      for (let bin = 0; bin < levels; bin++) {
        const ownHessian = hessianAt<T>(histogram, begin + <usize>bin)
        const ownRows = floor(ownHessian * rowsPerHessian + 0.5)
        const otherHessian = hessian - ownHessian
        if (ownRows < minRows || ownHessian < minHessian || rows - ownRows < minRows || otherHessian < minHessian) continue
        const own = gradientAt<T>(histogram, begin + <usize>bin)
        const gain = partGain(own, ownHessian, l1, l2) + partGain(gradient - own, otherHessian, l1, l2)
        anyGain = anyGain || gain > least
        if (gain > bestGain) {
          bestGain = gain
          store<i32>(scratch, bin)
          bestFirst = 0
          bestSize = 1
          bestGradient = own
          bestHessian = ownHessian
        }
      }
    } else {
      const used = sortLevels<T>(histogram, begin, levels, rowsPerHessian, categoryLimits, scratch)
      const most = <i32>min(mostLevels, <f64>((used + 1) / 2))
      for (let step = 1; step >= -1; step -= 2) {
        const first = step > 0 ? 0 : used - 1
        let leftGradient = 0.0
        let leftHessian = 0.0
        let leftRows = 0.0
        let groupRows = 0.0
        for (let i = 0; i < most; i++) {
          const entry = begin + <usize>load<i32>(scratch + ((<usize>(first + step * i)) << 2))
          const own = hessianAt<T>(histogram, entry)
          const ownRows = floor(own * rowsPerHessian + 0.5)
          leftGradient += gradientAt<T>(histogram, entry)
          leftHessian += own
          leftRows += ownRows
          groupRows += ownRows
          if (leftRows < minRows || leftHessian < minHessian) continue
          const rightRows = rows - leftRows
          const rightHessian = hessian - leftHessian
          if (rightRows < minRows || rightRows < minGroup || rightHessian < minHessian) break
          if (groupRows < minGroup) continue
          groupRows = 0
          const gain = partGain(leftGradient, leftHessian, l1, groupedL2) + partGain(gradient - leftGradient, rightHessian, l1, groupedL2)
          anyGain = anyGain || gain > least
          if (gain > bestGain) {
            bestGain = gain
            bestFirst = first
            bestStep = step
            bestSize = i + 1
            bestGradient = leftGradient
            bestHessian = leftHessian
          }
        }
      }
    }

    if (isOpen != 0) store<u8>(isOpen + <usize>number, u8(anyGain))
    if (bestSize == 0) continue
    store<f64>(out, bestGain)
    store<f64>(out, <f64>number, 8)
    store<f64>(out, <f64>bestSize, 16)
    store<f64>(out, 0, 24)
    store<f64>(out, bestGradient, 32)
    store<f64>(out, bestHessian, 40)
    memory.fill(sides, 0, 256)
    for (let i = 0; i < bestSize; i++) store<u8>(sides + <usize>load<i32>(scratch + ((<usize>(bestFirst + bestStep * i)) << 2)), 1)
  }
}

export function searchCategories(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  categoryLimits: usize,
  out: usize,
  isOpen: usize,
  sides: usize,
  scratch: usize,
): void {
  search<i64>(histogram, table, features, count, node, limits, categoryLimits, out, isOpen, sides, scratch)
}

export function searchCategoriesWide(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  categoryLimits: usize,
  out: usize,
  isOpen: usize,
  sides: usize,
  scratch: usize,
): void {
  search<f64>(histogram, table, features, count, node, limits, categoryLimits, out, isOpen, sides, scratch)
}
