// Dates as most tables write them, straight from bytes.
import { daysIn, daysSince1970 } from '../schema/index.js'

const minus = 45
const colon = 58

/**
 * Epoch ms of bytes[start, end) that are `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` or the same with `T`: the same as `parseDate` gives. NaN for all else,
 * which may be a date all the same.
 */
export function parseDateBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if ((length !== 10 && length !== 19) || bytes[start + 4] !== minus || bytes[start + 7] !== minus) return NaN
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const month = twoDigits(bytes, start + 5)
  const day = twoDigits(bytes, start + 8)
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN
  const date = daysSince1970(year, month, day) * 86400000
  if (length === 10) return date
  const between = bytes[start + 10]
  if ((between !== 32 && between !== 84) || bytes[start + 13] !== colon || bytes[start + 16] !== colon) return NaN
  const hour = twoDigits(bytes, start + 11)
  const minute = twoDigits(bytes, start + 14)
  const second = twoDigits(bytes, start + 17)
  return hour <= 23 && minute <= 59 && second <= 59 ? date + hour * 3600000 + minute * 60000 + second * 1000 : NaN
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48
  const ones = bytes[at + 1] - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}
