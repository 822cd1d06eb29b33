// The rows that the model got most wrong.
import { predictedLabels } from '../../learn/metrics/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import type { Mistake } from './evaluation.js'

const mostMistakes = 10

/** Worst first, for classes the surest wrong answer; of equal ones the earlier row. Only rows that were decided wrong (for numbers: that differ), and that have weight. */
export function worstMistakes(scored: Scored, classes: readonly string[]): Mistake[] {
  const { task, classCount, target, predictions, weights } = scored
  const hasWeight = (row: number): boolean => weights === undefined || weights[row] > 0
  if (task === 'regression') {
    const errorOf = (row: number): number => (hasWeight(row) ? Math.abs(target[row] - predictions[row]) : 0)
    return greatest(target.length, errorOf).map((row) => ({ row, actual: target[row], predicted: predictions[row] }))
  }
  const labels = predictedLabels(scored)
  const probabilityOf = (row: number, k: number): number =>
    task === 'multiclass' ? predictions[row * classCount + k] : k === 1 ? predictions[row] : 1 - predictions[row]
  const surenessOf = (row: number): number => (hasWeight(row) && labels[row] !== target[row] ? probabilityOf(row, labels[row]) : 0)
  return greatest(target.length, surenessOf).map((row) => ({
    row,
    actual: classes[target[row]],
    predicted: classes[labels[row]],
    confidence: probabilityOf(row, labels[row]),
  }))
}

/** The rows with the greatest losses above 0. */
function greatest(rowCount: number, lossOf: (row: number) => number): number[] {
  const rows: number[] = []
  const losses: number[] = []
  for (let row = 0; row < rowCount; row++) {
    const loss = lossOf(row)
    if (!(loss > 0) || (rows.length === mostMistakes && loss <= losses.at(-1)!)) continue
    let at = rows.length
    while (at > 0 && losses[at - 1] < loss) at--
    rows.splice(at, 0, row)
    losses.splice(at, 0, loss)
    if (rows.length > mostMistakes) {
      rows.pop()
      losses.pop()
    }
  }
  return rows
}
