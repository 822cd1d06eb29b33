// Nothing personal is written by default: every byte of every path is searched for what was planted in a table.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorOf, jsonOf, mlwright, sharedTable, useFolder } from './mlwright.js'
import type { Outcome } from './mlwright.js'

const folder = useFolder()
const key = 'a key of tests, 0123456789'

const given = ['Ottilie', 'Ludmila', 'Thaddeus', 'Anselm', 'Roswitha', 'Cornelius', 'Maria', 'Peter', 'Sofia', 'Ali']
const family = ['Quandtmeier', 'Zylberstein', 'Fotheringay', 'Okonkwoski', 'Brzezinska', 'Ulfsdottir', 'Vandermolen', 'Achterberg']

/** A digit to a number, so that Luhn's sum is a multiple of ten. */
function withLuhn(digits: string): string {
  let sum = 0
  digits
    .split('')
    .toReversed()
    .forEach((digit, i) => {
      const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    })
  return digits + String((10 - (sum % 10)) % 10)
}

interface Planted {
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** Each is searched for. */
  readonly values: readonly string[]
}

/** Rows of persons whose columns, notes and stray cells hold personal data of every kind. */
function plant(count: number, from: number): Planted {
  const values = new Set<string>()
  const secret = (value: string): string => {
    values.add(value)
    return value
  }
  const rows = Array.from({ length: count }, (_, i) => {
    const k = from + i
    const [first, last] = [given[k % given.length], family[(k * 7) % family.length]]
    const email = secret(`${first.toLowerCase()}.${last.toLowerCase()}${k}@mail${k % 5}.example.org`)
    const phone = secret(`+49 30 ${String(2_000_000 + k * 7919).slice(0, 3)} ${String(1000 + ((k * 613) % 9000))}`)
    const year = 1941 + ((k * 13) % 60)
    const age = 2024 - year
    const noteMail = `${last.toLowerCase()}.${k}@inside.example.net`
    return {
      account_email: email,
      full_name: secret(`${first} ${last} ${'ABCDEFGHIJ'[k % 10]}${'klmnopqrst'[(k * 3) % 10]}`),
      contact: phone,
      backup:
        i % 3 === 0
          ? secret(`0171/${String(3_000_000 + k * 3571)}`)
          : secret(`+33 6 12 ${String(10 + (k % 90))} ${String(10 + ((k * 7) % 90))} 21`),
      pay_with: secret(withLuhn(`4${String(10_000_000_000_000 + k * 987_654_321)}`)),
      ssn: secret(`${String(100 + (k % 500))}-${String(10 + (k % 89))}-${String(1000 + k * 3)}`),
      ip: secret(`203.0.${k % 256}.${(k * 31) % 256}`),
      device: secret(
        ['00', '1a', '2b', '3c', (k % 256).toString(16).padStart(2, '0'), ((k * 5) % 256).toString(16).padStart(2, '0')].join(':'),
      ),
      birth_date: secret(`${year}-${String(1 + (k % 12)).padStart(2, '0')}-${String(1 + (k % 28)).padStart(2, '0')}`),
      street: secret(`${100 + k} ${last} Street`),
      home_lat: secret((52 + k / 7919).toFixed(5)),
      home_lon: secret((13 + k / 6007).toFixed(5)),
      username: secret(`${first.slice(0, 3)}${last.slice(0, 4)}${k}`.toLowerCase()),
      notes:
        i % 4 === 0
          ? `wants to know more, call ${secret(`555-${String(1000 + k)}`)} or mail ${secret(noteMail)} about the offer`
          : `talked about the ${['price', 'offer', 'delay', 'contract'][k % 4]} and ${['will think', 'was glad', 'hung up', 'asked twice'][(k * 3) % 4]} on visit ${k % 9}`,
      channel: i === 5 || i === 17 ? secret(`please ask ${noteMail} first`) : ['web', 'shop', 'phone'][k % 3],
      amount: i === 7 ? secret(`ask ${first.toLowerCase()}${k}@stray.example.com`) : String(20 + ((k * 37) % 400)),
      support: secret('helpdesk@constant.example.io'),
      age: String(age),
      sex: k % 2 === 0 ? 'female' : 'male',
      visits: String((k * 17) % 23),
      bought: (k * 17) % 23 > 11 ? 'yes' : 'no',
    }
  })
  return { rows, values: [...values] }
}

