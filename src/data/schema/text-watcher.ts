// Which texts of very many the judges must see, so that they say of a part what they would say of all.
import { dateFormats, parseDate } from './dates.js'
import type { DateFormat } from './dates.js'
import { isInfinity, isMarker } from './markers.js'
import { isSpaceGrouped, parseNumber, unitOf } from './numbers.js'

/** Words without a digit beyond these rule out all kinds but category and text. */
const mostWords = 9
const hasWord = /[\p{L}\p{N}]/u

/**
 * A function that is called with each distinct text once, in any order, and returns true where the judges could say otherwise with it than without:
 * texts that stand for missing, the first text that rules out a date pattern, the first number of each style, the first words. It holds what it saw.
 */
export function createTextWatcher(asked: readonly string[]): (text: string) => boolean {
  const isAsked = new Set(asked)
  let dates: readonly DateFormat[] = dateFormats.filter((format) => format !== 'yyyyMMdd')
  const styles = new Set<string>()
  let couldBeNumbers = true
  let words = 0
  let hasWordless = false

  const narrowsDates = (text: string): boolean => {
    if (dates.length === 0) return false
    const left = text.length < 6 ? [] : dates.filter((format) => !Number.isNaN(parseDate(text, format)))
    if (left.length === dates.length) return false
    dates = left
    return true
  }
  const isNewStyle = (text: string): boolean => {
    if (!couldBeNumbers) return false
    const unit = unitOf(text)
    const style = unit === undefined ? {} : { unit }
    const fitsPoint = !Number.isNaN(parseNumber(text, style))
    const fitsComma = !Number.isNaN(parseNumber(text, { ...style, decimal: ',' }))
    if (!fitsPoint && !fitsComma) couldBeNumbers = false
    const key = `${fitsPoint} ${fitsComma} ${unit} ${isSpaceGrouped(text)} ${text.includes(',')} ${text.includes('.')}`
    if (styles.has(key)) return false
    styles.add(key)
    return true
  }
  return (text) => {
    if (isMarker(text) || isAsked.has(text) || isInfinity(text)) return true
    let isTelling = narrowsDates(text)
    isTelling = isNewStyle(text) || isTelling
    if (words < mostWords && !/\d/.test(text)) {
      words++
      isTelling = true
    }
    if (!hasWordless && !hasWord.test(text)) {
      hasWordless = true
      isTelling = true
    }
    return isTelling
  }
}
