// Markdown whose texts from the data stay texts: no markup, no links, no rows broken out of tables.
import { displayText } from '../charts/index.js'

/** A text from the data on one line, cut where it is long, its marks escaped. */
export function escapeMarkdown(text: string, length = 80): string {
  return displayText(text, length)
    .replace(/[\\`*_{}[\]()#+!|~$@:.-]/g, (mark) => (keeps(mark) ? mark : `\\${mark}`))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

/** Harmless inside a line of text; they stay readable. */
function keeps(mark: string): boolean {
  return '.:-()+@'.includes(mark)
}

/** Our own sentences, with names from the data in them. */
export function sentence(text: string): string {
  return escapeMarkdown(text, 1000)
}

export function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}

export function listOf(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}
