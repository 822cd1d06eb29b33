// Numbers as people write them: decimal point or comma, grouped thousands, one currency or percent sign.

export interface NumberStyle {
  /** `,` where a comma marks decimals. */
  readonly decimal?: ','
  /** A sign that stands beside each number, such as `%` or `$`; it is taken off, the number is not scaled. */
  readonly unit?: string
}

export const numberUnits: readonly string[] = ['%', '$', '€', '£', '¥', '₹']

const plainPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const plainComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/
const groupedByComma = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/
const groupedByPoint = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/
const groupedBySpace = /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d*)?$/
const spaces = /[ \u00a0\u2009\u202f'’]/g

/** The number that a trimmed text writes in this style, else NaN. Never infinite: texts too large to hold give NaN. */
export function parseNumber(text: string, style: NumberStyle = {}): number {
  const length = text.length
  if (length === 0 || length > 400) return NaN
  let body = text.charCodeAt(0) === 0x2212 ? `-${text.slice(1)}` : text
  if (style.unit !== undefined) body = withoutUnit(body, style.unit)
  const value = style.decimal === ',' ? parseComma(body) : parsePoint(body)
  return Number.isFinite(value) ? value : NaN
}

/** The one known sign that stands before or after the number in a text. */
export function unitOf(text: string): string | undefined {
  return numberUnits.find(
    (unit) => text.endsWith(unit) || text.startsWith(unit) || text.startsWith(`-${unit}`) || text.startsWith(`+${unit}`),
  )
}

/** True where thousands are set apart by a blank or an apostrophe, which names and codes do too. */
export function isSpaceGrouped(text: string): boolean {
  return groupedBySpace.test(text)
}

function parsePoint(text: string): number {
  if (plainPoint.test(text)) return Number(text)
  if (groupedByComma.test(text)) return Number(text.replaceAll(',', ''))
  if (groupedBySpace.test(text) && !text.includes(',')) return Number(text.replace(spaces, ''))
  return NaN
}

function parseComma(text: string): number {
  if (plainComma.test(text)) return Number(text.replace(',', '.'))
  if (groupedByPoint.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (groupedBySpace.test(text) && !text.includes('.')) return Number(text.replace(spaces, '').replace(',', '.'))
  return NaN
}

function withoutUnit(text: string, unit: string): string {
  if (text.endsWith(unit)) return text.slice(0, -unit.length).trimEnd()
  if (text.startsWith(unit)) return text.slice(unit.length).trimStart()
  const sign = text[0]
  if ((sign === '-' || sign === '+') && text.startsWith(unit, 1)) return sign + text.slice(1 + unit.length).trimStart()
  return text
}
