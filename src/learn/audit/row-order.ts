// Rows whose mistakes go with those of the row before: the order of the rows tells what the columns do not.
import type { Finding } from '../../base/core/index.js'
import { neighbourCorrelation } from '../../data/quality/index.js'

const fewestRows = 200
/** Correlation of neighbouring mistakes from which on rows drawn at random are too easy. */
const leastCorrelation = 0.2
/** Standard errors that the correlation must lie from none. */
const leastErrors = 6

/**
 * `mistakes`: what is left of the answers after out-of-fold predictions, in the order of the source. Rows sorted by a column leave no such trace, as
 * the model knows the column; rows recorded one after the other do.
 */
export function orderFindings(target: string, mistakes: Float64Array): Finding[] {
  const size = mistakes.length
  if (size < fewestRows) return []
  const correlation = neighbourCorrelation(size, (row) => mistakes[row])
  if (correlation < leastCorrelation || correlation * Math.sqrt(size) < leastErrors) return []
  return [
    {
      code: 'TIME_ORDERED_ROWS',
      severity: 'warning',
      columns: [target],
      evidence: { correlation: Math.round(1000 * correlation) / 1000, rows: size, isInOrder: true },
      message: `What a model gets wrong in a row it gets wrong alike in the next one (correlation ${correlation.toFixed(2)}): the rows seem to be in an order, such as that of time, in which neighbours go together. Judged on rows drawn at random it knows their neighbours. If there is a column of time, name it with --time; else keep the last rows apart as --test.`,
    },
  ]
}

/** Answer less prediction; of classes those of the most frequent one: whether the row is of it, less its predicted chance. */
export function mistakesOf(target: Float64Array, predictions: Float64Array, classCount: number): Float64Array {
  if (classCount === 0) return target.map((value, row) => value - predictions[row])
  const counts = new Float64Array(classCount)
  for (const label of target) counts[label]++
  const most = counts.indexOf(Math.max(...counts))
  return target.map((label, row) => (label === most ? 1 : 0) - predictions[row * classCount + most])
}
