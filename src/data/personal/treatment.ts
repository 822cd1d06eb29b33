// What is done to the cells of a column before they are parsed, at training and ever after.
import { concealText } from './conceal.js'
import { maskText } from './mask.js'
import type { PersonalKind } from './personal-kind.js'
import { environmentKey, requireKey } from './privacy-key.js'
import { hashedName } from './pseudonyms.js'
import { replaceSpans, spanFinder } from './spans.js'
import type { SpanPattern } from './spans.js'

/** As `signature.json` holds it. The key of `hash` is never written: `mark` tells a wrong one. */
export interface CellTreatment {
  /** `drop` leaves the word `[email]` in place of what was found, or, of a whole column that is not used, a form that shows nothing. */
  readonly by: 'drop' | 'mask' | 'hash'
  /** The kind that every cell is of; absent where personal data stands inside longer texts. */
  readonly kind?: PersonalKind
  /** What is looked for inside the texts. */
  readonly spans?: readonly SpanPattern[]
  readonly mark?: string
}

/**
 * The function that treats the trimmed text of a cell that has a value; `''` means that nothing is left.
 * Throws PRIVACY_KEY_INVALID where pseudonyms are needed and the environment's key is missing, short or another one.
 */
export function treatText({ by, kind, spans, mark }: CellTreatment): (text: string) => string {
  const key = by === 'hash' ? environmentKey() : ''
  if (mark !== undefined) requireKey(key, mark)
  if (spans !== undefined) {
    const find = spanFinder(spans)
    const replace = (text: string, of: PersonalKind): string =>
      by === 'hash' ? hashedName(text, key) : by === 'mask' ? maskText(text, of) || `[${of}]` : `[${of}]`
    return (text) => replaceSpans(text, find(text), (span) => replace(span.text, span.kind))
  }
  if (by === 'hash') return (text) => hashedName(text, key)
  return by === 'mask' && kind !== undefined ? (text) => maskText(text, kind) : concealText
}
