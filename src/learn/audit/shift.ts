// Whether two tables come from the same source: can a model tell their rows apart?
import { createRandom } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { named } from '../../data/schema/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { allRows, columnOf, gatherTable, sampleRows, stackColumns } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'
import { rocAuc } from '../metrics/index.js'
import { partsOf } from './column-parts.js'
import { columnPower } from './column-power.js'
import { predictOutOfFold } from './out-of-fold.js'

export interface Shift {
  /** Chance that the model tells a row of one table from one of the other: 0.5 where it cannot. */
  readonly auc: number
  /** 95 % interval, by the formula of Hanley and McNeil (1982). */
  readonly low: number
  readonly high: number
  /** The columns that tell the tables apart, the most telling first, with what share each tells alone. */
  readonly columns: readonly { readonly name: string; readonly share: number }[]
}

const mostRows = 5000
const fewestRows = 30
/** From here on the tables are told apart so well that what holds for one need not hold for the other. */
const muchApart = 0.7
const apart = 0.55
const leastShare = 0.02

/**
 * Adversarial validation: gradient-boosted trees learn to tell the rows of two tables apart, on folds. Undefined with fewer than 30 rows in one, or where no
 * column can be compared. On 5,000 rows of each at most, drawn by the seed. Three quick fits.
 */
export function findShift(
  { first, second, columns }: { first: Table; second: Table; columns: readonly ColumnSchema[] },
  { seed = 0, checkpoint }: { seed?: number; checkpoint?: () => void } = {},
): Shift | undefined {
  const random = createRandom(`${seed}/shift`)
  const [one, other] = [first, second].map((table) => gatherTable(table, sampleRows(table.rowCount, mostRows, random)))
  if (one.rowCount < fewestRows || other.rowCount < fewestRows) return undefined
  const used = columns.filter(({ kind }) => kind !== 'text')
  const stacked = used.flatMap(({ name }) => stackColumns(columnOf(one, name), columnOf(other, name)) ?? [])
  if (stacked.length === 0) return undefined
  const table = { rowCount: one.rowCount + other.rowCount, columns: stacked }
  const rows = allRows(table.rowCount)
  const target = Float64Array.from(rows, (row) => (row < one.rowCount ? 0 : 1))
  const predictions = predictOutOfFold(
    { table, task: 'binary', classCount: 2 },
    { columns: used.filter(({ name }) => stacked.some((column) => column.name === name)), rows, target },
    { seed, rounds: 60, ...(checkpoint === undefined ? {} : { checkpoint }) },
  )
  const auc = rocAuc(
    target,
    Float64Array.from(rows, (row) => predictions[2 * row + 1]),
  )
  const error = standardErrorOf(auc, one.rowCount, other.rowCount)
  const telling = stacked
    .flatMap((column) => {
      const parts = partsOf(column, rows)
      return parts === undefined ? [] : [{ name: column.name, share: columnPower(parts, target, 2) }]
    })
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share)
  return { auc, low: Math.max(0, auc - 1.96 * error), high: Math.min(1, auc + 1.96 * error), columns: telling }
}

/** A warning where the rows of `name` are unlike those that were learned from, a hint where they are a little. */
export function shiftFindings(name: string, shift: Shift | undefined): Finding[] {
  if (shift === undefined || shift.low < apart) return []
  const { auc, low, high, columns } = shift
  const names = columns.slice(0, 20).map((column) => column.name)
  const most = names.length === 0 ? 'No column alone shows why.' : `Most of all they differ in ${named(names)}.`
  return [
    {
      code: 'DISTRIBUTION_SHIFT',
      severity: low >= muchApart ? 'warning' : 'info',
      columns: names,
      evidence: {
        auc: Math.round(1000 * auc) / 1000,
        low: Math.round(1000 * low) / 1000,
        high: Math.round(1000 * high) / 1000,
        shares: Object.fromEntries(columns.slice(0, 20).map((column) => [column.name, Math.round(1000 * column.share) / 1000])),
      },
      message: `The rows of '${name}' are unlike those learned from: a model tells them apart with an AUC of ${auc.toFixed(2)} (0.5 would be chance). ${most} How good a model is on one says less about the other.`,
    },
  ]
}

function standardErrorOf(auc: number, positives: number, negatives: number): number {
  const q1 = auc / (2 - auc)
  const q2 = (2 * auc * auc) / (1 + auc)
  const variance = (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc)) / (positives * negatives)
  return Math.sqrt(Math.max(0, variance))
}
