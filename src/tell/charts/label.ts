// Texts from the data, made fit to be shown: no control characters, no lone halves of a character, not too long.

/** Control characters, marks that turn the direction of writing, and halves of a pair: what would break or spoof a page. */
const unfit = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]+/gu

/** The text with a space for whatever is unfit to be shown. */
export function cleanText(text: string): string {
  return text.replace(unfit, ' ')
}

/** The text on one line, as it can be shown, cut after `length` characters with an ellipsis. */
export function displayText(text: string, length = Infinity): string {
  // far more than is shown is never looked at: a cell may hold megabytes
  const near = text.length > 4 * length + 64 ? text.slice(0, 4 * length + 64) : text
  const clean = cleanText(near).trim()
  if (clean.length <= length && near === text) return clean
  const characters = Array.from(clean)
  if (characters.length <= length && near === text) return clean
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`
}

/**
 * Labels as values of a scale: Vega looks them up in plain objects, where a class named `__proto__` or `constructor` would meet what is there already.
 * An axis shows them by `labelOfKey`.
 */
export function keysOf(labels: readonly string[]): string[] {
  return labels.map((label) => `=${label}`)
}

/** The expression that gives the label of a key. */
export const labelOfKey = 'slice(datum.value, 1)'

/** A title with texts of the data inside: Vega keeps titles by their text too; a space at the end, which SVG does not show, sets those names apart. */
export function titleOf(text: string): string {
  return text in Object.prototype ? `${text} ` : text
}

/** Short labels that stay distinct: names that look the same once cut get a number. */
export function distinctLabels(names: readonly string[], length: number): string[] {
  const used = new Set<string>()
  return names.map((name) => {
    const shown = displayText(name, length) || '(blank)'
    let label = shown
    for (let count = 2; used.has(label); count++) label = `${displayText(shown, length - 4)} (${count})`
    used.add(label)
    return label
  })
}
