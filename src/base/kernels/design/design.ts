// Passes over the rows of a design of linear models: dense columns row by row, the others as compressed rows.
import type { MemoryViews, Pointer } from '../memory.js'

export function plainDesign(views: MemoryViews) {
  return {
    /**
     * scores = columns · coefficients + intercepts, for rows `from` to `to` − 1.
     * `dense` (in): rows × `denseCount` f64, the first columns. `rowStarts`, `columns` (i32), `values` (f64; in): the entries of row i of the others are at
     * rowStarts[i] up to rowStarts[i + 1]. `coefficients` (in): (`size` + 1) × `outputs` f64, the intercepts last. `scores` (out): rows × `outputs` f64.
     */
    scoreDesign(
      dense: Pointer,
      denseCount: number,
      rowStarts: Pointer,
      columns: Pointer,
      values: Pointer,
      from: number,
      to: number,
      coefficients: Pointer,
      size: number,
      outputs: number,
      scores: Pointer,
    ): void {
      const { f64, i32 } = views
      const c = coefficients / 8
      for (let row = from; row < to; row++) {
        const x = dense / 8 + row * denseCount
        const firstEntry = i32[rowStarts / 4 + row]
        const lastEntry = i32[rowStarts / 4 + row + 1]
        if (outputs === 1) {
          let even = 0
          let odd = 0
          let j = 0
          for (; j + 1 < denseCount; j += 2) {
            even += f64[x + j] * f64[c + j]
            odd += f64[x + j + 1] * f64[c + j + 1]
          }
          let score = even + odd + f64[c + size]
          if (j < denseCount) score += f64[x + j] * f64[c + j]
          for (let e = firstEntry; e < lastEntry; e++) score += f64[values / 8 + e] * f64[c + i32[columns / 4 + e]]
          f64[scores / 8 + row] = score
          continue
        }
        const target = scores / 8 + row * outputs
        for (let k = 0; k < outputs; k++) f64[target + k] = f64[c + size * outputs + k]!
        for (let j = 0; j < denseCount; j++) addTimes(f64, target, f64[x + j], c + j * outputs, outputs)
        for (let e = firstEntry; e < lastEntry; e++) {
          addTimes(f64, target, f64[values / 8 + e], c + i32[columns / 4 + e] * outputs, outputs)
        }
      }
    },

    /**
     * sums += columnsᵀ · residuals, those of the residuals themselves last, over rows `from` to `to` − 1. The design as in `scoreDesign`.
     * `residuals` (in): rows × `outputs` f64. `sums` (in and out): (`size` + 1) × `outputs` f64.
     */
    sumDesign(
      dense: Pointer,
      denseCount: number,
      rowStarts: Pointer,
      columns: Pointer,
      values: Pointer,
      from: number,
      to: number,
      residuals: Pointer,
      size: number,
      outputs: number,
      sums: Pointer,
    ): void {
      const { f64, i32 } = views
      const s = sums / 8
      const r = residuals / 8
      let first = from
      if (outputs === 1) {
        for (; first + 3 < to; first += 4) {
          const x = dense / 8 + first * denseCount
          for (let j = 0; j < denseCount; j++) {
            const upper = f64[x + j] * f64[r + first] + f64[x + denseCount + j] * f64[r + first + 1]
            const lower = f64[x + 2 * denseCount + j] * f64[r + first + 2] + f64[x + 3 * denseCount + j] * f64[r + first + 3]
            f64[s + j] += upper + lower
          }
        }
      }
      for (; first < to; first++) {
        for (let j = 0; j < denseCount; j++) {
          addTimes(f64, s + j * outputs, f64[dense / 8 + first * denseCount + j], r + first * outputs, outputs)
        }
      }
      for (let row = from; row < to; row++) {
        for (let e = i32[rowStarts / 4 + row]; e < i32[rowStarts / 4 + row + 1]; e++) {
          addTimes(f64, s + i32[columns / 4 + e] * outputs, f64[values / 8 + e], r + row * outputs, outputs)
        }
        addTimes(f64, s + size * outputs, 1, r + row * outputs, outputs)
      }
    },

    /**
     * gram += Σ weight · x xᵀ over rows `from` to `to` − 1, x the chosen columns and a final 1. The design as in `scoreDesign`.
     * `weights` (in): rows × f64. `positions` (in): for each column its place among the chosen, −1 where it is not (i32). `denseColumns` (in): the
     * `denseChosen` dense ones, ascending (i32). `width`: chosen + 1. `lines`: scratch, four times `denseChosen` f64, rounded up to even. `met`: scratch,
     * `width` × 16 bytes. `gram` (in and out): width² f64, row by row; only its lower triangle is meant.
     */
    gramDesign(
      dense: Pointer,
      denseCount: number,
      rowStarts: Pointer,
      columns: Pointer,
      values: Pointer,
      from: number,
      to: number,
      weights: Pointer,
      positions: Pointer,
      denseColumns: Pointer,
      denseChosen: number,
      width: number,
      lines: Pointer,
      met: Pointer,
      gram: Pointer,
    ): void {
      const { f64, i32 } = views
      const padded = denseChosen + (denseChosen & 1)
      const x = lines / 8
      const g = gram / 8
      const last = g + (width - 1) * width
      for (let first = from; first < to; first += 4) {
        const w = [0, 1, 2, 3].map((r) => (first + r < to ? f64[weights / 8 + first + r] : 0))
        if (w.every((weight) => weight === 0)) continue
        for (let r = 0; r < 4; r++) {
          const row = dense / 8 + Math.min(first + r, to - 1) * denseCount
          for (let a = 0; a < denseChosen; a++) f64[x + r * padded + a] = f64[row + i32[denseColumns / 4 + a]]
          if (padded > denseChosen) f64[x + r * padded + denseChosen] = 0
        }
        for (let a = 0; a <= denseChosen; a++) {
          const isLast = a === denseChosen
          const p = w.map((weight, r) => (isLast ? weight : weight * f64[x + r * padded + a]))
          const line = isLast ? last : g + a * width
          const count = isLast ? padded : a + 2 - (a & 1)
          for (let b = 0; b < count; b++) {
            const upper = p[0] * f64[x + b] + p[1] * f64[x + padded + b]
            const lower = p[2] * f64[x + 2 * padded + b] + p[3] * f64[x + 3 * padded + b]
            f64[line + b] += upper + lower
          }
        }
        for (let r = 0; r < 4; r++) {
          const weight = w[r]
          if (weight === 0) continue
          const row = first + r
          let count = 0
          for (let e = i32[rowStarts / 4 + row]; e < i32[rowStarts / 4 + row + 1]; e++) {
            const position = i32[positions / 4 + i32[columns / 4 + e]]
            if (position < 0) continue
            const value = f64[values / 8 + e]
            const product = weight * value
            const line = g + position * width
            addTimes(f64, line, product, x + r * padded, padded)
            i32[met / 4 + 4 * count] = position
            f64[met / 8 + 2 * count + 1] = value
            count++
            for (let b = 0; b < count; b++) f64[line + i32[met / 4 + 4 * b]] += product * f64[met / 8 + 2 * b + 1]
            f64[last + position] += product
          }
          f64[last + width - 1] += weight
        }
      }
    },
  }
}

/** target += factor · source, numbers counted in f64. */
function addTimes(f64: Float64Array, target: number, factor: number, source: number, count: number): void {
  for (let k = 0; k < count; k++) f64[target + k] += factor * f64[source + k]
}
