// Whether texts are dates in one common pattern, and whether day and month can be told apart.
import { dateFormats, parseDate } from './dates.js'
import type { DateFormat } from './dates.js'

export interface DateVerdict {
  readonly format: DateFormat
  /** The other reading that fits every cell as well. */
  readonly ambiguousWith?: DateFormat
}

const rivals: readonly (readonly [preferred: DateFormat, other: DateFormat])[] = [
  ['MM/dd/yyyy', 'dd/MM/yyyy'],
  ['dd-MM-yyyy', 'MM-dd-yyyy'],
  ['MM/dd/yy', 'dd/MM/yy'],
]

/**
 * The pattern that every text fits; undefined when there is none.
 * Where day first and month first both fit all cells: month first for `/`, day first for `-` and `.`, and the rival is named.
 */
export function judgeDates(texts: readonly string[]): DateVerdict | undefined {
  let candidates: DateFormat[] = dateFormats.filter((format) => format !== 'yyyyMMdd')
  for (const text of texts) {
    if (text.length < 6) return undefined
    candidates = candidates.filter((format) => !Number.isNaN(parseDate(text, format)))
    if (candidates.length === 0) return undefined
  }
  if (texts.length === 0) return undefined
  for (const [preferred, other] of rivals) {
    if (candidates.includes(preferred) && candidates.includes(other)) {
      return { format: preferred, ambiguousWith: other }
    }
  }
  return { format: candidates[0] }
}