function csvOf(rows: Planted['rows']): string {
  const names = Object.keys(rows[0])
  return `${[names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(',')).join('\n')}\n`
}

function filesUnder(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}

/** Where the values stand: in files of a folder, in what was printed. Everything is searched in lower case, dates as epoch ms too. */
function leaksIn(values: readonly string[], places: Readonly<Record<string, string>>): string[] {
  const sought = values.flatMap((value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? [value, String(Date.parse(value))] : [value.toLowerCase()]))
  return Object.entries(places).flatMap(([place, text]) => {
    const lower = text.toLowerCase()
    return sought.filter((value) => lower.includes(value)).map((value) => `${place}: ${value}`)
  })
}

function placesOf(outcomes: Readonly<Record<string, Outcome>>, path?: string): Record<string, string> {
  const printed = Object.entries(outcomes).flatMap(([name, { stdout, stderr }]) => [
    [`${name} stdout`, stdout],
    [`${name} stderr`, stderr],
  ])
  const files = path === undefined ? [] : filesUnder(path).map((file) => [file, readFileSync(file, 'latin1') + readFileSync(file, 'utf8')])
  return Object.fromEntries([...printed, ...files]) as Record<string, string>
}

const learned = plant(240, 0)
const asked = plant(60, 500)

describe('by default', () => {
  it('training writes and prints nothing of what was planted', async () => {
    writeFileSync(join(folder.path, 'people.csv'), csvOf(learned.rows))
    const train = await mlwright(['train', 'people.csv', '--target', 'bought', '--trials', '3', '--out', 'run', '--json'], {
      cwd: folder.path,
    })
    expect(train.stderr).not.toContain('"error"')
    expect(train.exitCode).toBe(0)
    expect(filesUnder(join(folder.path, 'run')).length).toBeGreaterThan(8)
    expect(leaksIn(learned.values, placesOf({ train }, join(folder.path, 'run')))).toEqual([])

    const { findings } = jsonOf(train)
    const found = findings.filter(({ code }: { code: string }) => code === 'PERSONAL_DATA')
    const kinds = Object.fromEntries(found.map((one: any) => [one.columns[0], one.evidence.kind ?? 'inText']))
    expect(kinds).toMatchObject({
      account_email: 'email',
      full_name: 'name',
      contact: 'phone',
      backup: 'phone',
      pay_with: 'card',
      ssn: 'nationalId',
      ip: 'ip',
      device: 'mac',
      birth_date: 'birthDate',
      street: 'address',
      home_lat: 'coordinates',
      home_lon: 'coordinates',
      username: 'username',
      notes: 'inText',
      support: 'email',
    })
    const signature = JSON.parse(readFileSync(join(folder.path, 'run/bundle/signature.json'), 'utf8'))
    expect(signature.inputs.map(({ name }: { name: string }) => name)).not.toContain('account_email')
    const report = readFileSync(join(folder.path, 'run/bundle/report.html'), 'utf8')
    expect(report).toContain('e-mail addresses')
  })

  it('profiles, tests and answers about new rows do not either', async () => {
    writeFileSync(join(folder.path, 'asked.csv'), csvOf(asked.rows))
    const cwd = folder.path
    const outcomes = {
      profile: await mlwright(['profile', 'people.csv', '--out', 'pages.html'], { cwd }),
      json: await mlwright(['profile', 'people.csv', '--target', 'bought', '--out', 'target.html', '--json'], { cwd }),
      predict: await mlwright(['predict', 'run/bundle', 'asked.csv', '--json'], { cwd }),
      evaluate: await mlwright(['evaluate', 'run/bundle', 'asked.csv', '--json'], { cwd }),
      test: await mlwright(['test', 'people.csv', '--of', 'age', '--by', 'channel', '--out', 'test.html', '--json'], { cwd }),
    }
    for (const [name, { exitCode }] of Object.entries(outcomes)) expect([name, exitCode]).toEqual([name, 0])
    rmSync(join(cwd, 'people.csv'))
    rmSync(join(cwd, 'asked.csv'))
    expect(leaksIn([...learned.values, ...asked.values], placesOf(outcomes, cwd))).toEqual([])
    writeFileSync(join(cwd, 'people.csv'), csvOf(learned.rows))
    writeFileSync(join(cwd, 'asked.csv'), csvOf(asked.rows))
    const { columns } = jsonOf(outcomes.json)
    const email = columns.find(({ name }: { name: string }) => name === 'account_email')
    expect(email).toMatchObject({ role: 'ignored', distinct: 240 })
    expect(email.why).toContain('e-mail addresses')
  })

  it('errors quote nothing', async () => {
    const cwd = folder.path
    const outcomes = {
      username: await mlwright(['train', 'people.csv', '--target', 'username', '--out', 'none', '--json'], { cwd }),
      email: await mlwright(['train', 'people.csv', '--target', 'account_email', '--task', 'regression', '--out', 'none', '--json'], {
        cwd,
      }),
      street: await mlwright(['train', 'people.csv', '--target', 'street', '--out', 'none'], { cwd }),
      birth: await mlwright(['train', 'people.csv', '--target', 'birth_date', '--out', 'none'], { cwd }),
      positive: await mlwright(['train', 'people.csv', '--target', 'channel', '--positive', 'x', '--out', 'none', '--json'], { cwd }),
      test: await mlwright(['test', 'people.csv', '--of', 'age', '--by', 'account_email', '--json'], { cwd }),
    }
    for (const [name, { exitCode }] of Object.entries(outcomes)) expect([name, exitCode]).not.toEqual([name, 0])
    expect(leaksIn(learned.values, placesOf(outcomes))).toEqual([])
  })

  it('a search of this kind would find a leak', async () => {
    const keep = await mlwright(
      ['train', 'people.csv', '--target', 'bought', '--trials', '1', '--privacy', 'keep', '--out', 'kept', '--json'],
      {
        cwd: folder.path,
      },
    )
    expect(keep.exitCode).toBe(0)
    expect(leaksIn(learned.values, placesOf({ keep }, join(folder.path, 'kept'))).length).toBeGreaterThan(10)
  })
})

