// Sums of derivatives per bin. Twin: histogram.ts, which says what the arguments are.

export function clearHistogram(histogram: usize, table: usize, features: usize, count: i32, entryBytes: i32): void {
  for (let f = 0; f < count; f++) {
    const feature = table + ((<usize>load<i32>(features + ((<usize>f) << 2))) << 4)
    memory.fill(histogram + <usize>load<u32>(feature) * <usize>entryBytes, 0, <usize>load<u32>(feature, 12) * <usize>entryBytes)
  }
}

function add(slot: usize, value: i64): void {
  store<i64>(slot, load<i64>(slot) + value)
}

function addWide(slot: usize, value: v128): void {
  v128.store(slot, f64x2.add(v128.load(slot), value))
}

export function addRows(
  bins: usize,
  width: i32,
  rows: usize,
  begin: i32,
  end: i32,
  derivatives: usize,
  histogram: usize,
  stride: i32,
): void {
  const step = (<usize>stride) << 3
  const fours = <usize>(width & ~3)
  const last = rows + ((<usize>end) << 2)
  for (let at = rows + ((<usize>begin) << 2); at < last; at += 4) {
    const row = <usize>load<u32>(at)
    const value = load<i64>(derivatives + (row << 3))
    let bin = bins + row * <usize>width
    const rest = bin + fours
    const stop = bin + <usize>width
    let slot = histogram
    for (; bin < rest; bin += 4) {
      const four = load<u32>(bin)
      add(slot + <usize>((four & 255) << 3), value)
      slot += step
      add(slot + <usize>((four >> 5) & 2040), value)
      slot += step
      add(slot + <usize>((four >> 13) & 2040), value)
      slot += step
      add(slot + <usize>((four >> 21) & 2040), value)
      slot += step
    }
    for (; bin < stop; bin++) {
      add(slot + ((<usize>load<u8>(bin)) << 3), value)
      slot += step
    }
  }
}

export function addRowsWide(
  bins: usize,
  width: i32,
  rows: usize,
  begin: i32,
  end: i32,
  derivatives: usize,
  histogram: usize,
  stride: i32,
): void {
  const step = (<usize>stride) << 4
  for (let i = begin; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2))
    const value = v128.load(derivatives + (row << 4))
    let bin = bins + row * <usize>width
    const stop = bin + <usize>width
    let slot = histogram
    for (; bin < stop; bin++) {
      addWide(slot + ((<usize>load<u8>(bin)) << 4), value)
      slot += step
    }
  }
}

export function addSomeOfRows(
  bins: usize,
  width: i32,
  places: usize,
  count: i32,
  rows: usize,
  begin: i32,
  end: i32,
  derivatives: usize,
  histogram: usize,
): void {
  const stop = places + ((<usize>count) << 3)
  for (let i = begin; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2))
    const value = load<i64>(derivatives + (row << 3))
    const bin = bins + row * <usize>width
    for (let place = places; place < stop; place += 8) {
      const slot = <usize>load<u32>(place, 4) + <usize>load<u8>(bin + <usize>load<u32>(place))
      add(histogram + (slot << 3), value)
    }
  }
}

export function addSomeOfRowsWide(
  bins: usize,
  width: i32,
  places: usize,
  count: i32,
  rows: usize,
  begin: i32,
  end: i32,
  derivatives: usize,
  histogram: usize,
): void {
  const stop = places + ((<usize>count) << 3)
  for (let i = begin; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2))
    const value = v128.load(derivatives + (row << 4))
    const bin = bins + row * <usize>width
    for (let place = places; place < stop; place += 8) {
      const slot = <usize>load<u32>(place, 4) + <usize>load<u8>(bin + <usize>load<u32>(place))
      addWide(histogram + (slot << 4), value)
    }
  }
}

export function addThin(starts: usize, entries: usize, rows: usize, begin: i32, end: i32, derivatives: usize, histogram: usize): void {
  for (let i = begin; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2))
    const value = load<i64>(derivatives + (row << 3))
    const stop = entries + ((<usize>load<u32>(starts + (row << 2), 4)) << 2)
    for (let at = entries + ((<usize>load<u32>(starts + (row << 2))) << 2); at < stop; at += 4) {
      add(histogram + ((<usize>load<u32>(at)) << 3), value)
    }
  }
}

