// Columns as golden files hold them.
import type { View } from '../../view/index.js'

/** Dense features c0, c1, …; null is missing. */
export function goldenView(columns: readonly (readonly (number | null)[])[]): View {
  return {
    rowCount: columns[0].length,
    features: columns.map((cells, c) => ({
      layout: 'dense',
      name: `c${c}`,
      column: `c${c}`,
      values: Float64Array.from(cells, (cell) => cell ?? NaN),
    })),
  }
}
