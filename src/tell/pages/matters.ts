// What matters: the columns that the model relies on; and the rows that it got most wrong.
import { importanceChart } from '../charts/index.js'
import type { Mistake } from '../../judge/evaluate/index.js'
import { captionWords, formatCount, formatPercent, formatValue, metricWords, type TrainingSummary } from '../words/index.js'
import { html, type Html } from './html.js'
import { nameOf, sectionOf, tableOf } from './parts.js'
import type { FigureOf } from './parts.js'

const columnsDrawn = 15
const cellsShown = 8
/** Characters of the names of these columns together: more do not fit the width of a page. */
const namesWidth = 70

export async function mattersSection(summary: TrainingSummary, figureOf: FigureOf): Promise<Html> {
  const { importance, metric } = summary
  const title = 'What matters'
  if (importance.length === 0) return sectionOf('matters', title, 'The importance of columns was not measured in this training.')
  const shown = importance.slice(0, columnsDrawn)
  const clear = importance.filter(({ low }) => low > 0).length
  const { title: metricTitle, better } = metricWords[metric.name]
  const axis = `${metricTitle} ${better === 'higher' ? 'lost' : 'gained (worse)'} when the column is shuffled`
  return sectionOf(
    'matters',
    title,
    `${clear === importance.length ? `All ${formatCount(clear)}` : `${formatCount(clear)} of ${formatCount(importance.length)}`} columns clearly help the model. Columns that say the same share their importance.`,
    html`<div class="grid">
      ${await figureOf(importanceChart(shown, { title: axis }), captionWords.importance(summary, shown.length), 'wide')}
    </div>`,
  )
}

export function mistakesSection(summary: TrainingSummary): Html {
  const { evaluation, mistakeRows, task } = summary
  const { mistakes } = evaluation
  if (mistakes.length === 0)
    return sectionOf('mistakes', 'The worst mistakes', 'Among the rows that were judged there is no mistake to show.')
  const names = columnsToShow(summary)
  const numbers = task === 'regression'
  return sectionOf(
    'mistakes',
    'The worst mistakes',
    numbers
      ? 'The rows where the prediction was furthest off. Look through them: they often show wrong data, or what the table does not know.'
      : 'The rows where the model was surest of a wrong answer. Look through them: they often show wrong data, or what the table does not know.',
    tableOf(
      'The worst mistakes, worst first; rows are counted without the header',
      [
        { title: 'Row of the data', align: 'right' },
        { title: 'Actual', ...(numbers && { align: 'right' as const }) },
        { title: 'Predicted', ...(numbers && { align: 'right' as const }) },
        { title: numbers ? 'Off by' : 'How sure', align: 'right' },
        ...names.map((name) => ({ title: nameOf(name, 20) })),
      ],
      mistakes.map((mistake, at) => {
        const row = mistakeRows[at]
        const cells = new Map(row?.cells.map(({ column, value }) => [column, value]))
        return {
          cells: [
            row === undefined ? '' : formatCount(row.rowNumber),
            answerOf(mistake.actual),
            answerOf(mistake.predicted),
            surenessOf(mistake),
            ...names.map((name) => cellOf(cells.get(name) ?? '')),
          ],
        }
      }),
    ),
  )
}

/** The most important columns that fit beside each other. */
function columnsToShow({ mistakeRows, importance }: TrainingSummary): string[] {
  const rank = new Map(importance.map(({ column }, at) => [column, at]))
  const rankOf = (name: string): number => rank.get(name) ?? importance.length
  const names = [...new Set(mistakeRows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => rankOf(a) - rankOf(b))
  let width = 0
  return names.slice(0, cellsShown).filter((name, at) => {
    width += Math.max(5, Math.min(name.length, 20))
    return at < 3 || width <= namesWidth
  })
}

function cellOf(value: string): Html {
  return value.trim() === '' ? html`<span class="blank">(missing)</span>` : nameOf(value, 28)
}

function answerOf(answer: string | number): Html | string {
  return typeof answer === 'number' ? formatValue(answer) : nameOf(answer, 28)
}

function surenessOf({ actual, predicted, confidence }: Mistake): string {
  if (typeof actual === 'number' && typeof predicted === 'number') return formatValue(Math.abs(actual - predicted))
  return confidence === undefined ? '' : confidence > 0.995 && confidence < 1 ? 'over 99.5%' : formatPercent(confidence, 2)
}