export function addThinWide(starts: usize, entries: usize, rows: usize, begin: i32, end: i32, derivatives: usize, histogram: usize): void {
  for (let i = begin; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2))
    const value = v128.load(derivatives + (row << 4))
    const stop = entries + ((<usize>load<u32>(starts + (row << 2), 4)) << 2)
    for (let at = entries + ((<usize>load<u32>(starts + (row << 2))) << 2); at < stop; at += 4) {
      addWide(histogram + ((<usize>load<u32>(at)) << 4), value)
    }
  }
}

export function completeThin(
  histogram: usize,
  table: usize,
  commonBins: usize,
  features: usize,
  count: i32,
  gradient: f64,
  hessian: f64,
): void {
  const total = ((<i64>gradient) << 32) | <i64>hessian
  for (let f = 0; f < count; f++) {
    const number = <usize>load<i32>(features + ((<usize>f) << 2))
    const common = load<i32>(commonBins + (number << 2))
    if (common < 0) continue
    const feature = table + (number << 4)
    const begin = histogram + ((<usize>load<u32>(feature)) << 3)
    const end = begin + ((<usize>load<u32>(feature, 12)) << 3)
    const place = begin + ((<usize>common) << 3)
    store<i64>(place, 0)
    let rest = total
    for (let at = begin; at < end; at += 8) rest -= load<i64>(at)
    store<i64>(place, rest)
  }
}

export function completeThinWide(
  histogram: usize,
  table: usize,
  commonBins: usize,
  features: usize,
  count: i32,
  gradient: f64,
  hessian: f64,
): void {
  const total = f64x2.replace_lane(f64x2.splat(gradient), 1, hessian)
  for (let f = 0; f < count; f++) {
    const number = <usize>load<i32>(features + ((<usize>f) << 2))
    const common = load<i32>(commonBins + (number << 2))
    if (common < 0) continue
    const feature = table + (number << 4)
    const begin = histogram + ((<usize>load<u32>(feature)) << 4)
    const end = begin + ((<usize>load<u32>(feature, 12)) << 4)
    const place = begin + ((<usize>common) << 4)
    v128.store(place, f64x2.splat(0))
    let rest = total
    for (let at = begin; at < end; at += 16) rest = f64x2.sub(rest, v128.load(at))
    v128.store(place, rest)
  }
}

export function subtractHistogram(a: usize, b: usize, table: usize, features: usize, count: i32): void {
  for (let f = 0; f < count; f++) {
    const feature = table + ((<usize>load<i32>(features + ((<usize>f) << 2))) << 4)
    const begin = (<usize>load<u32>(feature)) << 3
    const end = begin + ((<usize>load<u32>(feature, 12)) << 3)
    let at = begin
    for (; at + 8 < end; at += 16) v128.store(a + at, i64x2.sub(v128.load(a + at), v128.load(b + at)))
    if (at < end) store<i64>(a + at, load<i64>(a + at) - load<i64>(b + at))
  }
}

export function subtractHistogramWide(a: usize, b: usize, table: usize, features: usize, count: i32): void {
  for (let f = 0; f < count; f++) {
    const feature = table + ((<usize>load<i32>(features + ((<usize>f) << 2))) << 4)
    const begin = (<usize>load<u32>(feature)) << 4
    const end = begin + ((<usize>load<u32>(feature, 12)) << 4)
    for (let at = begin; at < end; at += 16) v128.store(a + at, f64x2.sub(v128.load(a + at), v128.load(b + at)))
  }
}

export function addHistogram(a: usize, b: usize, table: usize, features: usize, count: i32): void {
  for (let f = 0; f < count; f++) {
    const feature = table + ((<usize>load<i32>(features + ((<usize>f) << 2))) << 4)
    const begin = (<usize>load<u32>(feature)) << 3
    const end = begin + ((<usize>load<u32>(feature, 12)) << 3)
    let at = begin
    for (; at + 8 < end; at += 16) v128.store(a + at, i64x2.add(v128.load(a + at), v128.load(b + at)))
    if (at < end) store<i64>(a + at, load<i64>(a + at) + load<i64>(b + at))
  }
}

export function addHistogramWide(a: usize, b: usize, table: usize, features: usize, count: i32): void {
  for (let f = 0; f < count; f++) {
    const feature = table + ((<usize>load<i32>(features + ((<usize>f) << 2))) << 4)
    const begin = (<usize>load<u32>(feature)) << 4
    const end = begin + ((<usize>load<u32>(feature, 12)) << 4)
    for (let at = begin; at < end; at += 16) v128.store(a + at, f64x2.add(v128.load(a + at), v128.load(b + at)))
  }
}
