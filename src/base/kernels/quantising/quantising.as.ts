// Derivatives as whole numbers of quanta. Twin: quantising.ts, which says what the arguments are.

export function measureDerivatives(gradients: usize, hessians: usize, rows: usize, begin: i32, end: i32, out: usize): void {
  let gradientSum = 0.0
  let hessianSum = 0.0
  let gradientRoots = 0.0
  let hessianRoots = 0.0
  for (let i = begin; i < end; i++) {
    const at = (<usize>load<u32>(rows + ((<usize>i) << 2))) << 2
    const gradient = abs(<f64>load<f32>(gradients + at))
    const hessian = max(<f64>load<f32>(hessians + at), 0)
    gradientSum += gradient
    hessianSum += hessian
    gradientRoots += sqrt(gradient)
    hessianRoots += sqrt(hessian)
  }
  store<f64>(out, gradientSum)
  store<f64>(out, hessianSum, 8)
  store<f64>(out, gradientRoots, 16)
  store<f64>(out, hessianRoots, 24)
}

export function quantise(gradients: usize, hessians: usize, begin: i32, end: i32, gradientScale: f64, hessianScale: f64, out: usize): void {
  for (let i = begin; i < end; i++) {
    const at = (<usize>i) << 2
    const gradient = <i64>max(min(nearest(<f64>load<f32>(gradients + at) * gradientScale), 2147483647), -2147483648)
    const hessian = hessianScale > 0 ? <i64>max(min(nearest(<f64>load<f32>(hessians + at) * hessianScale), 4294967295), 0) : 1
    store<i64>(out + ((<usize>i) << 3), (gradient << 32) | hessian)
  }
}

export function quantiseWide(
  gradients: usize,
  hessians: usize,
  begin: i32,
  end: i32,
  gradientScale: f64,
  hessianScale: f64,
  out: usize,
): void {
  for (let i = begin; i < end; i++) {
    const at = (<usize>i) << 2
    const place = out + ((<usize>i) << 4)
    store<f64>(place, nearest(<f64>load<f32>(gradients + at) * gradientScale))
    store<f64>(place, hessianScale > 0 ? nearest(max(<f64>load<f32>(hessians + at), 0) * hessianScale) : 1, 8)
  }
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
