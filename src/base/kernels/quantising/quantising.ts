// Derivatives as whole numbers of quanta, so that their sums are exact in any order.
import type { MemoryViews, Pointer } from '../memory.js'

/** Numbers (f64) that `measureDerivatives` writes. */
export const measureLength = 4

export function plainQuantising(views: MemoryViews) {
  return {
    /**
     * How great the derivatives (f32, by row number) of some rows are. `rows` (in): row numbers (i32), places `begin` to `end` − 1.
     * `out` (out): the sums of |gradient|, of hessian, and of the square roots of both.
     */
    measureDerivatives(gradients: Pointer, hessians: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      const { f32, f64, i32 } = views
      let gradientSum = 0
      let hessianSum = 0
      let gradientRoots = 0
      let hessianRoots = 0
      for (let i = begin; i < end; i++) {
        const row = i32[rows / 4 + i]
        const gradient = Math.abs(f32[gradients / 4 + row])
        const hessian = Math.max(f32[hessians / 4 + row], 0)
        gradientSum += gradient
        hessianSum += hessian
        gradientRoots += Math.sqrt(gradient)
        hessianRoots += Math.sqrt(hessian)
      }
      f64[out / 8] = gradientSum
      f64[out / 8 + 1] = hessianSum
      f64[out / 8 + 2] = gradientRoots
      f64[out / 8 + 3] = hessianRoots
    },

    /**
     * Writes the derivatives of rows `begin` to `end` − 1, times their scales and rounded (halves to even), as packed entries to `out`, by row number.
     * `hessianScale` 0: all hessians are the same, and each counts 1.
     */
    quantise(
      gradients: Pointer,
      hessians: Pointer,
      begin: number,
      end: number,
      gradientScale: number,
      hessianScale: number,
      out: Pointer,
    ): void {
      const { f32, i32, u32 } = views
      for (let row = begin; row < end; row++) {
        const gradient = roundHalfEven(f32[gradients / 4 + row] * gradientScale)
        const hessian = hessianScale > 0 ? roundHalfEven(f32[hessians / 4 + row] * hessianScale) : 1
        u32[out / 4 + 2 * row] = Math.max(0, Math.min(2 ** 32 - 1, hessian))
        i32[out / 4 + 2 * row + 1] = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, gradient))
      }
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
    ): void {
      const { f32, f64 } = views
      for (let row = begin; row < end; row++) {
        f64[out / 8 + 2 * row] = roundHalfEven(f32[gradients / 4 + row] * gradientScale)
        f64[out / 8 + 2 * row + 1] = hessianScale > 0 ? roundHalfEven(Math.max(f32[hessians / 4 + row], 0) * hessianScale) : 1
      }
    },

    /** The sums of the packed entries of rows at places `begin` to `end` − 1 of `rows` (i32): two f64 to `out`. */
    sumQuanta(derivatives: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      const { i32, u32, f64 } = views
      let gradient = 0
      let hessian = 0
      for (let i = begin; i < end; i++) {
        const entry = derivatives / 4 + 2 * i32[rows / 4 + i]
        hessian += u32[entry]
        gradient += i32[entry + 1]
      }
      f64[out / 8] = gradient
      f64[out / 8 + 1] = hessian
    },

    /** The same of wide entries. */
    sumQuantaWide(derivatives: Pointer, rows: Pointer, begin: number, end: number, out: Pointer): void {
      const { i32, f64 } = views
      let gradient = 0
      let hessian = 0
      for (let i = begin; i < end; i++) {
        const entry = derivatives / 8 + 2 * i32[rows / 4 + i]
        gradient += f64[entry]
        hessian += f64[entry + 1]
      }
      f64[out / 8] = gradient
      f64[out / 8 + 1] = hessian
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
