// Finland: personal identity codes.
import { isDay } from './national-id.js'
import type { NationalId } from './national-id.js'

/** Date of birth, a sign of the century, three digits, and a check character by rest 31. */
export const fiHetu: NationalId = {
  country: 'FI',
  title: 'personal identity codes',
  matches: (text) => {
    const found = /^(\d{2})(\d{2})(\d{2})[-+A-FU-Y](\d{3})([\dA-Y])$/i.exec(text)
    if (found === null || !isDay(Number(found[3]), Number(found[2]), Number(found[1]))) return false
    return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${found[1]}${found[2]}${found[3]}${found[4]}`) % 31] === found[5].toUpperCase()
  },
  chance: 0.001,
  names: /\b(?:hetu|henkilotunnus|personal identity code)\b/,
}
