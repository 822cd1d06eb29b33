// The useful part of a personal value, without the person.
import type { PersonalKind } from './personal-kind.js'

/** Kinds of which a part is of use; of the others nothing is left. */
export const maskableKinds: ReadonlySet<PersonalKind> = new Set([
  'email',
  'phone',
  'card',
  'iban',
  'ip',
  'mac',
  'name',
  'postcode',
  'birthDate',
  'coordinates',
])

/**
 * What `mask` keeps: the domain of an e-mail address; of a phone number `+` and four digits, or its first three; the six digits of a card's
 * issuer; the country of an IBAN; three of an IP address's four numbers (three groups of IPv6); the maker's half of a MAC; a name's form of
 * address (`mr`); the first three characters of a postal code (two of a short one); the year of a date; a coordinate to 0.1 degrees.
 * `''`, a missing cell, where the text is not of that kind.
 */
export function maskText(text: string, kind: PersonalKind): string {
  switch (kind) {
    case 'email':
      return (/@([A-Za-z0-9.-]+)>?$/.exec(text)?.[1] ?? '').toLowerCase()
    case 'phone': {
      const digits = text.replace(/[^0-9]/g, '')
      return digits.length < 7 ? '' : text.includes('+') ? `+${digits.slice(0, 4)}` : digits.slice(0, 3)
    }
    case 'card':
      return text.replace(/[^0-9]/g, '').slice(0, 6)
    case 'iban':
      return (/^[A-Za-z]{2}/.exec(text)?.[0] ?? '').toUpperCase()
    case 'ip':
      return (
        /^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/.exec(text)?.[0] ??
        /^[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}/.exec(text)?.[0] ??
        ''
      ).toLowerCase()
    case 'mac':
      return text
        .replace(/[^0-9A-Fa-f]/g, '')
        .slice(0, 6)
        .toLowerCase()
    case 'name':
      return (/\b(mr|mrs|ms|miss|master|dr|prof|rev|sir|lady|herr|frau|mme|mlle|sr|sra)\b/i.exec(text)?.[1] ?? '').toLowerCase()
    case 'postcode': {
      const bare = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
      return bare.slice(0, bare.length >= 5 ? 3 : 2)
    }
    case 'birthDate':
      return /(?:18|19|20)[0-9]{2}/.exec(text)?.[0] ?? ''
    case 'coordinates': {
      const value = Number(text.replace(',', '.'))
      return text === '' || Number.isNaN(value) ? '' : (Math.round(value * 10) / 10).toFixed(1)
    }
    default:
      return ''
  }
}
