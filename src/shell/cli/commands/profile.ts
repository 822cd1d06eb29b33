// mlwright profile
import pc from 'picocolors'
import { profile } from '../../../profile.js'
import type { ProfileSummary } from '../../../profile.js'
import { displayText, sparkline } from '../../../tell/charts/index.js'
import { approximationWords, associationWords, columnWords, patternWords, profileSentence } from '../../../tell/words/index.js'
import type { ProfileOptions } from '../../../verbs/asked/index.js'
import { showFindings } from '../findings.js'
import { sourceOf } from '../source.js'

/** Lines of each part; the page and the JSON have the rest. */
const mostColumns = 60
const mostPairs = 5

/** The page where none is named. */
const defaultFile = 'profile.html'

export async function runProfile(source: string, { json, ...options }: ProfileOptions & { json?: boolean }): Promise<void> {
  const summary = await profile(sourceOf(source), { out: defaultFile, ...options })
  if (json === true) {
    showFindings(summary.findings)
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    return
  }
  process.stdout.write(`${screenOf(summary).join('\n')}\n`)
  showFindings(summary.findings)
  process.stdout.write(`${pc.dim('page')} ${summary.out}${summary.replaced === true ? ' (replaced the file that was there)' : ''}\n`)
}

function screenOf(summary: ProfileSummary): string[] {
  const { columns, rows, associations, information, missingPatterns } = summary
  const shown = columns.slice(0, mostColumns)
  const width = Math.min(28, Math.max(6, ...shown.map(({ name }) => displayText(name, 28).length)))
  const lines = shown.map((column) => {
    const missing = column.missing === 0 ? '' : `${((100 * column.missing) / rows).toFixed(1)}%`
    const bars = 'histogram' in column ? `${sparkline(column.histogram.map(({ count }) => count))}  ` : ''
    return `  ${displayText(column.name, width).padEnd(width)}  ${column.kind.padEnd(8)}  ${missing.padStart(6)}  ${distinctOf(column).padStart(9)}  ${pc.cyan(bars)}${columnWords(column, rows)}`
  })
  const told = (information ?? []).filter(({ bits }) => bits > 0).slice(0, mostPairs)
  const close = approximationWords(summary)
  const lacking = missingPatterns.filter((pattern) => pattern.columns.length > 0).slice(0, 3)
  return [
    `${pc.bold(summary.source)}: ${profileSentence(summary)}`,
    ...(close === undefined ? [] : [pc.dim(close)]),
    '',
    pc.dim(`  ${'column'.padEnd(width)}  ${'kind'.padEnd(8)}  ${'missing'.padStart(6)} ${'distinct'.padStart(9)}  holds`),
    ...lines,
    ...(columns.length > shown.length ? [pc.dim(`  and ${columns.length - shown.length} more`)] : []),
    ...sectionOf(
      'tells about the target',
      told.map(({ column, share }) => `${displayText(column, 40)} ${(100 * share).toFixed(0)}%`),
    ),
    ...sectionOf('goes together', associations.slice(0, mostPairs).map(associationWords)),
    ...sectionOf(
      'missing together',
      lacking.map((pattern) => patternWords(pattern, rows)),
    ),
    '',
  ]
}

/** `~` in front of what is not exact. */
function distinctOf({ distinct, approximate }: ProfileSummary['columns'][number]): string {
  return `${(approximate?.distinct ?? 0) > 0 ? '~' : ''}${distinct.toLocaleString('en-US')}`
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', pc.dim(title), ...lines.map((line) => `  ${line}`)]
}
