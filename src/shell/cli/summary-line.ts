// What happened to the rows, in one line on standard error: what was left out, and what training never saw.
import pc from 'picocolors'
import type { Finding } from '../../base/core/index.js'

/** Undefined where there is nothing to tell. */
export function rowsLine(findings: readonly Finding[]): string | undefined {
  const parts: string[] = []
  const dropped = sumOf(
    findings.filter((finding) => finding.code === 'ROWS_DROPPED'),
    'rows',
  )
  if (dropped > 0) parts.push(`${rows(dropped)} without a target left out`)
  const shifts = findings.filter((finding) => finding.code === 'DISTRIBUTION_SHIFT')
  const unseenClasses = sumOf(shifts, 'rows')
  if (unseenClasses > 0) parts.push(`${rows(unseenClasses)} of classes that training never saw left out`)
  const unseen = shifts.filter((finding) => finding.severity === 'info')
  if (unseen.length > 0) parts.push(unseenLevels(unseen))
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`
}

export function showRowsLine(findings: readonly Finding[]): void {
  const line = rowsLine(findings)
  if (line !== undefined) process.stderr.write(`${pc.dim(line)}\n`)
}

/** Very many columns come as one finding, which no longer counts cells. */
function unseenLevels(findings: readonly Finding[]): string {
  const columns = [...new Set(findings.flatMap((finding) => finding.columns))]
  const shown = columns.slice(0, 3).map((column) => `'${column}'`)
  const names = columns.length > shown.length ? `${shown.join(', ')} and ${columns.length - shown.length} more` : shown.join(', ')
  const cells = sumOf(findings, 'cells')
  const who = cells === 0 ? 'cells' : cells === 1 ? '1 cell' : `${cells.toLocaleString('en-US')} cells`
  return `${who} with levels that training never saw, in ${columns.length === 1 ? 'column' : 'columns'} ${names}`
}

function sumOf(findings: readonly Finding[], key: string): number {
  return findings.reduce((sum, { evidence }) => sum + (typeof evidence[key] === 'number' ? evidence[key] : 0), 0)
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`
}
