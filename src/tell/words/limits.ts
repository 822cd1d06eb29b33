// What the figures cannot say: always told, and more of it where the numbers ask for caution.
import { formatCount } from './numbers.js'
import { quote } from './headline.js'
import type { TrainingSummary } from './summary.js'
import { compareWithBaseline } from './verdict.js'

export function limitSentences(summary: TrainingSummary): string[] {
  const { metric, baseline, evaluation, rows, split, stoppedBy } = summary
  const limits: string[] = []
  if (compareWithBaseline(metric.name, metric, baseline) !== 'better')
    limits.push('The model is not clearly better than guessing: do not rely on it before there are more rows or more telling columns.')
  if (isPerfect(summary))
    limits.push(
      'The model is (almost) never wrong. That is rare with real data: check that no column holds the answer itself, or what is known only afterwards.',
    )
  limits.push(
    'The figures hold for rows like those in the table. If the world changes, or the rows come from elsewhere, they can be worse: evaluate again on newer rows.',
  )
  if (split.kind === 'stratified' || split.kind === 'shuffled')
    limits.push(
      'The rows were taken as independent of each other. If several belong to the same person, place or day, train again with --group or --time.',
    )
  limits.push('That a column matters to the model does not mean that it causes the outcome, nor that changing it would change the outcome.')
  if (evaluation.rowCount < 1000)
    limits.push(`Only ${formatCount(evaluation.rowCount)} rows were judged: read the intervals, not just the figures.`)
  if (rows.dropped > 0)
    limits.push(
      `${formatCount(rows.dropped)} row${rows.dropped === 1 ? ' was' : 's were'} left out because ${quote(summary.target)} is missing there; the model says nothing about why.`,
    )
  if (stoppedBy === 'time') limits.push('The search ended with the time budget: more time may find a better model.')
  if (stoppedBy === 'interrupt') limits.push('The search was stopped by hand: more time may find a better model.')
  limits.push('Whether it treats groups of people alike was not examined.')
  return limits
}

function isPerfect({ evaluation, task }: TrainingSummary): boolean {
  const { accuracy, rocAuc, r2 } = evaluation.metrics
  if (task === 'regression') return r2 !== undefined && r2.value >= 0.9995
  return (accuracy !== undefined && accuracy.value >= 0.9995) || (rocAuc !== undefined && rocAuc.value >= 0.9999)
}
