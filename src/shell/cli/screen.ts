// The last screen of a training: the answer, where it is weakest, what to paste next.
import { isAbsolute, join, relative } from 'node:path'
import pc from 'picocolors'
import type { OptionDeclaration } from '../../base/core/index.js'
import { withoutSecrets } from '../../data/sources/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import { trainOptions } from '../../verbs/asked/index.js'
import type { TrainOptions, TrainSummary } from '../../verbs/asked/index.js'
import { flagName } from './flags.js'
import { shortNumber } from './progress.js'

/** What was typed: with it the training can be repeated. */
export interface Typed {
  readonly source: string | undefined
  readonly options: Partial<TrainOptions>
}

export function lastScreen(summary: TrainSummary, typed: Typed): string {
  const bundle = quote(shorten(summary.bundle))
  const { metric, words } = summary
  const title = metricOf(metric.name).title
  const sure = `${title} ${shortNumber(metric.value)}, 95 % sure between ${shortNumber(metric.low)} and ${shortNumber(metric.high)}`
  const command = programName()
  const notes = [sampled(summary), stoppedEarly(summary, typed), words.weakest, words.caution].filter((note) => note !== undefined)
  const lines = [
    '',
    pc.bold(words.result),
    pc.dim(`${sure} (${sourceTexts[metric.source]}); guessing: ${shortNumber(summary.baseline.value)}`),
    ...notes,
    '',
    `${pc.dim('report   ')}${shorten(join(summary.bundle, 'report.html'))}`,
    `${pc.dim('bundle   ')}${shorten(summary.bundle)}`,
    `${pc.dim('repeat   ')}${command} train ${repeatArguments(summary, typed)}`,
    '',
    pc.dim('next'),
    `  ${command} predict ${bundle} new-rows.csv`,
    `  ${command} evaluate ${bundle} rows-with-known-answers.csv`,
    '',
  ]
  return lines.join('\n')
}

const sourceTexts = {
  crossValidation: 'cross-validated, corrected for the choice',
  holdout: 'on rows kept apart',
  test: 'on the test rows',
} as const

/** A model of some of the rows, for want of time. */
function sampled({ sampledFrom, rows, metric }: TrainSummary): string | undefined {
  if (sampledFrom === undefined) return undefined
  const used = rows.train + (metric.source === 'holdout' ? rows.test : 0)
  return pc.yellow(`A sample of ${used.toLocaleString('en-US')} of the ${sampledFrom.toLocaleString('en-US')} rows took part.`)
}

/** A search that the clock or the user cut short may have missed the better candidates. */
function stoppedEarly({ stoppedBy, trials, plannedTrials, leaderboard }: TrainSummary, { options }: Typed): string | undefined {
  if (stoppedBy === 'trials' || trials >= plannedTrials) return undefined
  const only = leaderboard.every((trial) => trial.learner === 'baseline') ? ' (only the constant guess)' : ''
  if (stoppedBy === 'interrupt') return pc.yellow(`It was stopped after ${trials} of ${plannedTrials} candidates${only}.`)
  const more = options.timeBudget === undefined ? '' : ` Give it more than --time-budget ${options.timeBudget}.`
  return pc.yellow(`Time ran out after ${trials} of ${plannedTrials} candidates${only}.${more}`)
}

/** Source and flags of the same training, its number of trials instead of its time. */
function repeatArguments(summary: TrainSummary, { source, options }: Typed): string {
  const sample =
    summary.sampledFrom === undefined ? undefined : summary.rows.train + (summary.metric.source === 'holdout' ? summary.rows.test : 0)
  const given: Record<string, unknown> = {
    ...options,
    ...(options.test === undefined ? {} : { test: withoutSecrets(options.test) }),
    target: summary.target,
    sample,
    preset: summary.preset === 'balanced' ? undefined : summary.preset,
  }
  const flags = Object.entries<OptionDeclaration>(trainOptions).flatMap(([name, declaration]) => {
    const value = given[name]
    if (value === undefined || leftOut.has(name)) return []
    const values =
      declaration.type === 'texts' ? (value as readonly string[]) : declaration.type === 'pairs' ? pairsOf(value) : [wordOf(value)]
    return values.map((one) => `${flagName(name)} ${quote(one)}`)
  })
  return [
    quote(source === undefined ? '-' : isAbsolute(source) ? shorten(source) : withoutSecrets(source)),
    ...flags,
    `--trials ${summary.trials}`,
    `--seed ${summary.seed}`,
  ].join(' ')
}

const leftOut: ReadonlySet<string> = new Set(['timeBudget', 'trials', 'seed', 'threads', 'out', 'resume'])

function wordOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

function pairsOf(value: unknown): string[] {
  return Object.entries(value as Record<string, string>).map(([key, one]) => `${key}=${one}`)
}

/** As it was called: through npx there is no `mlwright` on the path. */
function programName(): string {
  return process.env['npm_command'] === 'exec' ? 'npx mlwright' : 'mlwright'
}

function shorten(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}

function quote(text: string): string {
  return /^[\w./:@,=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
