// Poland: PESEL.
import { isDay, weigh } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Date of birth (the century is added to the month), serial, and a check digit. */
export const plPesel: NationalId = {
  country: 'PL',
  title: 'PESEL numbers',
  matches: (digits) => {
    if (!/^\d{11}$/.test(digits)) return false
    const month = Number(digits.slice(2, 4))
    const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)]
    if (!isDay(century + Number(digits.slice(0, 2)), month % 20, Number(digits.slice(4, 6)))) return false
    return weigh(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  },
  chance: 0.02,
  names: /\bpesel\b/,
}
