// From values to bin numbers. Twin: binning.ts.

export function assignBins(values: usize, count: i32, bounds: usize, bins: i32, missingBin: i32, out: usize): void {
  let first = 1
  while (first * 2 < bins) first *= 2
  for (let i = 0; i < count; i++) {
    const value = load<f64>(values + ((<usize>i) << 3))
    let bin = 0
    for (let step = first; step > 0; step >>= 1) {
      bin += i32(load<f64>(bounds + ((<usize>(bin + step - 1)) << 3)) < value) * step
    }
    store<u8>(out + <usize>i, select(bin, missingBin, value == value))
  }
}

export function countBins(column: usize, begin: i32, end: i32, counts: usize): void {
  for (let i = begin; i < end; i++) {
    const slot = counts + ((<usize>load<u8>(column + <usize>i)) << 2)
    store<i32>(slot, load<i32>(slot) + 1)
  }
}

export function extractThin(column: usize, begin: i32, end: i32, common: i32, rows: usize, bins: usize, at: i32): i32 {
  for (let i = begin; i < end; i++) {
    const bin = <i32>load<u8>(column + <usize>i)
    if (bin == common) continue
    store<i32>(rows + ((<usize>at) << 2), i)
    store<u8>(bins + <usize>at, bin)
    at++
  }
  return at
}

export function interleave(columns: usize, width: i32, begin: i32, end: i32, out: usize): void {
  for (let from = begin; from < end; from += 64) {
    const to = min(from + 64, end)
    for (let f = 0; f < width; f++) {
      const column = <usize>load<u32>(columns + ((<usize>f) << 2))
      let place = out + <usize>from * <usize>width + <usize>f
      for (let i = from; i < to; i++) {
        store<u8>(place, load<u8>(column + <usize>i))
        place += <usize>width
      }
    }
  }
}
