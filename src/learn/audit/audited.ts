// What an audit looks at: rows with their answers, and the columns that a model may use.
import type { Random, Task } from '../../base/core/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import type { Table } from '../../data/table/index.js'

export interface Audited {
  readonly table: Table
  /** The columns that a model may use. */
  readonly columns: readonly ColumnSchema[]
  readonly task: Task
  readonly targetName: string
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  /** Class indices or values, one per row. */
  readonly target: Float64Array
}

const stretches = 20

/** So many row numbers, drawn without replacement, ascending; all where there are no more. */
export function sampleRows(rowCount: number, most: number, random: Random): Int32Array {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
  if (rowCount <= most) return rows
  for (let k = 0; k < most; k++) {
    const other = k + random.integer(rowCount - k)
    const kept = rows[k]
    rows[k] = rows[other]
    rows[other] = kept
  }
  return rows.slice(0, most).sort()
}

/** So many rows at most, in twenty stretches of neighbours evenly spread: a sample of the whole in which most rows keep the row before. */
export function sampleStretches(rowCount: number, most: number): Int32Array {
  if (rowCount <= most) return Int32Array.from({ length: rowCount }, (_, row) => row)
  const length = Math.max(1, Math.floor(most / stretches))
  return Int32Array.from({ length: length * stretches }, (_, k) => {
    const stretch = Math.floor(k / length)
    return Math.floor((stretch * (rowCount - length)) / (stretches - 1)) + (k % length)
  })
}

/** Answers on a scale where a few great values do not count for all: of a regression the ranks, from 0 to 1. */
export function rankedTarget({ task, target }: Pick<Audited, 'task' | 'target'>, rows: Int32Array): Float64Array {
  const taken = Float64Array.from(rows, (row) => target[row])
  if (task !== 'regression') return taken
  const order = Int32Array.from(taken.keys()).sort((a, b) => taken[a] - taken[b])
  const ranks = new Float64Array(taken.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && taken[order[to]] === taken[order[from]]) to++
    for (let k = from; k < to; k++) ranks[order[k]] = (from + to - 1) / 2 / Math.max(1, order.length - 1)
    from = to
  }
  return ranks
}
