// Columns as they are read with a guard: what is found in them, and what becomes of them.
import { afterEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { readTable } from '../sources/index.js'
import type { Reading, ReadOptions } from '../sources/index.js'
import { createGuard } from './guard.js'
import type { PrivacyMode } from './findings.js'
import { proxyFindings } from './proxies.js'

const rowCount = 120
const random = createRandom('privacy tests')
const digits = (count: number): string => Array.from({ length: count }, () => String(random.integer(10))).join('')

type Cells = Readonly<Record<string, (row: number) => unknown>>

function read(cells: Cells, mode: PrivacyMode = 'drop', options: ReadOptions = {}): Promise<Reading> {
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell(row)])),
  )
  return readTable(rows, { ...options, guard: createGuard(mode) })
}

const filler: Cells = { size: (row) => (row * 7) % 31 }
const about = (reading: Reading, column: string, code: Finding['code'] = 'PERSONAL_DATA'): Finding | undefined =>
  reading.findings.find((finding) => finding.code === code && finding.columns.includes(column))
const kindOf = async (name: string, cell: (row: number) => unknown): Promise<unknown> => {
  const found = about(await read({ ...filler, [name]: cell }), name)
  return found?.severity === 'warning' ? found.evidence['kind'] : undefined
}

afterEach(() => {
  delete process.env['MLWRIGHT_PRIVACY_KEY']
})

describe('what is personal', () => {
  it.each<[string, string, (row: number) => unknown]>([
    ['email', 'v1', (row) => `someone${row}@example.com`],
    ['phone', 'v1', (row) => `+44 20 7946 0${100 + row}`],
    ['phone', 'mobile', (row) => 4_915_112_345_678 + row * 31],
    ['iban', 'v1', (row) => ['GB29NWBK60161331926819', 'DE89370400440532013000', 'NL91ABNA0417164300', 'NO9386011117947'][row % 4]],
    ['ip', 'v1', (row) => `10.1.${row}.${(row * 7) % 256}`],
    ['mac', 'v1', (row) => `00:1a:2b:3c:4d:${(16 + row).toString(16)}`],
    [
      'name',
      'customer_name',
      (row) => `${['Anna', 'Xerxes', 'Peter', 'Quorra'][row % 4]} ${['Mhlongo', 'Tanaka', 'Ivers'][row % 3]} ${'abcdefgh'[row % 8]}`,
    ],
    [
      'name',
      'v1',
      (row) => `${['Anna', 'Maria', 'Peter', 'Olga'][row % 4]} ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[row % 26]}${'aeiou'[row % 5]}lsen`,
    ],
    ['address', 'v1', (row) => `${10 + row} ${['Oak', 'Elm', 'High'][row % 3]} Street`],
    ['birthDate', 'date_of_birth', (row) => `19${50 + (row % 50)}-02-1${row % 10}`],
    ['birthDate', 'Geburtsdatum', (row) => `1${row % 10}.02.19${50 + (row % 50)}`],
    ['username', 'screen_name', (row) => `user_${row}x`],
    ['nationalId', 'ssn', (row) => `${100 + row}-${10 + (row % 80)}-${1000 + row}`],
  ])('%s in %s', async (kind, name, cell) => expect(await kindOf(name, cell)).toBe(kind))

  it.each<[string, (row: number) => unknown]>([
    ['order_no', () => digits(10)],
    ['parcel', () => digits(9)],
    ['reference', () => `4${digits(15)}`],
    ['phone_service', (row) => ['Yes', 'No'][row % 2]],
    ['own_telephone', (row) => ['yes', 'none'][row % 2]],
    ['cell_size', (row) => row % 10],
    ['name', (row) => `${['ford', 'toyota', 'mazda'][row % 3]} ${['maverick', 'corolla', 'rx3'][(row * 5) % 3]} ${row}`],
    ['company_name', (row) => `${['Smith', 'Müller', 'Rossi'][row % 3]} & Sons ${row}`],
    ['version', (row) => `${row % 4}.${row % 10}.${row}`],
    ['email_count', (row) => row % 5],
    ['address_changes', (row) => row % 3],
    ['born_in', (row) => ['Rome', 'Oslo'][row % 2]],
    ['token', (row) => `3f2a0712-0171-4321-9abc-0171555${String(10_000 + row)}`],
  ])('not in %s', async (name, cell) => expect(await kindOf(name, cell)).toBeUndefined())

  it('knows a weak check for what it is: one column of nine digits in eleven passes', async () => {
    const bsn = (row: number): string => {
      for (let k = 100_000_000 + row * 7919; ; k++) {
        const sum = [9, 8, 7, 6, 5, 4, 3, 2, -1].reduce((total, weight, i) => total + weight * Number(String(k)[i]), 0)
        if (sum % 11 === 0) return String(k)
      }
    }
    expect(await kindOf('v1', bsn)).toBe('nationalId')
    expect(await kindOf('v1', (row) => (row % 2 === 0 ? bsn(row) : digits(9)))).toBeUndefined()
    expect(await kindOf('bsn', (row) => (row % 3 > 0 ? bsn(row) : digits(9)))).toBe('nationalId')
  })
})

