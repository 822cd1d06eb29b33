// How sure the estimate is, and why the split can be trusted.
import { formatBeside, formatEstimate, metricWords } from './metric-words.js'
import { dominantRow, isMovedByOneRow } from './dominance.js'
import { quote } from './names.js'
import { formatCount, formatPercent } from './numbers.js'
import type { TrainingSummary } from './summary.js'
import { verdictOf } from './verdict.js'

/** The interval, in words, and whether its bad end still beats guessing. */
export function certaintySentence(summary: TrainingSummary): string {
  const { metric, baseline } = summary
  const { title } = metricWords[metric.name]
  const { value, interval } = formatEstimate(metric.name, metric)
  if (interval === '') return `${title} is ${value}; how sure that is could not be worked out.`
  const guess = formatBeside(metric.name, baseline.value, metric)
  const dominant = isMovedByOneRow(summary) ? dominantRow(summary) : undefined
  const wide =
    dominant === undefined ? '' : ` One row alone makes up ${formatPercent(dominant.share, 2)} of all squared error and decides both.`
  const said = `${title} is ${value}, with 95% confidence between ${interval.replace(' to ', ' and ')}`
  const paired = pairedClause(summary)
  if (paired !== undefined) return `${said}${paired}${wide}`
  switch (verdictOf(summary)) {
    case 'better':
      return `${said}: even the less favourable end is better than guessing (${guess}).${wide}`
    case 'unclear':
      return `${said}: that range reaches what guessing gets (${guess}), so the difference may be luck.${wide}`
    case 'worse':
      return `${said}: even the more favourable end is worse than guessing (${guess}).${wide}`
    case 'guess':
      return `${said}: the model is the constant guess itself.${wide}`
    case 'unknown':
      return `${said}.${wide}`
  }
}

/** Where the intervals of model and guess meet: what the comparison on the same rows says, and why the interval alone is wider. */
function pairedClause(summary: TrainingSummary): string | undefined {
  const { gain, metric, baseline, split } = summary
  const verdict = verdictOf(summary)
  if (gain === undefined || verdict === 'guess' || verdict === 'unknown' || !Number.isFinite(gain.value)) return undefined
  const guess = formatBeside(metric.name, baseline.value, metric)
  const isWorse = gain.value < 0
  const sign = isWorse ? -1 : 1
  const [low, high] = sign < 0 ? [-gain.high, -gain.low] : [gain.low, gain.high]
  const { value, interval } = formatEstimate(metric.name, { value: sign * gain.value, low, high })
  const why =
    metric.source === 'crossValidation' && split.kind === 'ordered'
      ? ` The interval also counts that the model did better in some of the ${formatCount(split.folds)} stretches of time than in others; those of the other metrics do not.`
      : ''
  const on = `on the same rows the model is ${isWorse ? 'worse' : 'better'} than guessing (${guess}) by ${value} (${interval})`
  return verdict === 'unclear'
    ? `: ${on}, a range that holds 0, so the difference may be luck.${why}`
    : `; ${on}, which is hardly luck.${why}`
}

/** The rows that the figures and pictures are about. */
export function judgedSentence(summary: TrainingSummary): string {
  const { metric, evaluation } = summary
  const rows = `${formatCount(evaluation.rowCount)} row${evaluation.rowCount === 1 ? '' : 's'}`
  if (metric.source === 'holdout')
    return `All figures and pictures here are about the ${rows} that were kept apart before anything was learned; no choice has seen them.`
  if (metric.source === 'test') return `All figures and pictures here are about the ${rows} of the test table, ${testWords(summary)}.`
  return foldsSentence(summary)
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
  if (split.copies !== undefined)
    sentences.push(
      `${formatCount(split.copies)} rows that are like another one in every column that may be used stayed in the same part with it, so that none of them was judged by a model that knew its copy.`,
    )
  if (split.repeats > 1)
    sentences.push(`Because rows are few, this was done ${formatCount(split.repeats)} times with different parts, and averaged.`)
  if (metric.source === 'holdout')
    sentences.push(
      `${formatCount(rows.test)} rows were kept apart before anything was learned. Only the final figure has seen them; all choices were made on the others.`,
    )
  if (metric.source === 'test')
    sentences.push(`The final figure comes from a test table of ${formatCount(rows.test)} rows, ${testWords(summary)}.`)
  const parted = acrossIn(summary, 'folds') + acrossIn(summary, 'holdout')
  if (parted > 0)
    sentences.push(
      `But ${formatCount(parted)} rows were judged by a model that had learned from a row like them in every column that may be used: if they are copies, the figures are too good.`,
    )
  const correction = correctionSentence(summary)
  if (correction !== undefined) sentences.push(correction)
  return sentences
}

function testWords(summary: TrainingSummary): string {
  const known = acrossIn(summary, 'test')
  if (known === 0) return 'which took no part in learning or choosing'
  return `of which ${formatCount(known)} ${known === 1 ? 'is' : 'are'} like a row that the model learned from: on them it seems better than it is`
}

/** Judged rows whose copy taught, there. */
function acrossIn({ findings }: TrainingSummary, where: 'test' | 'folds' | 'holdout'): number {
  const found = findings.find(({ code, evidence }) => code === 'DUPLICATES_ACROSS_SPLIT' && evidence['where'] === where)
  return typeof found?.evidence['rows'] === 'number' ? found.evidence['rows'] : 0
}

function foldsSentence({ split, rows, metric }: TrainingSummary): string {
  const judged = metric.source === 'crossValidation' ? 'was judged' : 'candidates were compared by'
  const table = `${formatCount(rows.train)} rows`
  const parts = formatCount(split.folds)
  if (split.kind === 'ordered') {
    const column = split.column === undefined ? 'time' : quote(split.column)
    return `The ${table} were put in the order of ${column} and cut into parts; the model always learned from earlier rows and was judged on later ones, ${parts} times.`
  }
  const how = split.kind === 'stratified' ? ', each with the same share of every class' : split.kind === 'grouped' ? '' : ' at random'
  return `The ${table} were split into ${parts} parts${how}. In turn, the whole procedure learned from all parts but one and predicted the one left out, so every prediction that ${judged} is of a row that the model had not seen.`
}

function correctionSentence({ metric, uncorrected, leaderboard }: TrainingSummary): string | undefined {
  if (metric.source !== 'crossValidation' || uncorrected === undefined || leaderboard.length < 2) return undefined
  const { title } = metricWords[metric.name]
  const { value } = formatEstimate(metric.name, metric)
  const before = formatBeside(metric.name, uncorrected, metric)
  const change = before === value ? `${title} stays ${value} after` : `${title} was ${before} before and is ${value} after`
  return `The best of ${formatCount(leaderboard.length)} candidates can look better than it is, because it was chosen by these same predictions: ${change} correcting for that choice.`
}
