// Italy: tax codes.
import type { NationalId } from './national-id.js'

const odd: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].map((value, i) => [
    String.fromCharCode(65 + i),
    value,
  ]),
)
const valueOf = (letter: string): number => (letter <= '9' ? Number(letter) : letter.charCodeAt(0) - 65)
const oddValueOf = (letter: string): number => odd[letter <= '9' ? String.fromCharCode(65 + Number(letter)) : letter]

/** Consonants of both names, year, month as a letter, day, place of birth, and a check letter by rest 26. */
export const itCodiceFiscale: NationalId = {
  country: 'IT',
  title: 'tax codes',
  matches: (text) => {
    const bare = text.replace(/ /g, '').toUpperCase()
    if (!/^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/.test(bare)) return false
    let sum = 0
    for (let i = 0; i < 15; i++) sum += i % 2 === 0 ? oddValueOf(bare[i]) : valueOf(bare[i])
    return String.fromCharCode(65 + (sum % 26)) === bare[15]
  },
  chance: 0.02,
  names: /\b(?:codice fiscale|cod fisc|codfisc|cf)\b/,
}
