// Columns that say where somebody is: addresses, postal codes, coordinates.
import { isPostalAddress } from '../personal/index.js'
import { shareOf } from './column-sample.js'
import type { ColumnSample } from './column-sample.js'
import { basisOf } from './personal-verdict.js'
import type { PersonalVerdict } from './personal-verdict.js'

const addressNames =
  /\b(?:(?:street|home|postal|mailing|billing|shipping|delivery|residential)? ?address(?:es)?(?: ?line)?|street|addr|adresse|anschrift|strasse|direccion|domicilio|indirizzo|endereco|domicile|adres)\b/
const otherAddresses = /\b(?:e ?mail|ip|mac|web|url|memory|wallet|contract)\b/
const postcodeNames =
  /\b(?:zip|zip ?codes?|post ?codes?|postal ?codes?|plz|postleitzahl|code postal|codigo postal|cod postal|cep|pin ?code|postnummer)\b/
const latitudeNames = /\b(?:lat|latitude|breitengrad|latitud|latitudine)\b/
const longitudeNames = /\b(?:lon|lng|long|longitude|langengrad|longitud|longitudine)\b/
/** What stands beside coordinates of persons, not of places. */
const personNames =
  /\b(?:first|last|full|sur) ?name|surname|\b(?:e ?mail|phone|user|username|customer|patient|client|employee|member|driver|rider|passenger|home|person|device|imei|ssn)\b/

export function judgeAddress(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  if (sample.isNumeric || sample.texts.length < 3) return undefined
  const isNamed = addressNames.test(words) && !otherAddresses.test(words)
  const share = shareOf(sample, isPostalAddress)
  const mixed = shareOf(sample, (text) => /\d/.test(text) && /\p{L}{3}/u.test(text) && text.includes(' '))
  const confidence = Math.max(isNamed && (share >= 0.2 || mixed >= 0.5) ? 0.96 : 0, share >= 0.4 ? 0.95 : share >= 0.2 ? 0.7 : 0)
  return confidence === 0
    ? undefined
    : { kind: 'address', confidence, share: Math.max(share, isNamed ? mixed : 0), basis: basisOf(isNamed, share > 0) }
}

export function judgePostcode(words: string, sample: ColumnSample): PersonalVerdict | undefined {
  if (!postcodeNames.test(words) || sample.texts.length < 3) return undefined
  const share = shareOf(sample, (text) => text.length <= 10 && /\d/.test(text) && /^[A-Za-z0-9]{1,5}[ -]?[A-Za-z0-9]{1,5}$/.test(text))
  return share < 0.7 ? undefined : { kind: 'postcode', confidence: 0.95, share, basis: 'nameAndContent', isPublic: true }
}

/** Fewer decimals than this (about 100 m) name a neighbourhood. */
const exactDecimals = 3

/** `names`: of all columns, as words. A place of a table about places is public; one exact to a house beside a person is not. */
export function judgeCoordinates(words: string, sample: ColumnSample, names: readonly string[]): PersonalVerdict | undefined {
  const isLatitude = latitudeNames.test(words)
  if (!isLatitude && !longitudeNames.test(words)) return undefined
  if (!names.some((other) => (isLatitude ? longitudeNames : latitudeNames).test(other))) return undefined
  const most = isLatitude ? 90 : 180
  const share = shareOf(sample, (text) => Math.abs(Number(text.replace(',', '.'))) <= most)
  const fractions = shareOf(sample, (text) => /[.,]\d/.test(text))
  if (share < 0.95 || fractions < 0.5 || sample.texts.length < 5) return undefined
  const exact = shareOf(sample, (text) => (/[.,](\d+)$/.exec(text)?.[1].length ?? 0) >= exactDecimals)
  const isOfPersons = exact >= 0.5 && names.some((other) => personNames.test(other))
  return { kind: 'coordinates', confidence: 0.95, share, basis: 'nameAndContent', ...(isOfPersons ? {} : { isPublic: true }) }
}
