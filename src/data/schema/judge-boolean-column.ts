// A column of yes and no.
import { counted } from './counting.js'
import type { ColumnEvidence } from './evidence.js'
import type { TypedTexts } from './typed-texts.js'
import { markerFindings } from './verdict.js'
import type { Verdict } from './verdict.js'

/** Known pairs, false first. 0 and 1 are numbers. */
export const booleanPairs: readonly (readonly [no: string, yes: string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
]

/** The spellings of false and true among these texts, where they are exactly a known pair; `isFolded` where the case differs. */
export function booleanPair(
  texts: readonly string[],
): { readonly levels: readonly [string, string]; readonly isFolded: boolean } | undefined {
  if (texts.length < 2 || texts.length > 16) return undefined
  const lower = new Set(texts.map((text) => text.toLowerCase()))
  const pair = booleanPairs.find(([no, yes]) => lower.size === 2 && lower.has(no) && lower.has(yes))
  if (pair === undefined) return undefined
  if (texts.length > 2) return { levels: [pair[0], pair[1]], isFolded: true }
  const spelled = (word: string): string => texts.find((text) => text.toLowerCase() === word)!
  return { levels: [spelled(pair[0]), spelled(pair[1])], isFolded: false }
}

/** The verdict where every cell with a value is one of a known pair and both occur; else undefined. */
export function judgeBooleanColumn(evidence: ColumnEvidence, texts: TypedTexts): Verdict | undefined {
  if (evidence.numbers.count > 0 || texts.infinite.length > 0) return undefined
  const pair = booleanPair(texts.values)
  if (pair === undefined) return undefined
  return {
    format: { kind: 'boolean', missing: ['', ...texts.markers], levels: pair.levels, ...(pair.isFolded ? { fold: 'lower' } : {}) },
    role: 'feature',
    why: `Each of ${counted(texts.valueCount, 'cell')} with a value is '${pair.levels[0]}' or '${pair.levels[1]}'${pair.isFolded ? ', in upper or lower case' : ''}.`,
    findings: markerFindings(evidence.name, texts.markers, texts.markerCount),
  }
}
