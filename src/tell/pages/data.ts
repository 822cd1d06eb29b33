// The data: how much there is, and what each column was taken for.
import type { ColumnSchema } from '../../data/schema/index.js'
import { classCountsChart, histogramChart } from '../charts/index.js'
import {
  captionWords,
  formatCount,
  formatDate,
  formatPercent,
  formatRange,
  rowsSentence,
  schemaRows,
  type TrainingSummary,
} from '../words/index.js'
import { html, type Html } from './html.js'
import { nameOf, sectionOf, tableOf } from './parts.js'
import type { FigureOf } from './parts.js'

/** Columns that the table lists. */
const listed = 40

export async function dataSection(summary: TrainingSummary, figureOf: FigureOf): Promise<Html> {
  const { rows, schema, sourceName, target, metric } = summary
  const total = schemaRows(summary)
  const features = schema.columns.filter(({ role }) => role === 'feature').length
  const cells = schema.columns.length * total
  const missing = schema.columns.reduce((sum, { missingCount }) => sum + missingCount, 0)
  const kept =
    rows.test > 0 &&
    (metric.source === 'test'
      ? ` The ${formatCount(rows.test)} rows of the test table come on top and are not counted here.`
      : ` ${formatCount(rows.test)} of them were kept for the final test.`)
  const chosen = columnsToList(summary)
  const rest = schema.columns.length - chosen.length
  return sectionOf(
    'data',
    'The data',
    html`${nameOf(sourceName, 60)} holds ${rowsSentence(summary)}${rows.dropped + (rows.untimed ?? 0) > 0 && ','} and
    ${formatCount(schema.columns.length)} columns; ${formatCount(features)} of the columns may be used to predict
    ${nameOf(target, 60)}.${kept}
    ${missing === 0 ? 'No cell is missing.' : `${formatCount(missing)} cells (${formatPercent(missing / cells, 2)}) are missing.`}`,
    html`<div class="grid">${await targetFigure(summary, figureOf)}</div>`,
    tableOf(
      'What each column was taken for',
      [
        { title: 'Column' },
        { title: 'Kind' },
        { title: 'Role' },
        { title: 'Missing', align: 'right' },
        { title: 'Different values', align: 'right' },
        { title: 'Range' },
        { title: 'Why', align: 'words' },
      ],
      chosen.map((column) => ({
        isStrong: column.role === 'target',
        cells: [
          nameOf(column.name),
          column.kind,
          column.role,
          missingOf(column, total),
          formatCount(column.distinctCount),
          rangeOf(column),
          nameOf(column.why, 160),
        ],
      })),
    ),
    rest > 0 &&
      html`<p class="note">${formatCount(rest)} more columns are not listed; the target and the most important ones come first.</p>`,
  )
}

/** The target, then columns by importance, then the others as they stand in the table. */
function columnsToList({ schema, importance }: TrainingSummary): readonly ColumnSchema[] {
  if (schema.columns.length <= listed) return schema.columns
  const rank = new Map(importance.map(({ column }, at) => [column, at]))
  const place = (column: ColumnSchema): number => (column.role === 'target' ? -1 : (rank.get(column.name) ?? importance.length))
  return schema.columns
    .map((column, at) => ({ column, at }))
    .sort((a, b) => place(a.column) - place(b.column) || a.at - b.at)
    .slice(0, listed)
    .map(({ column }) => column)
}

function missingOf({ missingCount }: ColumnSchema, total: number): string {
  return missingCount === 0 ? '–' : `${formatCount(missingCount)} (${formatPercent(missingCount / total, 2)})`
}

function rangeOf({ kind, min, max, levels }: ColumnSchema): Html | string {
  if (kind === 'datetime' && min !== undefined && max !== undefined) return `${formatDate(min)} to ${formatDate(max)}`
  if (min !== undefined && max !== undefined) return formatRange(min, max)
  if (levels === undefined || levels.length === 0) return ''
  const rest = levels.length - 3
  return html`${levels.slice(0, 3).map((level, at) => [at > 0 && ', ', nameOf(level, 20)])}${rest > 0 && `, and ${formatCount(rest)} more`}`
}

async function targetFigure(summary: TrainingSummary, figureOf: FigureOf): Promise<Html | undefined> {
  const { evaluation, targetBins, target } = summary
  if (evaluation.confusion !== undefined) {
    const { confusion, classes } = evaluation
    const counts = classes.map((name, at) => ({ name, count: confusion[at]?.reduce((sum, count) => sum + count, 0) ?? 0 }))
    return figureOf(classCountsChart(counts), captionWords.classCounts(summary, counts), 'wide')
  }
  if (targetBins === undefined || targetBins.length === 0) return undefined
  return figureOf(histogramChart(targetBins, { x: axisName(target) }, 560), captionWords.targetBins(summary), 'wide')
}

function axisName(name: string): string {
  return name.length > 40 ? 'target' : name
}
