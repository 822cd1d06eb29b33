// Canada: social insurance numbers.
import { passesLuhn } from '../luhn.js'
import type { NationalId } from './national-id.js'

/** Nine digits, never 8 in front, the last by Luhn. */
export const caSin: NationalId = {
  country: 'CA',
  title: 'social insurance numbers',
  matches: (text) => /^[0-79]\d{2}([ -]?)\d{3}\1\d{3}$/.test(text) && passesLuhn(text.replace(/[ -]/g, '')),
  chance: 0.1,
  names: /\b(?:sin|social insurance(?: (?:number|no))?|nas)\b/,
}
