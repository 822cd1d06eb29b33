// The Netherlands: citizen service numbers.
import { weigh } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Nine digits; weighed 9 … 2 and −1 they sum to a multiple of 11. */
export const nlBsn: NationalId = {
  country: 'NL',
  title: 'citizen service numbers',
  matches: (text) => {
    const digits = text.replace(/[ .]/g, '')
    return /^\d{9}$/.test(digits) && digits !== '000000000' && weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
  },
  chance: 1 / 11,
  names: /\b(?:bsn|burgerservicenummer|sofi(?: ?nummer)?)\b/,
}
