// The kinds of personal data, and what they are called.

/** `personId` is the number or code that an organisation gives to a person; `nationalId` one that a state gives. */
export type PersonalKind =
  | 'email'
  | 'phone'
  | 'card'
  | 'iban'
  | 'ip'
  | 'mac'
  | 'nationalId'
  | 'name'
  | 'username'
  | 'address'
  | 'postcode'
  | 'birthDate'
  | 'coordinates'
  | 'personId'

/** As sentences call many of them. */
export const personalKindNames: Readonly<Record<PersonalKind, string>> = {
  email: 'e-mail addresses',
  phone: 'phone numbers',
  card: 'payment card numbers',
  iban: 'bank account numbers (IBAN)',
  ip: 'IP addresses',
  mac: 'hardware addresses (MAC)',
  nationalId: 'national identifiers',
  name: 'names of persons',
  username: 'user names',
  address: 'postal addresses',
  postcode: 'postal codes',
  birthDate: 'dates of birth',
  coordinates: 'coordinates of places',
  personId: 'numbers of persons',
}
