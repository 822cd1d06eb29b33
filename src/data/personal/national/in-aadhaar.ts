// India: Aadhaar numbers.
import { passesVerhoeff } from '../verhoeff.js'
import type { NationalId } from './national-id.js'

/** Twelve digits, the first from 2 up, the last by Verhoeff. */
export const inAadhaar: NationalId = {
  country: 'IN',
  title: 'Aadhaar numbers',
  matches: (text) => /^[2-9]\d{3}([ -]?)\d{4}\1\d{4}$/.test(text) && passesVerhoeff(text.replace(/[ -]/g, '')),
  chance: 0.1,
  names: /\b(?:aadhaar|aadhar|adhaar|uidai)\b/,
}
