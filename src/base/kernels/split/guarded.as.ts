// The best cut of some features under bounds, steps, smoothing and drawn thresholds. Twin: guarded.ts, which says what the arguments are.

function shrink(gradient: f64, l1: f64): f64 {
  return Math.max(Math.abs(gradient) - l1, 0.0)
}

function valueOf(gradient: f64, hessian: f64, rows: f64, node: usize, limits: usize): f64 {
  const shrunk = shrink(gradient, load<f64>(limits))
  const step = load<f64>(limits, 32)
  const smoothing = load<f64>(limits, 40)
  let value = (gradient > 0 ? -shrunk : shrunk) / (hessian + load<f64>(limits, 8))
  if (Math.abs(value) > step) value = value < 0 ? -step : step
  if (smoothing > 0) {
    const weight = rows / smoothing
    value = (value * weight) / (weight + 1) + load<f64>(node, 24) / (weight + 1)
  }
  const lower = load<f64>(node, 32)
  const upper = load<f64>(node, 40)
  return value < lower ? lower : value > upper ? upper : value
}

function gainOf(gradient: f64, hessian: f64, value: f64, limits: usize): f64 {
  const shrunk = shrink(gradient, load<f64>(limits))
  return -(2 * (gradient > 0 ? shrunk : -shrunk) * value + (hessian + load<f64>(limits, 8)) * value * value)
}

function gradientAt<T>(histogram: usize, entry: usize): f64 {
  return isFloat<T>() ? load<f64>(histogram + (entry << 4)) : <f64>load<i32>(histogram + (entry << 3), 4)
}

function hessianAt<T>(histogram: usize, entry: usize): f64 {
  return isFloat<T>() ? load<f64>(histogram + (entry << 4), 8) : <f64>load<u32>(histogram + (entry << 3))
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
  const missingBin = load<i32>(feature, 8)
  const direction = load<i32>(rules + ((<usize>number) << 3))
  const cut = load<i32>(rules + ((<usize>number) << 3), 4)
  const ownGradient = load<f64>(node)
  const ownHessian = load<f64>(node, 8)
  const ownRows = load<f64>(node, 16)
  const ownGain = load<f64>(node, 48)
  const rowsPerHessian = ownRows / ownHessian
  const minRows = load<f64>(limits, 16)
  const minHessian = load<f64>(limits, 24)
  const fromRight = missingLeft == 1 || missingBin < 0
  let sideGradient = 0.0
  let sideHessian = 0.0
  let sideRows = 0.0
  for (let k = i32(fromRight); k < valueBins; k++) {
    const bin = fromRight ? valueBins - k : k
    const entry = begin + <usize>bin
    const own = hessianAt<T>(histogram, entry)
    sideGradient += gradientAt<T>(histogram, entry)
    sideHessian += own
    sideRows += floor(own * rowsPerHessian + 0.5)
    const at = fromRight ? bin - 1 : bin
    if (cut >= 0 && at != cut) continue
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
    const leftValue = valueOf(leftGradient, leftHessian, leftRows, node, limits)
    const rightValue = valueOf(rightGradient, rightHessian, fromRight ? sideRows : otherRows, node, limits)
    if ((direction > 0 && leftValue > rightValue) || (direction < 0 && leftValue < rightValue)) continue
    const gain = gainOf(leftGradient, leftHessian, leftValue, limits) + gainOf(rightGradient, rightHessian, rightValue, limits)
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
    const entry = <usize>load<u32>(feature) + <usize>missingBin
    const hasMissing = gradientAt<T>(histogram, entry) != 0 || hessianAt<T>(histogram, entry) != 0
    if (hasMissing || isSum) scan<T>(histogram, table, number, 0, node, limits, rules, out, isSum)
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
