// Texts that stand for a missing value, and how sure each is.
import type { DistinctTexts } from './evidence.js'

/** Missing in a column of names or of free text too: nobody calls a level so. Compared in lower case. */
const unambiguous = new Set([
  '?',
  'n/a',
  '#n/a',
  '#na',
  '<na>',
  '(na)',
  'nan',
  '#value!',
  '#ref!',
  '#div/0!',
  '#num!',
  '#null!',
  '#name?',
  'null',
  '<null>',
  '(null)',
  '\\n',
  'nat',
  '(missing)',
  '(blank)',
  '(empty)',
])

/** Missing wherever the other cells are numbers, dates or booleans. Compared in lower case. */
const markers = new Set([
  ...unambiguous,
  '??',
  '-',
  '--',
  '---',
  '.',
  '..',
  '...',
  '*',
  '#',
  '_',
  'na',
  'n.a.',
  'n.a',
  'n/d',
  'n.d.',
  '#n/a n/a',
  '-nan',
  '+nan',
  '1.#ind',
  '-1.#ind',
  '1.#qnan',
  '-1.#qnan',
  'nil',
  'none',
  '<none>',
  'undefined',
  'unknown',
  '(unknown)',
  'unk',
  'missing',
  'not available',
  'not applicable',
  'not known',
  'not recorded',
  'no data',
  'empty',
  'blank',
  'tbd',
  'tba',
  'void',
])

const infinities = /^[+-]?(?:inf|infinity|∞|1\.#inf)$/i
const longest = 16
const hasWord = /[\p{L}\p{N}]/u
const countryLike = /^[A-Z]{2}$/

/** True for a text that stands for missing in a column of numbers, dates or booleans. */
export function isMarker(text: string): boolean {
  return text.length <= longest && markers.has(text.toLowerCase())
}

/** First bytes of markers and of infinities; letters in lower case, digits aside. */
const firstBytes = new Uint8Array(256)
for (const text of [...markers, 'inf', '+', '-', '∞']) firstBytes[Buffer.from(text)[0]] = 1

/** False where bytes[start, end) are neither a marker nor an infinite number, without making a text of them. */
export function couldBeMarker(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]
  // A number that is too large has many digits or an exponent.
  if (first >= 48 && first <= 57) return end - start > 300 || hasExponent(bytes, start, end)
  if (end - start > longest && first !== 43 && first !== 45) return false
  return firstBytes[first >= 65 && first <= 90 ? first + 32 : first] === 1
}

function hasExponent(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] | 32) === 101 || bytes[at] === 35) return true
  return false
}

/** True for a spelling of an infinite number, also one written out with too large an exponent. */
export function isInfinity(text: string): boolean {
  if (infinities.test(text)) return true
  return text.length < 400 && /^[+-]?\d/.test(text) && /^[+-]?\d+\.?\d*(?:[eE][+-]?\d+)?$/.test(text) && !Number.isFinite(Number(text))
}

/**
 * The markers among the levels of a category or among free texts: only texts that nobody uses as a level.
 * `NA` stays a level among two-letter codes (Namibia); signs such as `-` are markers where every other level has a letter or digit.
 */
export function markersAmongLevels(texts: DistinctTexts): string[] {
  const found: string[] = []
  const signs: string[] = []
  let hasNa = false
  let twoLetters = 0
  let wordless = 0
  let others = 0
  for (let i = 0; i < texts.size; i++) {
    if (texts.byteLength(i) > longest) {
      others++
      continue
    }
    const text = texts.text(i)
    const lower = text.toLowerCase()
    if (unambiguous.has(lower)) found.push(text)
    else if (text === 'NA') hasNa = true
    else if (markers.has(lower) && !hasWord.test(text)) signs.push(text)
    else {
      others++
      if (countryLike.test(text)) twoLetters++
      if (!hasWord.test(text)) wordless++
    }
  }
  if (hasNa && (others === 0 || twoLetters < Math.max(2, others / 2))) found.push('NA')
  if (wordless === 0 && others > 0) found.push(...signs)
  return found
}