describe('--privacy hash', () => {
  it('learns from pseudonyms and answers alike for raw values, with the key alone', async () => {
    const cwd = folder.path
    // A person who comes back: the e-mail address tells the answer.
    const rows = Array.from({ length: 300 }, (_, i) => {
      const who = (i * 7) % 20
      return { email: `person${who}@host.example.com`, size: String((i * 13) % 10), good: who < 10 ? 'yes' : 'no' }
    })
    writeFileSync(join(cwd, 'again.csv'), csvOf(rows))
    const withKey = { cwd, env: { MLWRIGHT_PRIVACY_KEY: key } }
    const train = await mlwright(
      ['train', 'again.csv', '--target', 'good', '--trials', '2', '--privacy', 'hash', '--out', 'hashed', '--json'],
      withKey,
    )
    expect(train.exitCode).toBe(0)
    expect(jsonOf(train).metric.value).toBeGreaterThan(0.95)
    expect(leaksIn([...rows.map(({ email }) => email), key], placesOf({ train }, join(cwd, 'hashed')))).toEqual([])

    const predict = await mlwright(['predict', 'hashed/bundle', 'again.csv', '--out', 'again-predicted.csv'], withKey)
    expect(predict.exitCode).toBe(0)
    const said = readFileSync(join(cwd, 'again-predicted.csv'), 'utf8').trim().split('\n').slice(1)
    expect(said.map((line) => line.split(',')[0])).toEqual(rows.map(({ good }) => good))

    const without = await mlwright(['predict', 'hashed/bundle', 'again.csv', '--json'], { cwd, env: { MLWRIGHT_PRIVACY_KEY: '' } })
    expect([without.exitCode, errorOf(without).code]).toEqual([2, 'PRIVACY_KEY_INVALID'])
    const wrong = await mlwright(['predict', 'hashed/bundle', 'again.csv', '--json'], { cwd, env: { MLWRIGHT_PRIVACY_KEY: `${key}!` } })
    expect(errorOf(wrong).message).toContain('not the one that the model was trained with')
    const none = await mlwright(['train', 'again.csv', '--target', 'good', '--privacy', 'hash', '--out', 'never', '--json'], {
      cwd,
      env: { MLWRIGHT_PRIVACY_KEY: 'short' },
    })
    expect(errorOf(none).message).not.toContain('short')
    expect(errorOf(none).hint).toContain('openssl rand')
  })
})

