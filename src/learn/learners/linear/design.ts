// A view as the solvers read it: row by row, shifted and scaled, frequent values left out.
import { MlwrightError } from '../../../base/core/index.js'
import type { Feature, View } from '../../features/index.js'

/** A feature of which one value fills at least this share of the rows is kept sparse. */
const sparseShare = 0.75

/** Below this deviation a feature cannot matter: any penalty on it is beyond measure. */
const smallestDeviation = 1e-150

/**
 * Columns are (value − shift) ÷ scale, dense ones first; constant features are left out. With the intercept not penalised a shift
 * changes nothing, and the penalties are scaled to match (see penalty.ts), so that the optimum is that of the features as given.
 */
export interface Design {
  readonly rowCount: number
  /** Columns, dense and sparse. */
  readonly size: number
  readonly denseCount: number
  /** rowCount × denseCount */
  readonly dense: Float64Array
  /** Compressed rows of the sparse columns: entries of row i are at rowStarts[i] up to rowStarts[i + 1], columns ascending. */
  readonly rowStarts: Int32Array
  readonly columns: Int32Array
  readonly values: Float64Array
  /** Of each column: its feature in the view, and how it was shifted and scaled. */
  readonly features: Int32Array
  readonly shifts: Float64Array
  readonly scales: Float64Array
}

interface Kept {
  readonly feature: number
  readonly shift: number
  readonly scale: number
  /** Absent: every row. */
  readonly rows?: Int32Array
  readonly values: Float64Array
}

export function buildDesign(view: View, checkpoint: () => void): Design {
  const denseColumns: Kept[] = []
  const sparseColumns: Kept[] = []
  for (let index = 0; index < view.features.length; index++) {
    checkpoint()
    const kept = keepFeature(view.features[index], index, view.rowCount)
    if (kept !== undefined) (kept.rows === undefined ? denseColumns : sparseColumns).push(kept)
  }
  const all = [...denseColumns, ...sparseColumns]
  return {
    rowCount: view.rowCount,
    size: all.length,
    denseCount: denseColumns.length,
    dense: interleave(denseColumns, view.rowCount, checkpoint),
    ...compressRows(sparseColumns, denseColumns.length, view.rowCount),
    features: Int32Array.from(all, (kept) => kept.feature),
    shifts: Float64Array.from(all, (kept) => kept.shift),
    scales: Float64Array.from(all, (kept) => kept.scale),
  }
}

/** The design of some rows, in that order. */
export function takeRows(design: Design, rows: Int32Array): Design {
  const { denseCount } = design
  const dense = new Float64Array(rows.length * denseCount)
  const rowStarts = new Int32Array(rows.length + 1)
  for (let i = 0; i < rows.length; i++) {
    dense.set(design.dense.subarray(rows[i] * denseCount, (rows[i] + 1) * denseCount), i * denseCount)
    rowStarts[i + 1] = rowStarts[i] + design.rowStarts[rows[i] + 1] - design.rowStarts[rows[i]]
  }
  const columns = new Int32Array(rowStarts[rows.length])
  const values = new Float64Array(rowStarts[rows.length])
  for (let i = 0; i < rows.length; i++) {
    const from = design.rowStarts[rows[i]]
    const to = design.rowStarts[rows[i] + 1]
    columns.set(design.columns.subarray(from, to), rowStarts[i])
    values.set(design.values.subarray(from, to), rowStarts[i])
  }
  return { ...design, rowCount: rows.length, dense, rowStarts, columns, values }
}

/** Values held: what one pass over the design costs. */
export function entryCountOf(design: Design): number {
  return design.dense.length + design.values.length + design.rowCount
}

/** Undefined when the feature is constant. Decides by the values alone, so that both layouts of a feature give the same. */
function keepFeature(feature: Feature, index: number, rowCount: number): Kept | undefined {
  if (feature.layout === 'sparse' && feature.rows.length <= (1 - sparseShare) * rowCount) {
    return scaled({ feature: index, shift: 0, rows: feature.rows, values: feature.values }, rowCount, feature.name)
  }
  const values = feature.layout === 'dense' ? feature.values : spread(feature, rowCount)
  const common = majorityOf(values)
  let others = 0
  for (const value of values) if (value !== common) others++
  if (others > (1 - sparseShare) * rowCount) {
    let mean = 0
    for (const value of values) mean += value / rowCount
    return scaled({ feature: index, shift: mean, values }, rowCount, feature.name)
  }
  const rows = new Int32Array(others)
  let count = 0
  for (let row = 0; row < rowCount; row++) if (values[row] !== common) rows[count++] = row
  return scaled({ feature: index, shift: common, rows, values: Float64Array.from(rows, (row) => values[row]) }, rowCount, feature.name)
}

/** Shifted, and scaled to a root mean square of 1 over all rows. */
function scaled(kept: Omit<Kept, 'scale'>, rowCount: number, name: string): Kept | undefined {
  let largest = 0
  const values = new Float64Array(kept.values.length)
  for (let i = 0; i < values.length; i++) {
    values[i] = kept.values[i] - kept.shift
    if (!Number.isFinite(kept.values[i])) {
      throw new MlwrightError(
        'INTERNAL',
        `Feature '${name}' holds ${kept.values[i]}, expected a finite number: linear models take no missing values.`,
      )
    }
    largest = Math.max(largest, Math.abs(values[i]))
  }
  if (largest < smallestDeviation) return undefined
  // Divided by the largest first, so that squares do not overflow.
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    values[i] /= largest
    squares += values[i] * values[i]
  }
  const root = Math.sqrt(squares / rowCount)
  for (let i = 0; i < values.length; i++) values[i] /= root
  return { ...kept, values, scale: largest * root }
}

/** The value of more than half of all, if there is one (Boyer and Moore 1981). */
function majorityOf(values: Float64Array): number {
  let candidate = NaN
  let lead = 0
  for (const value of values) {
    if (lead === 0) candidate = value
    lead += value === candidate ? 1 : -1
  }
  return candidate
}

function spread(feature: Extract<Feature, { layout: 'sparse' }>, rowCount: number): Float64Array {
  const values = new Float64Array(rowCount)
  for (let i = 0; i < feature.rows.length; i++) values[feature.rows[i]] = feature.values[i]
  return values
}

function interleave(columns: readonly Kept[], rowCount: number, checkpoint: () => void): Float64Array {
  const width = columns.length
  const dense = new Float64Array(rowCount * width)
  for (let column = 0; column < width; column++) {
    checkpoint()
    const { values } = columns[column]
    for (let row = 0, at = column; row < rowCount; row++, at += width) dense[at] = values[row]
  }
  return dense
}

function compressRows(kept: readonly Kept[], firstColumn: number, rowCount: number): Pick<Design, 'rowStarts' | 'columns' | 'values'> {
  const rowStarts = new Int32Array(rowCount + 1)
  for (const { rows } of kept) for (const row of rows!) rowStarts[row + 1]++
  for (let row = 0; row < rowCount; row++) rowStarts[row + 1] += rowStarts[row]
  const next = rowStarts.slice(0, rowCount)
  const columns = new Int32Array(rowStarts[rowCount])
  const values = new Float64Array(rowStarts[rowCount])
  for (let column = 0; column < kept.length; column++) {
    const { rows, values: given } = kept[column]
    for (let i = 0; i < given.length; i++) {
      const at = next[rows![i]]++
      columns[at] = firstColumn + column
      values[at] = given[i]
    }
  }
  return { rowStarts, columns, values }
}
