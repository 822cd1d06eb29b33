// Sorting of values by their bits, and what comes before. Twin: sorting.ts.

export function packValues(values: usize, count: i32, zeros: usize): i32 {
  const stop = values + ((<usize>count) << 3)
  let to = values
  let zeroCount = 0
  // No branches: values of columns of few levels come in no order that could be foretold.
  for (let at = values; at < stop; at += 8) {
    const value = load<f64>(at)
    store<f64>(to, value)
    const isZero = <i32>(value == 0)
    zeroCount += isZero
    to += (<usize>(<i32>(value == value) - isZero)) << 3
  }
  store<i32>(zeros, zeroCount)
  return <i32>((to - values) >> 3)
}

/** Sorts `count` f64 without NaN, ascending. `scratch`: as many more. `counts`: 8 × 256 i32. */
export function sortValues(values: usize, scratch: usize, counts: usize, count: i32): void {
  memory.fill(counts, 0, 8192)
  // Bits as whole numbers in the order of the values: the sign flipped, all bits of the negative ones.
  for (let i = 0; i < count; i++) {
    const at = values + ((<usize>i) << 3)
    let bits = load<u64>(at)
    bits ^= <u64>(<i64>bits >> 63) | 0x8000000000000000
    store<u64>(at, bits)
    for (let digit: usize = 0; digit < 8; digit++) {
      const slot = counts + (digit << 10) + <usize>((bits >> ((<u64>digit) << 3)) & 255) * 4
      store<i32>(slot, load<i32>(slot) + 1)
    }
  }
  let from = values
  let to = scratch
  for (let digit: usize = 0; digit < 8; digit++) {
    const begin = counts + (digit << 10)
    const shift = (<u64>digit) << 3
    if (count > 0 && load<i32>(begin + <usize>((load<u64>(from) >> shift) & 255) * 4) == count) continue
    let sum = 0
    for (let k: usize = 0; k < 1024; k += 4) {
      const had = load<i32>(begin + k)
      store<i32>(begin + k, sum)
      sum += had
    }
    for (let i = 0; i < count; i++) {
      const bits = load<u64>(from + ((<usize>i) << 3))
      const slot = begin + <usize>((bits >> shift) & 255) * 4
      const place = load<i32>(slot)
      store<i32>(slot, place + 1)
      store<u64>(to + ((<usize>place) << 3), bits)
    }
    const swapped = from
    from = to
    to = swapped
  }
  for (let i = 0; i < count; i++) {
    let bits = load<u64>(from + ((<usize>i) << 3))
    bits ^= bits >> 63 ? 0x8000000000000000 : 0xffffffffffffffff
    store<u64>(values + ((<usize>i) << 3), bits)
  }
}
