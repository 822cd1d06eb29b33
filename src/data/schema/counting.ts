// Numbers in sentences.

/** `1234567` as `1,234,567`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 cell`, `2,000 cells`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(value)} ${value === 1 ? noun : plural}`
}

/** A share of the whole, such as `12.5 %`. */
export function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (100 * part) / whole
  const text = value >= 10 || value === 0 ? value.toFixed(1) : value.toPrecision(2)
  return `${text.includes('e') ? value.toFixed(4) : text.replace(/\.0+$/, '')}%`
}

/** `'a', 'b' and 3 more`, at most `limit` named, long texts shortened. */
export function named(texts: readonly string[], limit = 5): string {
  const shown = texts.slice(0, limit).map((text) => `'${text.length > 40 ? `${text.slice(0, 39)}…` : text}'`)
  const rest = texts.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${grouped(rest)} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`
}
