// Sums of derivatives per bin. Twin: histogram.ts.

/** a[i] −= b[i] for `count` 64-bit sums. */
export function subtractHistograms(a: usize, b: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    const at = (<usize>i) << 3
    v128.store(a + at, i64x2.sub(v128.load(a + at), v128.load(b + at)))
  }
}
