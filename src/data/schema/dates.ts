// Dates and times as texts: a pattern names the order of the date, a time of day and a zone may follow it.

/**
 * The patterns of `dateFormat`. `yyyy` four digits of the year, `yy` two (69 to 99 are 1969 to 1999), `MM` and `dd` one or two digits,
 * `MMM` an English month, short or whole. After the date may stand, after `T` or a blank, `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS`, AM or PM,
 * and a zone (`Z`, `UTC`, `+02:00`); without a zone the time is UTC.
 */
export const dateFormats = [
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'yyyy-MM',
  'yyyyMMdd',
  'dd.MM.yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'dd.MM.yy',
  'dd/MM/yy',
  'MM/dd/yy',
  'MMM dd yyyy',
  'dd MMM yyyy',
  'dd MMM yy',
  'MMM yyyy',
] as const

export type DateFormat = (typeof dateFormats)[number]

type Part = 'year' | 'shortYear' | 'month' | 'monthName' | 'day'

const monthText = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?'
const weekday = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?,?\\s+)?'

const patterns: Record<DateFormat, readonly [source: string, parts: readonly Part[]]> = {
  'yyyy-MM-dd': ['(\\d{4})-(\\d{1,2})-(\\d{1,2})', ['year', 'month', 'day']],
  'yyyy/MM/dd': ['(\\d{4})/(\\d{1,2})/(\\d{1,2})', ['year', 'month', 'day']],
  'yyyy.MM.dd': ['(\\d{4})\\.(\\d{1,2})\\.(\\d{1,2})', ['year', 'month', 'day']],
  'yyyy-MM': ['(\\d{4})-(\\d{2})', ['year', 'month']],
  yyyyMMdd: ['(\\d{4})(\\d{2})(\\d{2})', ['year', 'month', 'day']],
  'dd.MM.yyyy': ['(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})', ['day', 'month', 'year']],
  'dd/MM/yyyy': ['(\\d{1,2})/(\\d{1,2})/(\\d{4})', ['day', 'month', 'year']],
  'MM/dd/yyyy': ['(\\d{1,2})/(\\d{1,2})/(\\d{4})', ['month', 'day', 'year']],
  'dd-MM-yyyy': ['(\\d{1,2})-(\\d{1,2})-(\\d{4})', ['day', 'month', 'year']],
  'MM-dd-yyyy': ['(\\d{1,2})-(\\d{1,2})-(\\d{4})', ['month', 'day', 'year']],
  'dd.MM.yy': ['(\\d{2})\\.(\\d{2})\\.(\\d{2})', ['day', 'month', 'shortYear']],
  'dd/MM/yy': ['(\\d{1,2})/(\\d{1,2})/(\\d{2})', ['day', 'month', 'shortYear']],
  'MM/dd/yy': ['(\\d{1,2})/(\\d{1,2})/(\\d{2})', ['month', 'day', 'shortYear']],
  'MMM dd yyyy': [`${weekday}${monthText}[\\s-](\\d{1,2}),?[\\s-](\\d{4})`, ['monthName', 'day', 'year']],
  'dd MMM yyyy': [`${weekday}(\\d{1,2})[\\s-]${monthText},?[\\s-](\\d{4})`, ['day', 'monthName', 'year']],
  'dd MMM yy': [`${weekday}(\\d{1,2})[\\s-]${monthText},?[\\s-](\\d{2})`, ['day', 'monthName', 'shortYear']],
  'MMM yyyy': [`${monthText},?[\\s-](\\d{4})`, ['monthName', 'year']],
}

const timeText =
  '(?:(?:[Tt]|,?\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:\\s*([AaPp])\\.?[Mm]\\.?)?(?:\\s*(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?)?'

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const compiled = new Map<string, { readonly expression: RegExp; readonly parts: readonly Part[] }>()

/** Milliseconds since 1970 UTC of a trimmed text, NaN where it is not a real date of that pattern. */
export function parseDate(text: string, format: string): number {
  if (text.length > 60) return NaN
  if (format === 'yyyy-MM-dd' && (text.length === 10 || text.length === 19)) {
    const quick = parseIso(text)
    if (!Number.isNaN(quick)) return quick
  }
  let entry = compiled.get(format)
  if (entry === undefined) {
    const pattern = patterns[format as DateFormat]
    if (pattern === undefined) return NaN
    entry = { expression: new RegExp(`^${pattern[0]}${timeText}$`, pattern[0].includes('Jan') ? 'i' : ''), parts: pattern[1] }
    compiled.set(format, entry)
  }
  const match = entry.expression.exec(text)
  if (match === null) return NaN
  const { parts } = entry
  let year = 0
  let month = 1
  let day = 1
  for (let i = 0; i < parts.length; i++) {
    const piece = match[i + 1]
    switch (parts[i]) {
      case 'year':
        year = Number(piece)
        break
      case 'shortYear':
        year = Number(piece) + (Number(piece) >= 69 ? 1900 : 2000)
        break
      case 'month':
        month = Number(piece)
        break
      case 'monthName':
        month = monthNames.indexOf(piece.toLowerCase()) + 1
        break
      case 'day':
        day = Number(piece)
        break
    }
  }
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN
  const at = parts.length + 1
  const time = match[at] === undefined ? 0 : timeOf(match[at], match[at + 1], match[at + 2], match[at + 3], match[at + 4])
  const zone = match[at + 5] === undefined ? 0 : zoneOf(match[at + 5])
  return daysSince1970(year, month, day) * 86400000 + time - zone
}

/** `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` and the same with `T`, which most dates are; NaN for all else. */
function parseIso(text: string): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NaN
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN
  const date = daysSince1970(year, month, day) * 86400000
  if (text.length === 10) return date
  const between = text.charCodeAt(10)
  if ((between !== 32 && between !== 84) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  return hour <= 23 && minute <= 59 && second <= 59 ? date + hour * 3600000 + minute * 60000 + second * 1000 : NaN
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

function timeOf(
  hours: string,
  minutes: string,
  seconds: string | undefined,
  fraction: string | undefined,
  half: string | undefined,
): number {
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return NaN
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const minute = Number(minutes)
  const second = Number(seconds ?? 0)
  if (hour > 23 || minute > 59 || second > 59) return NaN
  return hour * 3600000 + minute * 60000 + second * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6)
}

function zoneOf(zone: string): number {
  if (zone.length < 3 || zone === 'UTC' || zone === 'GMT') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', ''))
  if (hours > 18 || minutes > 59) return NaN
  return (zone[0] === '-' ? -1 : 1) * (hours * 3600000 + minutes * 60000)
}

/** Days of a month, from 1 to 12. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days of the proleptic Gregorian calendar; `Date.UTC` would move the years 0 to 99. */
export function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}