describe('names in public, places, numbers of persons', () => {
  it('are said, and used', async () => {
    const reading = await read({
      ...filler,
      director: (row) => `${['Anna', 'Maria', 'Peter', 'Olga'][row % 4]} ${['Berg', 'Falk', 'Lind'][row % 3]}`,
      latitude: (row) => 37 + row / 97,
      longitude: (row) => -122 - row / 89,
      zip: (row) => 94_100 + (row % 20),
    })
    for (const name of ['director', 'latitude', 'longitude', 'zip']) {
      expect(about(reading, name)).toMatchObject({ severity: 'info', evidence: { fate: 'public' } })
      expect(reading.schema.columns.find((column) => column.name === name)?.role).toBe('feature')
    }
  })
  it('but a place exact to a house beside a person is personal', async () => {
    const reading = await read({
      email: (row) => `a${row}@example.com`,
      lat: (row) => (37 + row / 977).toFixed(5),
      lng: (row) => (-122 - row / 877).toFixed(5),
      ...filler,
    })
    expect(about(reading, 'lat')).toMatchObject({ severity: 'warning', evidence: { kind: 'coordinates', fate: 'leftOut' } })
  })
})

describe('what becomes of a column', () => {
  const people: Cells = {
    ...filler,
    email: (row) => `someone${row % 40}@${['a', 'b'][row % 2]}.example.com`,
    back: (row) => (row % 9 === 0 ? 'n/a' : `w${row % 40}@c.example.org`),
  }

  it('drop: left out with the counts of what it was, its cells in a form that shows nothing', async () => {
    const { schema, table } = await read(people)
    const column = schema.columns.find(({ name }) => name === 'email')!
    expect(column).toMatchObject({ role: 'ignored', distinctCount: 40, missingCount: 0 })
    const held = table.columns.find(({ name }) => name === 'email')!
    expect(held).toMatchObject({ kind: 'category', levels: ['***@a***.e***.com', '***@b***.e***.com'] })
    expect(schema.columns.find(({ name }) => name === 'back')?.missingCount).toBe(14)
  })
  it('mask: the domains are the levels, missing cells stay missing', async () => {
    const { schema } = await read(people, 'mask')
    expect(schema.columns.find(({ name }) => name === 'email')).toMatchObject({
      role: 'feature',
      levels: ['a.example.com', 'b.example.com'],
      treatment: { by: 'mask', kind: 'email' },
    })
  })
  it('hash: equal values have equal pseudonyms, missing cells stay missing', async () => {
    process.env['MLWRIGHT_PRIVACY_KEY'] = 'a key of tests, 0123456789'
    const { schema } = await read(people, 'hash')
    const column = schema.columns.find(({ name }) => name === 'email')!
    expect(column.levels).toHaveLength(40)
    expect(column.levels!.every((level) => /^[\w-]{22}$/.test(level))).toBe(true)
    expect(schema.columns.find(({ name }) => name === 'back')).toMatchObject({ missingCount: 14 })
  })
  it('hash without a key is refused before anything is read', () => {
    expect(() => createGuard('hash')).toThrow(expect.objectContaining({ code: 'PRIVACY_KEY_INVALID' }))
  })
  it('keep: as it is, and said', async () => {
    const reading = await read(people, 'keep')
    expect(about(reading, 'email')).toMatchObject({ severity: 'warning', evidence: { fate: 'kept' } })
    expect(reading.schema.columns.find(({ name }) => name === 'email')?.levels).toContain('someone0@a.example.com')
  })
  it('groups stay as they are: who belongs together is not learned from', async () => {
    const reading = await read(people, 'drop', { group: 'email' })
    expect(reading.schema.columns.find(({ name }) => name === 'email')).toMatchObject({
      role: 'group',
      levels: expect.arrayContaining(['someone0@a.example.com']),
    })
    expect(about(reading, 'email')).toMatchObject({ severity: 'info', evidence: { fate: 'grouping' } })
  })
  it('a target that names persons is said', async () => {
    const reading = await read({ ...filler, who: (row) => `w${row % 3}@example.com` }, 'drop', { target: 'who' })
    expect(about(reading, 'who')).toMatchObject({ severity: 'warning', evidence: { fate: 'target' } })
  })
  it('more than twenty columns are each said for themselves', async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, k) => [`mail${k}`, (row: number) => `x${row + k}@example.com`]))
    const reading = await read({ ...filler, ...many })
    expect(reading.findings.filter(({ code }) => code === 'PERSONAL_DATA').map(({ columns }) => columns.length)).toEqual(Array(25).fill(1))
  })
})

