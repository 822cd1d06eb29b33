// A contract file reads back as what was written, whatever the names; and a bad one is refused with every problem and its line.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMlwrightError } from '../../base/core/index.js'
import { trimCell } from '../schema/index.js'
import { openColumn } from './contract.js'
import type { ColumnContract, Contract } from './contract.js'
import { contractText } from './contract-text.js'
import { contractOf, orders, violationsOf } from './example.test.support.js'
import { parseContract } from './parse-contract.js'

const minimal: Contract = {
  format: 1,
  rows: { min: 1 },
  falseAlarms: 0.01,
  otherColumns: 'allowed',
  columns: [],
  keys: [],
  relations: [],
}

function problemsOf(text: string): [line: number, message: string][] {
  try {
    parseContract(text, 'bad.yaml')
  } catch (error) {
    if (!isMlwrightError(error)) throw error
    expect(error.code).toBe('CONTRACT_INVALID')
    const problems = error.details['problems'] as unknown as { line: number; message: string }[]
    for (const { line, message } of problems) expect(error.message).toContain(`line ${line}: ${message}`)
    return problems.map(({ line, message }) => [line, message])
  }
  throw new Error('it was read')
}

describe('a contract file', () => {
  it('reads back as the contract that it was written from', async () => {
    const contract = await contractOf(orders(300, 1))
    const text = contractText(contract)
    expect(parseContract(text, 'a.yaml')).toEqual(contract)
    expect(contractText(parseContract(text, 'a.yaml'))).toBe(text)
  })

  it('reads back whatever columns and levels are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'no',
        '1',
        '007',
        '1.0',
        'null',
        '~',
        '- a',
        '# a',
        'a: b',
        '"',
        "'",
        'a\nb',
        '&a',
        '*a',
        '!a',
        '{',
        '日本',
        '😀',
      ),
    )
    // Cells are trimmed, and so are levels; half of a pair cannot be written in UTF-8.
    const clean = name.filter((text) => text !== '' && text === trimCell(text) && !/\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(clean, { minLength: 2, maxLength: 6 }), fc.array(clean, { maxLength: 3 }), (names, texts) => {
        const columns: ColumnContract[] = names.map((one) => ({
          ...openColumn(one, 'category'),
          missing: ['', ...new Set(texts)],
          levels: names.map((level, k) => (k % 2 === 0 ? { level } : { level, share: 0.25 })),
          shapes: texts,
          pattern: 'a+',
        }))
        const contract: Contract = {
          ...minimal,
          source: names[0],
          columns,
          keys: [{ columns: names, exact: true }],
          relations: [{ relation: 'determines', columns: names.slice(0, 2), broken: 0.5, seen: 3, exact: false }],
        }
        expect(parseContract(contractText(contract), 'odd.yaml')).toEqual(contract)
      }),
      { numRuns: 300 },
    )
  })

  it('reads back any numbers and dates', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(
        fc.uniqueArray(
          number.map((value) => value + 0),
          { minLength: 2, maxLength: 8 },
        ),
        fc.integer({ min: -6e13, max: 2e14 }),
        (values, date) => {
          const [min, ...others] = values.toSorted((a, b) => a - b)
          const columns: ColumnContract[] = [
            {
              ...openColumn('n', 'number'),
              range: { min: min, max: others.at(-1)!, beyond: 0.1 },
              shares: others.map((value, k) => ({ value, share: k / 10 })),
            },
            { ...openColumn('d', 'datetime'), range: { min: date, beyond: 0 } },
          ]
          expect(parseContract(contractText({ ...minimal, columns }), 'n.yaml')).toEqual({ ...minimal, columns })
        },
      ),
    )
  })

  it('may be as short as people like, and plain words stay as they stand', async () => {
    const contract = parseContract('format: 1\ncolumns:\n  - { name: code, kind: category, levels: [007, no, 1.0, null] }\n', 'a.yaml')
    expect(contract.columns[0].levels).toEqual([{ level: '007' }, { level: 'no' }, { level: '1.0' }, { level: 'null' }])
    const rows = ['007', 'no', '1.0'].flatMap((code) => Array.from({ length: 9 }, () => ({ code })))
    expect(await violationsOf(contract, rows)).toEqual([])
    expect(
      (
        await violationsOf(
          contract,
          rows.map(() => ({ code: '7' })),
        )
      ).map(({ code }) => code),
    ).toEqual(['LEVEL_UNSEEN'])
  })

  it('may be JSON', () => {
    expect(
      parseContract(JSON.stringify({ format: 1, columns: [{ name: 'a', kind: 'number', missing: 0.5 }] }), 'a.json').columns[0]
        .mayBeMissing,
    ).toBe(0.5)
  })
})

describe('is refused', () => {
  it('with every problem, in the order of the lines', () => {
    const text = `format: 1
rows: { min: 10, max: 3, sen: 4 }
falseAlarms: 2
columns:
  - name: age
    kind: nubmer
  - name: job
    kind: category
    levels: [a, a, { level: b, share: much }]
  - name: x
    kind: number
    range: { min: 5, max: 1 }
    shares: [[3, 0.1], [2, 0.5]]
    pattern: "a"
  - name: x
    kind: text
    pattern: "("
  - name: when
    kind: datetime
    dateFormat: yyyy-mm-dd
    range: { min: soon }
  - kind: boolean
relations:
  - { relation: atMost, columns: [age, agee] }
  - { relation: sum, columns: [x, age] }
  - { relation: equal, columns: [job, when], within: 3 }
keys:
  - { key: [] }
more: 4
`
    const problems = problemsOf(text)
    expect(problems.map(([line]) => line)).toEqual([2, 3, 6, 9, 12, 13, 14, 15, 17, 20, 21, 22, 24, 25, 25, 26, 28, 29])
    expect(problems[2][1]).toBe(
      "'age': kind is \"nubmer\", expected one of number, category, boolean, datetime, text (did you mean 'number'?)",
    )
    expect(problems.find(([line]) => line === 24)![1]).toBe("'agee' is not among the columns (did you mean 'age'?)")
    expect(problems.find(([line]) => line === 20)![1]).toContain("did you mean 'yyyy-MM-dd'?")
  })

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['a list', '- a', 'expected names with values'],
    ['no format', 'columns: []', 'format is missing'],
    ['no columns', 'format: 1', 'columns is missing'],
    ['a name twice', 'format: 1\ncolumns: []\ncolumns: []', 'unique'],
    ['an open bracket', 'format: 1\ncolumns: [', 'flow'],
    ['a number for a list', 'format: 1\ncolumns: 3', 'expected a list'],
    ['an old format', 'format: 0\ncolumns: []', 'format is "0", expected 1'],
    ['an alias to nothing', 'format: 1\ncolumns: *a', 'alias'],
  ])('%s', (_, text, message) => expect(problemsOf(text)[0][1].toLowerCase()).toContain(message.toLowerCase()))

  it('where a newer mlwright wrote it, whatever else it holds', () => {
    expect(() => parseContract('format: 2\nnew: {}\n', 'a.yaml')).toThrow(
      expect.objectContaining({ code: 'CONTRACT_NEWER', details: { contract: 'a.yaml', format: 2, known: 1 } }),
    )
  })
})
