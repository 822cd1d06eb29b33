// Typed columns as the view that learners see.
import type { View } from '../../../view/index.js'
import type { GbdtColumn } from './types.js'

/** Columns of other arrays than Float64Array are copied; level codes below 0 stay as they are, and count as missing. */
export function viewOf(columns: readonly GbdtColumn[], names?: readonly string[]): View {
  return {
    rowCount: columns[0].length,
    features: columns.map((column, c) => ({
      layout: 'dense',
      name: names?.[c] ?? '',
      column: names?.[c] ?? '',
      values: column instanceof Float64Array ? column : new Float64Array(column),
    })),
  }
}
