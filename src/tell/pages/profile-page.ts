// What a table holds, as one page: the findings first, then every column, then how they go together.
import type { Finding } from '../../base/core/index.js'
import type { ColumnProfile, TableProfile } from '../../data/profile/index.js'
import { barsSvg, displayText } from '../charts/index.js'
import {
  approximationWords,
  columnWords,
  formatCount,
  formatDate,
  formatNumber,
  formatPercent,
  formatValue,
  measureNames,
  patternWords,
  profileSentence,
} from '../words/index.js'
import { findingGroups } from './cautions.js'
import { html, trusted } from './html.js'
import type { Html, Part } from './html.js'
import { pageOf } from './page.js'
import { nameOf, sectionOf, tableOf } from './parts.js'

export interface ProfiledTable {
  readonly sourceName: string
  readonly target?: string
  readonly profile: TableProfile
  readonly findings: readonly Finding[]
  readonly version: string
}

/** Columns and pairs that are written out; the JSON has all. */
const mostColumns = 300
const mostPairs = 30

/** One self-contained page without scripts; every text from the data escaped. The same profile gives the same bytes. */
export function renderProfile({ sourceName, target, profile, findings, version }: ProfiledTable): string {
  const { columns } = profile
  const grave = findings.filter(({ severity }) => severity !== 'info').length
  return pageOf({
    title: `${displayText(sourceName, 60)}: profile`,
    kicker: 'Profile of a table',
    heading: nameOf(sourceName, 60),
    source: profileSentence(profile),
    contents: contentsOf(profile),
    main: html`${sectionOf(
      'findings',
      'Findings',
      findings.length === 0
        ? 'Nothing stood out.'
        : `${formatCount(findings.length)} ${findings.length === 1 ? 'observation' : 'observations'}, ${grave === 0 ? 'none of them' : formatCount(grave)} a warning or worse.`,
      findingGroups(findings),
    )}
    ${sectionOf(
      'columns',
      'Columns',
      approximationWords(profile),
      html`<div class="columns">${columns.slice(0, mostColumns).map((column) => columnCard(column, profile.rows, target))}</div>`,
      columns.length > mostColumns && html`<p class="note">${formatCount(columns.length - mostColumns)} more columns are in the JSON.</p>`,
    )}
    ${informationSection(profile, target)} ${pairsSection(profile)} ${missingSection(profile)}`,
    foot: `Made by mlwright ${version}.`,
    ownStyle,
  })
}

const ownStyle = `
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:1.2rem 1.6rem}
.card{padding:1rem 1.1rem;background:var(--panel);border-radius:.7rem;break-inside:avoid;min-width:0}
.card h3{margin:0;overflow-wrap:anywhere}
.card .kind{margin:.1rem 0 .6rem;color:var(--muted);font-size:.8rem}
.card .chart{margin:.2rem 0 .5rem}
.card .chart svg{width:100%;height:2.7rem}
.card dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .9rem;margin:0;font-size:.82rem}
.card dt{color:var(--muted)}
.card dd{margin:0;text-align:right;overflow-wrap:anywhere}
.levels{margin:0;padding:0;list-style:none;font-size:.82rem}
.levels li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.6rem;position:relative;padding:.1rem .3rem;margin:.12rem 0}
.levels li>i{position:absolute;inset:0 auto 0 0;background:color-mix(in srgb,var(--accent) 18%,transparent);border-radius:.2rem}
.levels li>span{position:relative;overflow-wrap:anywhere}
`

function contentsOf(profile: TableProfile): readonly (readonly [string, string])[] {
  return [
    ['findings', 'Findings'],
    ['columns', 'Columns'],
    ...(profile.information === undefined ? [] : [['information', 'Target'] as const]),
    ...(profile.associations.length === 0 ? [] : [['pairs', 'Together'] as const]),
    ...(profile.missingPatterns.length === 0 ? [] : [['missing', 'Missing'] as const]),
  ]
}

