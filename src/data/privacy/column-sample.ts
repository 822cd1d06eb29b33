// What is looked at of a column: some of its distinct values as texts, with the cells that each stands for.
import type { GuardedColumn } from '../sources/index.js'
import { isMarker } from '../schema/index.js'

/** Distinct values that judge a column, evenly spaced over all in the order of their first cell. */
const mostTexts = 2000
/** Numbers are looked at in so many rows, evenly spaced. */
const mostNumbers = 2500

export interface ColumnSample {
  readonly texts: readonly string[]
  /** Cells of each text, among those looked at. */
  readonly counts: readonly number[]
  readonly cells: number
  /** Distinct values ÷ cells, of all cells that are texts. */
  readonly distinctShare: number
  /** All are plain numbers. */
  readonly isNumeric: boolean
}

/** O(texts looked at). */
export function sampleColumn({ texts, values, missing, rowCount }: GuardedColumn): ColumnSample {
  const marked = new Set(missing)
  const found = new Map<string, number>()
  const step = Math.max(1, Math.ceil(texts.size / mostTexts))
  let textCells = 0
  for (let i = 0; i < texts.size; i++) textCells += texts.count(i)
  for (let i = 0; i < texts.size; i += step) {
    const text = texts.text(i)
    if (!marked.has(text) && !isMarker(text)) found.set(text, texts.count(i))
  }
  const isNumeric = found.size === 0
  if (values !== undefined) {
    const stride = Math.max(1, Math.ceil(rowCount / mostNumbers))
    for (let row = 0; row < rowCount && found.size < 2 * mostTexts; row += stride) {
      if (Number.isNaN(values[row])) continue
      const text = String(values[row])
      found.set(text, (found.get(text) ?? 0) + 1)
    }
  }
  const counts = [...found.values()]
  return {
    texts: [...found.keys()],
    counts,
    cells: counts.reduce((sum, count) => sum + count, 0),
    distinctShare: textCells === 0 ? 1 : texts.size / textCells,
    isNumeric,
  }
}

/** The share of cells whose text fulfils it. */
export function shareOf({ texts, counts, cells }: ColumnSample, fulfils: (text: string) => boolean): number {
  let sum = 0
  for (let i = 0; i < texts.length; i++) if (fulfils(texts[i])) sum += counts[i]
  return cells === 0 ? 0 : sum / cells
}
