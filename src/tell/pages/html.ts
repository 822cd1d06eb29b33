// Pages are built of templates that escape whatever is put into them, except what is a page already.
import { cleanText } from '../charts/index.js'

/** Text that is HTML. Only `html` and `trusted` make it. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

export type Part = Html | string | number | undefined | false | readonly Part[]

/** A template whose `${…}` are escaped; arrays are joined, `undefined` and `false` vanish. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = texts[0]
  for (let at = 0; at < parts.length; at++) markup += markupOf(parts[at]) + texts[at + 1]
  return new Html(markup)
}

/** Markup of our own making, put in as it is. Never from the data. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup
  if (part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(markupOf).join('')
  return escapeHtml(String(part))
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => entities[character])
}
