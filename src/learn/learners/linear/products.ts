// Passes over a design: scores of rows, gradients, weighted Gram matrices.
import type { Pointer } from '../../../base/kernels/index.js'
import type { Design } from './design.js'

/** Multiplications between two checkpoints: a few milliseconds. */
const blockCost = 4e6

/**
 * scores = columns · coefficients + intercepts. `coefficients` in: (size + 1) × outputs, the intercepts last; `scores` out: rows × outputs.
 */
export function multiply(design: Design, coefficients: Float64Array, outputs: number, scores: Float64Array, checkpoint: () => void): void {
  const { size, denseCount, place } = design
  const { kernels, memory, dense, rowStarts, columns, values } = place
  withScratch(design, (allocate) => {
    const given = allocate(coefficients)
    const out = memory.allocate(8 * scores.length)
    forBlocks(design, outputs, checkpoint, (from, to) => {
      kernels.scoreDesign(dense, denseCount, rowStarts, columns, values, from, to, given, size, outputs, out)
    })
    scores.set(memory.float64(out, scores.length))
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
  const { size, denseCount, place } = design
  const { kernels, memory, dense, rowStarts, columns, values } = place
  withScratch(design, (allocate) => {
    const given = allocate(residuals)
    const out = allocate(new Float64Array(sums.length))
    forBlocks(design, outputs, checkpoint, (from, to) => {
      kernels.sumDesign(dense, denseCount, rowStarts, columns, values, from, to, given, size, outputs, out)
    })
    sums.set(memory.float64(out, sums.length))
  })
}

/**
 * Σ weight · x xᵀ over the rows, x the chosen columns and a final 1 for the intercept.
 * `chosen`: ascending columns. Returns (chosen + 1)², row by row; only the lower triangle is meant.
 */
export function weightedGram(design: Design, weights: Float64Array, chosen: Int32Array, checkpoint: () => void): Float64Array {
  const { denseCount, place } = design
  const { kernels, memory, dense, rowStarts, columns, values } = place
  const width = chosen.length + 1
  const positions = new Int32Array(design.size).fill(-1)
  for (let i = 0; i < chosen.length; i++) positions[chosen[i]] = i
  let denseChosen = 0
  while (denseChosen < chosen.length && chosen[denseChosen] < denseCount) denseChosen++
  return withScratch(design, (allocate) => {
    const rowWeights = allocate(weights)
    const places = allocate(positions)
    const denseColumns = allocate(chosen.subarray(0, denseChosen))
    const lines = memory.allocate(32 * (denseChosen + 1))
    const met = memory.allocate(16 * width)
    const gram = allocate(new Float64Array(width * width))
    forBlocks(design, 1 + (denseChosen * denseChosen) / 2 / (1 + denseCount), checkpoint, (from, to) => {
      kernels.gramDesign(
        dense,
        denseCount,
        rowStarts,
        columns,
        values,
        from,
        to,
        rowWeights,
        places,
        denseColumns,
        denseChosen,
        width,
        lines,
        met,
        gram,
      )
    })
    return memory.float64(gram, width * width).slice()
  })
}

/** Calls `work` with a function that copies numbers into the kernels' memory; what was allocated there is free afterwards. */
function withScratch<T>({ place: { memory } }: Design, work: (allocate: (values: Float64Array | Int32Array) => Pointer) => T): T {
  const mark = memory.mark()
  try {
    return work((values) => {
      const pointer = memory.allocate(values.byteLength)
      if (values instanceof Float64Array) memory.float64(pointer, values.length).set(values)
      else memory.int32(pointer, values.length).set(values)
      return pointer
    })
  } finally {
    memory.release(mark)
  }
}

function forBlocks(design: Design, costPerEntry: number, checkpoint: () => void, run: (from: number, to: number) => void): void {
  const perRow = (design.denseCount + design.entryCount / Math.max(1, design.rowCount) + 1) * costPerEntry
  // A multiple of four: the kernels take four rows at once.
  const block = Math.max(4, 4 * Math.floor(blockCost / perRow / 4))
  for (let from = 0; from < design.rowCount; from += block) {
    checkpoint()
    run(from, Math.min(design.rowCount, from + block))
  }
}
