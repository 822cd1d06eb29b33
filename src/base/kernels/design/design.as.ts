// Passes over the rows of a design of linear models. Twin: design.ts, which says what the arguments are.

export function scoreDesign(
  dense: usize,
  denseCount: i32,
  rowStarts: usize,
  columns: usize,
  values: usize,
  from: i32,
  to: i32,
  coefficients: usize,
  size: i32,
  outputs: i32,
  scores: usize,
): void {
  const lineBytes = (<usize>denseCount) << 3
  const pairBytes = lineBytes & ~15
  const outputBytes = (<usize>outputs) << 3
  const intercepts = coefficients + <usize>size * outputBytes
  for (let row = from; row < to; row++) {
    const x = dense + <usize>row * lineBytes
    const start = rowStarts + ((<usize>row) << 2)
    const stop = <usize>load<u32>(start, 4)
    let e = <usize>load<u32>(start)
    if (outputs == 1) {
      let sums = f64x2.splat(0)
      for (let j: usize = 0; j < pairBytes; j += 16) {
        sums = f64x2.add(sums, f64x2.mul(v128.load(x + j), v128.load(coefficients + j)))
      }
      let score = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) + load<f64>(intercepts)
      if (pairBytes < lineBytes) score += load<f64>(x + pairBytes) * load<f64>(coefficients + pairBytes)
      for (; e < stop; e++) {
        score += load<f64>(values + (e << 3)) * load<f64>(coefficients + ((<usize>load<u32>(columns + (e << 2))) << 3))
      }
      store<f64>(scores + ((<usize>row) << 3), score)
      continue
    }
    const target = scores + <usize>row * outputBytes
    memory.copy(target, intercepts, outputBytes)
    for (let j: usize = 0; j < <usize>denseCount; j++)
      addTimes(target, load<f64>(x + (j << 3)), coefficients + j * outputBytes, outputBytes)
    for (; e < stop; e++) {
      addTimes(target, load<f64>(values + (e << 3)), coefficients + <usize>load<u32>(columns + (e << 2)) * outputBytes, outputBytes)
    }
  }
}

export function sumDesign(
  dense: usize,
  denseCount: i32,
  rowStarts: usize,
  columns: usize,
  values: usize,
  from: i32,
  to: i32,
  residuals: usize,
  size: i32,
  outputs: i32,
  sums: usize,
): void {
  const lineBytes = (<usize>denseCount) << 3
  const outputBytes = (<usize>outputs) << 3
  let first = from
  if (outputs == 1) {
    for (; first + 3 < to; first += 4) {
      const x0 = dense + <usize>first * lineBytes
      const x1 = x0 + lineBytes
      const x2 = x1 + lineBytes
      const x3 = x2 + lineBytes
      const at = residuals + ((<usize>first) << 3)
      const r0 = v128.load64_splat(at)
      const r1 = v128.load64_splat(at, 8)
      const r2 = v128.load64_splat(at, 16)
      const r3 = v128.load64_splat(at, 24)
      let j: usize = 0
      for (; j + 8 < lineBytes; j += 16) {
        const upper = f64x2.add(f64x2.mul(v128.load(x0 + j), r0), f64x2.mul(v128.load(x1 + j), r1))
        const lower = f64x2.add(f64x2.mul(v128.load(x2 + j), r2), f64x2.mul(v128.load(x3 + j), r3))
        v128.store(sums + j, f64x2.add(v128.load(sums + j), f64x2.add(upper, lower)))
      }
      if (j < lineBytes) {
        const upper = load<f64>(x0 + j) * load<f64>(at) + load<f64>(x1 + j) * load<f64>(at, 8)
        const lower = load<f64>(x2 + j) * load<f64>(at, 16) + load<f64>(x3 + j) * load<f64>(at, 24)
        store<f64>(sums + j, load<f64>(sums + j) + (upper + lower))
      }
    }
  }
  for (; first < to; first++) {
    const x = dense + <usize>first * lineBytes
    const source = residuals + <usize>first * outputBytes
    for (let j: usize = 0; j < <usize>denseCount; j++) addTimes(sums + j * outputBytes, load<f64>(x + (j << 3)), source, outputBytes)
  }
  const last = sums + <usize>size * outputBytes
  for (let row = from; row < to; row++) {
    const start = rowStarts + ((<usize>row) << 2)
    const stop = <usize>load<u32>(start, 4)
    const source = residuals + <usize>row * outputBytes
    if (outputs == 1) {
      const residual = load<f64>(source)
      for (let e = <usize>load<u32>(start); e < stop; e++) {
        const sum = sums + ((<usize>load<u32>(columns + (e << 2))) << 3)
        store<f64>(sum, load<f64>(sum) + load<f64>(values + (e << 3)) * residual)
      }
      store<f64>(last, load<f64>(last) + residual)
      continue
    }
    for (let e = <usize>load<u32>(start); e < stop; e++) {
      addTimes(sums + <usize>load<u32>(columns + (e << 2)) * outputBytes, load<f64>(values + (e << 3)), source, outputBytes)
    }
    addTimes(last, 1, source, outputBytes)
  }
}

