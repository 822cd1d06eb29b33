// Sweden: personal identity numbers.
import { passesLuhn } from '../luhn.js'
import { isDay } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Date of birth, a sign, three digits and Luhn's; coordination numbers add 60 to the day. */
export const sePersonnummer: NationalId = {
  country: 'SE',
  title: 'personal identity numbers',
  matches: (text) => {
    const found = /^((?:18|19|20)?\d{2})(\d{2})(\d{2})[-+]?(\d{4})$/.exec(text)
    if (found === null) return false
    const [, year, month, day, rest] = found
    const isReal = isDay(Number(year), Number(month), Number(day) > 60 ? Number(day) - 60 : Number(day))
    return isReal && passesLuhn(`${year.slice(-2)}${month}${day}${rest}`)
  },
  chance: 0.007,
  names: /\b(?:personnummer|personal ?(?:identity )?number|pnr|person ?nr)\b/,
}
