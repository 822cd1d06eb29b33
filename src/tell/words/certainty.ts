// How sure the estimate is, where the model is weakest, and why the split can be trusted.
import { formatBeside, formatEstimate, metricWords } from './metric-words.js'
import { formatCount, formatNumber, formatValue } from './numbers.js'
import { quote } from './headline.js'
import type { TrainingSummary } from './summary.js'
import { compareWithBaseline } from './verdict.js'

/** The interval, in words, and whether its bad end still beats guessing. */
export function certaintySentence(summary: TrainingSummary): string {
  const { metric, baseline } = summary
  const { title } = metricWords[metric.name]
  const { value, interval } = formatEstimate(metric.name, metric)
  if (interval === '') return `${title} is ${value}; how sure that is could not be worked out.`
  const guess = formatBeside(metric.name, baseline.value, metric)
  const said = `${title} is ${value}, with 95% confidence between ${interval.replace(' to ', ' and ')}`
  switch (compareWithBaseline(metric.name, metric, baseline)) {
    case 'better':
      return `${said}: even the less favourable end is better than guessing (${guess}).`
    case 'unclear':
      return `${said}: that range reaches what guessing gets (${guess}), so the difference may be luck.`
    case 'worse':
      return `${said}: even the more favourable end is worse than guessing (${guess}).`
    case 'unknown':
      return `${said}.`
  }
}

/** Where it is weakest, with the numbers; undefined where nothing stands out. */
export function weakestSentence(summary: TrainingSummary): string | undefined {
  const weakest = summary.evaluation.weakest
  if (weakest === undefined || !Number.isFinite(weakest.value) || !Number.isFinite(weakest.overall)) return undefined
  const { what, value, overall, rowCount } = weakest
  const few = rowCount < 30 ? '; so few rows say little' : ''
  const rows = `${formatCount(rowCount)} row${rowCount === 1 ? '' : 's'}${few}`
  if (summary.task === 'regression') {
    if (value <= overall) return undefined
    return `Weakest where ${quote(summary.target)} is ${what.replace(/\d+(\.\d+)?/g, (digits) => formatValue(Number(digits)))}: off by ${formatNumber(value)} on average there, ${formatNumber(overall)} overall (${rows}).`
  }
  if (value >= overall) return undefined
  const write = (share: number): string => formatCount(Math.round(share * 100))
  return `Weakest for ${quote(what)}: finds ${write(value)} of 100 of them, ${write(overall)} of 100 overall (${rows}).`
}

/** How the rows were split, why that can be trusted, and what was corrected: one sentence each. */
export function splitSentences(summary: TrainingSummary): string[] {
  const { split, rows, metric } = summary
  const sentences = [foldsSentence(summary)]
  const column = split.column === undefined ? undefined : quote(split.column)
  if (split.kind === 'grouped')
    sentences.push(
      `All rows with the same ${column ?? 'group'} stayed in the same part, so that nothing known about one could help with another.`,
    )
  if (split.repeats > 1)
    sentences.push(`Because rows are few, this was done ${formatCount(split.repeats)} times with different parts, and averaged.`)
  if (metric.source === 'holdout')
    sentences.push(
      `${formatCount(rows.test)} rows were kept apart before anything was learned. Only the final figure has seen them; all choices were made on the others.`,
    )
  if (metric.source === 'test')
    sentences.push(`The final figure comes from a test table of ${formatCount(rows.test)} rows that took no part in learning or choosing.`)
  const correction = correctionSentence(summary)
  if (correction !== undefined) sentences.push(correction)
  return sentences
}

function foldsSentence({ split, rows }: TrainingSummary): string {
  const table = `${formatCount(rows.train)} rows`
  const parts = formatCount(split.folds)
  if (split.kind === 'ordered') {
    const column = split.column === undefined ? 'time' : quote(split.column)
    return `The ${table} were put in the order of ${column} and cut into parts; the model always learned from earlier rows and was judged on later ones, ${parts} times.`
  }
  const how = split.kind === 'stratified' ? ', each with the same share of every class' : split.kind === 'grouped' ? '' : ' at random'
  return `The ${table} were split into ${parts} parts${how}. In turn, the whole procedure learned from all parts but one and predicted the one left out, so every prediction that was judged is of a row that the model had not seen.`
}

function correctionSentence({ metric, uncorrected, leaderboard }: TrainingSummary): string | undefined {
  if (metric.source !== 'crossValidation' || uncorrected === undefined || leaderboard.length < 2) return undefined
  const { title } = metricWords[metric.name]
  const { value } = formatEstimate(metric.name, metric)
  const before = formatBeside(metric.name, uncorrected, metric)
  const change = before === value ? `${title} stays ${value} after` : `${title} was ${before} before and is ${value} after`
  return `The best of ${formatCount(leaderboard.length)} candidates can look better than it is, because it was chosen by these same predictions: ${change} correcting for that choice.`
}