describe('personal data inside texts', () => {
  const notes: Cells = {
    ...filler,
    notes: (row) =>
      row % 10 === 0
        ? `please write to me${row}@example.com about the late parcel`
        : `asked about the ${['late', 'lost', 'large'][row % 3]} parcel number ${row} again`,
  }
  it('is taken out before anything is learned, with its share said', async () => {
    const reading = await read(notes)
    expect(about(reading, 'notes')).toMatchObject({
      severity: 'warning',
      evidence: { inText: true, cells: 12, of: 120, share: 0.1, kinds: { email: 12 } },
    })
    expect(JSON.stringify(reading.findings)).not.toContain('@')
    const text = reading.table.columns.find(({ name }) => name === 'notes')
    expect(Buffer.from(text?.kind === 'text' ? text.bytes : []).toString()).toContain('please write to [email] about the late parcel')
  })
  it('codes that stand alone are no notes', async () => {
    const reading = await read({ ...filler, part: (row) => `${10_000_000 + row}Z` })
    expect(about(reading, 'part')).toBeUndefined()
  })
})

describe('sensitive attributes', () => {
  it.each<[string, string, (row: number) => unknown]>([
    ['sex', 'gender', (row) => ['m', 'f'][row % 2]],
    ['sex', 'Geschlecht', (row) => ['männlich', 'weiblich'][row % 2]],
    ['sex', 'v1', (row) => ['Male', 'Female'][row % 2]],
    ['sex', 'personal_status', (row) => ['male single', 'female div/dep/mar', 'male mar/wid'][row % 3]],
    ['age', 'age', (row) => 18 + (row % 60)],
    ['age', 'age_cat', (row) => ['<25', '25-45', '>45'][row % 3]],
    ['ethnicity', 'race', (row) => ['A', 'B'][row % 2]],
    ['ethnicity', 'v1', (row) => ['White', 'Black', 'Asian-Pac-Islander', 'Other'][row % 4]],
    ['religion', 'v1', (row) => ['Catholic', 'Protestant', 'Muslim', 'None'][row % 4]],
    ['maritalStatus', 'Familienstand', (row) => ['ledig', 'verheiratet'][row % 2]],
    ['nationality', 'native-country', (row) => ['US', 'MX', 'DE'][row % 3]],
    ['politics', 'v1', (row) => ['Democrat', 'Republican'][row % 2]],
    ['unionMembership', 'union_member', (row) => ['yes', 'no'][row % 2]],
    ['sexualOrientation', 'v1', (row) => ['heterosexual', 'homosexual', 'bisexual'][row % 3]],
    ['pregnancy', 'pregnant', (row) => ['t', 'f'][row % 2]],
    ['health', 'smoker', (row) => ['yes', 'no'][row % 2]],
  ])('%s in %s', async (attribute, name, cell) => {
    expect(about(await read({ ...filler, [name]: cell }), name, 'SENSITIVE_ATTRIBUTE')).toMatchObject({
      severity: 'info',
      evidence: { attribute },
    })
  })
  it.each<[string, (row: number) => unknown]>([
    ['genre', (row) => ['Drama', 'Comedy', 'Action', 'War', 'Crime', 'Horror', 'Sport', 'Music', 'Noir'][row % 9]],
    ['age_of_house', (row) => row % 90],
    ['age', (row) => row * 3],
    ['colour', (row) => ['white', 'black', 'red', 'blue', 'green'][row % 5]],
    ['contract', (row) => ['single', 'double', 'none'][row % 3]],
    ['racePctWhite', (row) => row / 120],
    ['page', (row) => row % 50],
  ])('none in %s', async (name, cell) =>
    expect(about(await read({ ...filler, [name]: cell }), name, 'SENSITIVE_ATTRIBUTE')).toBeUndefined(),
  )
})

describe('proxies', () => {
  const table: Cells = {
    sex: (row) => ['male', 'female'][row % 2],
    relationship: (row) => (row % 5 === 0 ? 'alone' : ['breadwinner', 'homemaker'][row % 2]),
    height: (row) => (row % 2 === 0 ? 180 : 165) + ((row * 7) % 9),
    chance: (row) => ['x', 'y', 'z'][(row * 7) % 3],
    noise: () => random.next(),
  }
  it('are the columns that nearly tell a sensitive one, and no others', async () => {
    const { table: read1, schema, findings } = await read(table)
    const found = proxyFindings(read1, schema, findings)
    expect(found.map(({ columns, severity }) => [columns, severity])).toEqual(
      expect.arrayContaining([
        [['relationship', 'sex'], 'info'],
        [['height', 'sex'], 'info'],
      ]),
    )
    expect(found.flatMap(({ columns }) => columns)).not.toContain('noise')
    expect(found.flatMap(({ columns }) => columns)).not.toContain('chance')
  })
  it('are a warning where the sensitive column was left out', async () => {
    const { table: read1, schema, findings } = await read(table, 'drop', { ignore: ['sex'] })
    expect(proxyFindings(read1, schema, findings)[0]).toMatchObject({ code: 'PROXY_ATTRIBUTE', severity: 'warning' })
  })
  it('are not made by chance: among 100 columns of noise hardly one in twenty tables has one', async () => {
    let alarms = 0
    for (let k = 0; k < 10; k++) {
      const noise = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`n${i}`, () => random.next()]))
      const { table: read1, schema, findings } = await read({ sex: () => ['m', 'f'][random.integer(2)], ...noise })
      alarms += proxyFindings(read1, schema, findings).length
    }
    expect(alarms).toBe(0)
  })
})
