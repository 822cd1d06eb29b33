// e to the power of two numbers at once. Twin: exponential.ts.

/** exp of both lanes; arguments beyond −708 … 709 count as these. */
export function exponentials(argument: v128): v128 {
  const x = f64x2.pmax(f64x2.pmin(argument, f64x2.splat(709.0)), f64x2.splat(-708.0))
  const magic = f64x2.splat(6755399441055744.0)
  const t = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), magic)
  const n = f64x2.sub(t, magic)
  const high = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471803691238)))
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)))
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const a = f64x2.add(line(1.0 / 2.0, 1.0 / 6.0, r), f64x2.mul(r2, line(1.0 / 24.0, 1.0 / 120.0, r)))
  const b = f64x2.add(line(1.0 / 720.0, 1.0 / 5040.0, r), f64x2.mul(r2, line(1.0 / 40320.0, 1.0 / 362880.0, r)))
  const c = f64x2.add(line(1.0 / 3628800.0, 1.0 / 39916800.0, r), f64x2.mul(r2, line(1.0 / 479001600.0, 1.0 / 6227020800.0, r)))
  const tail = f64x2.add(a, f64x2.mul(r4, f64x2.add(b, f64x2.mul(r4, c))))
  const y = f64x2.add(f64x2.splat(1.0), f64x2.add(r, f64x2.mul(r2, tail)))
  return f64x2.mul(y, i64x2.add(i64x2.shl(t, 52), i64x2.splat(1023 << 52)))
}

function line(constant: f64, slope: f64, r: v128): v128 {
  return f64x2.add(f64x2.splat(constant), f64x2.mul(f64x2.splat(slope), r))
}
