// Rows of weight 0 teach nothing: they are left out before the fit.
import type { PreparedData } from './prepare-data.js'
import type { GbdtColumn } from './types.js'

/** The data without rows of weight 0; the data themselves where there are none. Groups shrink, empty ones go. */
export function withoutIdleRows(data: PreparedData): PreparedData {
  const { weights, rowCount, groupSizes, initialScores } = data
  if (weights === undefined || weights.every((weight) => weight > 0)) return data
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) if (weights[row] > 0) rows.push(row)
  const width = (initialScores?.length ?? 0) / rowCount
  return {
    ...data,
    rowCount: rows.length,
    columns: data.columns.map((column) => pick(column, rows)),
    labels: pick(data.labels, rows),
    weights: pick(weights, rows),
    groupSizes: groupSizes === undefined ? undefined : shrinkGroups(groupSizes, weights),
    initialScores:
      initialScores === undefined
        ? undefined
        : Float64Array.from({ length: rows.length * width }, (_, at) => initialScores[rows[Math.floor(at / width)] * width + (at % width)]),
  }
}

function pick<C extends GbdtColumn>(values: C, rows: readonly number[]): C {
  const picked = new (values.constructor as new (length: number) => C)(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]]
  return picked
}

function shrinkGroups(sizes: Int32Array, weights: Float64Array): Int32Array {
  let row = 0
  const kept = sizes.map((size) => {
    let count = 0
    for (const end = row + size; row < end; row++) if (weights[row] > 0) count++
    return count
  })
  return kept.filter((count) => count > 0)
}
