// The frame of every page: head, title, contents, foot.
import { html, trusted } from './html.js'
import type { Part } from './html.js'
import { style } from './style.js'

/** Nothing may be loaded and no script may run, whatever a cell of the data holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export interface PageParts {
  /** Of the window. */
  readonly title: string
  /** What kind of page it is. */
  readonly kicker: string
  readonly heading: Part
  /** What it is made from. */
  readonly source: Part
  /** Ids of sections and what they are called. */
  readonly contents?: readonly (readonly [id: string, title: string])[]
  readonly main: Part
  readonly foot: string
  /** Rules beside those of all pages. */
  readonly ownStyle?: string
}

/** The page as text. */
export function pageOf({ title, kicker, heading, source, contents, main, foot, ownStyle = '' }: PageParts): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${trusted(style + ownStyle)}
        </style>
      </head>
      <body>
        <header>
          <p class="kicker">${kicker}</p>
          <h1>${heading}</h1>
          <p class="source">${source}</p>
          ${contents !== undefined && html`<nav aria-label="Contents">${contents.map(([id, name]) => html`<a href="#${id}">${name}</a> `)}</nav>`}
        </header>
        <main>${main}</main>
        <footer><p>${foot}</p></footer>
      </body>
    </html> `
  return page.markup
}
