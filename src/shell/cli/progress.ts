// What a person sees while a training runs: a line that changes on a terminal, plain lines elsewhere. All on standard error.
import pc from 'picocolors'
import type { Finding } from '../../base/core/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import type { Stage, TrainEvent } from '../../verbs/asked/index.js'

export interface Progress {
  show(event: TrainEvent): void
  end(): void
}

const stageTexts: Readonly<Record<Stage, string>> = {
  read: 'Reading the table',
  search: 'Trying candidates',
  refit: 'Fitting the best one on all rows',
  judge: 'Judging it',
  write: 'Writing bundle and report',
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export function createProgress(stream: NodeJS.WriteStream): Progress {
  const isTerminal = stream.isTTY === true && process.env['TERM'] !== 'dumb'
  const state = {
    text: '',
    trials: 0,
    planned: undefined as number | undefined,
    best: '',
    endsAt: undefined as number | undefined,
    metric: 'rmse' as MetricId,
  }
  const running = new Set<string>()
  let frame = 0
  const print = (line: string): void => {
    if (isTerminal) stream.write('\r\u001b[2K')
    stream.write(`${line}\n`)
    draw()
  }
  const draw = (): void => {
    if (!isTerminal || state.text === '') return
    const parts = [state.text]
    if (running.size > 0) parts.push([...running].join(' + '))
    if (state.trials > 0) parts.push(`${state.trials}${state.planned === undefined ? '' : ` of ${state.planned}`} tried`)
    if (state.best !== '') parts.push(`best ${state.best}`)
    if (state.endsAt !== undefined) parts.push(`${clock(state.endsAt - Date.now())} left`)
    const line = parts.join(pc.dim(' · '))
    stream.write(`\r\u001b[2K${pc.cyan(frames[frame++ % frames.length])} ${fit(line, (stream.columns ?? 100) - 3)}`)
  }
  const timer = isTerminal ? setInterval(draw, 100) : undefined
  timer?.unref()

  return {
    show(event) {
      switch (event.type) {
        case 'stage':
          running.clear()
          state.text = stageTexts[event.stage]
          if (!isTerminal && event.stage !== 'read') print(state.text)
          break
        case 'read':
          print(
            `${pc.green('✓')} ${event.name}: ${count(event.rows + event.dropped)} rows × ${event.columns} columns${leftOut(event.dropped)}. ${event.why}`,
          )
          break
        case 'finding':
          if (event.finding.severity !== 'info' || isCellMend(event.finding)) print(`${markOf(event.finding)} ${event.finding.message}`)
          break
        case 'searchStarted':
          state.planned = event.trials
          state.endsAt = event.endsAt
          state.metric = event.metric
          break
        case 'trialStarted':
          running.add(event.name)
          break
        case 'trial': {
          running.delete(event.name)
          state.trials++
          const value = formatScore(state.metric, event.score)
          if (event.isBest) state.best = `${event.name} ${value}`
          const resumed = event.isResumed ? pc.dim('  (taken over)') : ''
          const line = `${event.name.padEnd(16)} ${metricOf(state.metric).title} ${value} ± ${shortNumber(event.standardError)}${resumed}`
          print(`${event.isBest ? pc.green('✓') : pc.dim('·')} ${line}`)
          break
        }
        case 'trialFailed':
          running.delete(event.name)
          print(`${pc.yellow('!')} ${event.name} failed: ${event.message}`)
          break
        case 'searchEnded':
          break
      }
    },
    end() {
      clearInterval(timer)
      state.text = ''
      if (isTerminal) stream.write('\r\u001b[2K')
    },
  }
}

/** A higher-is-better score as people know the metric. */
function formatScore(metric: MetricId, score: number): string {
  return shortNumber(metricOf(metric).direction === 'maximize' ? score : -score)
}

export function shortNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  return Math.abs(value) >= 10_000 ? count(Math.round(value)) : Number(value.toPrecision(4)).toString()
}

function leftOut(dropped: number): string {
  return dropped === 0 ? '' : `, ${count(dropped)} without an answer left out`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Cuts a line to a width, not counting colours. */
function fit(line: string, columns: number): string {
  let width = 0
  let at = 0
  while (at < line.length && width < columns) {
    if (line[at] === '\u001b') at = line.indexOf('m', at) + 1
    else {
      at++
      width++
    }
  }
  return at < line.length ? `${line.slice(0, at)}\u001b[0m` : line
}

/** A mend of cells needs no action, but nobody shall be surprised by it. */
function isCellMend({ code, evidence }: Finding): boolean {
  return code === 'MEND_APPLIED' && evidence['how'] !== undefined
}

function markOf({ severity }: Finding): string {
  return severity === 'error' ? pc.red('!!') : severity === 'warning' ? pc.yellow('!') : pc.dim('·')
}
