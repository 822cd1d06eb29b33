// What an audit looks at: rows with their answers, and the columns that a model may use.
import type { Task } from '../../base/core/index.js'
import { rankAll } from '../../base/stats/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { allRows } from '../../data/table/index.js'
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

/** So many rows at most, in twenty stretches of neighbours evenly spread: a sample of the whole in which most rows keep the row before. */
export function sampleStretches(rowCount: number, most: number): Int32Array {
  if (rowCount <= most) return allRows(rowCount)
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
  const most = Math.max(1, taken.length - 1)
  return rankAll(taken).ranks.map((rank) => (rank - 1) / most)
}
