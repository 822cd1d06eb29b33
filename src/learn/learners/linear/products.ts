// Passes over a design: scores of rows, gradients, weighted Gram matrices.
import { addDenseGram, addDenseScores, addDenseSums } from './dense.js'
import type { Design } from './design.js'

/** Multiplications between two checkpoints: a few milliseconds. */
const blockCost = 4e6

/**
 * scores = columns · coefficients + intercepts. `coefficients` in: (size + 1) × outputs, the intercepts last; `scores` out: rows × outputs.
 */
export function multiply(design: Design, coefficients: Float64Array, outputs: number, scores: Float64Array, checkpoint: () => void): void {
  const { size, rowStarts, columns, values } = design
  const last = size * outputs
  forBlocks(design, outputs, checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      if (outputs === 1) {
        let score = coefficients[last]
        for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) score += values[e] * coefficients[columns[e]]
        scores[row] = score
        continue
      }
      const target = row * outputs
      for (let k = 0; k < outputs; k++) scores[target + k] = coefficients[last + k]
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const value = values[e]
        const source = columns[e] * outputs
        for (let k = 0; k < outputs; k++) scores[target + k] += value * coefficients[source + k]
      }
    }
    addDenseScores(design, { coefficients, outputs, from, to }, scores)
  })
}

/** sums = columnsᵀ · residuals, the sums of the residuals themselves last. `residuals` in: rows × outputs; `sums` out: (size + 1) × outputs. */
export function multiplyTransposed(
  design: Design,
  residuals: Float64Array,
  outputs: number,
  sums: Float64Array,
  checkpoint: () => void,
): void {
  const { size, rowStarts, columns, values } = design
  const last = size * outputs
  sums.fill(0)
  forBlocks(design, outputs, checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      const source = row * outputs
      if (outputs === 1) {
        const residual = residuals[row]
        if (residual === 0) continue
        for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) sums[columns[e]] += values[e] * residual
        sums[last] += residual
        continue
      }
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const value = values[e]
        const target = columns[e] * outputs
        for (let k = 0; k < outputs; k++) sums[target + k] += value * residuals[source + k]
      }
      for (let k = 0; k < outputs; k++) sums[last + k] += residuals[source + k]
    }
    addDenseSums(design, { residuals, outputs, from, to }, sums)
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
  const last = (width - 1) * width
  const positions = new Int32Array(design.size).fill(-1)
  for (let i = 0; i < chosen.length; i++) positions[chosen[i]] = i
  let denseChosen = 0
  while (denseChosen < chosen.length && chosen[denseChosen] < denseCount) denseChosen++
  const denseColumns = chosen.subarray(0, denseChosen)
  const at = new Int32Array(width)
  const met = new Float64Array(width)
  forBlocks(design, 1 + (denseChosen * denseChosen) / 2 / (1 + denseCount), checkpoint, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights[row]
      if (weight === 0) continue
      const start = row * denseCount
      let count = 0
      for (let e = rowStarts[row]; e < rowStarts[row + 1]; e++) {
        const position = positions[columns[e]]
        if (position < 0) continue
        const value = values[e]
        const product = weight * value
        const line = position * width
        for (let b = 0; b < denseChosen; b++) gram[line + b] += product * dense[start + denseColumns[b]]
        at[count] = position
        met[count] = value
        count++
        for (let b = 0; b < count; b++) gram[line + at[b]] += product * met[b]
        gram[last + position] += product
      }
      gram[last + width - 1] += weight
    }
    addDenseGram(design, { weights, denseColumns, width, from, to }, gram)
  })
  return gram
}

function forBlocks(design: Design, costPerEntry: number, checkpoint: () => void, run: (from: number, to: number) => void): void {
  const perRow = (design.denseCount + design.values.length / Math.max(1, design.rowCount) + 1) * costPerEntry
  // A multiple of four: the dense kernels take four rows at once.
  const block = Math.max(4, 4 * Math.floor(blockCost / perRow / 4))
  for (let from = 0; from < design.rowCount; from += block) {
    checkpoint()
    run(from, Math.min(design.rowCount, from + block))
  }
}
