// France: the number of the register of natural persons, which social security uses.
import { mod97 } from '../mod97.js'
import { isDay } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Sex, year, month, department, commune, order, and a key of two digits: 97 less the rest by 97. Corsica's 2A and 2B count as 19 and 18. */
export const frNir: NationalId = {
  country: 'FR',
  title: 'social security numbers',
  matches: (text) => {
    const bare = text.replace(/[ .-]/g, '').toUpperCase()
    if (!/^[1-478]\d{2}(?:0[1-9]|[1-9]\d)(?:\d{2}|2[AB])\d{8}$/.test(bare)) return false
    const month = Number(bare.slice(3, 5))
    if (!isDay(2000, month, 1) && !(month >= 20 && month <= 42) && month < 50) return false
    const number = bare.slice(0, 13).replace('2A', '19').replace('2B', '18')
    return 97 - mod97(number) === Number(bare.slice(13))
  },
  chance: 0.006,
  names: /\b(?:nir|insee|securite sociale|num(?:ero)? secu|nss)\b/,
}
