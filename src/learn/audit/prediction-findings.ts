// What predictions for rows that a model had not seen say about the data: labels that are probably wrong, rows that go with their neighbours.
import type { Finding } from '../../base/core/index.js'
import { noiseFindings } from './noise-findings.js'
import { mistakesOf, orderFindings } from './row-order.js'

export interface PredictedRows {
  readonly target: string
  /** Empty where the answer is a number. */
  readonly classes: readonly string[]
  /** Class indices or values, in the order of the source. */
  readonly answers: Float64Array
  /** Out-of-fold, rows × classes, or values. */
  readonly predictions: Float64Array
  /** For each row its number in the source. */
  readonly rowNumbers: ArrayLike<number>
  /** Whether rows are neighbours as in the source, and nothing is said yet of their order. */
  readonly asksOrder: boolean
}

export function predictionFindings({ target, classes, answers, predictions, rowNumbers, asksOrder }: PredictedRows): Finding[] {
  return [
    ...(classes.length === 0 ? [] : noiseFindings({ target, classes, labels: answers, probabilities: predictions, rowNumbers })),
    ...(asksOrder ? orderFindings(target, mistakesOf(answers, predictions, classes.length)) : []),
  ]
}
