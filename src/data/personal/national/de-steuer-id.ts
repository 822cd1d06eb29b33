// Germany: tax identification numbers.
import type { NationalId } from './national-id.js'

/** Eleven digits, the last by ISO 7064 mod 11,10; of the first ten exactly one digit comes twice or three times. */
export const deSteuerId: NationalId = {
  country: 'DE',
  title: 'tax identification numbers',
  matches: (text) => {
    const digits = text.replace(/ /g, '')
    if (!/^[1-9]\d{10}$/.test(digits)) return false
    const counts = new Map<string, number>()
    for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    const repeated = [...counts.values()].filter((count) => count > 1)
    if (repeated.length !== 1 || repeated[0] > 3) return false
    let product = 10
    for (let i = 0; i < 10; i++) {
      const sum = (digits.charCodeAt(i) - 48 + product) % 10
      product = ((sum === 0 ? 10 : sum) * 2) % 11
    }
    return (11 - product) % 10 === Number(digits[10])
  },
  chance: 0.01,
  names: /\b(?:steuer ?(?:id|nr|nummer|identifikationsnummer)|tax (?:id|number)|idnr|tin)\b/,
}
