// Levels that differ only in case or blanks: perhaps one level, spelled in several ways.
import type { Finding } from '../../base/core/index.js'
import { named } from './counting.js'
import type { DistinctTexts } from './evidence.js'
import { columnFinding } from './verdict.js'

const mostCompared = 1000

/** One warning for a column with such levels. They are kept apart. */
export function levelSpellings(name: string, texts: DistinctTexts): Finding[] {
  if (texts.size > mostCompared) return []
  const first = new Map<string, string>()
  const pairs: [string, string][] = []
  for (let i = 0; i < texts.size; i++) {
    const text = texts.text(i)
    const key = text.toLowerCase().replace(/[\s_-]+/g, ' ')
    const other = first.get(key)
    if (other === undefined) first.set(key, text)
    else pairs.push([other, text])
  }
  if (pairs.length === 0) return []
  return [
    columnFinding(
      'LEVEL_SPELLINGS',
      'warning',
      name,
      { pairs: pairs.slice(0, 10) },
      `Levels of '${name}' differ only in case or blanks (${named(pairs[0])}). They are kept apart: make them one in the source if they are one.`,
    ),
  ]
}
