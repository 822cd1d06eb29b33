// A bound of a range as the file writes it: a number, or a date by ISO 8601.
import { parseDate } from '../schema/index.js'
import type { Kind } from '../table/index.js'

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** NaN where it is none; dates are epoch ms UTC. */
export function boundOf(text: string, kind: Kind): number {
  return kind === 'datetime' ? parseDate(text, 'yyyy-MM-dd') : numberOf(text)
}

export function numberOf(text: string): number {
  const value = numberText.test(text) ? Number(text) : NaN
  return Number.isFinite(value) ? value : NaN
}
