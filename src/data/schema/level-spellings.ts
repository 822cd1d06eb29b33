// Levels that are perhaps one level, spelled in several ways.
import { distance } from 'fastest-levenshtein'
import type { Finding } from '../../base/core/index.js'
import { grouped, named } from './counting.js'
import type { DistinctTexts } from './evidence.js'
import { columnFinding } from './verdict.js'

const mostCompared = 1000
/** Levels are compared letter by letter where there are no more than this. */
const mostForTypos = 300
/** Short levels that are nearly as frequent as each other are codes of their own, as the vowels hId and hid. */
const shortest = 3
const nearlyAsFrequent = 0.5
/** A typing error changes a letter or two of a word of at least so many, and is rare beside the right spelling. */
const shortestTyped = 6
const rare = 0.05

interface Spelled {
  readonly text: string
  readonly count: number
}

/** One warning for a column with levels that differ only in case, blanks, accents or punctuation, or in a letter of a rare one. They are kept apart. */
export function levelSpellings(name: string, texts: DistinctTexts): Finding[] {
  if (texts.size > mostCompared) return []
  const levels = Array.from({ length: texts.size }, (_, i): Spelled => ({ text: texts.text(i), count: texts.count(i) }))
  const byKey = new Map<string, Spelled>()
  const pairs: [string, string][] = []
  for (const level of levels) {
    const key = spellingKey(level.text)
    const other = byKey.get(key)
    if (other === undefined || key === '') byKey.set(key, level)
    else if (!areCodes(level, other)) pairs.push([other.text, level.text])
  }
  const typed = pairs.length > 0 || levels.length > mostForTypos ? [] : typingErrors([...byKey.values()])
  if (pairs.length === 0 && typed.length === 0) return []
  const found = pairs.length > 0 ? pairs : typed
  const how = pairs.length > 0 ? 'only in case, blanks, accents or punctuation' : 'only in a letter, one of them being rare'
  return [
    columnFinding(
      'LEVEL_SPELLINGS',
      pairs.length > 0 ? 'warning' : 'info',
      name,
      { pairs: found.slice(0, 10), count: found.length },
      `${found.length === 1 ? 'Two levels' : `${grouped(found.length)} pairs of levels`} of '${name}' differ ${how} (${named(found[0])}). They are kept apart: make them one in the source if they are one.`,
    ),
  ]
}

/** What the spellings of one level share: lower case, without accents, signs between letters being blanks; numbers keep their point and sign. */
export function spellingKey(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/(?<=\d)[.,](?=\d)/g, 'p')
    .replaceAll(/(?<!\p{L})-(?=\d)/gu, 'm')
    .replaceAll(/[<>=≤≥+%]/g, (sign) => `s${sign.codePointAt(0)}`)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

export function areCodes(one: Spelled, other: Spelled): boolean {
  const fewer = Math.min(one.count, other.count)
  return Math.min(one.text.length, other.text.length) <= shortest && fewer >= nearlyAsFrequent * Math.max(one.count, other.count)
}

/** Rare levels that are a letter away from a frequent one; numbers in them must agree. */
function typingErrors(levels: readonly Spelled[]): [string, string][] {
  const words = levels.filter(({ text }) => text.length >= shortestTyped && /^\p{L}[\p{L} ]+$/u.test(text))
  return words.flatMap((level) => {
    const right = words.find(
      (other) =>
        other.count * rare >= level.count &&
        Math.abs(other.text.length - level.text.length) <= 1 &&
        distance(other.text.toLowerCase(), level.text.toLowerCase()) === 1,
    )
    return right === undefined ? [] : [[right.text, level.text] as [string, string]]
  })
}
