// The constant guess that every model is held against, and what holds when nothing beats it.
import type { Estimate, Evaluation } from '../../judge/evaluate/index.js'
import { quote } from './names.js'
import type { TrainingSummary } from './summary.js'

/** Whether the chosen model is the constant guess itself. */
export function isGuess({ leaderboard, winner }: TrainingSummary): boolean {
  return leaderboard.find(({ name }) => name === winner)?.learner === 'baseline'
}

/** Whether nothing but the constant guess was tried: then it was not found to be the best of anything. */
export function isOnlyGuess({ leaderboard }: TrainingSummary): boolean {
  return leaderboard.length > 0 && leaderboard.every(({ learner }) => learner === 'baseline')
}

/** Why nothing else was tried. */
export function onlyGuessReason({ stoppedBy }: TrainingSummary): string {
  if (stoppedBy === 'time') return 'for lack of time'
  return stoppedBy === 'interrupt' ? 'because it was stopped by hand' : 'because no more candidates were asked for'
}

/** How the constant baseline guesses: `always answering ‘no’`. */
export function guessOf(summary: TrainingSummary): string {
  if (summary.task === 'regression') return `always guessing ${constantOf(summary)}`
  const { confusion, classes } = summary.baselineEvaluation
  const answered = classes.filter((_, at) => confusion?.some((row) => row[at] > 0) ?? false)
  return answered.length === 1 ? `always answering ${quote(answered[0])}` : 'guessing'
}

/** The number that is guessed: which one is best depends on how errors are counted. */
function constantOf({ leaderboard, metric }: TrainingSummary): string {
  if (metric.name === 'rmsle') return 'one typical value'
  const parameters = leaderboard.find(({ learner }) => learner === 'baseline')?.parameters
  const constant = (parameters as { readonly constant?: string } | undefined)?.constant
  return constant === 'median' ? 'the middle value (the median)' : 'the average'
}

/** What guessing gets: the model's own figures where the model is the guess, so that one thing has one estimate. */
export function guessFigures(summary: TrainingSummary): { readonly baseline: Estimate; readonly evaluation: Evaluation } {
  const { metric, baseline, evaluation, baselineEvaluation } = summary
  return isGuess(summary) ? { baseline: metric, evaluation } : { baseline, evaluation: baselineEvaluation }
}
