// Rows in the order of time, where neighbours have like answers.
import type { Finding } from '../../base/core/index.js'
import { rankAll } from '../../base/stats/index.js'
import type { Column } from '../table/index.js'
import { findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

const fewestRows = 50
/** Correlation of neighbours' answers from which on a random split tells tomorrow's answer by today's. */
const leastCorrelation = 0.3
/** Share of distinct times: more rows per time are a panel, not one series. */
const leastDistinct = 0.5

/**
 * A warning where a column of dates puts the rows in an order in which neighbours have like answers, which calls for `--time`. Of the columns of dates the one that
 * orders the answers best. Not told where `isTimed`, and not without a target. O(columns of dates × rows log rows).
 */
export function timeOrder({ table, target }: Inspected, isTimed: boolean): Finding[] {
  if (isTimed || target === undefined || table.rowCount < fewestRows) return []
  const answers = answersOf(target)
  if (answers === undefined) return []
  const [best] = table.columns
    .flatMap((column) => {
      if (column.kind !== 'datetime') return []
      const rows = Int32Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]))
      const distinct = new Set(Float64Array.from(rows, (row) => column.values[row])).size
      if (rows.length < 0.9 * table.rowCount || distinct < leastDistinct * rows.length) return []
      rows.sort((a, b) => column.values[a] - column.values[b])
      const correlation = neighbourCorrelation(rows.length, (k) => answers(rows[k]))
      return [{ name: column.name, correlation, isInOrder: isAscending(column.values) }]
    })
    .sort((a, b) => b.correlation - a.correlation)
  if (best === undefined || best.correlation < leastCorrelation) return []
  const { name, correlation, isInOrder } = best
  return [
    findingOf('TIME_ORDERED_ROWS', 'warning', {
      columns: [name],
      evidence: { correlation: Math.round(1000 * correlation) / 1000, rows: table.rowCount, isInOrder },
      message: `In the order of '${name}' neighbouring rows have like answers (correlation ${correlation.toFixed(2)}). Judged on rows drawn at random a model knows the days before and after; to judge it on the future, say --time '${name}'.`,
    }),
  ]
}

/** Of numbers their ranks; of classes the number of their frequent one: enough to see whether neighbours go together. */
function answersOf(target: Column): ((row: number) => number) | undefined {
  if (target.kind === 'number') {
    const { ranks } = rankAll(target.values)
    return (row) => ranks[row]
  }
  if (target.kind !== 'category') return undefined
  const counts = new Float64Array(target.levels.length)
  for (const code of target.codes) if (code >= 0) counts[code]++
  const most = counts.indexOf(Math.max(...counts))
  return (row) => (target.codes[row] === most ? 1 : 0)
}

/** Of each value with the next. */
export function neighbourCorrelation(size: number, valueAt: (k: number) => number): number {
  let sum = 0
  for (let k = 0; k < size; k++) sum += valueAt(k)
  const mean = sum / size
  let [both, squares] = [0, 0]
  for (let k = 0; k < size; k++) {
    const d = valueAt(k) - mean
    squares += d * d
    if (k > 0) both += d * (valueAt(k - 1) - mean)
  }
  return squares === 0 ? 0 : both / squares
}

function isAscending(values: Float64Array): boolean {
  let last = -Infinity
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < last) return false
    last = value
  }
  return true
}
