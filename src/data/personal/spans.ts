// Personal data inside longer texts: what a pattern finds and a check confirms. The patterns are plain enough for any language's own.
import { passesLuhn } from './luhn.js'
import { mod97 } from './mod97.js'
import type { PersonalKind } from './personal-kind.js'

/** A pattern of one kind, as `signature.json` holds it, so that every parser finds the same. */
export interface SpanPattern {
  readonly kind: PersonalKind
  /** A regular expression without flags, lookbehind or classes of Unicode; time is linear in the text. */
  readonly pattern: string
  /** What the digits (`luhn`) or the letters and digits (`mod97`, the first four moved to the end, rest 1) found must fulfil. */
  readonly check?: 'luhn' | 'mod97'
  /** Fewer digits are no phone number; 7 where nothing is said. */
  readonly least?: number
}

/** In the order in which they are looked for: what an earlier one took is gone for later ones. */
export const spanPatterns: readonly SpanPattern[] = [
  { kind: 'email', pattern: '[A-Za-z0-9!#$%&*+/=?^_{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}' },
  { kind: 'iban', pattern: '\\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}\\b', check: 'mod97' },
  {
    kind: 'card',
    pattern: '\\b(?:[2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5})\\b',
    check: 'luhn',
  },
  // Social security numbers, CPF, AHV, Chinese resident numbers, Finnish and Swedish ones with their sign: forms that little else has.
  { kind: 'nationalId', pattern: '\\b[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}\\b' },
  { kind: 'nationalId', pattern: '\\b[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}\\b' },
  { kind: 'nationalId', pattern: '\\b756\\.[0-9]{4}\\.[0-9]{4}\\.[0-9]{2}\\b' },
  { kind: 'nationalId', pattern: '\\b[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]\\b' },
  { kind: 'nationalId', pattern: '\\b[0-9]{2}[01][0-9][0-3][0-9]-[0-9]{4}\\b' },
  { kind: 'nationalId', pattern: '\\b[0-3][0-9][01][0-9]{3}[-A][0-9]{3}[0-9A-Y]\\b' },
  { kind: 'nationalId', pattern: '\\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\\b' },
  { kind: 'nationalId', pattern: '\\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\\b' },
  { kind: 'nationalId', pattern: '\\b(?:[0-9]{8}-?|[XYZ]-?[0-9]{7}-?)[TRWAGMYFPDXBNJZSQVHLCKE]\\b' },
  { kind: 'mac', pattern: '\\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}\\b' },
  { kind: 'ip', pattern: '\\b(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\b' },
  { kind: 'ip', pattern: '\\b(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}\\b' },
  { kind: 'phone', pattern: '\\+[1-9][0-9]{0,3}[ ./()-]{0,2}(?:\\(0\\))?[0-9]{1,5}(?:[ ./()-]{0,2}[0-9]{2,8}){1,4}' },
  { kind: 'phone', pattern: '\\(?\\b[2-9][0-9]{2}\\)?[-. ]{1,2}[2-9][0-9]{2}[-. ][0-9]{4}\\b' },
  { kind: 'phone', pattern: '\\b555[- .][0-9]{4}\\b' },
  // Not days, months and years.
  {
    kind: 'phone',
    pattern:
      '\\(?\\b(?!0[1-9][ /.-][0-9]{1,2}[ /.-](?:(?:19|20)[0-9]{2}|[0-9]{2}(?![ /.-]?[0-9]))\\b)0[1-9][0-9]{0,4}\\)?[ /.-]{1,2}[0-9]{2,8}(?:[ /.-][0-9]{2,8}){0,4}\\b',
    least: 9,
  },
  { kind: 'phone', pattern: '\\b0[1-9][0-9]{8,10}\\b' },
]

export interface Span {
  readonly kind: PersonalKind
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Nothing is found where none of these is: an at sign, six digits that stand close together, or groups between colons. */
const worthLooking = /@|\d(?:[ ()./+-]{0,2}\d){5}|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:/
const fewestDigits = 7
/** A number that goes on is another number, and parts of codes such as UUIDs are none. */
const before = /[A-Za-z0-9_]$|[A-Za-z0-9_][_-]$/
const after = /^[A-Za-z0-9_]|^[_-][A-Za-z0-9_]/

/** Finds personal data inside texts: made once for patterns, called with many texts. O(length of the text) each. */
export function spanFinder(patterns: readonly SpanPattern[]): (text: string) => readonly Span[] {
  const compiled = patterns.map(({ kind, pattern, check, least }) => ({ kind, check, least, expression: new RegExp(pattern, 'g') }))
  return (text) => {
    if (text.length < 5 || !worthLooking.test(text)) return []
    const found: Span[] = []
    for (const { kind, check, least, expression } of compiled) {
      for (const match of text.matchAll(expression)) {
        const [start, end] = [match.index, match.index + match[0].length]
        if (!holds(match[0], { kind, check, least }) || found.some((span) => start < span.end && span.start < end)) continue
        if (kind !== 'email' && (before.test(text.slice(Math.max(0, start - 2), start)) || after.test(text.slice(end, end + 2)))) continue
        found.push({ kind, start, end, text: match[0] })
      }
    }
    return found.sort((a, b) => a.start - b.start)
  }
}

function holds(text: string, { kind, check, least = fewestDigits }: { [Key in 'kind' | 'check' | 'least']: SpanPattern[Key] }): boolean {
  if (check === 'luhn') return passesLuhn(text.replace(/\D/g, ''))
  if (check === 'mod97') {
    const bare = text.replace(/[ -]/g, '')
    return bare.length >= 15 && mod97(bare.slice(4) + bare.slice(0, 4)) === 1
  }
  return kind !== 'phone' || text.replace(/\D/g, '').length >= least
}

const find = spanFinder(spanPatterns)

/** Personal data inside a text, by all patterns that are known. */
export function findSpans(text: string): readonly Span[] {
  return find(text)
}

/** The text with each span replaced. */
export function replaceSpans(text: string, spans: readonly Span[], replace: (span: Span) => string): string {
  let result = ''
  let at = 0
  for (const span of spans) {
    result += text.slice(at, span.start) + replace(span)
    at = span.end
  }
  return at === 0 ? text : result + text.slice(at)
}

/** The text with `[email]`, `[phone]` and so on in place of what is personal: for messages and logs. */
export function scrubText(text: string): string {
  return replaceSpans(text, findSpans(text), ({ kind }) => `[${kind}]`)
}
