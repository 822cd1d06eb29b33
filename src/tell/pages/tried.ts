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
import { nameOf, sectionOf, tableOf } from './parts.js'
import type { FigureOf } from './parts.js'

/** Trials that are drawn and listed: the best, and the baseline wherever it stands. */
const listed = 15
/** Parameters of a candidate that stand in the open; the others are folded away. */
const parametersShown = 3

const stops = {
  trials: 'All planned candidates were tried.',
  time: 'The search ended with the time budget.',
  interrupt: 'The search was stopped by hand; this is the best so far.',
} as const

export async function triedSection(summary: TrainingSummary, figureOf: FigureOf): Promise<Html> {
  const { leaderboard, winner, metric, stoppedBy, task } = summary
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
  const telling = tellingParameters(shown)
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
        { title: 'Parameters', align: 'words' },
      ],
      shown.map((trial) => ({
        isStrong: trial.name === winner,
        cells: [
          nameOf(trial.name),
          nameOf(learnerName(trial.learner)),
          formatMetric(metric.name, valueOf(trial)),
          standardErrorOf(trial, metricWords[metric.name].scale === 'share'),
          isGuessOfClasses(trial, task) ? 'none' : parametersOf(trial, telling.get(trial.learner) ?? []),
        ],
      })),
    ),
    rest > 0 && html`<p class="note">${formatCount(rest)} more candidates are not listed.</p>`,
  )
}

function standardErrorOf({ standardError }: SummaryTrial, isShare: boolean): string {
  return isShare ? formatPercent(standardError, 2) : formatNumber(standardError, 2)
}

/** For each learner the parameters in which its candidates differ most; the first ones where there is but one candidate. */
function tellingParameters(trials: readonly SummaryTrial[]): ReadonlyMap<string, readonly string[]> {
  const telling = new Map<string, readonly string[]>()
  for (const learner of new Set(trials.map((trial) => trial.learner))) {
    const own = trials.filter((trial) => trial.learner === learner).map(({ parameters }) => new Map(entriesOf(parameters)))
    const names = [...new Set(own.flatMap((parameters) => [...parameters.keys()]))]
    const variety = new Map(names.map((name) => [name, new Set(own.map((parameters) => JSON.stringify(parameters.get(name)))).size]))
    const ranked = names.toSorted((a, b) => variety.get(b)! - variety.get(a)!)
    telling.set(learner, ranked.slice(0, parametersShown))
  }
  return telling
}

/** Its constant is about numbers. */
function isGuessOfClasses({ learner }: SummaryTrial, task: TrainingSummary['task']): boolean {
  return learner === 'baseline' && task !== 'regression'
}

function parametersOf({ parameters }: SummaryTrial, telling: readonly string[]): Html | string {
  const entries = entriesOf(parameters)
  const write = (some: typeof entries): string => some.map(([name, value]) => `${name} ${parameterText(value)}`).join(', ')
  const shown = entries.filter(([name]) => telling.includes(name))
  const folded = entries.filter(([name]) => !telling.includes(name))
  if (entries.length === 0) return 'the defaults'
  if (folded.length === 0) return nameOf(write(shown), 120)
  return html`${nameOf(write(shown), 120)}
    <details>
      <summary>${formatCount(folded.length)} more</summary>
      ${nameOf(write(folded), 600)}
    </details>`
}

function entriesOf(parameters: Json): [string, Json][] {
  return typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : []
}

function parameterText(value: Json): string {
  return typeof value === 'number' ? formatValue(value) : typeof value === 'string' ? value : JSON.stringify(value)
}
