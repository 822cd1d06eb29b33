// China: resident identity numbers.
import { isDay } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Region, date of birth, order, and a check digit by ISO 7064 mod 11,2, of which 10 is X. GB 11643. */
export const cnResidentId: NationalId = {
  country: 'CN',
  title: 'resident identity numbers',
  matches: (text) => {
    const bare = text.toUpperCase()
    const found = /^[1-9]\d{5}((?:18|19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]$/.exec(bare)
    if (found === null || !isDay(Number(found[1]), Number(found[2]), Number(found[3]))) return false
    let sum = 0
    for (let i = 0; i < 17; i++) sum += (bare.charCodeAt(i) - 48) * (2 ** (17 - i) % 11)
    return '10X98765432'[sum % 11] === bare[17]
  },
  chance: 1e-4,
  names: /\b(?:sfz|shenfenzheng|resident id(?:entity)?(?: card)?|id ?card(?: number| no)?)\b|身份证/,
}
