// What one column alone tells about the answer, on rows that it was not counted on.
import { explainedShare } from './explained.js'
import type { ColumnParts } from './column-parts.js'

const foldCount = 5
/** So many rows of the mean of all are mixed into that of each part. */
const prior = 1

/**
 * The share of the answers that a column explains alone: by the mean answer (or the shares of classes) of each of its parts, counted on four fifths of
 * the rows and judged on the rest. `target`: class indices, or numbers where `classCount` is 0. O(rows).
 */
export function columnPower({ codes, count }: ColumnParts, target: Float64Array, classCount: number): number {
  const width = Math.max(1, classCount)
  const predictions = new Float64Array(codes.length * width)
  const all = sumsOf({ codes, count }, target, { classCount, isCounted: () => true })
  for (let fold = 0; fold < foldCount; fold++) {
    const tested = sumsOf({ codes, count }, target, { classCount, isCounted: (row) => foldOf(row) === fold })
    const [sums, rows] = [all.sums.map((value, at) => value - tested.sums[at]), all.rows.map((value, at) => value - tested.rows[at])]
    const totalRows = rows.reduce((sum, value) => sum + value, 0)
    const means = Float64Array.from({ length: width }, (_, k) => {
      let sum = 0
      for (let part = 0; part < count; part++) sum += sums[part * width + k]
      return sum / Math.max(1, totalRows)
    })
    for (let row = 0; row < codes.length; row++) {
      if (foldOf(row) !== fold) continue
      const part = codes[row]
      for (let k = 0; k < width; k++) predictions[row * width + k] = (sums[part * width + k] + prior * means[k]) / (rows[part] + prior)
    }
  }
  return explainedShare(target, predictions, classCount)
}

/** Spread over the rows without an order that the rows may have. */
function foldOf(row: number): number {
  const hash = Math.imul(row ^ (row >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) % foldCount
}

interface Sums {
  readonly sums: Float64Array
  readonly rows: Float64Array
}

function sumsOf(
  { codes, count }: ColumnParts,
  target: Float64Array,
  { classCount, isCounted }: { classCount: number; isCounted: (row: number) => boolean },
): Sums {
  const width = Math.max(1, classCount)
  const [sums, rows] = [new Float64Array(count * width), new Float64Array(count)]
  for (let row = 0; row < codes.length; row++) {
    if (!isCounted(row)) continue
    rows[codes[row]]++
    if (classCount === 0) sums[codes[row]] += target[row]
    else sums[codes[row] * width + target[row]]++
  }
  return { sums, rows }
}