function columnCard(column: ColumnProfile, rows: number, target: string | undefined): Html {
  const { name, kind, role, missing, distinct, approximate } = column
  const facts: (readonly [string, string])[] = [
    ['missing', missing === 0 ? 'none' : `${formatCount(missing)} (${formatPercent(missing / rows, 2)})`],
    ['distinct', `${(approximate?.distinct ?? 0) > 0 ? 'about ' : ''}${formatCount(distinct)}`],
    ...factsOf(column),
  ]
  return html`<article class="card">
    <h3>${nameOf(name, 48)}</h3>
    <p class="kind">${kindWord(kind)}${name === target ? ' · the target' : role !== 'feature' && role !== 'target' && ` · ${role}`}</p>
    ${pictureOf(column, rows)}
    <dl>
      ${facts.map(
        ([title, value]) =>
          html`<dt>${title}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </article>`
}

const kindWords = { number: 'number', category: 'category', boolean: 'yes or no', datetime: 'date', text: 'text' } as const
const kindWord = (kind: ColumnProfile['kind']): string => kindWords[kind]

function pictureOf(column: ColumnProfile, rows: number): Part {
  if ('isEmpty' in column) return html`<p class="note">Every cell is missing.</p>`
  if (column.kind === 'number' || column.kind === 'datetime') {
    return html`<div class="chart" role="img" aria-label="${columnWords(column, rows)}">
      ${trusted(barsSvg(column.histogram.map(({ count }) => count)))}
    </div>`
  }
  const listed = column.kind === 'text' ? column.patterns.slice(0, 4) : column.levels.slice(0, 6)
  const total = column.kind === 'text' ? listed.reduce((sum, { count }) => sum + count, 0) : rows - column.missing
  return html`<ol class="levels">
    ${listed.map(
      ({ value, count }) =>
        html`<li>
          <i style="width:${((100 * count) / Math.max(1, total)).toFixed(1)}%"></i><span>${nameOf(value, 28)}</span
          ><span>${column.kind !== 'text' && formatPercent(count / total, 2)}</span>
        </li>`,
    )}
  </ol>`
}

function factsOf(column: ColumnProfile): (readonly [string, string])[] {
  if ('isEmpty' in column) return []
  switch (column.kind) {
    case 'number': {
      const at = (share: number): number => column.quantiles.find((one) => one.share === share)!.value
      return [
        ['from', formatValue(column.min)],
        ['5% · median · 95%', [0.05, 0.5, 0.95].map((share) => formatValue(at(share))).join(' · ')],
        ['to', formatValue(column.max)],
        ['mean ± sd', `${formatNumber(column.mean)} ± ${formatNumber(column.standardDeviation)}`],
        ...(Math.abs(column.skewness) > 1 ? [['skewness', formatNumber(column.skewness, 2)] as const] : []),
        ...(column.zeros > 0 ? [['zeros', formatCount(column.zeros)] as const] : []),
      ]
    }
    case 'datetime':
      return [
        ['from', formatDate(column.min)],
        ['to', formatDate(column.max)],
        ...(column.step === undefined || column.step.share < 0.5 ? [] : [['usual step', durationWords(column.step.ms)] as const]),
        ...(column.gaps.length === 0
          ? []
          : [
              ['longest gap', `${durationWords(column.gaps[0].to - column.gaps[0].from)} from ${formatDate(column.gaps[0].from)}`] as const,
            ]),
      ]
    case 'text':
      return [
        ['characters', `${formatCount(column.lengths.min)} to ${formatCount(column.lengths.max)}`],
        ['words', `up to ${formatCount(column.words.max)}`],
      ]
    default:
      return [['entropy', `${formatNumber(column.entropy, 2)} bits`]]
  }
}

const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const

function durationWords(ms: number): string {
  const [unit, size] = units.find(([, one]) => ms >= one) ?? ['ms', 1]
  const value = formatNumber(ms / size, 3).replace(/\.0+$/, '')
  return `${value} ${value === '1' ? unit.replace(/s$/, '') : unit}`
}

function informationSection({ information }: TableProfile, target: string | undefined): Html | undefined {
  if (information === undefined || target === undefined) return undefined
  const told = information.filter(({ bits }) => bits > 0).slice(0, mostPairs)
  return sectionOf(
    'information',
    'What tells about the target',
    html`Mutual information of each column alone with ${nameOf(target, 48)}: 100% would give the answer away. A column by itself may tell
    little and much together with others.`,
    told.length === 0
      ? html`<p>No column by itself tells anything about it.</p>`
      : html`<ol class="levels">
          ${told.map(({ column, share, bits }) => html`<li><i style="width:${(100 * share).toFixed(1)}%"></i><span>${nameOf(column, 48)}</span><span>${formatPercent(share, 2)} · ${formatNumber(bits, 2)} bits</span></li>`)}
        </ol>`,
  )
}

function pairsSection({ associations }: TableProfile): Html | undefined {
  if (associations.length === 0) return undefined
  return sectionOf(
    'pairs',
    'What goes together',
    'Pairs of columns, the strongest first; on 10,000 rows drawn at random where there are more.',
    tableOf(
      'Pairs of columns',
      [{ title: 'column' }, { title: 'and' }, { title: 'measure' }, { title: 'value', align: 'right' }],
      associations.slice(0, mostPairs).map(({ first, second, measure, value }) => ({
        cells: [nameOf(first, 32), nameOf(second, 32), measureNames[measure], formatNumber(value, 2)],
      })),
    ),
    associations.length > mostPairs &&
      html`<p class="note">${formatCount(associations.length - mostPairs)} weaker pairs are in the JSON.</p>`,
  )
}

function missingSection({ missingPatterns, rows }: TableProfile): Html | undefined {
  if (missingPatterns.length === 0) return undefined
  return sectionOf(
    'missing',
    'What is missing together',
    undefined,
    html`<ul>
      ${missingPatterns.map((pattern) => html`<li>${patternWords(pattern, rows)}</li>`)}
    </ul>`,
  )
}
