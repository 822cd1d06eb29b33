// The terms worth a feature: picked on the training rows, counted in any rows.
import type { TextColumn } from '../../data/table/index.js'
import { compareTexts } from './levels.js'
import { termsOf } from './terms.js'
import type { TrainingRows } from './training-rows.js'

/** In fewer rows than this a term says nothing that holds elsewhere. */
const minRows = 2

export interface Vocabulary {
  /** Single tokens first, then pairs, each in order of their text. */
  readonly terms: readonly string[]
  /** In how many of the training rows each stands, by their weights. */
  readonly rowCounts: Float64Array
}

/** The terms that stand in the most rows, at least 2 and not in all; ties by their text. */
export function pickTerms(column: TextColumn, { rows, weights }: TrainingRows, maxTerms: number): Vocabulary {
  const found = termsOf(column)
  const rowCounts = new Float64Array(found.termCount)
  const isIn = new Int32Array(found.termCount)
  for (let i = 0; i < rows.length; i++) {
    const end = found.starts[rows[i] + 1]
    const weight = weights === undefined ? 1 : weights[i]
    for (let entry = found.starts[rows[i]]; entry < end; entry++) {
      rowCounts[found.terms[entry]] += weight
      isIn[found.terms[entry]]++
    }
  }
  const isPicked = (count: number, term: number): boolean => count >= minRows && isIn[term] < rows.length
  const sizes = rowCounts.filter(isPicked).sort()
  const bar = sizes.length > maxTerms ? sizes[sizes.length - maxTerms] : minRows
  const picked: { name: string; count: number }[] = []
  for (let term = 0; term < rowCounts.length; term++) {
    const count = rowCounts[term]
    if (count >= bar && isPicked(count, term)) picked.push({ name: found.nameOf(term), count })
  }
  picked.sort((a, b) => b.count - a.count || compareTexts(a.name, b.name))
  const kept = picked.slice(0, maxTerms).sort((a, b) => tokenCount(a.name) - tokenCount(b.name) || compareTexts(a.name, b.name))
  return { terms: kept.map((term) => term.name), rowCounts: Float64Array.from(kept, (term) => term.count) }
}

/** 1 or 2. */
export function tokenCount(term: string): number {
  return term.includes(' ') ? 2 : 1
}

/** Which rows hold which terms how often: entries by row, then by term. */
export interface TermCounts {
  /** Row i of `rows` has entries starts[i] up to starts[i + 1]. */
  readonly starts: Int32Array
  /** Index into the vocabulary. */
  readonly terms: Int32Array
  readonly counts: Int32Array
}

export function countTerms(column: TextColumn, rows: Int32Array, vocabulary: readonly string[]): TermCounts {
  const found = termsOf(column)
  const indexOf = new Int32Array(found.termCount).fill(-1)
  vocabulary.forEach((name, index) => {
    const term = found.find(name)
    if (term >= 0) indexOf[term] = index
  })
  const starts = new Int32Array(rows.length + 1)
  let total = 0
  for (let i = 0; i < rows.length; i++) total += found.starts[rows[i] + 1] - found.starts[rows[i]]
  const terms = new Int32Array(total)
  const counts = new Int32Array(total)
  let at = 0
  for (let i = 0; i < rows.length; i++) {
    const end = found.starts[rows[i] + 1]
    for (let entry = found.starts[rows[i]]; entry < end; entry++) {
      const index = indexOf[found.terms[entry]]
      if (index < 0) continue
      terms[at] = index
      counts[at++] = found.counts[entry]!
    }
    starts[i + 1] = at
  }
  return { starts, terms: terms.subarray(0, at), counts: counts.subarray(0, at) }
}
