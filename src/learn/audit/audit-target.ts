// Everything that a quick model shows about a table and its target: leaks, wrong labels, rows that go with their neighbours.
import type { Finding } from '../../base/core/index.js'
import { sampleStretches } from './audited.js'
import type { Audited } from './audited.js'
import { sure } from './leak-evidence.js'
import { leakFindings } from './leak-findings.js'
import { predictOutOfFold } from './out-of-fold.js'
import { predictionFindings } from './prediction-findings.js'
import { findLeaks } from './target-leaks.js'

export interface AuditOptions {
  readonly classes: readonly string[]
  readonly rowNumbers: ArrayLike<number>
  readonly seed?: number
  /** The column by which rows are in time already. */
  readonly time?: string
  /** That neighbours go together is known already. */
  readonly isOrderKnown?: boolean
  readonly checkpoint?: () => void
}

/** Rows that the model learns from and is tested on, and fewer where there are many columns and classes. */
const mostRows = 10_000
const leastRows = 2000
const mostCells = 1_500_000
const fewestRows = 100
const mostColumns = 300

/**
 * For a profile: nothing is left out. The columns that are surely leaks take no part in the quick model that judges labels and the order of the rows.
 * Five quick fits on at most 10,000 rows.
 */
export function auditTarget(
  audited: Audited,
  { classes, rowNumbers, seed = 0, time, isOrderKnown = false, checkpoint }: AuditOptions,
): Finding[] {
  const given = { seed, ...(checkpoint === undefined ? {} : { checkpoint }) }
  const leaks = findLeaks(audited, { ...given, ...(time === undefined ? {} : { time }) })
  const findings = leakFindings(leaks, { target: audited.targetName, leftOut: new Set() })
  if (audited.table.rowCount < fewestRows) return findings
  const known = new Set(leaks.filter(({ confidence }) => confidence >= sure).map(({ column }) => column))
  const columns = audited.columns.filter(({ name }) => !known.has(name)).slice(0, mostColumns)
  if (columns.length === 0) return findings
  const affordable = Math.floor(mostCells / (columns.length * Math.max(1, audited.classCount)))
  const rows = sampleStretches(audited.table.rowCount, Math.max(leastRows, Math.min(mostRows, affordable)))
  const target = Float64Array.from(rows, (row) => audited.target[row])
  const predictions = predictOutOfFold(audited, { columns, rows, target }, { ...given, folds: 5, rounds: 200 })
  return [
    ...findings,
    ...predictionFindings({
      target: audited.targetName,
      classes,
      answers: target,
      predictions,
      rowNumbers: Float64Array.from(rows, (row) => rowNumbers[row]),
      asksOrder: time === undefined && !isOrderKnown,
    }),
  ]
}
