// Phone numbers: by the country's code in front, or by the way that numbers are grouped at home.

/** How sure the spelling makes it: `digits` alone may be any number. */
export type PhoneForm = 'international' | 'national' | 'digits'

/** Country codes of ITU-T E.164, by their digits. */
const callingCode =
  /^(?:1|7|2(?:[07]|1[1-368]|[2346]\d|5[0-8]|9[01789])|3(?:[0-469]|5\d|7[0-8]|8[0-79])|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|7[02-9]|8[0-35-9]|9[0-2])|8(?:[1246]|5[02356]|70|78|8[0-36-8])|9(?:[0-58]|6[0-8]|7[0-79]|9[2-68]))/
const allowed = /^(?:tel:|phone:|☎)?\s?\+?[\d\s().\-/\u2010-\u2013]{7,24}(?:\s?(?:x|ext\.?|Ext\.?)\s?\d{1,6})?$/
const extension = /\s?(?:x|ext\.?|Ext\.?)\s?\d{1,6}$/
/** North America: area and exchange begin with 2 to 9. */
const northAmerican = /^(?:1[-. ])?(?:\([2-9]\d{2}\)[-. /]?|[2-9]\d{2}[-. /]{1,2})[2-9]\d{2}[-. ]\d{4}$/
/** A 0 in front, then groups: `0171 1234567`, `(030) 123 456`, `020 7946 0958`, `01 23 45 67 89`. */
const withTrunk = /^\(?0\d{1,5}\)?[-/. ]{1,3}\d[\d\-/. ]*\d$/

/** The form of a text that is one phone number; undefined for all else. */
export function phoneForm(text: string): PhoneForm | undefined {
  if (text.length > 34 || !allowed.test(text)) return undefined
  // A social security number.
  if (/^\d{3}-\d{2}-\d{4}$/.test(text)) return undefined
  const bare = text
    .replace(/^(?:tel:|phone:|☎)\s?/, '')
    .replace(extension, '')
    .trim()
  const digits = bare.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return undefined
  if (bare.startsWith('+') || bare.startsWith('(+')) return digits.length >= 8 && callingCode.test(digits) ? 'international' : undefined
  if (/^00[1-9]/.test(bare) && /[\s()./-]/.test(bare) && digits.length >= 11 && callingCode.test(digits.slice(2))) return 'international'
  if (northAmerican.test(bare)) return 'national'
  if (digits.length >= 9 && digits.length <= 12 && withTrunk.test(bare) && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare)) return 'national'
  if (digits.length >= 9 && /^\(?[1-9]\d{1,3}\)?(?:[ -]\d{2,4}){2,4}$/.test(bare)) return 'digits'
  return digits.length >= 8 && /^\d+$/.test(bare) ? 'digits' : undefined
}
