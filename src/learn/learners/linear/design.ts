// A view as the solvers read it: row by row, shifted and scaled, frequent values left out.
import { MlwrightError } from '../../../base/core/index.js'
import type { Pointer, Workplace } from '../../../base/kernels/index.js'
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
  /** Values held in sparse columns. */
  readonly entryCount: number
  readonly place: DesignPlace
  /** Of each column: its feature in the view, and how it was shifted and scaled. */
  readonly features: Int32Array
  readonly shifts: Float64Array
  readonly scales: Float64Array
}

/** Where the values lie, in the memory of the kernels. */
export interface DesignPlace extends Pick<Workplace, 'kernels' | 'memory'> {
  /** f64, rowCount × denseCount. */
  readonly dense: Pointer
  /** Compressed rows of the sparse columns: entries of row i are at rowStarts[i] up to rowStarts[i + 1] (i32), columns (i32) ascending, values f64. */
  readonly rowStarts: Pointer
  readonly columns: Pointer
  readonly values: Pointer
}

interface Kept {
  readonly feature: number
  readonly shift: number
  readonly scale: number
  /** Absent: every row. */
  readonly rows?: Int32Array
  readonly values: Float64Array
}

/** Throws MEMORY_EXHAUSTED where the values are more than WebAssembly can address. */
export function buildDesign(view: View, workplace: Workplace, checkpoint: () => void): Design {
  const denseColumns: Kept[] = []
  const sparseColumns: Kept[] = []
  for (let index = 0; index < view.features.length; index++) {
    checkpoint()
    const kept = keepFeature(view.features[index], index, view.rowCount)
    if (kept !== undefined) (kept.rows === undefined ? denseColumns : sparseColumns).push(kept)
  }
  const all = [...denseColumns, ...sparseColumns]
  const sizes = {
    rowCount: view.rowCount,
    denseCount: denseColumns.length,
    entryCount: sparseColumns.reduce((sum, kept) => sum + kept.values.length, 0),
  }
  const design = {
    ...sizes,
    size: all.length,
    place: placeDesign(workplace, sizes),
    features: Int32Array.from(all, (kept) => kept.feature),
    shifts: Float64Array.from(all, (kept) => kept.shift),
    scales: Float64Array.from(all, (kept) => kept.scale),
  }
  interleave(denseColumns, design, checkpoint)
  compressRows(sparseColumns, design)
  return design
}

/** The design of some rows, in that order. */
export function takeRows(design: Design, rows: Int32Array): Design {
  const { denseCount } = design
  const starts = arraysOf(design).rowStarts
  let entryCount = 0
  for (const row of rows) entryCount += starts[row + 1] - starts[row]
  const taken: Design = {
    ...design,
    rowCount: rows.length,
    entryCount,
    place: placeDesign(design.place, { rowCount: rows.length, denseCount, entryCount }),
  }
  const from = arraysOf(design)
  const to = arraysOf(taken)
  to.rowStarts[0] = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    to.dense.set(from.dense.subarray(row * denseCount, (row + 1) * denseCount), i * denseCount)
    let end = to.rowStarts[i]
    for (let e = from.rowStarts[row]; e < from.rowStarts[row + 1]; e++, end++) {
      to.columns[end] = from.columns[e]
      to.values[end] = from.values[e]
    }
    to.rowStarts[i + 1] = end
  }
  return taken
}

type Sizes = Pick<Design, 'rowCount' | 'denseCount' | 'entryCount'>

function placeDesign({ kernels, memory }: Pick<Workplace, 'kernels' | 'memory'>, { rowCount, denseCount, entryCount }: Sizes): DesignPlace {
  return {
    kernels,
    memory,
    dense: memory.allocate(8 * rowCount * denseCount),
    rowStarts: memory.allocate(4 * (rowCount + 1)),
    columns: memory.allocate(4 * entryCount),
    values: memory.allocate(8 * entryCount),
  }
}

/** The values themselves, until more memory is allocated. */
function arraysOf({ rowCount, denseCount, entryCount, place }: Sizes & Pick<Design, 'place'>) {
  const { memory } = place
  return {
    dense: memory.float64(place.dense, rowCount * denseCount),
    rowStarts: memory.int32(place.rowStarts, rowCount + 1),
    columns: memory.int32(place.columns, entryCount),
    values: memory.float64(place.values, entryCount),
  }
}

/** Values held: what one pass over the design costs. */
export function entryCountOf(design: Design): number {
  return design.rowCount * (design.denseCount + 1) + design.entryCount
}

/** Undefined when the feature is constant. Decides by the values alone, so that both layouts of a feature give the same. */
function keepFeature(feature: Feature, index: number, rowCount: number): Kept | undefined {
  if (feature.layout === 'sparse' && feature.rows.length <= (1 - sparseShare) * rowCount) {
    return scaled({ feature: index, shift: 0, rows: feature.rows, values: feature.values }, rowCount, feature.name)
  }
  const values = feature.layout === 'dense' ? feature.values : spread(feature, rowCount)
  const common = majorityOf(values)
  let others = 0
  for (let row = 0; row < rowCount; row++) if (values[row] !== common) others++
  if (others > (1 - sparseShare) * rowCount) {
    let mean = 0
    for (let row = 0; row < rowCount; row++) mean += values[row] / rowCount
    return scaled({ feature: index, shift: mean, values }, rowCount, feature.name)
  }
  const rows = new Int32Array(others)
  const uncommon = new Float64Array(others)
  let count = 0
  for (let row = 0; row < rowCount; row++) {
    if (values[row] === common) continue
    rows[count] = row
    uncommon[count++] = values[row]
  }
  return scaled({ feature: index, shift: common, rows, values: uncommon }, rowCount, feature.name)
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
  for (let row = 0; row < values.length; row++) {
    if (lead === 0) candidate = values[row]
    lead += values[row] === candidate ? 1 : -1
  }
  return candidate
}

function spread(feature: Extract<Feature, { layout: 'sparse' }>, rowCount: number): Float64Array {
  const values = new Float64Array(rowCount)
  for (let i = 0; i < feature.rows.length; i++) values[feature.rows[i]] = feature.values[i]
  return values
}

function interleave(columns: readonly Kept[], design: Design, checkpoint: () => void): void {
  const { rowCount, denseCount } = design
  const { dense } = arraysOf(design)
  for (let column = 0; column < denseCount; column++) {
    checkpoint()
    const { values } = columns[column]
    for (let row = 0, at = column; row < rowCount; row++, at += denseCount) dense[at] = values[row]
  }
}

function compressRows(kept: readonly Kept[], design: Design): void {
  const { rowCount, denseCount } = design
  const { rowStarts, columns, values } = arraysOf(design)
  rowStarts.fill(0)
  for (const { rows } of kept) for (const row of rows!) rowStarts[row + 1]++
  for (let row = 0; row < rowCount; row++) rowStarts[row + 1] += rowStarts[row]
  const next = rowStarts.slice(0, rowCount)
  for (let column = 0; column < kept.length; column++) {
    const { rows, values: given } = kept[column]
    for (let i = 0; i < given.length; i++) {
      const at = next[rows![i]]++
      columns[at] = denseCount + column
      values[at] = given[i]
    }
  }
}
