// What the figures cannot say: always told, and more of it where the numbers ask for caution.
import { cautionSentence } from './caution.js'
import { dominanceSentence } from './dominance.js'
import { isOnlyGuess, onlyGuessReason } from './guess.js'
import { quote } from './names.js'
import { formatCount } from './numbers.js'
import type { TrainingSummary } from './summary.js'
import { verdictOf } from './verdict.js'

export function limitSentences(summary: TrainingSummary): string[] {
  const { evaluation, rows, split, stoppedBy } = summary
  const limits: string[] = []
  const verdict = verdictOf(summary)
  if (isOnlyGuess(summary))
    limits.push(`The model is a constant guess: nothing else was tried, ${onlyGuessReason(summary)}. Train again before relying on it.`)
  else if (verdict === 'guess')
    limits.push('The model is a constant guess: do not rely on it before there are more rows or more telling columns.')
  else if (verdict !== 'better')
    limits.push('The model is not clearly better than guessing: do not rely on it before there are more rows or more telling columns.')
  const dominance = dominanceSentence(summary)
  if (dominance !== undefined) limits.push(dominance)
  if (cautionSentence(summary) !== undefined)
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
  if (summary.findings.some(({ code }) => code === 'RARE_CLASS'))
    limits.push(
      'Of the rare classes there are too few rows to know how they are treated: the intervals are as wide as if the next row of each could be predicted as badly as any was.',
    )
  const weight = summary.schema.columns.find((column) => column.role === 'weight')
  if (weight !== undefined)
    limits.push(`All figures are weighted: each row counts by its ${quote(weight.name)}, so they hold for rows of such weights.`)
  if (rows.dropped > 0)
    limits.push(
      `${formatCount(rows.dropped)} row${rows.dropped === 1 ? ' was' : 's were'} left out because ${quote(summary.target)} is missing there; the model says nothing about why.`,
    )
  if (stoppedBy === 'time') limits.push('The search ended with the time budget: more time may find a better model.')
  if (stoppedBy === 'interrupt') limits.push('The search was stopped by hand: more time may find a better model.')
  limits.push('Whether it treats groups of people alike was not examined.')
  return limits
}
