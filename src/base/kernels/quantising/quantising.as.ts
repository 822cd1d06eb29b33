// Derivatives as whole numbers of quanta. Twin: quantising.ts, which says what the arguments are.

function pairAt(values: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(values))
}

function pairOf(first: f32, second: f32): v128 {
  return f64x2.promote_low_f32x4(f32x4.replace_lane(f32x4.splat(first), 1, second))
}

/** Of rows at two places; the second none where `single`. */
function gatherPair(values: usize, rows: usize, place: i32, single: bool): v128 {
  const at = rows + ((<usize>place) << 2)
  const first = load<f32>(values + ((<usize>load<u32>(at)) << 2))
  return pairOf(first, single ? 0 : load<f32>(values + ((<usize>load<u32>(at, 4)) << 2)))
}

function rowPair(values: usize, row: i32, single: bool): v128 {
  const at = values + ((<usize>row) << 2)
  return single ? pairOf(load<f32>(at), 0) : pairAt(at)
}

export function measureDerivatives(gradients: usize, hessians: usize, rows: usize, begin: i32, end: i32, out: usize): void {
  let gradientSums = f64x2.splat(0)
  let hessianSums = f64x2.splat(0)
  let gradientRoots = f64x2.splat(0)
  let hessianRoots = f64x2.splat(0)
  for (let i = begin; i < end; i += 2) {
    const single = i + 1 == end
    const gradient = f64x2.abs(rows == 0 ? rowPair(gradients, i, single) : gatherPair(gradients, rows, i, single))
    gradientSums = f64x2.add(gradientSums, gradient)
    const isSampled = ((i - begin) & 15) == 0
    if (isSampled) gradientRoots = f64x2.add(gradientRoots, f64x2.sqrt(gradient))
    if (hessians == 0) continue
    const given = rows == 0 ? rowPair(hessians, i, single) : gatherPair(hessians, rows, i, single)
    const hessian = f64x2.pmax(given, f64x2.splat(0))
    hessianSums = f64x2.add(hessianSums, hessian)
    if (isSampled) hessianRoots = f64x2.add(hessianRoots, f64x2.sqrt(hessian))
  }
  store<f64>(out, f64x2.extract_lane(gradientSums, 0) + f64x2.extract_lane(gradientSums, 1))
  store<f64>(out, f64x2.extract_lane(hessianSums, 0) + f64x2.extract_lane(hessianSums, 1), 8)
  store<f64>(out, f64x2.extract_lane(gradientRoots, 0) + f64x2.extract_lane(gradientRoots, 1), 16)
  store<f64>(out, f64x2.extract_lane(hessianRoots, 0) + f64x2.extract_lane(hessianRoots, 1), 24)
}

export function quantise(
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  gradientScale: f64,
  hessianScale: f64,
  out: usize,
  sums: usize,
): void {
  const gradientScales = f64x2.splat(gradientScale)
  const hessianScales = f64x2.splat(hessianScale)
  const zero = f64x2.splat(0)
  // What is added to it is rounded, half to even, and stands in the lower half of the sum as a whole number.
  const magic = f64x2.splat(6755399441055744.0)
  let sum = i64x2.splat(0)
  for (let i = begin; i < end; i += 2) {
    const single = i + 1 == end
    const gradient = f64x2.add(f64x2.mul(rowPair(gradients, i, single), gradientScales), magic)
    let hessian = single ? i64x2(1, 0) : i64x2.splat(1)
    if (hessianScale > 0) hessian = f64x2.add(f64x2.mul(f64x2.pmax(rowPair(hessians, i, single), zero), hessianScales), magic)
    const entries = i32x4.shuffle(hessian, gradient, 0, 4, 2, 6)
    const place = out + ((<usize>i) << 3)
    if (single) v128.store64_lane(place, entries, 0)
    else v128.store(place, entries)
    sum = i64x2.add(sum, entries)
  }
  const total = i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1)
  store<f64>(sums, <f64>(total >> 32))
  store<f64>(sums, <f64>(total & 0xffffffff), 8)
}

export function quantiseWide(
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  gradientScale: f64,
  hessianScale: f64,
  out: usize,
  sums: usize,
): void {
  let sum = f64x2.splat(0)
  for (let i = begin; i < end; i++) {
    const at = (<usize>i) << 2
    const place = out + ((<usize>i) << 4)
    store<f64>(place, nearest(<f64>load<f32>(gradients + at) * gradientScale))
    store<f64>(place, hessianScale > 0 ? nearest(max(<f64>load<f32>(hessians + at), 0) * hessianScale) : 1, 8)
    sum = f64x2.add(sum, v128.load(place))
  }
  v128.store(sums, sum)
}

export function sumQuanta(derivatives: usize, rows: usize, begin: i32, end: i32, out: usize): void {
  let sum: i64 = 0
  for (let i = begin; i < end; i++) sum += load<i64>(derivatives + ((<usize>load<u32>(rows + ((<usize>i) << 2))) << 3))
  store<f64>(out, <f64>(sum >> 32))
  store<f64>(out, <f64>(sum & 0xffffffff), 8)
}

export function sumQuantaWide(derivatives: usize, rows: usize, begin: i32, end: i32, out: usize): void {
  let sum = f64x2.splat(0)
  for (let i = begin; i < end; i++) sum = f64x2.add(sum, v128.load(derivatives + ((<usize>load<u32>(rows + ((<usize>i) << 2))) << 4)))
  v128.store(out, sum)
}
