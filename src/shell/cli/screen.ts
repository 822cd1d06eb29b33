// The last screen of a training: the answer, where it is weakest, what to paste next.
import { join, relative } from 'node:path'
import pc from 'picocolors'
import type { TrainSummary } from '../../types.js'
import { shortNumber } from './progress.js'

export function lastScreen(summary: TrainSummary, source: string | undefined): string {
  const bundle = shorten(summary.bundle)
  const rows = quote(source === undefined || source === '-' ? 'new-rows.csv' : source)
  const { metric } = summary
  const sure = `${metric.name} ${shortNumber(metric.value)}, 95 % sure between ${shortNumber(metric.low)} and ${shortNumber(metric.high)}`
  const lines = [
    '',
    pc.bold(summary.words.result),
    pc.dim(`${sure} (${sourceTexts[metric.source]}); guessing: ${shortNumber(summary.baseline.value)}`),
    ...(summary.words.weakest === undefined ? [] : [summary.words.weakest]),
    '',
    `${pc.dim('report   ')}${shorten(join(summary.bundle, 'report.html'))}`,
    `${pc.dim('bundle   ')}${bundle}`,
    `${pc.dim('repeat   ')}--trials ${summary.trials} --seed ${summary.seed}`,
    '',
    pc.dim('next'),
    `  mlwright predict ${quote(bundle)} ${rows}`,
    `  mlwright evaluate ${quote(bundle)} ${rows}`,
    '',
  ]
  return lines.join('\n')
}

const sourceTexts = { crossValidation: 'cross-validated', holdout: 'on rows kept apart', test: 'on the test rows' } as const

function shorten(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
