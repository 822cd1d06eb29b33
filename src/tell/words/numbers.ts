// Numbers as people read them: three significant digits, thousands separators, percent; the same on every machine.

/** What stands where there is no number. */
const unknown = 'not known'

/** `digits` significant digits, thousands separated: 48,100 or 0.0123. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return unknown
  return formatDecimals(value, decimalsOf(value, digits))
}

/** Whole and exact: 48,842. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? formatDecimals(value, 0) : unknown
}

/** A share as percent: 0.874 is 87.4%. */
export function formatPercent(share: number, digits = 3): string {
  return Number.isFinite(share) ? `${formatNumber(share * 100, digits)}%` : unknown
}

/** A value of the data itself: up to 6 significant digits, no separators below 10,000 (years, codes). */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return unknown
  const text = formatDecimals(value, decimalsOf(value, Math.max(6, String(Math.trunc(Math.abs(value))).length)))
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return Math.abs(value) < 10_000 ? short.replace(/,/g, '') : short
}

/** Two values of the data, separated alike: 4,520 to 39,320, but 1999 to 2024. */
export function formatRange(from: number, to: number): string {
  const write = (value: number): string => {
    const text = formatValue(value)
    const isGrouped = Math.max(Math.abs(from), Math.abs(to)) >= 10_000
    return isGrouped && Math.abs(value) >= 1000 ? text.replace(/^(−?\d)(\d{3})(?=$|\.)/, '$1,$2') : text
  }
  return `${write(from)} to ${write(to)}`
}

/** Milliseconds since 1970 UTC as a date, with the time of day where there is one. */
export function formatDate(epochMs: number): string {
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return unknown
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, -14) : text.slice(0, 16).replace('T', ' ')
}

/** Decimals that show `digits` significant digits of the value; negative where even whole places are rounded. */
export function decimalsOf(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0
  const exponent = Number(
    Math.abs(value)
      .toExponential(digits - 1)
      .split('e')[1],
  )
  return digits - 1 - exponent
}

/**
 * Decimals for a value and its interval: three significant digits of the value; more where the interval is narrower than
 * they show, and no more than two where it is so wide that they mean nothing.
 */
export function sharedDecimals(value: number, low: number, high: number): number {
  const width = high - low
  if (!(width > 0) || !Number.isFinite(width)) return decimalsOf(value, 3)
  const [least, usual, most] = [decimalsOf(value, 2), decimalsOf(value, 3), decimalsOf(value, 6)]
  return Math.max(least, Math.min(usual, decimalsOf(width, 2)), Math.min(most, decimalsOf(width, 1)))
}

export function formatDecimals(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return unknown
  const size = Math.abs(value)
  if (size >= 1e15 || (size > 0 && size < 1e-5)) return signed(value, size.toExponential(2).replace('e+', 'e').replace('-', '−'))
  const places = Math.min(Math.max(decimals, 0), 12)
  const unit = decimals < 0 ? 10 ** -decimals : 1
  const rounded = decimals < 0 ? Math.round(size / unit) * unit : size
  const [whole, fraction] = rounded.toFixed(places).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return signed(value, fraction === undefined ? grouped : `${grouped}.${fraction}`)
}

function signed(value: number, size: string): string {
  return value < 0 && /[1-9]/.test(size) ? `−${size}` : size
}
