// Switzerland: social insurance numbers.
import { weigh } from './national-id.js'
import type { NationalId } from './national-id.js'

/** 756, nine digits, and the check digit of article numbers (EAN-13). */
export const chAhv: NationalId = {
  country: 'CH',
  title: 'social insurance numbers',
  matches: (text) => {
    const digits = text.replace(/[. ]/g, '')
    return /^756\d{10}$/.test(digits) && weigh(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
  },
  chance: 1e-4,
  names: /\b(?:ahv(?: ?(?:nr|nummer))?|avs|sozialversicherungsnummer|numero avs)\b/,
}
