// The parser of examples/predict.py types cells as the portable parser does.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cellParser } from '../../data/schema/index.js'
import type { CellFormat } from '../../data/schema/index.js'
import { keyMark, spanPatterns } from '../../data/personal/index.js'
import type { PersonalKind } from '../../data/personal/index.js'

const python = process.env['MLWRIGHT_PYTHON']

const dates: Readonly<Record<string, readonly string[]>> = {
  'yyyy-MM-dd': [
    '2020-01-02',
    '1969-12-31 23:59:59.9995',
    '2020-01-02T03:04:05Z',
    '2020-01-02 03:04 +02:00',
    '1500-3-4',
    '2020-02-29 11:05 PM',
    '2021-02-29',
    'soon',
    '2020-01-02x',
  ],
  'yyyy/MM/dd': ['2020/1/2 3:04'],
  'yyyy.MM.dd': ['2020.12.31'],
  'yyyy-MM': ['2020-05'],
  yyyyMMdd: ['20200105', '20200105T10:11:12+0530'],
  'dd.MM.yyyy': ['3.4.2020, 10:11', '31.12.1999 23:59:59,123', '2020-01-02', '2020-01-02T03:04:05.678Z', '2020-13-02'],
  'dd/MM/yyyy': ['3/4/2020'],
  'MM/dd/yyyy': ['3/4/2020 12:00 AM', '12/31/2020 12:30 pm'],
  'dd-MM-yyyy': ['03-04-2020'],
  'MM-dd-yyyy': ['03-04-2020'],
  'dd.MM.yy': ['03.04.68', '03.04.69'],
  'dd/MM/yy': ['3/4/99 1:02:03 a.m. -08'],
  'MM/dd/yy': ['3/4/00'],
  'MMM dd yyyy': ['Jan 5, 2020 3:04 PM', 'Mon, January 05 2020', 'may 1 2020'],
  'dd MMM yyyy': ['5-Feb-2021', 'Tue 5 Sept. 2021 10:00 UTC'],
  'dd MMM yy': ['05-Mar-69'],
  'MMM yyyy': ['May 2020', 'December, 1999'],
}

const key = 'a key of tests, 0123456789'

/** Personal data, with what is no such thing beside it. */
const personal: Readonly<Partial<Record<PersonalKind, readonly string[]>>> = {
  email: ['Jane.Doe@Example.COM', '<jane@example.com>', 'jane', ''],
  phone: ['+49 (0)30 123456', '(415) 555-0123', '12', '0171 1234567'],
  card: ['4111 1111 1111 1111', 'x'],
  iban: ['de89 3704 0044 0532 0130 00', '12'],
  ip: ['203.0.113.7', '2001:DB8:85a3::7334', 'x'],
  mac: ['00:1A:2b:3c:4d:5e'],
  name: ['Braund, Mr. Owen Harris', 'Dr. Ümit Özil', 'Owen'],
  postcode: ['94110-1234', 'SW1A 2AA', '1010'],
  birthDate: ['31.12.1980', '1980-12-31', 'unknown'],
  coordinates: ['-122.4194', '0.04', '-0.04', '13,25', 'north'],
  nationalId: ['078-05-1120'],
}

const notes = [
  'call 555-0142 or mail jane.doe@example.com today',
  'to DE89 3704 0044 0532 0130 00 please, or DE88 3704 0044 0532 0130 00',
  'paid with 4111 1111 1111 1111, not 4111 1111 1111 1112',
  'from 203.0.113.7 or +49 30 901820 or 09061701461 für Müller',
  'SSN 078-05-1120, CPF 529.982.247-25, until 2020-01-02 12:30:45',
  'part 3f2a0712-0171-4321-9abc-0171555012ab, x0171 555 0123, tel:0171 555 0123',
  'on 01/01/2024 or 02.06.2024 10:15, call (030) 1234 5678 or 01 23 45 67 89',
  'nothing to hide: 1,234,567 of 0.123456789',
  '',
]

const treated: readonly (readonly [CellFormat, readonly string[]])[] = [
  ...Object.entries(personal).flatMap(([kind, texts]) =>
    (['mask', 'hash'] as const).map((by): readonly [CellFormat, readonly string[]] => [
      { kind: 'text', missing: [''], treatment: { by, kind: kind as PersonalKind, ...(by === 'hash' ? { mark: keyMark(key) } : {}) } },
      texts,
    ]),
  ),
  ...(['drop', 'mask', 'hash'] as const).map((by): readonly [CellFormat, readonly string[]] => [
    { kind: 'text', missing: [''], fold: 'lower', treatment: { by, spans: spanPatterns } },
    notes,
  ]),
  [{ kind: 'number', missing: [''], treatment: { by: 'mask', kind: 'coordinates' } }, ['-122.4194', '37.77', 'x', '']],
  [
    { kind: 'category', missing: ['', '-'], levels: ['example.com'], treatment: { by: 'mask', kind: 'email' } },
    ['a@example.com', 'a@b.example', '-', 'x'],
  ],
]

