// The answer in one sentence and one figure, never claiming more than the intervals allow.
import type { Estimate } from '../../judge/evaluate/index.js'
import { dominantRow, isMovedByOneRow } from './dominance.js'
import { guessFigures, guessOf, isOnlyGuess, onlyGuessReason } from './guess.js'
import { formatBeside, formatEstimate, metricWords } from './metric-words.js'
import { quote } from './names.js'
import { formatCount } from './numbers.js'
import type { TrainingSummary } from './summary.js'
import { compareWithBaseline, type Verdict, verdictOf, verdictPhrase } from './verdict.js'

export interface Headline {
  /** `87 of 100` */
  readonly figure: string
  /** What the figure counts. */
  readonly caption: string
  /** What guessing reaches. */
  readonly baseline: string
  /** By the metric that was asked for. */
  readonly verdict: Verdict
  /** Figure, caption and baseline say all that `summarySentence` does. */
  readonly isWhole: boolean
}

/**
 * How many in a hundred, both for the model and for guessing; in a thousand or more where a hundred would hide that a
 * model errs, or that the two differ.
 */
export function rightIn(model: number, baseline: number, rowCount: number): { model: string; baseline: string; of: string } {
  const of = outOf(model, baseline, rowCount)
  const write = (share: number): string => formatCount(share < 1 ? Math.min(Math.round(share * of), of - 1) : of)
  return { model: write(model), baseline: write(baseline), of: formatCount(of) }
}

function outOf(model: number, baseline: number, rowCount: number): number {
  let of = 100
  const hides = (): boolean =>
    (Math.round(model * of) === of && model < 1) ||
    (Math.round(model * of) === Math.round(baseline * of) && Math.abs(model - baseline) * rowCount >= 1)
  while (of < 100_000 && of * 10 <= rowCount && hides()) of *= 10
  return of
}

/** Of how many the summary counts right answers; 100 where accuracy is not known. */
export function countedOutOf(summary: TrainingSummary): number {
  const accuracies = accuraciesOf(summary)
  return accuracies === undefined ? 100 : outOf(accuracies.model.value, accuracies.baseline.value, summary.evaluation.rowCount)
}

/** The accuracies that the sentences speak of: the estimate itself where accuracy was the metric. */
function accuraciesOf(summary: TrainingSummary): { model: Estimate; baseline: Estimate } | undefined {
  if (summary.task === 'regression') return undefined
  const isMetric = summary.metric.name === 'accuracy'
  const guess = guessFigures(summary)
  const model = isMetric ? summary.metric : summary.evaluation.metrics.accuracy
  const baseline = isMetric ? guess.baseline : guess.evaluation.metrics.accuracy
  if (model === undefined || baseline === undefined || !Number.isFinite(model.value) || !Number.isFinite(baseline.value)) return undefined
  return { model, baseline }
}

/** How far off numbers are on average, the model and guessing, written alike. */
function errorsOf(summary: TrainingSummary): { model: string; guess: string } | undefined {
  if (summary.task !== 'regression') return undefined
  const isMetric = summary.metric.name === 'mae'
  const figures = guessFigures(summary)
  const mae = isMetric ? summary.metric : summary.evaluation.metrics.mae
  const guess = isMetric ? figures.baseline : figures.evaluation.metrics.mae
  if (mae === undefined || guess === undefined || !Number.isFinite(mae.value)) return undefined
  return { model: formatEstimate('mae', mae).value, guess: formatBeside('mae', guess.value, mae) }
}

export function headlineOf(summary: TrainingSummary): Headline {
  const { metric, evaluation } = summary
  const verdict = verdictOf(summary)
  const accuracies = accuraciesOf(summary)
  const isMoreAccurate = accuracies !== undefined && compareWithBaseline('accuracy', accuracies.model, accuracies.baseline) === 'better'
  if (accuracies !== undefined && (verdict === 'guess' || (verdict === 'better' && isMoreAccurate))) {
    const right = rightIn(accuracies.model.value, accuracies.baseline.value, evaluation.rowCount)
    const all = right.model === right.of
    return {
      figure: all ? `all ${right.of}` : `${right.model} of ${right.of}`,
      caption: 'predictions are right',
      baseline: verdict === 'guess' ? onlyGuess : `${guessOf(summary)} is right in ${right.baseline} of ${right.of}`,
      verdict,
      isWhole: verdict === 'better',
    }
  }
  const errors = errorsOf(summary)
  if (errors !== undefined) {
    return {
      figure: errors.model,
      caption: `is how far off a prediction of ${quote(summary.target)} is on average`,
      baseline: verdict === 'guess' ? onlyGuess : `${guessOf(summary)} is off by ${errors.guess}`,
      verdict,
      isWhole: false,
    }
  }
  return {
    figure: formatEstimate(metric.name, metric).value,
    caption: metricWords[metric.name].title,
    baseline: verdict === 'guess' ? onlyGuess : `guessing gets ${formatBeside(metric.name, summary.baseline.value, metric)}`,
    verdict,
    isWhole: false,
  }
}

