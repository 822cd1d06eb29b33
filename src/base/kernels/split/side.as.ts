// What a side of a cut has, and what it gains.

export function pair(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b)
}

export function gainOf(gradients: v128, hessians: v128, l1: v128, l2: v128): f64 {
  const shrunk = f64x2.max(f64x2.sub(f64x2.abs(gradients), l1), f64x2.splat(0))
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
