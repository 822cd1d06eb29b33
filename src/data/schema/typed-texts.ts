// The distinct texts of a column, sorted into markers of missing values, infinities and the rest.
import type { ColumnEvidence, DistinctTexts } from './evidence.js'
import { isInfinity, isMarker } from './markers.js'

/** Texts that could be numbers, dates or booleans, apart from those that stand for missing. */
export interface TypedTexts {
  readonly markers: readonly string[]
  readonly markerCount: number
  readonly infinite: readonly string[]
  readonly infiniteCount: number
  readonly values: readonly string[]
  readonly valueCount: number
}

/** More distinct words without a digit than the kinds with words (booleans) ever have. */
const mostWords = 8

/** Sorts the texts; undefined as soon as there are too many words among them for any kind but category and text. */
export function sortTexts(evidence: ColumnEvidence, asked: readonly string[]): TypedTexts | undefined {
  const { texts } = evidence
  const isAsked = new Set(asked)
  const markers: string[] = []
  const infinite: string[] = []
  const values: string[] = []
  let markerCount = 0
  let infiniteCount = 0
  let valueCount = 0
  let words = 0
  for (let i = 0; i < texts.size; i++) {
    const text = texts.text(i)
    if (isAsked.has(text) || isMarker(text)) {
      markers.push(text)
      markerCount += texts.count(i)
    } else if (isInfinity(text)) {
      infinite.push(text)
      infiniteCount += texts.count(i)
    } else {
      values.push(text)
      valueCount += texts.count(i)
      if (!/\d/.test(text) && ++words > mostWords) return undefined
    }
  }
  valueCount += texts.others?.cells ?? 0
  return { markers, markerCount, infinite, infiniteCount, values, valueCount }
}

/** Those of `wanted` that are in the column, in the order given. */
export function textsAmong(texts: DistinctTexts, wanted: readonly string[]): string[] {
  if (wanted.length === 0) return []
  const asked = new Set(wanted)
  const found = new Set<string>()
  for (let i = 0; i < texts.size; i++) if (asked.has(texts.text(i))) found.add(texts.text(i))
  return wanted.filter((text) => found.has(text))
}

/** Cells that have one of these texts. */
export function cellsWith(texts: DistinctTexts, wanted: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  let count = 0
  for (let i = 0; i < texts.size; i++) if (wanted.has(texts.text(i))) count += texts.count(i)
  return count
}
