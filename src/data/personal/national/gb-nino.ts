// United Kingdom: national insurance numbers.
import type { NationalId } from './national-id.js'

/** Two letters of those in use, six digits, A to D. */
export const gbNino: NationalId = {
  country: 'GB',
  title: 'national insurance numbers',
  matches: (text) => {
    const bare = text.replace(/[ -]/g, '').toUpperCase()
    return /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(bare)
  },
  chance: 0.1,
  names: /\b(?:nino|ni (?:number|no)|national insurance(?: (?:number|no))?)\b/,
}
