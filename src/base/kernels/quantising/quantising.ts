// Derivatives as whole numbers of quanta, so that their sums are exact in any order.
import { packedReader, wideReader } from '../histogram/entries.js'
import type { ReadEntry } from '../histogram/entries.js'
import type { MemoryViews, Pointer } from '../memory.js'

/** Numbers (f64) that `measureDerivatives` writes. */
export const measureLength = 4

/** The square roots are those of one row in so many. */
export const rootsEvery = 8

export function plainQuantising(views: MemoryViews) {
  const sumEntries = (read: ReadEntry, rows: Pointer, begin: number, end: number, out: Pointer): void => {
    const { i32, f64 } = views
    let gradientSum = 0
    let hessianSum = 0
    for (let i = begin; i < end; i++) {
      const { gradient, hessian } = read(i32[rows / 4 + i])
      gradientSum += gradient
      hessianSum += hessian
    }
    f64[out / 8] = gradientSum
    f64[out / 8 + 1] = hessianSum
  }
  return {
    /**
     * How great the derivatives (f32, by row number) of some rows are. `rows` (in): row numbers (i32), places `begin` to `end` − 1; 0: these
     * places are the rows. `hessians` 0: none. `out` (out): the sums of |gradient|, of hessian, and of the square roots of both of two rows in sixteen.
     */
    measureDerivatives(gradients: Pointer, hessians: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      const { f32, f64, i32 } = views
      // Even and odd places each have their sums, as in the kernel: the last bits depend on it.
      const sums = [0, 0, 0, 0, 0, 0, 0, 0]
      for (let i = begin; i < end; i++) {
        const row = rows === 0 ? i : i32[rows / 4 + i]
        const lane = (i - begin) & 1
        const gradient = Math.abs(f32[gradients / 4 + row])
        const hessian = hessians === 0 ? 0 : Math.max(f32[hessians / 4 + row], 0)
        sums[lane] += gradient
        sums[2 + lane] += hessian
        if (((i - begin) & 14) !== 0) continue
        sums[4 + lane] += Math.sqrt(gradient)
        sums[6 + lane] += Math.sqrt(hessian)
      }
      for (let k = 0; k < measureLength; k++) f64[out / 8 + k] = sums[2 * k] + sums[2 * k + 1]
    },

    /**
     * Writes the derivatives of rows `begin` to `end` − 1, times their scales and rounded (halves to even), as packed entries to `out`, by row number.
     * `hessianScale` 0: all hessians are the same, and each counts 1. `sums` (out): those of the entries, two f64.
     */
    quantise(
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      gradientScale: number,
      hessianScale: number,
      out: Pointer,
      sums: Pointer,
    ): void {
      const { f32, f64, i32 } = views
      let gradientSum = 0
      let hessianSum = 0
      for (let row = begin; row < end; row++) {
        const gradient = roundHalfEven(f32[gradients / 4 + row] * gradientScale)
        const hessian = hessianScale > 0 ? roundHalfEven(f32[hessians / 4 + row] * hessianScale) : 1
        hessianSum += i32[out / 4 + 2 * row] = Math.max(0, Math.min(2 ** 31 - 1, hessian))
        gradientSum += i32[out / 4 + 2 * row + 1] = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, gradient))
      }
      f64[sums / 8] = gradientSum
      f64[sums / 8 + 1] = hessianSum
    },

    /** The same as wide entries. */
    quantiseWide(
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      gradientScale: number,
      hessianScale: number,
      out: Pointer,
      sums: Pointer,
    ): void {
      const { f32, f64 } = views
      let gradientSum = 0
      let hessianSum = 0
      for (let row = begin; row < end; row++) {
        gradientSum += f64[out / 8 + 2 * row] = roundHalfEven(f32[gradients / 4 + row] * gradientScale)
        hessianSum += f64[out / 8 + 2 * row + 1] = hessianScale > 0 ? roundHalfEven(Math.max(f32[hessians / 4 + row], 0) * hessianScale) : 1
      }
      f64[sums / 8] = gradientSum
      f64[sums / 8 + 1] = hessianSum
    },

    /** The sums of the packed entries of rows at places `begin` to `end` − 1 of `rows` (i32): two f64 to `out`. */
    sumQuanta(derivatives: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      sumEntries(packedReader(views, derivatives), rows, begin, end, out)
    },

    /** The same of wide entries. */
    sumQuantaWide(derivatives: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      sumEntries(wideReader(views, derivatives), rows, begin, end, out)
    },
  }
}

/** The nearest whole number, of two the even one. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest < 0.5) return below
  if (rest > 0.5) return below + 1
  return below % 2 === 0 ? below : below + 1
}
