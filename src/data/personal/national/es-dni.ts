// Spain: identity cards and the numbers of foreigners.
import type { NationalId } from './national-id.js'

const letters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Eight digits, or X, Y, Z and seven, and the letter that the rest by 23 stands for. */
export const esDni: NationalId = {
  country: 'ES',
  title: 'identity numbers',
  matches: (text) => {
    const bare = text.replace(/[ .-]/g, '').toUpperCase()
    if (!/^(?:\d{8}|[XYZ]\d{7})[A-Z]$/.test(bare)) return false
    const number = Number(bare.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))))
    return letters[number % 23] === bare[8]
  },
  chance: 1 / 26,
  names: /\b(?:dni|nif|nie|documento(?: nacional)?(?: de)? identidad)\b/,
}
