// Whether texts are numbers in one common style: which sign marks decimals, which groups thousands, which unit stands beside.
import type { NumberEvidence } from './evidence.js'
import { isSpaceGrouped, parseNumber, unitOf } from './numbers.js'
import type { NumberStyle } from './numbers.js'

export interface NumberVerdict {
  readonly style: NumberStyle
  /** Commas could mark thousands or decimals; `style` is the stated default. */
  readonly isAmbiguous: boolean
}

/**
 * The style in which every one of these texts, and the plain numbers beside them, is a number; undefined when there is none.
 * `otherCommas`: other columns of the same source mark decimals with commas.
 */
export function judgeNumberStyle(texts: readonly string[], plain: NumberEvidence, otherCommas: boolean): NumberVerdict | undefined {
  if (texts.length === 0) {
    if (plain.count === 0) return undefined
    const couldGroup = otherCommas && plain.pointCount > 0 && plain.pointCount === plain.pointGroupCount
    return { style: couldGroup ? { decimal: ',' } : {}, isAmbiguous: couldGroup }
  }
  const unit = unitOf(texts[0])
  if (unit !== undefined && plain.count > 0 && plain.min < plain.max) return undefined
  if (unit !== undefined && plain.count > 0 && plain.min !== 0) return undefined
  const asPoint: NumberStyle = unit === undefined ? {} : { unit }
  const asComma: NumberStyle = unit === undefined ? { decimal: ',' } : { unit, decimal: ',' }
  let fitsPoint = true
  let fitsComma = plain.pointCount === plain.pointGroupCount
  let hasGroupSign = false
  let hasSpaceGroups = false
  let hasFraction = plain.pointCount > 0
  for (const text of texts) {
    if (unit !== undefined && unitOf(text) !== unit) return undefined
    fitsPoint &&= !Number.isNaN(parseNumber(text, asPoint))
    fitsComma &&= !Number.isNaN(parseNumber(text, asComma))
    if (!fitsPoint && !fitsComma) return undefined
    if (isSpaceGrouped(text)) {
      hasSpaceGroups = true
      hasFraction ||= /[.,]/.test(text)
    } else if (text.includes(',')) hasGroupSign = true
    else hasFraction ||= text.includes('.')
  }
  // Blanks between digits are in telephone numbers and codes too: smaller numbers or fractions must show that they group thousands.
  if (hasSpaceGroups && !hasFraction && !hasGroupSign && plain.count === 0) return undefined
  if (fitsPoint && fitsComma && hasGroupSign) {
    const isComma = plain.longIntegerCount > 0 || otherCommas
    return { style: isComma ? asComma : asPoint, isAmbiguous: plain.longIntegerCount === 0 }
  }
  return { style: fitsPoint ? asPoint : asComma, isAmbiguous: false }
}
