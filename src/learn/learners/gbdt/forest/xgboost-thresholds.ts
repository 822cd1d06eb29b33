// XGBoost compares in single precision: what its `float(x) < t` means for doubles.
import { nextUp } from '../../../../base/kernels/index.js'

const bits = new Int32Array(1)
const float = new Float32Array(bits.buffer)

/**
 * The double T for which x ≤ T holds exactly where the single-precision x is less than the single-precision t: the last double that still rounds
 * to something below t. O(1).
 */
export function exactThreshold(t: number): number {
  const below = previousFloat(t)
  // The middle of two neighbours is a double, and rounds to the one with the even last bit.
  const middle = below === -Infinity ? (-(2 ** 128) + t) / 2 : (below + t) / 2
  return Math.fround(middle) < t ? middle : -nextUp(-middle)
}

/** The greatest single-precision number below a finite one. */
function previousFloat(value: number): number {
  if (value === 0) return -(2 ** -149)
  float[0] = value
  bits[0] += value > 0 ? -1 : 1
  return float[0]
}