const cases: readonly (readonly [CellFormat, readonly string[]])[] = [
  [
    { kind: 'number', missing: ['', '?'] },
    [
      '1',
      ' -2.50\t',
      '1e-7',
      '+3',
      '.5',
      '5.',
      '1,234,567.8',
      '12 345',
      '\u22127',
      '\u00a09\u00a0',
      '?',
      '',
      '0012',
      'inf',
      'nan',
      '1_0',
      '--1',
      'x',
    ],
  ],
  [{ kind: 'number', missing: [''], decimal: ',' }, ['1,5', '-1.234.567,8', "1'000,5", '7', ',5', '1,5e3']],
  [{ kind: 'number', missing: ['', 'n/a'], unit: '%' }, ['12%', '-3.5 %', 'n/a', '7']],
  [{ kind: 'number', missing: [''], unit: '$' }, ['$1,234.50', '-$5', '3']],
  [{ kind: 'boolean', missing: ['', '-'], levels: ['n', 'y'] }, ['y', ' n ', '-', '', 'Y', 'maybe', 'True', '0', '1.0', '2']],
  [{ kind: 'boolean', missing: [''], levels: ['1', '2'] }, ['1', '2', 'true', '0']],
  [{ kind: 'boolean', missing: [''], levels: ['no', 'yes'], fold: 'lower' }, ['YES', 'No', 'yes']],
  [{ kind: 'category', missing: ['', 'NA'], levels: ['a', 'b c'] }, ['a', ' b c ', 'A', 'NA', '', 'zz']],
  [{ kind: 'category', missing: [''], levels: ['ä', 'b'], fold: 'lower' }, ['Ä', 'B', 'b']],
  [{ kind: 'category', missing: [''], levels: ['-1', '0', '1', '20'] }, ['1', '1.0', '20.00', '+1', '3', '-1.0', 'x', '01']],
  [{ kind: 'category', missing: [''], levels: ['1', '2', 'other'] }, ['1.0', '2', 'other']],
  [{ kind: 'text', missing: ['', 'none'] }, [' some text ', 'none', '']],
  ...treated,
  ...Object.entries(dates).map(([dateFormat, texts]): readonly [CellFormat, readonly string[]] => [
    { kind: 'datetime', missing: [''], dateFormat },
    [...texts, ''],
  ]),
]

/** What the portable parser says, in the words of the graph's inputs. */
function expected(format: CellFormat, text: string): unknown {
  const value = cellParser(format)(text)
  if (value === undefined) return null
  if (format.kind === 'category') return value === -1 ? '' : value === -2 ? 'unseen' : format.levels![value as number]
  if (format.kind === 'boolean') return value === -1 ? null : value
  if (format.kind === 'text') return value
  return Number.isNaN(value) ? null : value
}

const driver = `
import json, math, sys
given = json.load(sys.stdin)
space = {}
exec(given["script"].split("\\nbundle, source")[0], space)
treats = {}
exec(given["treat"], treats)
def typed(rule, text):
    dtype, empty, parse = space["KINDS"][rule["kind"]]
    text = text.strip(space["BLANKS"])
    try:
        value = empty if text in ["", *rule["missing"]] else parse(treats["treat"](text, rule) if "treatment" in rule else text, rule)
    except (ValueError, TypeError, AttributeError):
        value = empty
    if rule["kind"] == "category" and value != "" and value not in rule["levels"]:
        return "unseen"
    return None if value == -(2**63) or isinstance(value, float) and math.isnan(value) else value
print(json.dumps([[typed(rule, text) for text in texts] for rule, texts in given["cases"]]))
`

describe.skipIf(python === undefined)('examples/predict.py (skipped where MLWRIGHT_PYTHON names no interpreter)', () => {
  afterAll(() => {
    delete process.env['MLWRIGHT_PRIVACY_KEY']
  })

  it('types cells as the portable parser does', () => {
    const script = readFileSync(join('examples', 'predict.py'), 'utf8')
    process.env['MLWRIGHT_PRIVACY_KEY'] = key
    const printed = execFileSync(python!, ['-c', driver], {
      input: JSON.stringify({ script, treat: readFileSync(join('examples', 'treat.py'), 'utf8'), cases }),
      encoding: 'utf8',
    })
    const typed = JSON.parse(printed) as readonly (readonly unknown[])[]
    cases.forEach(([format, texts], i) => {
      const row = (values: readonly unknown[]): unknown => Object.fromEntries(texts.map((text, at) => [text, values[at]]))
      expect({ format, typed: row(typed[i]) }).toEqual({ format, typed: row(texts.map((text) => expected(format, text))) })
    })
  })
})
