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

/** The view of some rows, in that order. `rows` are distinct row numbers. */
export function selectRows(view: View, rows: Int32Array): View {
  let positions: Int32Array | undefined
  const features = view.features.map((feature): Feature => {
    if (feature.layout === 'dense') {
      const values = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) values[i] = feature.values[rows[i]!]!
      return { ...feature, values }
    }
    positions ??= positionsOf(rows, view.rowCount)
    const kept: [number, number][] = []
    for (let k = 0; k < feature.rows.length; k++) {
      const position = positions[feature.rows[k]!]!
      if (position >= 0) kept.push([position, feature.values[k]!])
    }
    kept.sort((a, b) => a[0] - b[0])
    return {
      ...feature,
      rows: Int32Array.from(kept, (entry) => entry[0]),
      values: Float64Array.from(kept, (entry) => entry[1]),
    }
  })
  return { rowCount: rows.length, features }
}

function positionsOf(rows: Int32Array, rowCount: number): Int32Array {
  const positions = new Int32Array(rowCount).fill(-1)
  for (let i = 0; i < rows.length; i++) positions[rows[i]!] = i
  return positions
}
