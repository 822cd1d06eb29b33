// The two sums of an entry, packed or wide, as the plain kernels read them: of a bin of a histogram, or of the derivatives of a row.
import type { MemoryViews, Pointer } from '../memory.js'

export type ReadEntry = (entry: number) => { gradient: number; hessian: number }

export function packedReader({ i32, u32 }: MemoryViews, entries: Pointer): ReadEntry {
  return (entry) => ({ gradient: i32[entries / 4 + 2 * entry + 1], hessian: u32[entries / 4 + 2 * entry] })
}

export function wideReader({ f64 }: MemoryViews, entries: Pointer): ReadEntry {
  return (entry) => ({ gradient: f64[entries / 8 + 2 * entry], hessian: f64[entries / 8 + 2 * entry + 1] })
}
