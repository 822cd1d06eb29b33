// The rows that features are learned from, and how much each of them counts.

export interface TrainingRows {
  /** Numbers of the rows in the table. */
  readonly rows: Int32Array
  /** One per entry of `rows`, above 0. Absent: all 1. A weight of 2 is a row that stands twice. */
  readonly weights?: Float64Array
  /** The sum of the weights: as many rows as these stand for. */
  readonly total: number
}

/**
 * The rows with a weight above 0. `weights`: one per row of the table, ≥ 0; absent: all 1.
 * Weights of less than 1 on the average (as where they sum to 1) are shares: they are scaled to an average of 1, so that rows count as
 * many as they are and no level falls below a least number of rows by the scale alone.
 */
export function trainingRowsOf(rows: Int32Array, weights?: Float64Array): TrainingRows {
  if (weights === undefined) return { rows, total: rows.length }
  const kept = rows.filter((row) => weights[row] > 0)
  const own = Float64Array.from(kept, (row) => weights[row])
  const sum = own.reduce((total, weight) => total + weight, 0)
  if (sum >= kept.length || kept.length === 0) return { rows: kept, weights: own, total: sum }
  // Equal shares, without the last digits of a division.
  if (own.every((weight) => weight === own[0])) return { rows: kept, total: kept.length }
  return { rows: kept, weights: own.map((weight) => (weight / sum) * kept.length), total: kept.length }
}
