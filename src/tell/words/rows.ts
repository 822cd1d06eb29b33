// Which rows a figure is about.
import { formatCount, formatNumber } from './numbers.js'
import type { TrainingSummary } from './summary.js'

/** The rows that the schema was judged on: those with an answer, with or without a time, a test table of its own aside. */
export function schemaRows({ rows, metric }: TrainingSummary): number {
  const learned = rows.train + (rows.untimed ?? 0)
  return metric.source === 'test' ? learned : learned + rows.test
}

/** Of the table that was learned from: `1,309 rows, of which 118 without an answer were left out` */
export function rowsSentence(summary: TrainingSummary): string {
  const { dropped, untimed = 0 } = summary.rows
  const total = `${formatCount(schemaRows(summary) + dropped)} rows`
  const left = [
    ...(dropped === 0 ? [] : [`${formatCount(dropped)} without an answer`]),
    ...(untimed === 0 ? [] : [`${formatCount(untimed)} without a time`]),
  ].join(' and ')
  return left === '' ? total : `${total}, of which ${left} ${dropped + untimed === 1 ? 'was' : 'were'} left out`
}

/** The rows on which graph and model were compared, and a clause about the largest difference. */
export function parityWords({ realRowCount, madeRowCount, largestDifference }: NonNullable<TrainingSummary['parity']>): {
  rows: string
  difference: string
} {
  return {
    rows: `${formatCount(realRowCount)} real rows and ${formatCount(madeRowCount)} made from them (missing values, unseen levels)`,
    difference: largestDifference === 0 ? 'both gave the same numbers' : `the largest difference is ${formatNumber(largestDifference, 2)}`,
  }
}
