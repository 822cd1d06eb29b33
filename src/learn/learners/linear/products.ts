// Passes over a design: scores of rows, gradients, weighted Gram matrices.
import type { Design } from './design.js'

/** Multiplications between two checkpoints: a few milliseconds. */
const blockCost = 4e6

/**
 * scores = columns · coefficients + intercepts. `coefficients` in: (size + 1) × outputs, the intercepts last; `scores` out: rows × outputs.
 */
export function multiply(design: Design, coefficients: Float64Array, outputs: number, scores: Float64Array, checkpoint: () => void): void {
  const { size, denseCount, dense, rowStarts, columns, values } = design
  forBlocks(design, outputs, checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      if (outputs === 1) {
        let score = coefficients[size]
        for (let j = 0, at = row * denseCount; j < denseCount; j++, at++) score += dense[at] * coefficients[j]
        for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) score += values[e] * coefficients[columns[e]]
        scores[row] = score
        continue
      }
      const target = row * outputs
      for (let k = 0; k < outputs; k++) scores[target + k] = coefficients[size * outputs + k]
      for (let j = 0, at = row * denseCount; j < denseCount; j++, at++) {
        const value = dense[at]
        const source = j * outputs
        for (let k = 0; k < outputs; k++) scores[target + k] += value * coefficients[source + k]
      }
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const value = values[e]
        const source = columns[e] * outputs
        for (let k = 0; k < outputs; k++) scores[target + k] += value * coefficients[source + k]
      }
    }
  })
}

/** sums = columnsᵀ · residuals, the sums of the residuals themselves last. `residuals` in: rows × outputs; `sums` out: (size + 1) × outputs. */
export function multiplyTransposed(design: Design, residuals: Float64Array, outputs: number, sums: Float64Array, checkpoint: () => void): void {
  const { size, denseCount, dense, rowStarts, columns, values } = design
  sums.fill(0)
  forBlocks(design, outputs, checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      if (outputs === 1) {
        const residual = residuals[row]
        if (residual === 0) continue
        for (let j = 0, at = row * denseCount; j < denseCount; j++, at++) sums[j] += dense[at] * residual
        for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) sums[columns[e]] += values[e] * residual
        sums[size] += residual
        continue
      }
      const source = row * outputs
      for (let j = 0, at = row * denseCount; j < denseCount; j++, at++) {
        const value = dense[at]
        const target = j * outputs
        for (let k = 0; k < outputs; k++) sums[target + k] += value * residuals[source + k]
      }
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const value = values[e]
        const target = columns[e] * outputs
        for (let k = 0; k < outputs; k++) sums[target + k] += value * residuals[source + k]
      }
      for (let k = 0; k < outputs; k++) sums[size * outputs + k] += residuals[source + k]
    }
  })
}

/**
 * Σ weight · x xᵀ over the rows, x the chosen columns and a final 1 for the intercept.
 * `chosen`: ascending columns. Returns (chosen + 1)², row by row; only the lower triangle is filled.
 */
export function weightedGram(design: Design, weights: Float64Array, chosen: Int32Array, checkpoint: () => void): Float64Array {
  const { denseCount, dense, rowStarts, columns, values } = design
  const width = chosen.length + 1
  const gram = new Float64Array(width * width)
  const positions = new Int32Array(design.size).fill(-1)
  for (let i = 0; i < chosen.length; i++) positions[chosen[i]] = i
  let denseChosen = 0
  while (denseChosen < chosen.length && chosen[denseChosen] < denseCount) denseChosen++
  const x = new Float64Array(width)
  const at = new Int32Array(width)
  const last = (width - 1) * width
  const perRow = (denseChosen * denseChosen) / 2
  forBlocks(design, 1 + perRow / (1 + denseCount), checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights[row]
      if (weight === 0) continue
      const start = row * denseCount
      for (let a = 0; a < denseChosen; a++) {
        const value = dense[start + chosen[a]]
        x[a] = value
        const product = weight * value
        const line = a * width
        for (let b = 0; b <= a; b++) gram[line + b] += product * x[b]
        gram[last + a] += product
      }
      let count = 0
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const position = positions[columns[e]]
        if (position < 0) continue
        const value = values[e]
        const product = weight * value
        const line = position * width
        for (let b = 0; b < denseChosen; b++) gram[line + b] += product * x[b]
        at[count] = position
        x[denseChosen + count] = value
        count++
        for (let b = 0; b < count; b++) gram[line + at[b]] += product * x[denseChosen + b]
        gram[last + position] += product
      }
      gram[last + width - 1] += weight
    }
  })
  return gram
}

function forBlocks(design: Design, costPerEntry: number, checkpoint: () => void, run: (from: number, to: number) => void): void {
  const perRow = (design.denseCount + design.values.length / Math.max(1, design.rowCount) + 1) * costPerEntry
  const block = Math.max(1, Math.floor(blockCost / perRow))
  for (let from = 0; from < design.rowCount; from += block) {
    checkpoint()
    run(from, Math.min(design.rowCount, from + block))
  }
}
