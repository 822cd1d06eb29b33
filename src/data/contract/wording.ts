// Values and bounds in the words of a contract.
import { grouped, percent } from '../schema/index.js'
import type { Kind } from '../table/index.js'
import type { Range, RelationContract } from './contract.js'

/** A value of that kind as the file writes it: dates by ISO 8601, the time of day only where there is one. */
export function valueText(value: number, kind: Kind): string {
  if (kind !== 'datetime') return String(value)
  if (!(Math.abs(value) <= 8.64e15)) return String(value)
  const text = new Date(value).toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14)
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}

export function rangeText({ min, max, beyond }: Range, kind: Kind): string {
  const bounds =
    min === undefined
      ? `at most ${valueText(max ?? Infinity, kind)}`
      : max === undefined
        ? `at least ${valueText(min, kind)}`
        : `${valueText(min, kind)} to ${valueText(max, kind)}`
  return beyond === 0 ? bounds : `${bounds}, all but ${percent(beyond, 1)}`
}

/** `12 of 400 (3%)`. */
export function partText(count: number, of: number): string {
  return `${grouped(count)} of ${grouped(of)} (${percent(count, of)})`
}

/** Few texts in quotes, cut where they are long, line breaks made visible. */
export function quoted(texts: readonly string[], limit = 5): string {
  const shown = texts.slice(0, limit).map((text) => {
    const visible = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')
    return `'${visible.length > 40 ? `${visible.slice(0, 39)}…` : visible}'`
  })
  const rest = texts.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${grouped(rest)} more` : shown.join(', ')
}

/** `'a' is at most 'b'`. */
export function relationText({ relation, columns, within }: Pick<RelationContract, 'relation' | 'columns' | 'within'>): string {
  const [a, b, c] = columns.map((column) => quoted([column]))
  const about = within === undefined ? '' : `, within ${within}`
  switch (relation) {
    case 'equal':
      return `${a} and ${b} are the same`
    case 'atMost':
      return `${a} is at most ${b}`
    case 'sum':
      return `${a} is ${b} + ${c}${about}`
    case 'product':
      return `${a} is ${b} × ${c}${about}`
    case 'determines':
      return `${a} determines ${b}`
    case 'missingTogether':
      return `${quoted(columns, 8)} are missing together or not at all`
  }
}
