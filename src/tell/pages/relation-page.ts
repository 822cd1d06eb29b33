// The answer to a question about one or two columns, as one page.
import type { Finding } from '../../base/core/index.js'
import { probability } from '../../data/relations/index.js'
import type { Relation } from '../../data/relations/index.js'
import { comparesMeans, displayText, relationChart } from '../charts/index.js'
import { formatCount, formatNumber, relationWords } from '../words/index.js'
import { html } from './html.js'
import type { Html } from './html.js'
import { pageOf } from './page.js'
import { createFigures, nameOf, sectionOf, tableOf } from './parts.js'
import type { FigureOptions } from './parts.js'

/** What was asked, of which table. */
export interface AskedRelation {
  readonly sourceName: string
  readonly relation: Relation
  readonly findings: readonly Finding[]
  readonly version: string
}

/** One self-contained page without scripts; every text from the data escaped. The same relation gives the same bytes. */
export async function renderRelation(
  { sourceName, relation, findings, version }: AskedRelation,
  options: FigureOptions = {},
): Promise<string> {
  const words = relationWords(relation)
  const title = titleOf(relation)
  const figure = await createFigures(options)(
    relationChart(relation),
    { title, caption: captionOf(relation), alternative: words.answer },
    'wide',
  )
  const { rows, leftOut } = relation
  return pageOf({
    title: displayText(title, 100),
    kicker: 'Question about a table',
    heading: displayText(title, 100),
    source: html`from ${nameOf(sourceName, 60)} · ${formatCount(rows)}
    rows${leftOut > 0 && ` · ${formatCount(leftOut)} left out for want of a value`}`,
    main: html`${sectionOf('answer', 'Answer', words.answer, html`<p>${words.certainty}</p>`, figure)}
    ${sectionOf('effects', 'How large', undefined, effectsTable(words.effects), groupsTable(relation), pairsTable(relation))}
    ${sectionOf(
      'method',
      'How it was found',
      words.choice,
      html`<ul>
        ${words.assumptions.map((one) => html`<li>${one}</li>`)}
      </ul>`,
      findings.length > 0 &&
        html`<p>In the table itself:</p>
          <ul>
            ${findings.map(({ message }) => html`<li>${displayText(message, 600)}</li>`)}
          </ul>`,
    )}`,
    foot: `Made by mlwright ${version}.`,
  })
}

export function titleOf(relation: Relation): string {
  switch (relation.form) {
    case 'groups':
      return `${relation.number} by ${relation.category}`
    case 'counts':
      return `${relation.rowName} by ${relation.columnName}`
    case 'numbers':
      return `${relation.y} by ${relation.x}`
    case 'time':
      return `${relation.number} over ${relation.time}`
    case 'number':
      return relation.number
    case 'category':
      return relation.category
  }
}

function captionOf(relation: Relation): string {
  switch (relation.form) {
    case 'groups':
      return comparesMeans(relation)
        ? 'Dots are means, bands their 95% intervals.'
        : 'Dots are medians, bands reach from the lower to the upper quartile.'
    case 'counts':
      return relation.rowLevels.length === 2
        ? 'Dots are shares, bands their 95% intervals.'
        : 'Shares within each column, darker where more frequent.'
    case 'numbers':
      return relation.points.length < relation.rows
        ? `${formatCount(relation.points.length)} of the rows, drawn at random.`
        : 'Each dot is a row.'
    case 'time':
      return "Dots are rows, the line is Theil and Sen's trend."
    case 'number':
      return 'How many rows have values in each range.'
    case 'category':
      return 'Dots are shares, bands their 95% intervals.'
  }
}

function effectsTable(effects: ReturnType<typeof relationWords>['effects']): Html {
  return tableOf(
    'Effects with their 95% intervals',
    [{ title: 'effect' }, { title: 'value', align: 'right' }, { title: '95% interval', align: 'right' }, { title: '' }],
    effects.map(({ name, value, interval, size }) => ({ cells: [name, value, interval, size] })),
  )
}

function groupsTable(relation: Relation): Html | undefined {
  if (relation.form !== 'groups') return undefined
  const right = 'right' as const
  return tableOf(
    `${displayText(relation.number, 40)} in each group`,
    [
      { title: displayText(relation.category, 40) },
      ...['rows', 'mean', 'standard deviation', 'median'].map((title) => ({ title, align: right })),
    ],
    relation.groups.map(({ name, count, mean, standardDeviation, quartiles }) => ({
      cells: [nameOf(name), formatCount(count), formatNumber(mean, 4), formatNumber(standardDeviation), formatNumber(quartiles[1], 4)],
    })),
  )
}

function pairsTable(relation: Relation): Html | undefined {
  if (relation.form !== 'groups' || relation.pairs.length === 0) return undefined
  return tableOf(
    'Pairs of groups, p corrected for their number (Holm)',
    [{ title: 'pair' }, { title: 'difference', align: 'right' }, { title: 'p', align: 'right' }],
    relation.pairs.map(({ first, second, difference, pValue }) => ({
      cells: [
        html`${nameOf(first, 24)} − ${nameOf(second, 24)}`,
        formatNumber(difference),
        probability(pValue).replace(/^p = /, '').replace(/^p /, ''),
      ],
    })),
  )
}
