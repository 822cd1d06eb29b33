// Rows × features as a learner sees them.

/** Where a feature comes from, for explanations and documents. */
export interface FeatureInfo {
  /** Unique in the view, such as `age`, `education=Masters`, `date.month`, `text:free call`. */
  readonly name: string
  /** The column of the table that it is made of. */
  readonly column: string
}

/** One value per row. NaN is missing, where the recipe leaves missing values to the learner. */
export interface DenseFeature extends FeatureInfo {
  readonly layout: 'dense'
  readonly values: Float64Array
  /** Of a categorical feature, whose values are codes from 0 in no order: how many there are. */
  readonly levelCount?: number
}

/** Only the rows whose value is not 0, ascending. Never missing. */
export interface SparseFeature extends FeatureInfo {
  readonly layout: 'sparse'
  readonly rows: Int32Array
  readonly values: Float64Array
}

export type Feature = DenseFeature | SparseFeature

export interface View {
  readonly rowCount: number
  readonly features: readonly Feature[]
}

/** The view of some rows, in that order. `rows` are distinct row numbers. O(rows × dense features + entries of the sparse ones). */
export function selectRows(view: View, rows: Int32Array): View {
  const hasSparse = view.features.some((feature) => feature.layout === 'sparse')
  const select = hasSparse ? sparseSelector(view.rowCount, rows) : undefined
  const features = view.features.map((feature): Feature => {
    if (feature.layout === 'sparse') return { ...feature, ...select!(feature) }
    const values = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = feature.values[rows[i]]!
    return { ...feature, values }
  })
  return { rowCount: rows.length, features }
}

type Entries = Pick<SparseFeature, 'rows' | 'values'>

function sparseSelector(rowCount: number, rows: Int32Array): (feature: Entries) => Entries {
  const positions = new Int32Array(rowCount).fill(-1)
  let isAscending = true
  for (let i = 0; i < rows.length; i++) {
    positions[rows[i]] = i
    if (i > 0 && rows[i] < rows[i - 1]) isAscending = false
  }
  const keptRows = new Int32Array(rows.length)
  const keptValues = new Float64Array(rows.length)
  // Only where the order changes: the values by position, so that sorted positions find theirs again.
  const byPosition = isAscending ? undefined : new Float64Array(rows.length)
  return (feature) => {
    let count = 0
    for (let k = 0; k < feature.rows.length; k++) {
      const position = positions[feature.rows[k]]
      if (position < 0) continue
      keptRows[count] = position
      keptValues[count] = feature.values[k]!
      if (byPosition !== undefined) byPosition[position] = feature.values[k]!
      count++
    }
    const selected = keptRows.slice(0, count)
    if (byPosition === undefined) return { rows: selected, values: keptValues.slice(0, count) }
    selected.sort()
    const values = new Float64Array(count)
    for (let k = 0; k < count; k++) values[k] = byPosition[selected[k]]!
    return { rows: selected, values }
  }
}
