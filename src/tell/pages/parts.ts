// What every section is made of: names that fit, figures, tables.
import { type ChartSpec, displayText, drawSvg } from '../charts/index.js'
import type { ChartWords } from '../words/index.js'
import { html, type Html, type Part, trusted } from './html.js'

/** A text from the data: on one line, cut where it is long, with the whole (up to 300 characters) on hover. */
export function nameOf(text: string, length = 32): Html {
  const short = displayText(text, length)
  if (short === '') return html`<span class="blank">(blank)</span>`
  return short === text ? html`<bdi>${short}</bdi>` : html`<bdi title="${displayText(text, 300)}">${short}</bdi>`
}

/** Draws a chart with its title, caption and text alternative. */
export type FigureOf = (spec: ChartSpec, words: ChartWords, size?: 'wide' | 'half') => Promise<Html>

export interface FigureOptions {
  readonly draw?: (spec: ChartSpec) => Promise<string>
  /** Hears of each chart that could not be drawn: its words stand in its place. */
  readonly onUndrawn?: (title: string, reason: string) => void
}

export function createFigures({ draw = drawSvg, onUndrawn }: FigureOptions): FigureOf {
  return async (spec, words, size = 'half') => {
    const svg = await draw(spec).catch((error: unknown) => {
      onUndrawn?.(words.title, error instanceof Error ? error.message : String(error))
    })
    const picture =
      svg === undefined
        ? html`<p class="note">This picture could not be drawn. What it says: ${words.alternative}</p>`
        : html`<div class="chart" role="img" aria-label="${words.alternative}">${trusted(svg)}</div>`
    return html`<figure class="${size}">
      <h3>${words.title}</h3>
      ${picture}
      <figcaption>${words.caption}</figcaption>
    </figure> `
  }
}

/** Our own sentences, their command line flags kept in one piece. */
export function advised(text: string): Html {
  return html`${text.split(/(--[a-z]+)/).map((part) => (part.startsWith('--') ? html`<code>${part}</code>` : part))}`
}

export interface TableColumn {
  readonly title: Part
  /** `words`: sentences, never narrower than can be read. */
  readonly align?: 'right' | 'words'
}

/** `rows`: cells in the order of the columns; the first cell heads its row. */
export function tableOf(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly { readonly cells: readonly Part[]; readonly isStrong?: boolean }[],
): Html {
  const classes = { right: html` class="number"`, words: html` class="words"` }
  const classOf = (at: number): Part => {
    const align = columns[at]?.align
    return align !== undefined && classes[align]
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title }, at) => html`<th scope="col" ${classOf(at)}>${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ cells, isStrong }) =>
            html`<tr${isStrong === true && html` class="strong"`}>${cells.map((cell, at) =>
              at === 0 ? html`<th scope="row" ${classOf(at)}>${cell}</th>` : html`<td${classOf(at)}>${cell}</td>`,
            )}</tr>
`,
        )}
      </tbody>
    </table>
  </div>`
}

export function sectionOf(id: string, title: string, lead: Part, ...parts: readonly Part[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${lead !== undefined && html`<p class="lead">${lead}</p>`} ${parts}
  </section> `
}
