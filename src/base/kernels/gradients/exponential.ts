// e to the power of a number, by the same operations as exponential.as.ts, so that both give the same bits.

/** Adding it rounds to a whole number, the nearest, and leaves that in the low bits. */
const magic = 6755399441055744

/** ln 2 in two parts: the first has so few bits that its products with exponents are exact. */
const log2High = 0.6931471803691238
const log2Low = 1.9082149292705877e-10

const words = new Int32Array(2)
const powerOfTwo = new Float64Array(words.buffer)

/**
 * e to the power `argument`; arguments beyond −708 … 709 count as these. Within 2 units in the last place.
 * The argument is n · ln 2 + r with |r| ≤ ln 2 ÷ 2; the series of e^r ends at r¹³ ÷ 13!, below half a unit.
 */
export function exponential(argument: number): number {
  const x = Math.max(Math.min(argument, 709), -708)
  const n = x * Math.LOG2E + magic - magic
  const r = x - n * log2High - n * log2Low
  const r2 = r * r
  const r4 = r2 * r2
  const a = 1 / 2 + (1 / 6) * r + r2 * (1 / 24 + (1 / 120) * r)
  const b = 1 / 720 + (1 / 5040) * r + r2 * (1 / 40320 + (1 / 362880) * r)
  const c = 1 / 3628800 + (1 / 39916800) * r + r2 * (1 / 479001600 + (1 / 6227020800) * r)
  const tail = a + r4 * (b + r4 * c)
  words[1] = (n + 1023) << 20
  return (1 + (r + r2 * tail)) * powerOfTwo[0]
}