export function gramDesign(
  dense: usize,
  denseCount: i32,
  rowStarts: usize,
  columns: usize,
  values: usize,
  from: i32,
  to: i32,
  weights: usize,
  positions: usize,
  denseColumns: usize,
  denseChosen: i32,
  width: i32,
  lines: usize,
  met: usize,
  gram: usize,
): void {
  const lineBytes = (<usize>denseCount) << 3
  const chosenBytes = (<usize>denseChosen) << 3
  const paddedBytes = (chosenBytes + 8) & ~15
  const gramBytes = (<usize>width) << 3
  const last = gram + gramBytes * <usize>(width - 1)
  const x1 = lines + paddedBytes
  const x2 = x1 + paddedBytes
  const x3 = x2 + paddedBytes
  for (let first = from; first < to; first += 4) {
    const at = weights + ((<usize>first) << 3)
    const weight0 = load<f64>(at)
    const weight1 = first + 1 < to ? load<f64>(at, 8) : 0
    const weight2 = first + 2 < to ? load<f64>(at, 16) : 0
    const weight3 = first + 3 < to ? load<f64>(at, 24) : 0
    if (weight0 == 0 && weight1 == 0 && weight2 == 0 && weight3 == 0) continue
    for (let r = 0; r < 4; r++) {
      const row = dense + <usize>min<i32>(first + r, to - 1) * lineBytes
      const line = lines + <usize>r * paddedBytes
      for (let a: usize = 0; a < chosenBytes; a += 8) {
        store<f64>(line + a, load<f64>(row + ((<usize>load<u32>(denseColumns + (a >> 1))) << 3)))
      }
      if (chosenBytes < paddedBytes) store<f64>(line + chosenBytes, 0)
    }
    for (let a: usize = 0; a <= chosenBytes; a += 8) {
      const isLast = a == chosenBytes
      const p0 = f64x2.splat(isLast ? weight0 : weight0 * load<f64>(lines + a))
      const p1 = f64x2.splat(isLast ? weight1 : weight1 * load<f64>(x1 + a))
      const p2 = f64x2.splat(isLast ? weight2 : weight2 * load<f64>(x2 + a))
      const p3 = f64x2.splat(isLast ? weight3 : weight3 * load<f64>(x3 + a))
      const line = isLast ? last : gram + (a >> 3) * gramBytes
      const bytes = isLast ? paddedBytes : (a & ~15) + 16
      for (let b: usize = 0; b < bytes; b += 16) {
        const upper = f64x2.add(f64x2.mul(p0, v128.load(lines + b)), f64x2.mul(p1, v128.load(x1 + b)))
        const lower = f64x2.add(f64x2.mul(p2, v128.load(x2 + b)), f64x2.mul(p3, v128.load(x3 + b)))
        v128.store(line + b, f64x2.add(v128.load(line + b), f64x2.add(upper, lower)))
      }
    }
    for (let r = 0; r < 4; r++) {
      const weight = r == 0 ? weight0 : r == 1 ? weight1 : r == 2 ? weight2 : weight3
      if (weight == 0) continue
      const start = rowStarts + ((<usize>(first + r)) << 2)
      const stop = <usize>load<u32>(start, 4)
      let free = met
      for (let e = <usize>load<u32>(start); e < stop; e++) {
        const position = load<i32>(positions + ((<usize>load<u32>(columns + (e << 2))) << 2))
        if (position < 0) continue
        const value = load<f64>(values + (e << 3))
        const product = weight * value
        const line = gram + <usize>position * gramBytes
        const products = f64x2.splat(product)
        const x = lines + <usize>r * paddedBytes
        for (let b: usize = 0; b < paddedBytes; b += 16) {
          v128.store(line + b, f64x2.add(v128.load(line + b), f64x2.mul(products, v128.load(x + b))))
        }
        store<i32>(free, position)
        store<f64>(free, value, 8)
        free += 16
        for (let b = met; b < free; b += 16) {
          const place = line + ((<usize>load<u32>(b)) << 3)
          store<f64>(place, load<f64>(place) + product * load<f64>(b, 8))
        }
        const sum = last + ((<usize>position) << 3)
        store<f64>(sum, load<f64>(sum) + product)
      }
      const total = last + gramBytes - 8
      store<f64>(total, load<f64>(total) + weight)
    }
  }
}

/** target += factor · source. */
function addTimes(target: usize, factor: f64, source: usize, bytes: usize): void {
  const factors = f64x2.splat(factor)
  let k: usize = 0
  for (; k + 8 < bytes; k += 16) {
    v128.store(target + k, f64x2.add(v128.load(target + k), f64x2.mul(factors, v128.load(source + k))))
  }
  if (k < bytes) store<f64>(target + k, load<f64>(target + k) + factor * load<f64>(source + k))
}
