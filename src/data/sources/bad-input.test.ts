import { afterAll, describe, expect, it } from 'vitest'
import { isMlwrightError } from '../../base/core/index.js'
import type { MlwrightError } from '../../base/core/index.js'
import { readTable } from './read-table.js'
import type { ReadOptions, Reading, Source } from './reading.js'
import { createTemporaryFolder, csvOf } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

let files = 0
const read = (content: string | Uint8Array, options: ReadOptions = {}): Promise<Reading> =>
  readTable(folder.write(`t${files++}.csv`, content), options)
const failOf = async (promise: Promise<unknown>): Promise<MlwrightError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (!isMlwrightError(error)) throw new Error(`expected an MlwrightError, received ${String(error)}`)
  return error
}
const fail = (content: string | Uint8Array, options: ReadOptions = {}): Promise<MlwrightError> => failOf(read(content, options))
const codesOf = (reading: Reading): string[] => reading.findings.map((finding) => finding.code)
const twenty = (lineOf: (i: number) => string, header = 'x,y'): string => csvOf(header, 20, lineOf)

describe('sources that hold no table end with an error of kind data', () => {
  it.each([
    ['an empty file', '', 'SOURCE_EMPTY'],
    ['blanks only', ' \n\n  \n', 'SOURCE_EMPTY'],
    ['a stated delimiter alone', 'sep=;\n', 'SOURCE_EMPTY'],
    ['a header alone', 'a,b,y\n', 'TOO_FEW_ROWS'],
    ['one row', 'a,b,y\n1,2,3\n', 'TOO_FEW_ROWS'],
    ['one class', twenty((i) => `${i},yes`), 'TARGET_UNSUITABLE'],
    ['one number', twenty((i) => `${i},5`), 'TARGET_UNSUITABLE'],
    ['no target anywhere', twenty((i) => `${i},`), 'TARGET_UNSUITABLE'],
    ['only markers as target', twenty((i) => `${i},NA`), 'TARGET_UNSUITABLE'],
    ['an HTML page', '<!DOCTYPE html><html><body>404, sorry</body></html>', 'SOURCE_NOT_A_TABLE'],
    ['a page behind a comment', '<!-- saved -->\n<html><body>404, sorry</body>', 'SOURCE_NOT_A_TABLE'],
    ['XML', '<rows><row x="1"/></rows>', 'SOURCE_NOT_A_TABLE'],
    ['a PDF', '%PDF-1.4 and so on', 'SOURCE_NOT_A_TABLE'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and so on', 'latin1'), 'SOURCE_NOT_A_TABLE'],
    ['bytes', Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256), 'SOURCE_NOT_A_TABLE'],
    ['a target that is a date', twenty((i) => `${i},2024-01-${10 + i}`), 'TARGET_UNSUITABLE'],
    ['a target too large to be squared', twenty((i) => `${i},${i + 1}.5e300`), 'TARGET_UNSUITABLE'],
    ['one value too large to be squared', twenty((i) => `${i},${i === 7 ? '-2e150' : `${i}.5`}`), 'TARGET_UNSUITABLE'],
    ['large values with decimal commas', twenty((i) => `${i};"${i + 1},5e300"`, 'x;y'), 'TARGET_UNSUITABLE'],
    ['a target too small to be squared', twenty((i) => `${i},${i}.5e-200`), 'TARGET_UNSUITABLE'],
    ['hundreds of names as target', csvOf('x,y', 600, (i) => `${i},n${i % 300}`), 'TARGET_UNSUITABLE'],
  ])('%s', async (_, content, code) => {
    const error = await fail(content, { target: 'y' })
    expect(error.code).toBe(code)
    expect(error.kind).toBe('data')
    expect(error.message.length).toBeGreaterThan(20)
    expect(error.hint).not.toBe('')
  })

  it('a target out of range is told with its range, one within it is taken', async () => {
    const error = await fail(
      twenty((i) => `${i},${i + 1}.5e300`),
      { target: 'y' },
    )
    expect(error.message).toContain("'y' ranges from 1.5e+300 to 2.05e+301, too large")
    expect(error.hint).toContain('Rescale')
    const reading = await read(
      twenty((i) => `${i},${i}.5e28`),
      { target: 'y' },
    )
    expect(reading.target!.task).toBe('regression')
  })

  it('a target that is not there names the nearest column', async () => {
    const error = await fail(
      twenty((i) => `${i},${i % 2}`, 'age,income'),
      { target: 'incom' },
    )
    expect(error).toMatchObject({ code: 'TARGET_NOT_FOUND', kind: 'data', hint: "Did you mean 'income'?" })
  })

  it('another column that is not there as well', async () => {
    const error = await fail(
      twenty((i) => `${i},${i % 2}`, 'age,income'),
      { group: 'agee' },
    )
    expect(error).toMatchObject({ code: 'COLUMN_NOT_FOUND', hint: "Did you mean 'age'?" })
  })

  it('a file that is not there names the nearest file, a folder the pattern to use', async () => {
    folder.write('customers.csv', 'a\n1\n')
    const absent = await failOf(readTable(`${folder.path}/custmers.csv`))
    expect(absent).toMatchObject({ code: 'SOURCE_NOT_FOUND', kind: 'data', hint: "Did you mean 'customers.csv'?" })
    expect((await failOf(readTable(folder.path))).hint).toContain('*.csv')
    expect((await failOf(readTable(`${folder.path}/no-*.csv`))).code).toBe('SOURCE_NOT_FOUND')
    expect((await failOf(readTable('ftp://example.org/a.csv'))).code).toBe('SOURCE_UNREADABLE')
    expect((await failOf(readTable([]))).code).toBe('SOURCE_EMPTY')
    expect((await failOf(readTable([1, 2] as unknown as Source))).code).toBe('SOURCE_NOT_A_TABLE')
  })

  it('ragged rows are named by line and counted', async () => {
    const error = await fail('a,b,y\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n')
    expect(error.code).toBe('ROWS_RAGGED')
    expect(error.message).toContain('2 rows')
    expect(error.message).toContain('line 3 has 2, line 4 has 4')
    expect(error.details).toMatchObject({ rows: 2, expected: 3 })
  })

  it('a quote that is never closed is named by its line', async () => {
    const error = await fail('a,b\n1,x\n2,"y\n3,z\n')
    expect(error.code).toBe('SOURCE_UNREADABLE')
    expect(error.message).toContain('line 3')
  })

  it('a damaged archive says so', async () => {
    const error = await fail(Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]))
    expect(error.code).toBe('SOURCE_UNREADABLE')
  })

  it('a weight that is negative and a time that is no time are refused', async () => {
    expect(
      (
        await fail(
          twenty((i) => `${i},${i - 1}`),
          { weight: 'y' },
        )
      ).code,
    ).toBe('CELL_INVALID')
    expect(
      (
        await fail(
          twenty((i) => `${i},w${i % 2}`),
          { time: 'y' },
        )
      ).code,
    ).toBe('CELL_INVALID')
    expect(
      (
        await fail(
          twenty((i) => `${i},w${i % 2}`),
          { target: 'y', ignore: ['y'] },
        )
      ).code,
    ).toBe('OPTION_INVALID')
  })
})

