// What a side of a cut has, and what it gains.

export function pair(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b)
}

export function gainOf(gradients: v128, hessians: v128, l1: v128, l2: v128): f64 {
  const shrunk = f64x2.pmax(f64x2.sub(f64x2.abs(gradients), l1), f64x2.splat(0))
  const gains = f64x2.div(f64x2.mul(shrunk, shrunk), f64x2.add(hessians, l2))
  return f64x2.extract_lane(gains, 0) + f64x2.extract_lane(gains, 1)
}

export function gradientAt<T>(histogram: usize, entry: usize): f64 {
  return isFloat<T>() ? load<f64>(histogram + (entry << 4)) : <f64>load<i32>(histogram + (entry << 3), 4)
}

export function hessianAt<T>(histogram: usize, entry: usize): f64 {
  return isFloat<T>() ? load<f64>(histogram + (entry << 4), 8) : <f64>load<u32>(histogram + (entry << 3))
}

export function isEmpty<T>(histogram: usize, entry: usize): bool {
  return isFloat<T>()
    ? load<f64>(histogram + (entry << 4)) == 0 && load<f64>(histogram + (entry << 4), 8) == 0
    : load<i64>(histogram + (entry << 3)) == 0
}

/** Which bin is for missing rows, −1 for none. */
export function missingBinOf(feature: usize): i32 {
  const missing = load<i32>(feature, 8)
  return missing < 0 ? -1 : missing & 65535
}

/** What the estimates of all bins but the first leave. */
export function restRows<T>(histogram: usize, feature: usize, rows: f64, rowsPerHessian: f64): f64 {
  const begin = <usize>load<u32>(feature)
  const bins = load<i32>(feature, 12)
  let rest = rows
  for (let bin = 1; bin < bins; bin++) rest -= floor(hessianAt<T>(histogram, begin + <usize>bin) * rowsPerHessian + 0.5)
  return rest
}

/** Whether that is what the first bin counts from the left. */
export function isFirstRest(feature: usize): bool {
  return load<i32>(feature, 8) >= 65536
}
