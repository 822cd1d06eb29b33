// A column of texts: how long they are, what shapes they have.
import type { TextColumn } from '../table/index.js'
import { textAt } from '../table/index.js'
import type { TextProfile } from './column-profile.js'

type Figures = Omit<TextProfile, 'name' | 'kind' | 'role' | 'why' | 'missing' | 'distinct' | 'approximate'>

/** Cells whose shapes are looked at, evenly spaced. */
const mostCells = 20_000
const mostPatterns = 8
const longestPattern = 24

/** `rows`: those that have a text, at least one. O(bytes of the cells looked at). */
export function textFigures(column: TextColumn, rows: Int32Array): Figures {
  const step = Math.max(1, Math.ceil(rows.length / mostCells))
  const lengths: number[] = []
  const words: number[] = []
  const patterns = new Map<string, number>()
  for (let k = 0; k < rows.length; k += step) {
    const text = textAt(column, rows[k])
    lengths.push(lengthOf(text))
    words.push(text.split(/\s+/u).length)
    const pattern = patternOf(text)
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1)
  }
  const sorted = lengths.toSorted((a, b) => a - b)
  const sortedWords = words.toSorted((a, b) => a - b)
  return {
    lengths: {
      min: sorted[0],
      median: sorted[sorted.length >> 1],
      mean: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
      max: sorted.at(-1)!,
    },
    patterns: [...patterns]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostPatterns),
    words: { median: sortedWords[sortedWords.length >> 1], max: sortedWords.at(-1)! },
  }
}

function lengthOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * The shape of a text: `A` stands for upper-case letters in a row, `a` for lower-case ones, `9` for digits, a space for blanks; all else is itself.
 *
 * ```ts
 * patternOf('AB-1234 x') // 'A-9 a'
 * ```
 */
export function patternOf(text: string): string {
  const start = text.slice(0, 200)
  const shape = start
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]+/gu, 'a')
    .replace(/\p{Nd}+/gu, '9')
    .replace(/\s+/gu, ' ')
  return shape.length <= longestPattern ? shape : `${shape.slice(0, longestPattern - 1)}…`
}
