// What a column holds, in a few words; how columns go together.
import { personalKindNames } from '../../data/personal/index.js'
import type { Association, ColumnProfile, MissingPattern, TableProfile } from '../../data/profile/index.js'
import { displayText } from '../charts/index.js'
import { quote } from './names.js'
import { formatCount, formatDate, formatNumber, formatPercent, formatRange, formatValue } from './numbers.js'

/** One line: what is in the column. */
export function columnWords(column: ColumnProfile, rows: number): string {
  if ('isEmpty' in column) return 'every cell is missing'
  if (column.conceals !== undefined) return `${personalKindNames[column.conceals]}, not shown`
  switch (column.kind) {
    case 'number': {
      const median = column.quantiles.find(({ share }) => share === 0.5)!.value
      return `${formatRange(column.min, column.max)}, median ${formatValue(median)}`
    }
    case 'datetime':
      return `${formatDate(column.min)} to ${formatDate(column.max)}`
    case 'text':
      return `${formatCount(column.lengths.min)} to ${formatCount(column.lengths.max)} characters, ${formatCount(column.words.median)} ${column.words.median === 1 ? 'word' : 'words'} in the middle`
    default: {
      const present = rows - column.missing
      const shown = column.levels.slice(0, 3).map(({ value, count }) => `${displayText(value, 20)} ${formatPercent(count / present, 2)}`)
      const rest = column.distinct - shown.length
      return `${shown.join(', ')}${rest > 0 ? `, ${formatCount(rest)} more` : ''}`
    }
  }
}

export const measureNames = {
  pearson: "Pearson's correlation",
  spearman: "Spearman's correlation",
  correlationRatio: 'correlation ratio',
  cramersV: "Cramér's V",
} as const satisfies Record<Association['measure'], string>

export function associationWords({ first, second, measure, value }: Association): string {
  return `${quote(first)} and ${quote(second)}: ${measureNames[measure]} ${formatNumber(value, 2)}`
}

export function patternWords({ columns, rows }: MissingPattern, rowCount: number): string {
  const share = formatPercent(rows / rowCount)
  if (columns.length === 0) return `${formatCount(rows)} rows (${share}) are complete`
  const named = columns.slice(0, 5).map(quote).join(', ')
  const more = columns.length > 5 ? ` and ${formatCount(columns.length - 5)} more` : ''
  return `${formatCount(rows)} rows (${share}) lack ${named}${more}`
}

/** What of a large table is not exact, in a sentence or two; undefined where all is. */
export function approximationWords({ rows, approximate }: TableProfile): string | undefined {
  if (approximate === undefined) return undefined
  const { rowsSampled, missingPatterns, distinctError, rankError } = approximate
  const isSampled = rowsSampled < rows
  const sampled = `${missingPatterns ? 'Pairs, missing patterns' : 'Pairs'} and the shapes of texts are those of ${formatCount(rowsSampled)} rows drawn at random.`
  const errors = [
    ...(distinctError > 0 ? [`distinct values within ${formatPercent(2 * distinctError, 2)}`] : []),
    ...(rankError > 0 ? [`quantiles within ${formatPercent(2 * rankError, 2)} of the rows`] : []),
  ]
  const close = errors.length === 0 ? '' : `Where values are too many to be held, figures are close: ${errors.join(', ')} (95 %).`
  const told = [isSampled ? sampled : '', close].filter((text) => text !== '')
  return told.length === 0 ? undefined : told.join(' ')
}

/** Rows, columns and cells without a value, in one sentence. */
export function profileSentence({ rows, columns }: TableProfile): string {
  const missing = columns.reduce((sum, column) => sum + column.missing, 0)
  const cells = rows * columns.length
  const kinds = new Map<string, number>()
  for (const { kind } of columns) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const listed = [...kinds]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${formatCount(count)} ${kindNames[kind as ColumnProfile['kind']][count === 1 ? 0 : 1]}`)
  return `${formatCount(rows)} rows, ${formatCount(columns.length)} columns: ${listed.join(', ')}. ${missing === 0 ? 'No cell is missing.' : `${formatPercent(missing / cells, 2)} of the cells are missing.`}`
}

const kindNames: Readonly<Record<ColumnProfile['kind'], readonly [string, string]>> = {
  number: ['number', 'numbers'],
  category: ['category', 'categories'],
  boolean: ['yes-or-no column', 'yes-or-no columns'],
  datetime: ['date', 'dates'],
  text: ['text', 'texts'],
}