describe('what is odd is mended or reported', () => {
  it('rows without a target are left out, counted, and keep their numbers', async () => {
    const reading = await read(
      csvOf('x,y', 30, (i) => `${i * i},${i % 3 === 0 ? ['', '?', 'NA'][(i / 3) % 3] : i % 2}`),
      { target: 'y' },
    )
    expect(reading.table.rowCount).toBe(20)
    expect(reading.target!.values).toHaveLength(20)
    expect(Array.from(reading.rowNumbers.subarray(0, 4))).toEqual([2, 3, 5, 6])
    expect(reading.table.columns[0]).toMatchObject({ kind: 'number' })
    expect(Array.from((reading.table.columns[0] as { values: Float64Array }).values.subarray(0, 3))).toEqual([1, 4, 16])
    expect(codesOf(reading)).toEqual(expect.arrayContaining(['TARGET_MISSING', 'ROWS_DROPPED']))
    expect(reading.schema.columns[1]).toMatchObject({ role: 'target', missingCount: 10 })
  })

  it('columns without values and constant ones are ignored', async () => {
    const reading = await read(twenty((i) => `${i * 1.5},,k,NA,7`, 'a,b,c,d,e'))
    expect(reading.schema.columns.map((column) => column.role)).toEqual(['feature', 'ignored', 'ignored', 'ignored', 'ignored'])
    expect(codesOf(reading).filter((code) => code === 'COLUMN_IGNORED')).toHaveLength(2)
    expect(codesOf(reading).filter((code) => code === 'CONSTANT_COLUMN')).toHaveLength(2)
  })

  it('names are made unique, and made up where there are none', async () => {
    const reading = await read(twenty((i) => `${i * 1.1},${i * 1.2},${i * 1.3},${i * 1.4},${i * 1.5}`, 'a,a,,a.1,a'))
    expect(reading.schema.columns.map((column) => column.name)).toEqual(['a', 'a.2', 'column_3', 'a.1', 'a.3'])
    expect(codesOf(reading).filter((code) => code === 'MEND_APPLIED')).toHaveLength(2)
  })

  it('a first row of data is no header', async () => {
    const reading = await read(Array.from({ length: 30 }, (_, i) => `${i * 1.5},${i % 3},s${i % 2}`).join('\n'))
    expect(reading.table.rowCount).toBe(30)
    expect(reading.schema.columns.map((column) => column.name)).toEqual(['column_1', 'column_2', 'column_3'])
    expect(codesOf(reading)).toContain('MEND_APPLIED')
  })

  it.each([
    ['years', 'country,2019,2020', (i: number): string => `c${i % 4},${i * i},${i * 1.5}`],
    ['pixels', '0,1,2,3', (i: number): string => `${i % 3},${i % 4},${i % 5},${i % 7}`],
    ['words over words', 'colour,size', (i: number): string => `${'rgb'[i % 3]},${'sml'[i % 2]}`],
  ])('names that are %s are a header', async (_, header, lineOf) => {
    expect((await read(twenty(lineOf, header))).schema.columns.map((column) => column.name)).toEqual(header.split(','))
  })

  it('whole numbers beyond 2^53 are kept as texts where they are codes, and reported', async () => {
    const reading = await read(twenty((i) => `${90071992547409931234n + BigInt(i)},${9007199254740993n + BigInt(i % 2)}`, 'a,b'))
    expect(reading.schema.columns[0]).toMatchObject({ kind: 'text', role: 'id', distinctCount: 20 })
    expect(reading.schema.columns[1].kind).toBe('number')
    expect(codesOf(reading).filter((code) => code === 'PRECISION_LOSS')).toHaveLength(2)
  })

  it('day and month that cannot be told apart are reported with both readings', async () => {
    const reading = await read(twenty((i) => `0${(i % 9) + 1}/0${(i % 8) + 1}/2024,${10 + i}/01/2024`, 'a,b'))
    const finding = reading.findings.find(({ code }) => code === 'AMBIGUOUS_DATES')!
    expect(finding.columns).toEqual(['a'])
    expect(finding.evidence).toMatchObject({ readAs: 'MM/dd/yyyy', couldBe: 'dd/MM/yyyy' })
    expect(reading.schema.columns[1]).toMatchObject({ kind: 'datetime', dateFormat: 'dd/MM/yyyy' })
  })

  it('infinite numbers are missing, with a finding', async () => {
    const reading = await read(twenty((i) => `${i === 3 ? '-inf' : i * 1.5},${i === 4 ? '1e999' : i / 3}`))
    expect(reading.schema.columns.map((column) => [column.kind, column.missingCount])).toEqual([
      ['number', 1],
      ['number', 1],
    ])
    expect(codesOf(reading).filter((code) => code === 'DISGUISED_MISSING')).toHaveLength(2)
  })

  it('numbers with a few other texts are not numbers, and it is said what to do', async () => {
    const reading = await read(csvOf('x,y', 200, (i) => `${i === 7 ? 'oops' : i * 1.5},${i % 5}`))
    expect(reading.schema.columns[0].kind).not.toBe('number')
    const { message } = reading.findings.find(({ code }) => code === 'MIXED_TYPES')!
    for (const option of ['--missing', '--kind x=category', '--kind x=text', '--kind x=number']) expect(message).toContain(option)
  })

  it('10,000 columns are read', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')
    const reading = await read(csvOf(header, 20, (row) => Array.from({ length: 10_000 }, (_, i) => ((row * 7 + i) % 11) / 2).join(',')))
    expect(reading.table.columns).toHaveLength(10_000)
    expect(reading.table.columns[9_999]).toMatchObject({ kind: 'number', name: 'c9999' })
  })

  it('a checkpoint that throws stops the reading', async () => {
    const content = csvOf('x,y', 200_000, (i) => `${i * 1.5},${i % 5}`)
    await expect(
      read(content, {
        checkpoint: () => {
          throw new Error('stop')
        },
      }),
    ).rejects.toThrow('stop')
  })
})
