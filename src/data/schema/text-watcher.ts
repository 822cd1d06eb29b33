// Which texts of very many the judges must see, so that they say of a part what they would say of all.
import { dateFormats, parseDate } from './dates.js'
import type { DateFormat } from './dates.js'
import { couldBeMarker, isInfinity, isMarker } from './markers.js'
import { isSpaceGrouped, parseNumber, unitOf } from './numbers.js'

/** Words without a digit beyond these rule out all kinds but category and text. */
const mostWords = 9
const hasWord = /[\p{L}\p{N}]/u

export interface TextWatcher {
  /** False: the text changes nothing, as its bytes show. */
  mayTell(bytes: Uint8Array, start: number, end: number): boolean
  isTelling(text: string): boolean
  /** Of further texts only those tell something that may stand for missing, and one without letter and digit. */
  isSettled(): boolean
}

/**
 * `isTelling` is called with each distinct text once, in any order, and returns true where the judges could say otherwise with it than without:
 * texts that stand for missing, the first text that rules out a date pattern, the first number of each style, the first words. It holds what it saw.
 */
export function createTextWatcher(asked: readonly string[]): TextWatcher {
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
  const isTelling = (text: string): boolean => {
    if (isMarker(text) || isAsked.has(text) || isInfinity(text)) return true
    let tells = narrowsDates(text)
    tells = isNewStyle(text) || tells
    if (words < mostWords && !/\d/.test(text)) {
      words++
      tells = true
    }
    if (!hasWordless && !hasWord.test(text)) {
      hasWordless = true
      tells = true
    }
    return tells
  }
  const isSettled = (): boolean => isAsked.size === 0 && dates.length === 0 && !couldBeNumbers && words >= mostWords
  return {
    isSettled,
    mayTell: (bytes, start, end) => !isSettled() || (!hasWordless && !isAlphanumeric(bytes[start])) || couldBeMarker(bytes, start, end),
    isTelling,
  }
}

function isAlphanumeric(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
}
