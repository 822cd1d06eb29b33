// What was tried, and what won.
import type { Json } from '../../base/core/index.js'
import { leaderboardChart } from '../charts/index.js'
import {
  captionWords,
  formatCount,
  formatMetric,
  formatNumber,
  formatPercent,
  formatValue,
  learnerName,
  metricWords,
  type SummaryTrial,
  type TrainingSummary,
} from '../words/index.js'
import { html, type Html } from './html.js'
import { figureOf, nameOf, sectionOf, tableOf } from './parts.js'

/** Trials that are drawn and listed: the best, and the baseline wherever it stands. */
const listed = 15

const stops = {
  trials: 'All planned candidates were tried.',
  time: 'The search ended with the time budget.',
  interrupt: 'The search was stopped by hand; this is the best so far.',
} as const

export async function triedSection(summary: TrainingSummary): Promise<Html> {
  const { leaderboard, winner, metric, stoppedBy } = summary
  const { title, better } = metricWords[metric.name]
  const valueOf = ({ score }: SummaryTrial): number => (better === 'higher' ? score : -score)
  const shown = leaderboard.filter(({ name, learner }, at) => at < listed || name === winner || learner === 'baseline').slice(0, listed + 2)
  const rows = shown.map((trial) => ({
    name: trial.name,
    value: valueOf(trial),
    standardError: trial.standardError,
    isWinner: trial.name === winner,
  }))
  const best = leaderboard.find(({ name }) => name === winner)
  const rest = leaderboard.length - shown.length
  return sectionOf(
    'tried',
    'What was tried',
    html`${formatCount(leaderboard.length)} candidate${leaderboard.length !== 1 && 's'}, all on the same rows. Chosen:
    ${nameOf(winner, 60)}${best !== undefined && ` (${learnerName(best.learner)})`}. ${stops[stoppedBy]}`,
    rows.some(({ value }) => Number.isFinite(value)) &&
      html`<div class="grid">
        ${await figureOf(leaderboardChart(rows, { title: `${title} (${better} is better)` }), captionWords.leaderboard(summary, shown.length), 'wide')}
      </div>`,
    tableOf(
      'Candidates, best first',
      [
        { title: 'Candidate' },
        { title: 'Kind of model' },
        { title, align: 'right' },
        { title: 'Standard error', align: 'right' },
        { title: 'Parameters' },
      ],
      shown.map((trial) => ({
        isStrong: trial.name === winner,
        cells: [
          nameOf(trial.name),
          nameOf(learnerName(trial.learner)),
          formatMetric(metric.name, valueOf(trial)),
          standardErrorOf(trial, metricWords[metric.name].scale === 'share'),
          nameOf(parametersOf(trial.parameters), 120),
        ],
      })),
    ),
    rest > 0 && html`<p class="note">${formatCount(rest)} more candidates are not listed.</p>`,
  )
}

function standardErrorOf({ standardError }: SummaryTrial, isShare: boolean): string {
  return isShare ? formatPercent(standardError, 2) : formatNumber(standardError, 2)
}

function parametersOf(parameters: Json): string {
  if (typeof parameters !== 'object' || parameters === null) return ''
  return (
    Object.entries(parameters)
      .map(
        ([name, value]) =>
          `${name} ${typeof value === 'number' ? formatValue(value) : typeof value === 'string' ? value : JSON.stringify(value)}`,
      )
      .join(', ') || 'none'
  )
}
