// Columns to plant into real tables: personal data of every kind as others write it (faker's data of several languages), and what only looks like it.
import { allFakers } from '@faker-js/faker'
import { nationalMakers } from './national.mjs'

/** Seeded by the table's name; `random` is mlwright's own. */
export function plantersOf(seed, random, locales) {
  const locale = locales[random.integer(locales.length)]
  const faker = allFakers[locale]
  faker.seed(seed)
  const plain = allFakers.en
  plain.seed(seed + 1)
  const country = Object.keys(nationalMakers)[random.integer(Object.keys(nationalMakers).length)]
  const at = (list) => list[random.integer(list.length)]
  const date = () => faker.date.birthdate({ min: 18, max: 90, mode: 'age' }).toISOString().slice(0, 10)
  const style = at(['national', 'international', 'human'])
  const spaced = (digits) => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
  const words = () => plain.word.words({ count: { min: 5, max: 14 } })
  const inside = [
    () => faker.internet.email(),
    () => plain.phone.number({ style: 'international' }),
    () => `(${2 + random.integer(8)}${10 + random.integer(89)}) ${200 + random.integer(700)}-${1000 + random.integer(8999)}`,
    () => faker.finance.iban({ formatted: true }),
    () => spaced(plain.finance.creditCardNumber('4###############').replaceAll('-', '')),
  ]
  return {
    locale,
    country,
    /** `named`: what the column is called where it is called after what it holds. `needsName`: nobody could tell without. */
    personal: [
      { kind: 'email', named: at(['email', 'E-Mail', 'contact_mail', 'correo']), make: () => faker.internet.email() },
      {
        kind: 'phone',
        named: at(['phone', 'Telefon', 'mobile_number', 'tel']),
        make: () => faker.phone.number({ style }),
        needsName: style === 'human',
      },
      { kind: 'phone', named: 'phone_no', make: () => plain.phone.number({ style: 'international' }).replace('+1', '+1 ') },
      {
        kind: 'card',
        named: at(['card_number', 'credit_card', 'cc_num']),
        make: () => plain.finance.creditCardNumber(at(['visa', 'mastercard', 'american_express'])),
      },
      { kind: 'iban', named: at(['iban', 'IBAN', 'bank_account']), make: () => faker.finance.iban() },
      {
        kind: 'ip',
        named: at(['ip', 'ip_address', 'client_ip']),
        make: () => (random.next() < 0.8 ? plain.internet.ipv4() : plain.internet.ipv6()),
      },
      { kind: 'mac', named: at(['mac', 'mac_address']), make: () => plain.internet.mac() },
      {
        kind: 'nationalId',
        named: {
          US: 'ssn',
          GB: 'nino',
          DE: 'steuer_id',
          FR: 'nir',
          ES: 'dni',
          NL: 'bsn',
          PL: 'pesel',
          SE: 'personnummer',
          BR: 'cpf',
          CN: 'id_card',
          CA: 'sin',
        }[country],
        make: () => nationalMakers[country](random),
      },
      { kind: 'name', named: at(['full_name', 'Name', 'customer_name']), make: () => faker.person.fullName() },
      { kind: 'name', named: at(['first_name', 'Vorname', 'firstName']), make: () => faker.person.firstName(), needsName: true },
      { kind: 'name', named: at(['last_name', 'surname', 'Nachname']), make: () => faker.person.lastName(), needsName: true },
      {
        kind: 'address',
        named: at(['address', 'street_address', 'Adresse']),
        make: () => faker.location.streetAddress(),
        needsName: locale === 'pl',
      },
      { kind: 'birthDate', named: at(['birth_date', 'dob', 'Geburtsdatum', 'date_of_birth']), make: date, needsName: true },
      { kind: 'username', named: at(['username', 'login', 'screen_name']), make: () => plain.internet.username(), needsName: true },
    ],
    inside: {
      kind: 'inText',
      named: at(['notes', 'comment', 'remarks']),
      make: (isTrue) => (isTrue ? `${words()} ${at(inside)()} ${words()}` : words()),
    },
    /** Looks like personal data, and is none. */
    others: [
      { title: 'product', named: 'product_name', make: () => plain.commerce.productName() },
      { title: 'company', named: 'company_name', make: () => faker.company.name() },
      { title: 'city', named: 'city', make: () => faker.location.city() },
      { title: 'order number of 10 digits', named: 'order_no', make: () => String(1_000_000_000 + random.integer(2 ** 31)) },
      {
        title: '16 random digits',
        named: 'reference',
        make: () =>
          `${4 + random.integer(2)}${String(random.integer(1e9)).padStart(9, '0')}${String(random.integer(1e6)).padStart(6, '0')}`,
      },
      { title: '9 random digits', named: 'parcel', make: () => String(100_000_000 + random.integer(900_000_000)) },
      { title: 'version', named: 'version', make: () => `${random.integer(4)}.${random.integer(20)}.${random.integer(100)}` },
      {
        title: 'version of four parts',
        named: 'build',
        make: () => `${random.integer(4)}.${random.integer(20)}.${random.integer(900)}.${random.integer(9000)}`,
      },
      { title: 'uuid', named: 'token', make: () => plain.string.uuid() },
      { title: 'ISBN', named: 'isbn', make: () => plain.commerce.isbn(13) },
      { title: 'time', named: 'logged_at', make: () => plain.date.past().toISOString() },
      { title: 'sentence', named: 'summary', make: () => words() },
      { title: 'colour', named: 'colour', make: () => plain.color.human() },
      { title: 'car', named: 'model', make: () => plain.vehicle.vehicle() },
      { title: 'plate', named: 'plate', make: () => plain.vehicle.vin() },
      { title: 'job', named: 'job_title', make: () => faker.person.jobTitle() },
      { title: 'country', named: 'country', make: () => faker.location.country() },
      { title: 'amount', named: 'amount', make: () => plain.finance.amount() },
      { title: 'url', named: 'page', make: () => plain.internet.url() },
      { title: 'month', named: 'month', make: () => plain.date.month() },
    ],
  }
}
