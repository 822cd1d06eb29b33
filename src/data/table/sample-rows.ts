// Some of the rows, drawn by chance.
import type { Random } from '../../base/core/index.js'
import { allRows } from './table.js'

/** So many row numbers, drawn without replacement, ascending; all where there are no more. O(rows). */
export function sampleRows(rowCount: number, most: number, random: Random): Int32Array {
  const rows = allRows(rowCount)
  if (rowCount <= most) return rows
  for (let k = 0; k < most; k++) {
    const other = k + random.integer(rowCount - k)
    const kept = rows[k]
    rows[k] = rows[other]
    rows[other] = kept
  }
  return rows.subarray(0, most).sort()
}
