// A result that is better than real data usually allow.
import { isGuess } from './guess.js'
import type { TrainingSummary } from './summary.js'

/** With fewer rows a perfect score is often luck, and the intervals say so. */
const leastRows = 200

/** For the last screen: one sentence where the result looks too good to be true, else undefined. */
export function cautionSentence(summary: TrainingSummary): string | undefined {
  const { task, evaluation, baselineEvaluation } = summary
  if (evaluation.rowCount <= leastRows || isGuess(summary)) return undefined
  const { accuracy, rocAuc, r2 } = evaluation.metrics
  const reaches = (estimate: { readonly value: number } | undefined, least: number): boolean =>
    estimate !== undefined && estimate.value >= least
  // Where one class is nearly all rows, guessing is as accurate.
  const isAccurate = reaches(accuracy, 0.99) && !reaches(baselineEvaluation.metrics.accuracy, 0.98)
  const isTooGood = task === 'regression' ? reaches(r2, 0.995) : isAccurate || reaches(rocAuc, 0.995)
  return isTooGood ? 'Almost too good: check that no column knows the answer.' : undefined
}