const onlyGuess = 'the model is that guess and no more'

/** The metric that was asked for, its interval and what guessing gets. */
function metricClause(summary: TrainingSummary): string {
  const { metric, baseline } = summary
  const { value, interval } = formatEstimate(metric.name, metric)
  const range = interval === '' ? '' : ` (${interval})`
  return `${metricWords[metric.name].title} ${value}${range}, guessing ${formatBeside(metric.name, baseline.value, metric)}`
}

/**
 * The result in a sentence or two, for the last screen and the top of the report.
 * Says "not clearly better than guessing" unless the difference on the same rows is clear.
 */
export function summarySentence(summary: TrainingSummary): string {
  const verdict = verdictOf(summary)
  if (verdict === 'guess') return nothingBetter(summary)
  const doubt = verdict === 'better' ? '' : `${verdictPhrase(summary)}: `
  return summary.task === 'regression' ? errorSentence(summary, doubt) : rightSentence(summary, doubt)
}

function nothingBetter(summary: TrainingSummary): string {
  const found = isOnlyGuess(summary) ? `${verdictPhrase(summary)}, ${onlyGuessReason(summary)}` : verdictPhrase(summary)
  const which = isOnlyGuess(summary) ? '. That is' : ', which is'
  const errors = errorsOf(summary)
  if (errors !== undefined) return `${found}${which} off by ${errors.model} on average.`
  const accuracies = accuraciesOf(summary)
  if (accuracies === undefined) return `${found}.`
  const { model, of } = rightIn(accuracies.model.value, accuracies.model.value, summary.evaluation.rowCount)
  return `${found}${which} right in ${model} of ${of} cases.`
}

function errorSentence(summary: TrainingSummary, doubt: string): string {
  const { metric, evaluation } = summary
  const errors = errorsOf(summary)
  const clause = metricClause(summary)
  if (errors === undefined) return capital(`${doubt}${clause}.`)
  const half = evaluation.metrics.medianAbsoluteError
  const halves =
    half !== undefined && Number.isFinite(half.value)
      ? ` (half of the errors are below ${formatEstimate('medianAbsoluteError', half).value})`
      : ''
  const figures = `off by ${errors.model} on average${halves}; ${guessOf(summary)} is off by ${errors.guess}.`
  if (doubt === '' || metric.name === 'mae') return capital(`${doubt}${figures}`)
  // The doubt is about another figure than the sentence's: without it they would contradict each other.
  const reason =
    dominantRow(summary) !== undefined && isMovedByOneRow(summary) ? ' (one row alone decides it and makes the interval wide)' : ''
  return `${doubt}${clause}${reason}. ${capital(figures)}`
}

function rightSentence(summary: TrainingSummary, doubt: string): string {
  const { metric, evaluation } = summary
  const accuracies = accuraciesOf(summary)
  const clause = metricClause(summary)
  if (accuracies === undefined) return capital(`${doubt}${clause}.`)
  const right = rightIn(accuracies.model.value, accuracies.baseline.value, evaluation.rowCount)
  const figures = `right in ${right.model} of ${right.of} cases; ${guessOf(summary)} would be right in ${right.baseline}.`
  if (doubt !== '') return metric.name === 'accuracy' ? `${doubt}${figures}` : `${doubt}${clause}. ${capital(figures)}`
  const isMoreAccurate = compareWithBaseline('accuracy', accuracies.model, accuracies.baseline) === 'better'
  return isMoreAccurate ? capital(figures) : `${capital(figures)} By its probabilities it is clearly better than guessing (${clause}).`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
