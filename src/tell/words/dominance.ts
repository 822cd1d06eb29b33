// One row whose error outweighs those of all others together.
import { formatCount, formatPercent } from './numbers.js'
import type { TrainingSummary } from './summary.js'

/** With fewer rows some row always stands out. */
const leastRows = 10

/** The row that makes up more than half of all squared error, and how much; undefined where none does. */
export function dominantRow(summary: TrainingSummary): { readonly rowNumber: number | undefined; readonly share: number } | undefined {
  const { evaluation, metric, uncorrected, mistakeRows } = summary
  const worst = evaluation.mistakes[0]
  const rmse = metric.name === 'rmse' && uncorrected !== undefined ? uncorrected : evaluation.metrics.rmse?.value
  if (summary.task !== 'regression' || worst === undefined || rmse === undefined || evaluation.rowCount < leastRows) return undefined
  const share = (Number(worst.actual) - Number(worst.predicted)) ** 2 / (rmse ** 2 * evaluation.rowCount)
  return share > 0.5 ? { rowNumber: mistakeRows[0]?.rowNumber, share: Math.min(1, share) } : undefined
}

/** Whether the metric that decides is one that a single large error can move. */
export function isMovedByOneRow({ metric }: TrainingSummary): boolean {
  return metric.name === 'rmse' || metric.name === 'r2'
}

/** Says so, and what to do; undefined where no row dominates. */
export function dominanceSentence(summary: TrainingSummary): string | undefined {
  const dominant = dominantRow(summary)
  if (dominant === undefined) return undefined
  const which = dominant.rowNumber === undefined ? 'One row' : `One row (row ${formatCount(dominant.rowNumber)} of the data)`
  const advice = isMovedByOneRow(summary) ? 'Check it; training with --metric mae keeps single rows from deciding.' : 'Check it.'
  return `${which} makes up ${formatPercent(dominant.share, 2)} of all squared error: RMSE and R² say more about it than about all others. ${advice}`
}