describe('--privacy mask', () => {
  it('keeps the part that names nobody, at training and at prediction', async () => {
    const cwd = folder.path
    const rows = Array.from({ length: 300 }, (_, i) => ({
      mail: `person${i}@${['north', 'south', 'west'][i % 3]}.example.com`,
      born: `${1950 + (i % 50)}-03-0${1 + (i % 9)}`,
      place: ['a', 'b'][i % 2],
      good: i % 3 === 0 ? 'yes' : 'no',
    }))
    writeFileSync(join(cwd, 'masked.csv'), csvOf(rows).replace('born', 'birth_date'))
    const train = await mlwright(
      ['train', 'masked.csv', '--target', 'good', '--trials', '2', '--privacy', 'mask', '--keep', 'mail', '--out', 'masked', '--json'],
      { cwd },
    )
    expect(train.exitCode).toBe(0)
    expect(jsonOf(train).metric.value).toBeGreaterThan(0.95)
    const { inputs } = JSON.parse(readFileSync(join(cwd, 'masked/bundle/signature.json'), 'utf8'))
    const mail = inputs.find(({ name }: { name: string }) => name === 'mail')
    expect(mail).toMatchObject({
      kind: 'category',
      levels: ['north.example.com', 'south.example.com', 'west.example.com'],
      treatment: { by: 'mask', kind: 'email' },
    })
    expect(
      leaksIn(
        rows.flatMap(({ mail: one, born }) => [one, born]),
        placesOf({ train }, join(cwd, 'masked')),
      ),
    ).toEqual([])
    const predict = await mlwright(['predict', 'masked/bundle', 'masked.csv', '--out', 'masked-predicted.csv', '--json'], { cwd })
    expect(jsonOf(predict).findings).toEqual([])
    const said = readFileSync(join(cwd, 'masked-predicted.csv'), 'utf8').trim().split('\n').slice(1)
    expect(said.map((line) => line.split(',')[0])).toEqual(rows.map(({ good }) => good))
  })
})

const titanic = sharedTable('titanic')

describe.skipIf(titanic === undefined)('titanic (skipped where MLWRIGHT_DATA names no folder)', () => {
  it('shows no passenger', async () => {
    const cwd = folder.path
    const train = await mlwright(
      ['train', titanic!, '--target', 'Survived', '--preset', 'fast', '--trials', '3', '--out', 'titanic', '--json'],
      { cwd },
    )
    const profile = await mlwright(['profile', titanic!, '--out', 'titanic.html'], { cwd })
    expect([train.exitCode, profile.exitCode]).toEqual([0, 0])
    const names = [...readFileSync(titanic!, 'utf8').matchAll(/"([^"]+, M[^"]+)"/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(800)
    const page = readFileSync(join(cwd, 'titanic.html'), 'utf8')
    expect(leaksIn(names, placesOf({ train, profile, page: { exitCode: 0, stdout: page, stderr: '' } }, join(cwd, 'titanic')))).toEqual([])
  })
})

describe('contract', () => {
  it('holds no value of a column of personal data, and is kept by the table', async () => {
    const cwd = folder.path
    const names = ['Anna Schmidt', 'Peter Müller', 'Marie Dubois', 'John Smith', 'Laura Rossi', 'Jan de Vries', 'Eva Novak', 'Tom Brown']
    const rows = Array.from({ length: 200 }, (_, i) => ({
      customer_name: names[i % names.length],
      birth_date: `19${40 + (i % 60)}-0${1 + (i % 9)}-1${i % 9}`,
      plan: ['free', 'paid'][i % 2],
    }))
    writeFileSync(join(cwd, 'customers.csv'), csvOf(rows))
    const made = await mlwright(['contract', 'customers.csv', '--out', 'customers.yaml', '--json'], { cwd })
    expect(made.exitCode).toBe(0)
    const text = readFileSync(join(cwd, 'customers.yaml'), 'utf8')
    for (const name of names) expect(`${text}${made.stdout}${made.stderr}`).not.toContain(name)
    expect(text).not.toContain('1940-')
    expect(text).toContain('free')
    const checked = await mlwright(['check', 'customers.csv', '--contract', 'customers.yaml', '--json'], { cwd })
    expect(checked.exitCode).toBe(0)
  })
})
