// Sparse features from codes: which rows hold which of a few levels.
import type { FeatureData } from './transformer.js'

/** One indicator per code: the rows where it occurs. Codes out of range occur in none. */
export function indicatorsOf(codes: Int32Array, codeCount: number): FeatureData[] {
  const starts = new Int32Array(codeCount + 1)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code >= 0 && code < codeCount) starts[code + 1]++
  }
  for (let code = 0; code < codeCount; code++) starts[code + 1] += starts[code]
  const total = starts[codeCount]
  const rows = new Int32Array(total)
  const next = starts.slice(0, codeCount)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code >= 0 && code < codeCount) rows[next[code]++] = i
  }
  const ones = new Float64Array(total).fill(1)
  return Array.from({ length: codeCount }, (_, code) => ({
    layout: 'sparse',
    rows: rows.subarray(starts[code], starts[code + 1]),
    values: ones.subarray(0, starts[code + 1] - starts[code]),
  }))
}

/** The rows whose mark is not 0, as one indicator. */
export function indicatorOf(marks: Uint8Array): FeatureData {
  let count = 0
  for (let i = 0; i < marks.length; i++) if (marks[i] !== 0) count++
  const rows = new Int32Array(count)
  let at = 0
  for (let i = 0; i < marks.length; i++) if (marks[i] !== 0) rows[at++] = i
  return { layout: 'sparse', rows, values: new Float64Array(count).fill(1) }
}

/** Turns entries by row (row i has entries starts[i] up to starts[i + 1]) into one feature per column. */
export function featuresOf(starts: Int32Array, columns: Int32Array, values: ArrayLike<number>, columnCount: number): FeatureData[] {
  const ends = new Int32Array(columnCount + 1)
  for (let entry = 0; entry < columns.length; entry++) ends[columns[entry] + 1]++
  for (let column = 0; column < columnCount; column++) ends[column + 1] += ends[column]
  const next = ends.slice(0, columnCount)
  const rows = new Int32Array(columns.length)
  const placed = new Float64Array(columns.length)
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
      const at = next[columns[entry]]++
      rows[at] = row
      placed[at] = values[entry]!
    }
  }
  return Array.from({ length: columnCount }, (_, column) => ({
    layout: 'sparse',
    rows: rows.subarray(ends[column], ends[column + 1]),
    values: placed.subarray(ends[column], ends[column + 1]),
  }))
}
