// The dense part of the passes over a design: four rows or four outputs at once, so that each load of a sum serves four products.
import type { Design } from './design.js'

interface Rows {
  readonly from: number
  readonly to: number
}

/** scores += dense columns · coefficients. */
export function addDenseScores(
  { denseCount, dense }: Design,
  { coefficients, outputs, from, to }: Rows & { readonly coefficients: Float64Array; readonly outputs: number },
  scores: Float64Array,
): void {
  if (denseCount === 0) return
  // Output by output, so that four sums run along one row of values.
  const padded = Math.ceil(outputs / 4) * 4
  const lines = new Float64Array(padded * denseCount)
  for (let k = 0; k < outputs; k++) for (let j = 0; j < denseCount; j++) lines[k * denseCount + j] = coefficients[j * outputs + k]
  for (let row = from; row < to; row++) {
    const start = row * denseCount
    if (outputs === 1) {
      let score = 0
      for (let j = 0; j < denseCount; j++) score += dense[start + j] * lines[j]
      scores[row] += score
      continue
    }
    for (let k = 0; k < outputs; k += 4) {
      const line0 = k * denseCount
      const line1 = line0 + denseCount
      const line2 = line1 + denseCount
      const line3 = line2 + denseCount
      let score0 = 0
      let score1 = 0
      let score2 = 0
      let score3 = 0
      for (let j = 0; j < denseCount; j++) {
        const value = dense[start + j]
        score0 += value * lines[line0 + j]
        score1 += value * lines[line1 + j]
        score2 += value * lines[line2 + j]
        score3 += value * lines[line3 + j]
      }
      const target = row * outputs + k
      scores[target] += score0
      if (k + 1 < outputs) scores[target + 1] += score1
      if (k + 2 < outputs) scores[target + 2] += score2
      if (k + 3 < outputs) scores[target + 3] += score3
    }
  }
}

/** sums += dense columnsᵀ · residuals. */
export function addDenseSums(
  { denseCount, dense }: Design,
  { residuals, outputs, from, to }: Rows & { readonly residuals: Float64Array; readonly outputs: number },
  sums: Float64Array,
): void {
  let row = from
  for (; row + 3 < to; row += 4) {
    const start0 = row * denseCount
    const start1 = start0 + denseCount
    const start2 = start1 + denseCount
    const start3 = start2 + denseCount
    const source = row * outputs
    for (let j = 0; j < denseCount; j++) {
      const value0 = dense[start0 + j]
      const value1 = dense[start1 + j]
      const value2 = dense[start2 + j]
      const value3 = dense[start3 + j]
      const target = j * outputs
      for (let k = 0; k < outputs; k++) {
        const at = source + k
        sums[target + k] +=
          value0 * residuals[at] +
          value1 * residuals[at + outputs] +
          value2 * residuals[at + 2 * outputs] +
          value3 * residuals[at + 3 * outputs]
      }
    }
  }
  for (; row < to; row++) {
    for (let j = 0; j < denseCount; j++) {
      const value = dense[row * denseCount + j]
      for (let k = 0; k < outputs; k++) sums[j * outputs + k] += value * residuals[row * outputs + k]
    }
  }
}

/** gram += weight · x xᵀ for the dense columns chosen, and their products with the 1 of the intercept, in the last line. */
export function addDenseGram(
  { denseCount, dense }: Design,
  {
    weights,
    denseColumns,
    width,
    from,
    to,
  }: Rows & { readonly weights: Float64Array; readonly denseColumns: Int32Array; readonly width: number },
  gram: Float64Array,
): void {
  const count = denseColumns.length
  const last = (width - 1) * width
  const x = new Float64Array(4 * count)
  for (let first = from; first < to; first += 4) {
    const rows = Math.min(4, to - first)
    const weight0 = weights[first]
    const weight1 = rows > 1 ? weights[first + 1] : 0
    const weight2 = rows > 2 ? weights[first + 2] : 0
    const weight3 = rows > 3 ? weights[first + 3] : 0
    for (let a = 0, to4 = 0; a < count; a++, to4 += 4) {
      // Rows past the end have weight 0; their values are those of the first.
      const at = first * denseCount + denseColumns[a]
      x[to4] = dense[at]
      x[to4 + 1] = dense[rows > 1 ? at + denseCount : at]
      x[to4 + 2] = dense[rows > 2 ? at + 2 * denseCount : at]
      x[to4 + 3] = dense[rows > 3 ? at + 3 * denseCount : at]
      const product0 = weight0 * x[to4]
      const product1 = weight1 * x[to4 + 1]
      const product2 = weight2 * x[to4 + 2]
      const product3 = weight3 * x[to4 + 3]
      const line = a * width
      for (let b = 0, from4 = 0; b <= a; b++, from4 += 4) {
        gram[line + b] += product0 * x[from4] + product1 * x[from4 + 1] + product2 * x[from4 + 2] + product3 * x[from4 + 3]
      }
      gram[last + a] += product0 + product1 + product2 + product3
    }
  }
}
