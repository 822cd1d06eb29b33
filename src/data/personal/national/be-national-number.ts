// Belgium: numbers of the national register.
import type { NationalId } from './national-id.js'
import { isDay } from './national-id.js'

/** Date of birth, a counter, and 97 less the rest by 97; those born from 2000 on are reckoned with a 2 in front. */
export const beNationalNumber: NationalId = {
  country: 'BE',
  title: 'national register numbers',
  matches: (text) => {
    const digits = text.replace(/[ .-]/g, '')
    if (!/^\d{11}$/.test(digits) || !isDay(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)))) return false
    const key = Number(digits.slice(9))
    return [digits.slice(0, 9), `2${digits.slice(0, 9)}`].some((number) => 97 - (Number(number) % 97) === key)
  },
  chance: 0.001,
  names: /\b(?:rijksregister(?: ?nummer)?|registre national|insz|niss|national register)\b/,
}
