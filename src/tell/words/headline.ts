// The answer in one sentence and one figure, never claiming more than the intervals allow.
import type { Estimate } from '../../judge/evaluate/index.js'
import { displayText } from '../charts/index.js'
import { formatBeside, formatEstimate, metricWords } from './metric-words.js'
import { formatCount, formatNumber } from './numbers.js'
import type { TrainingSummary } from './summary.js'
import { compareWithBaseline, type Verdict, verdictWords } from './verdict.js'

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

/** Class and column names inside sentences. */
export function quote(name: string): string {
  return `‘${displayText(name, 40)}’`
}

/** How the constant baseline guesses: `always answering ‘no’`. */
function guessOf(summary: TrainingSummary): string {
  if (summary.task === 'regression') return 'always guessing the average'
  const { confusion, classes } = summary.baselineEvaluation
  const answered = classes.filter((_, at) => confusion?.some((row) => row[at] > 0) ?? false)
  return answered.length === 1 ? `always answering ${quote(answered[0])}` : 'guessing'
}

/**
 * How many in a hundred, both for the model and for guessing; in a thousand or more where a hundred would hide that a
 * model errs, or that the two differ.
 */
export function rightIn(model: number, baseline: number, rowCount: number): { model: string; baseline: string; of: string } {
  let of = 100
  const hides = (): boolean =>
    (Math.round(model * of) === of && model < 1) ||
    (Math.round(model * of) === Math.round(baseline * of) && Math.abs(model - baseline) * rowCount >= 1)
  while (of < 100_000 && of * 10 <= rowCount && hides()) of *= 10
  const write = (share: number): string => formatCount(share < 1 ? Math.min(Math.round(share * of), of - 1) : of)
  return { model: write(model), baseline: write(baseline), of: formatCount(of) }
}

/** The accuracies that the sentences speak of: the estimate itself where accuracy was the metric. */
function accuraciesOf(summary: TrainingSummary): { model: Estimate; baseline: Estimate } | undefined {
  if (summary.task === 'regression') return undefined
  const isMetric = summary.metric.name === 'accuracy'
  const model = isMetric ? summary.metric : summary.evaluation.metrics.accuracy
  const baseline = isMetric ? summary.baseline : summary.baselineEvaluation.metrics.accuracy
  if (model === undefined || baseline === undefined || !Number.isFinite(model.value) || !Number.isFinite(baseline.value)) return undefined
  return { model, baseline }
}

export function headlineOf(summary: TrainingSummary): Headline {
  const { metric, baseline, evaluation, baselineEvaluation } = summary
  const verdict = compareWithBaseline(metric.name, metric, baseline)
  const accuracies = accuraciesOf(summary)
  if (
    verdict === 'better' &&
    accuracies !== undefined &&
    compareWithBaseline('accuracy', accuracies.model, accuracies.baseline) === 'better'
  ) {
    const right = rightIn(accuracies.model.value, accuracies.baseline.value, evaluation.rowCount)
    const all = right.model === right.of
    return {
      figure: all ? `all ${right.of}` : `${right.model} of ${right.of}`,
      caption: 'predictions are right',
      baseline: `${guessOf(summary)} is right in ${right.baseline} of ${right.of}`,
      verdict,
      isWhole: true,
    }
  }
  const mae = evaluation.metrics.mae
  const guess = baselineEvaluation.metrics.mae
  if (summary.task === 'regression' && mae !== undefined && guess !== undefined && Number.isFinite(mae.value)) {
    return {
      figure: formatNumber(mae.value),
      caption: `is how far off a prediction of ${quote(summary.target)} is on average`,
      baseline: `${guessOf(summary)} is off by ${formatNumber(guess.value)}`,
      verdict,
      isWhole: false,
    }
  }
  return {
    figure: formatEstimate(metric.name, metric).value,
    caption: metricWords[metric.name].title,
    baseline: `guessing gets ${formatBeside(metric.name, baseline.value, metric)}`,
    verdict,
    isWhole: false,
  }
}

/** The metric that was asked for, its interval and what guessing gets. */
function metricClause(summary: TrainingSummary): string {
  const { metric, baseline } = summary
  const { value, interval } = formatEstimate(metric.name, metric)
  const range = interval === '' ? '' : ` (${interval})`
  return `${metricWords[metric.name].title} ${value}${range}, guessing ${formatBeside(metric.name, baseline.value, metric)}`
}

/**
 * The result in one sentence, for the last screen and the top of the report.
 * Says "not clearly better than guessing" whenever the intervals of model and baseline overlap.
 */
export function summarySentence(summary: TrainingSummary): string {
  const { metric, baseline, evaluation, baselineEvaluation } = summary
  const verdict = compareWithBaseline(metric.name, metric, baseline)
  const clause = metricClause(summary)
  const doubt = verdict === 'better' ? '' : `${verdictWords[verdict]}: `
  if (summary.task === 'regression') {
    const mae = metric.name === 'mae' ? metric : evaluation.metrics.mae
    const guess = metric.name === 'mae' ? baseline : baselineEvaluation.metrics.mae
    if (mae === undefined || guess === undefined || !Number.isFinite(mae.value)) return capital(`${doubt}${clause}.`)
    const half = evaluation.metrics.medianAbsoluteError
    const halves = half !== undefined && Number.isFinite(half.value) ? ` (half of the errors are below ${formatNumber(half.value)})` : ''
    return capital(
      `${doubt}off by ${formatNumber(mae.value)} on average${halves}; ${guessOf(summary)} is off by ${formatNumber(guess.value)}.`,
    )
  }
  const accuracies = accuraciesOf(summary)
  if (accuracies === undefined) return capital(`${doubt}${clause}.`)
  const right = rightIn(accuracies.model.value, accuracies.baseline.value, evaluation.rowCount)
  const figures = `right in ${right.model} of ${right.of}, ${guessOf(summary)} in ${right.baseline}`
  if (verdict !== 'better') return capital(metric.name === 'accuracy' ? `${doubt}${figures}.` : `${doubt}${clause}; ${figures}.`)
  const accuracyVerdict = compareWithBaseline('accuracy', accuracies.model, accuracies.baseline)
  if (accuracyVerdict === 'better') return capital(`${figures}.`)
  return capital(`${figures}; by its probabilities it is clearly better than guessing (${clause}).`)
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
