// Numbers of two rows that stand side by side. Where only one row is left, both lanes hold it and one is written.

/** Two f64 from `at` on, or one of them twice. */
export function loadPair(at: usize, single: bool): v128 {
  return single ? v128.load64_splat(at) : v128.load(at)
}

/** Weights from `at` on; 1 where there are none. */
export function loadWeights(weights: usize, row: i32, single: bool): v128 {
  return weights == 0 ? f64x2.splat(1.0) : loadPair(weights + ((<usize>row) << 3), single)
}

/** Rounded to f32. */
export function storePair(at: usize, values: v128, single: bool): void {
  const rounded = f32x4.demote_f64x2_zero(values)
  if (single) v128.store32_lane(at, rounded, 0)
  else v128.store64_lane(at, rounded, 0)
}
