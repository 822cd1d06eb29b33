// The best cut of some features under bounds, steps, smoothing and drawn thresholds. Twin: guarded.ts, which says what the arguments are.
import { gradientAt, hessianAt, isFirstRest, missingBinOf, restRows } from './side.as'

function steepness(gradient: f64, l1: f64): f64 {
  return gradient > 0 ? -Math.max(gradient - l1, 0.0) : Math.max(-gradient - l1, 0.0)
}

function valueOf(steep: f64, weight: f64, rows: f64, step: f64, smoothing: f64, parentValue: f64, lower: f64, upper: f64): f64 {
  let value: f64
  if (smoothing > 0 && step == Infinity) {
    value = (steep * rows + parentValue * smoothing * weight) / (weight * (rows + smoothing))
  } else {
    value = steep / weight
    if (Math.abs(value) > step) value = value < 0 ? -step : step
    if (smoothing > 0) value = (value * rows + parentValue * smoothing) / (rows + smoothing)
  }
  return value < lower ? lower : value > upper ? upper : value
}

/** All cuts of a feature with missing rows on one side. `isSum`: adds to `out` what they gain, else keeps the best there. */
function scan<T>(
  histogram: usize,
  table: usize,
  number: i32,
  missingLeft: i32,
  node: usize,
  limits: usize,
  rules: usize,
  out: usize,
  isSum: bool,
): void {
  const feature = table + ((<usize>number) << 4)
  const begin = <usize>load<u32>(feature)
  const valueBins = load<i32>(feature, 4)
  const missingBin = missingBinOf(feature)
  const direction = load<i32>(rules + ((<usize>number) << 3))
  const cut = load<i32>(rules + ((<usize>number) << 3), 4)
  const ownGradient = load<f64>(node)
  const ownHessian = load<f64>(node, 8)
  const ownRows = load<f64>(node, 16)
  const ownGain = load<f64>(node, 48)
  const rowsPerHessian = ownRows / ownHessian
  const l1 = load<f64>(limits)
  const l2 = load<f64>(limits, 8)
  const step = load<f64>(limits, 32)
  const smoothing = load<f64>(limits, 40)
  const parentValue = load<f64>(node, 24)
  const lower = load<f64>(node, 32)
  const upper = load<f64>(node, 40)
  const minRows = load<f64>(limits, 16)
  const minHessian = load<f64>(limits, 24)
  const fromRight = missingLeft == 1 || missingBin < 0
  let sideGradient = 0.0
  let sideHessian = 0.0
  const isRest = isFirstRest(feature)
  let sideRows = isRest && !fromRight ? restRows<T>(histogram, feature, ownRows, rowsPerHessian) : 0.0
  for (let k = i32(fromRight); k < valueBins; k++) {
    const bin = fromRight ? valueBins - k : k
    const entry = begin + <usize>bin
    const own = hessianAt<T>(histogram, entry)
    const ownSlope = gradientAt<T>(histogram, entry)
    if (!isSum && cut < 0 && own == 0 && ownSlope == 0) continue
    sideGradient += ownSlope
    sideHessian += own
    if (bin > 0 || !isRest) sideRows += floor(own * rowsPerHessian + 0.5)
    const at = fromRight ? bin - 1 : bin
    if (cut >= 0 && at != cut) {
      if (fromRight ? at < cut : at > cut) return
      continue
    }
    if (sideRows < minRows || sideHessian < minHessian) continue
    const otherGradient = ownGradient - sideGradient
    const otherHessian = ownHessian - sideHessian
    const otherRows = ownRows - sideRows
    if (otherRows < minRows || otherHessian < minHessian) return
    const leftGradient = fromRight ? otherGradient : sideGradient
    const leftHessian = fromRight ? otherHessian : sideHessian
    const leftRows = fromRight ? otherRows : sideRows
    const rightGradient = fromRight ? sideGradient : otherGradient
    const rightHessian = fromRight ? sideHessian : otherHessian
    const leftSteep = steepness(leftGradient, l1)
    const rightSteep = steepness(rightGradient, l1)
    const leftWeight = leftHessian + l2
    const rightWeight = rightHessian + l2
    const leftValue = valueOf(leftSteep, leftWeight, leftRows, step, smoothing, parentValue, lower, upper)
    const rightValue = valueOf(rightSteep, rightWeight, fromRight ? sideRows : otherRows, step, smoothing, parentValue, lower, upper)
    if ((direction > 0 && leftValue > rightValue) || (direction < 0 && leftValue < rightValue)) continue
    const gain = leftValue * (2 * leftSteep - leftWeight * leftValue) + rightValue * (2 * rightSteep - rightWeight * rightValue)
    if (isSum) {
      const to = out + ((((begin + <usize>at) << 1) + <usize>missingLeft) << 3)
      store<f64>(to, load<f64>(to) + (gain - ownGain))
    } else if (gain > load<f64>(out)) {
      store<f64>(out, gain)
      store<f64>(out, <f64>number, 8)
      store<f64>(out, <f64>at, 16)
      store<f64>(out, <f64>missingLeft, 24)
      store<f64>(out, leftGradient, 32)
      store<f64>(out, leftHessian, 40)
      store<f64>(out, leftRows, 48)
    }
  }
}

function eachFeature<T>(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  rules: usize,
  out: usize,
  isSum: bool,
): void {
  for (let f = 0; f < count; f++) {
    const number = load<i32>(features + ((<usize>f) << 2))
    const feature = table + ((<usize>number) << 4)
    const missingBin = load<i32>(feature, 8)
    if (missingBin < 0) {
      scan<T>(histogram, table, number, 0, node, limits, rules, out, isSum)
      continue
    }
    scan<T>(histogram, table, number, 1, node, limits, rules, out, isSum)
    scan<T>(histogram, table, number, 0, node, limits, rules, out, isSum)
  }
}

export function searchGuarded(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  rules: usize,
  out: usize,
): void {
  eachFeature<i64>(histogram, table, features, count, node, limits, rules, out, false)
}

export function searchGuardedWide(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  rules: usize,
  out: usize,
): void {
  eachFeature<f64>(histogram, table, features, count, node, limits, rules, out, false)
}

export function addCutGains(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  rules: usize,
  gains: usize,
): void {
  eachFeature<i64>(histogram, table, features, count, node, limits, rules, gains, true)
}

export function addCutGainsWide(
  histogram: usize,
  table: usize,
  features: usize,
  count: i32,
  node: usize,
  limits: usize,
  rules: usize,
  gains: usize,
): void {
  eachFeature<f64>(histogram, table, features, count, node, limits, rules, gains, true)
}
