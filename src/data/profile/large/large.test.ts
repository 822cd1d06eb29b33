// A table in blocks is profiled as in memory, wherever it is cut and however many threads there are; beyond what is held, within the stated errors.
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createRandom, isMlwrightError } from '../../../base/core/index.js'
import { findLargeSource, largeLimits, readTable } from '../../sources/index.js'
import type { LargeLimits, Source, Target } from '../../sources/index.js'
import type { Column } from '../../table/index.js'
import type { ColumnProfile, DatetimeProfile, LevelsProfile, NumberProfile } from '../column-profile.js'
import { profileTable } from '../profile-table.js'
import type { TableProfile } from '../profile-table.js'
import { profileLarge } from './profile-large.js'
import type { LargeProfile, LargeProfileOptions } from './profile-large.js'

const root = mkdtempSync(join(tmpdir(), 'mlwright-large-'))
afterAll(() => rmSync(root, { recursive: true }))
const folder = {
  path: root,
  write: (name: string, content: string | Uint8Array): string => {
    const file = join(root, name)
    writeFileSync(file, content)
    return file
  },
}

const small: LargeLimits = { ...largeLimits, largeBytes: 0, headBytes: 1 << 14, blockBytes: 1 << 16 }

async function inBlocks(source: Source, options: LargeProfileOptions = {}): Promise<LargeProfile> {
  const limits = options.limits ?? small
  return profileLarge((await findLargeSource(source, limits))!, { ...options, limits })
}

async function inMemory(source: Source, target?: string): Promise<Omit<LargeProfile, 'name' | 'drawn'>> {
  const read = await readTable(source, target === undefined ? {} : { target })
  const column = read.target === undefined ? {} : { target: columnOf(read.target) }
  return { profile: profileTable(read, column), findings: read.findings, ...(target === undefined ? {} : { target }) }
}

function columnOf({ name, task, classes, values }: Target): Column {
  if (task === 'regression') return { kind: 'number', name, values }
  return { kind: 'category', name, codes: Int32Array.from(values), levels: classes }
}

/** Lengths and shapes are of rows that are drawn: the same where all are. */
function comparable({ columns, rows, associations, missingPatterns, information }: TableProfile): unknown {
  const isDrawn = rows > small.drawnRows
  return {
    rows,
    columns: columns.map((column) =>
      isDrawn && column.kind === 'text' && 'lengths' in column ? { ...column, lengths: 0, patterns: 0, words: 0 } : column,
    ),
    ...(isDrawn ? {} : { associations, information }),
    // Patterns of as many rows come in any order.
    missingPatterns: missingPatterns.map((pattern) => JSON.stringify(pattern)).sort(),
  }
}

function expectSame(found: LargeProfile, expected: Omit<LargeProfile, 'name' | 'drawn'>): void {
  expect(comparable(found.profile)).toEqual(comparable(expected.profile))
  expect(found.findings).toEqual(expected.findings)
  expect(found.target).toBe(expected.target)
}

const data = process.env['MLWRIGHT_DATA']
const examples = new URL('../../../../examples/', import.meta.url)
const targets = new Map(
  data === undefined
    ? []
    : readFileSync(join(data, 'index.tsv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => [line.split('\t')[0], line.split('\t')[3]] as const),
)

describe('real tables in blocks of 64 KB are profiled as in memory', () => {
  it.each(['credit/credit_g.csv', 'penguins/penguins.csv'])('%s', async (name) => {
    expectSame(await inBlocks(new URL(name, examples)), await inMemory(new URL(name, examples)))
  })

  it.runIf(data !== undefined).each(data === undefined ? [] : readdirSync(join(data, 'csv')))('%s', async (file) => {
    const path = join(data!, 'csv', file)
    expectSame(await inBlocks(path), await inMemory(path))
    const target = targets.get(file.replace('.csv', ''))!
    expectSame(await inBlocks(path, { target }), await inMemory(path, target))
  })
})

describe('tables of odd cells', () => {
  const pieces = [
    '1',
    '0',
    '-2.5',
    '007',
    '1,5',
    '1.234',
    '1,234',
    '5%',
    '?',
    'NA',
    '',
    ' ',
    'yes',
    'no',
    'a b',
    'é',
    'x\ny',
    'inf',
    '1e999',
    '"',
  ]
  const dates = [
    '2024-01-02',
    '2024-01-02 10:00:00',
    '2024-03-01',
    '01/02/2024',
    '13/02/2024',
    '20240102',
    '9007199254740993',
    '9007199254740992',
    '2024-02-30',
  ]
  const column = fc
    .array(fc.constantFrom(...pieces, ...dates), { minLength: 1, maxLength: 4 })
    .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 12, maxLength: 30 }))
  const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

  it('are the same in blocks of any size, and with a line end at the end or without', async () => {
    let number = 0
    await fc.assert(
      fc.asyncProperty(column, column, fc.integer({ min: 8, max: 300 }), fc.boolean(), async (a, b, blockBytes, hasEnd) => {
        const lines = Array.from({ length: Math.min(a.length, b.length) }, (_, k) => `r${k},${quote(a[k])},${quote(b[k])}`)
        const path = folder.write(`odd-${number++}.csv`, `name,one,two\n${lines.join('\n')}${hasEnd ? '\n' : ''}`)
        expectSame(await inBlocks(path, { threads: 1, limits: { ...small, blockBytes } }), await inMemory(path))
      }),
      { numRuns: 60 },
    )
  })

  it('are the same when cut at every byte', async () => {
    const text = 'n,when,what,none\n1,2024-01-02,"a ""b""\nc",\n2.5,NA,é,\n,2024-01-03 04:05:06,,\n"3",2024-01-02," x,y ",\n'
    const path = folder.write('every.csv', text)
    const expected = await inMemory(path)
    for (let blockBytes = 4; blockBytes <= text.length + 4; blockBytes++) {
      expectSame(await inBlocks(path, { threads: 1, limits: { ...small, blockBytes } }), expected)
    }
  })
})

/** 60,000 rows of all kinds. */
function writeMixed(name: string, count = 60_000): { readonly path: string; readonly text: string } {
  const random = createRandom('mixed')
  const words = Array.from({ length: 300 }, (_, k) => `word${k}`)
  const lines = Array.from({ length: count }, (_, k) => {
    const gap = random.next() < 0.1
    return [
      k * 3 + 7,
      gap ? '' : random.normal().toFixed(5),
      gap ? 'NA' : random.integer(40),
      `u${k}-${random.integer(1e6)}`,
      `${words[random.integer(300)]} ${words[random.integer(300)]} ${words[random.integer(300)]}`,
      ['red', 'green', '"blue, dark"'][random.integer(3)],
      new Date(1.6e12 + k * 60_000 + (k > count / 2 ? 9e9 : 0)).toISOString().slice(0, 19),
      `0${random.integer(900) + 100}`,
      random.next() < 0.01 ? '/' : `/page/${random.integer(8000)}`,
    ].join(',')
  })
  const text = `id,value,grade,user,note,colour,seen,zip,url\n${lines.join('\n')}\n`
  return { path: folder.write(name, text), text }
}

describe('a table that is too large to be held', () => {
  const tight: LargeLimits = {
    ...small,
    exactBytes: 0,
    heldPoints: 4096,
    drawnRows: 2000,
    mostTexts: 1000,
    mostTextBytes: 100_000,
    mostTextHashes: 4096,
    firstTexts: 200,
    mostRowHashes: 5000,
  }
  const { path, text } = writeMixed('mixed.csv')
  const both = Promise.all([inBlocks(path, { limits: tight }), inMemory(path)])

  it('is judged the same, for the same reasons in as far as they are exact', async () => {
    const [found, expected] = await both
    const judged = ({ profile }: Omit<LargeProfile, 'name' | 'drawn'>) =>
      profile.columns.map(({ name, kind, role, missing }) => ({ name, kind, role, missing }))
    expect(judged(found)).toEqual(judged(expected))
    expect(found.findings.map(({ code }) => code)).toEqual(expected.findings.map(({ code }) => code))
    expect(found.profile.missingPatterns).toEqual(expected.profile.missingPatterns)
    // Equal steps show that all are distinct.
    const [id] = found.profile.columns
    expect(id).toMatchObject({ distinct: 60_000, why: expected.profile.columns[0].why })
  })

  it('has exact moments, extremes and counts, and quantiles within 5 stated standard errors', async () => {
    const [found, expected] = await both
    const values = Float64Array.from(
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[1])
        .filter((cell) => cell !== '')
        .map(Number),
    ).sort()
    const [value, exact] = [found, expected].map(({ profile }) => profile.columns.find(({ name }) => name === 'value') as NumberProfile)
    for (const figure of ['min', 'max', 'zeros', 'negatives', 'smallest', 'largest', 'isWhole', 'missing'] as const)
      expect(value[figure], figure).toEqual(exact[figure])
    for (const figure of ['mean', 'standardDeviation', 'skewness', 'kurtosis'] as const) expect(value[figure]).toBeCloseTo(exact[figure], 9)
    expect(value.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
    const { ranks, distinct } = value.approximate!
    expect(ranks).toBeGreaterThan(0)
    expect(ranks).toBeLessThan(0.01)
    for (const { share, value: quantile } of value.quantiles) {
      const below = values.filter((one) => one <= quantile).length / values.length
      expect(Math.abs(below - share)).toBeLessThan(5 * ranks! + 2 / values.length)
    }
    expect(Math.abs(value.distinct - exact.distinct) / exact.distinct).toBeLessThanOrEqual(5 * distinct! + 1e-9)
    // Few distinct values are counted one by one.
    const [grade, exactGrade] = [found, expected].map(({ profile }) => profile.columns.find(({ name }) => name === 'grade')!)
    expect(grade).not.toHaveProperty('approximate')
    expect({ ...grade, mean: 0, standardDeviation: 0, skewness: 0, kurtosis: 0 }).toEqual({
      ...exactGrade,
      mean: 0,
      standardDeviation: 0,
      skewness: 0,
      kurtosis: 0,
    })
  })

  it('finds the frequent levels, the gap of time, how many texts are distinct', async () => {
    const [found, expected] = await both
    const of = (profile: TableProfile, name: string): ColumnProfile => profile.columns.find((column) => column.name === name)!
    const [url, exactUrl] = [found, expected].map(({ profile }) => of(profile, 'url') as LevelsProfile)
    expect(url.levels[0].value).toBe('/')
    expect(exactUrl.levels[0].count - url.levels[0].count).toBeLessThanOrEqual(url.approximate!.counts!)
    expect(Math.abs(url.distinct - exactUrl.distinct) / exactUrl.distinct).toBeLessThan(5 * url.approximate!.distinct!)
    const user = of(found.profile, 'user')
    expect(Math.abs(user.distinct - 60_000) / 60_000).toBeLessThan(5 * user.approximate!.distinct!)
    const [seen, exactSeen] = [found, expected].map(({ profile }) => of(profile, 'seen'))
    expect((seen as DatetimeProfile).gaps[0]).toEqual((exactSeen as DatetimeProfile).gaps[0])
    expect(found.profile.approximate).toMatchObject({ rowsSampled: 2000, missingPatterns: false })
    expect(found.profile.approximate!.distinctError).toBeGreaterThan(0)
  })

  it('is the same on any number of threads, packed or not', async () => {
    const [found] = await both
    const packed = folder.write('mixed.csv.gz', gzipSync(text))
    expect(await inBlocks(path, { limits: tight, threads: 1 })).toEqual(found)
    expect(await inBlocks(path, { limits: tight, threads: 5 })).toEqual(found)
    expect({ ...(await inBlocks(packed, { limits: tight })), name: found.name }).toEqual(found)
  })

  it('drawn rows are rows of the table, each as likely as any other', async () => {
    const { profile } = await inBlocks(path, { limits: { ...tight, drawnRows: 5000 } })
    const pair = profile.associations.find(({ first, second }) => first === 'value' && second === 'grade')
    expect(pair).toBeUndefined()
    expect(profile.approximate!.rowsSampled).toBe(5000)
  })
})

describe('numbers turn to text late in a table', () => {
  it('the column is judged by all of its cells, and the first such text is told', async () => {
    const lines = Array.from({ length: 30_000 }, (_, k) => (k === 29_500 ? 'oops' : String(k % 977)))
    const path = folder.write('late.csv', `a,b\n${lines.map((cell, k) => `${cell},${k % 7}`).join('\n')}\n`)
    const [found, expected] = [await inBlocks(path), await inMemory(path)]
    expectSame(found, expected)
    expect(found.findings.some(({ code, message }) => code === 'MIXED_TYPES' && message.includes('oops'))).toBe(true)
  })

  it('and texts to more than are counted, among them one that is no date', async () => {
    const lines = Array.from({ length: 30_000 }, (_, k) =>
      k === 29_900 ? 'soon' : `${(k % 28) + 1}/${(k % 12) + 1}/20${10 + (k % 20)} 0${k % 10}:${10 + (k % 47)}`,
    )
    const path = folder.write('dates.csv', `a,b\n${lines.map((cell, k) => `${cell},${k % 7}`).join('\n')}\n`)
    const limits = { ...small, mostTexts: 50, firstTexts: 20 }
    const { kind, why } = (await inMemory(path)).profile.columns[0]
    expect(kind).not.toBe('datetime')
    expect((await inBlocks(path, { limits })).profile.columns[0].kind, why).toBe(kind)
    const dates = folder.write('all-dates.csv', `a,b\n${lines.map((cell, k) => `${cell === 'soon' ? '' : cell},${k % 7}`).join('\n')}\n`)
    expectSame(await inBlocks(dates, { limits }), await inMemory(dates))
  })
})

describe('faults in the middle', () => {
  const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
    const error = await work.catch((thrown: unknown) => thrown)
    if (!isMlwrightError(error)) throw error
    return { code: error.code, message: error.message }
  }
  const lines = (count: number, odd: number, line: string): string =>
    `a,b\n${Array.from({ length: count }, (_, k) => (k === odd ? line : `${k},x${k % 5}`)).join('\n')}\n`

  it('a row with too many cells is told with its line', async () => {
    const path = folder.write('ragged.csv', lines(40_000, 30_000, '1,2,3'))
    expect(await codeOf(inBlocks(path))).toEqual({
      code: 'ROWS_RAGGED',
      message: "At least 1 row of 'ragged.csv' has another number of cells than the 2 of the first line: line 30002 has 3.",
    })
  })

  it('a quote that is never closed is told with its line, as in memory', async () => {
    const path = folder.write('open.csv', lines(40_000, 30_000, '1,"2'))
    const expected = await codeOf(inMemory(path))
    expect(expected).toMatchObject({ code: 'SOURCE_UNREADABLE', message: expect.stringContaining('line 30002') })
    expect(await codeOf(inBlocks(path))).toEqual(expected)
  })

  it('a quote alone among tabs is an ordinary character, as in memory', async () => {
    const path = folder.write('inch.tsv', lines(30_000, 20_000, '1,"5 inch').replaceAll(',', '\t'))
    expectSame(await inBlocks(path), await inMemory(path))
  })

  it('a NUL late in a text reads as in memory', async () => {
    const path = folder.write('nul.csv', lines(40_000, 30_000, '1,x\u0000y'))
    expectSame(await inBlocks(path), await inMemory(path))
  })

  it('letters of another encoding late in a text are read as in memory', async () => {
    const bytes = Buffer.from(lines(40_000, 30_000, '1,caf\u00e9'), 'latin1')
    const path = folder.write('latin.csv', bytes)
    expectSame(await inBlocks(path), await inMemory(path))
    const mostly = folder.write(
      'mostly.csv',
      Buffer.concat([Buffer.from(lines(40_000, 30_000, '1,café').replaceAll('x', 'é')), Buffer.from([0x31, 0x2c, 0xff, 10])]),
    )
    expectSame(await inBlocks(mostly), await inMemory(mostly))
  })

  it.each(['utf16le', 'utf8'] as const)('a byte-order mark, carriage returns and %s', async (encoding) => {
    const path = folder.write(
      `marked-${encoding}.csv`,
      Buffer.from(`\ufeff${lines(20_000, 5000, '7,é').replaceAll('\n', '\r\n')}`, encoding),
    )
    expectSame(await inBlocks(path), await inMemory(path))
  })

  it('a column without a name that has a value after all', async () => {
    const text = lines(40_000, 30_000, '1,x').replaceAll('\n', ',\n').replace('30001,x1,', '30001,x1,late')
    const path = folder.write('unnamed.csv', text)
    expectSame(await inBlocks(path), await inMemory(path))
    const blank = folder.write('trailing.csv', lines(40_000, 30_000, '1,x').replaceAll('\n', ',\n'))
    expectSame(await inBlocks(blank), await inMemory(blank))
  })

  it('several files of one table, their columns in any order', async () => {
    folder.write('part-1.csv', lines(20_000, 3, '1,x'))
    folder.write('part-2.csv', lines(20_000, 3, '1,x').replaceAll(/^(.*),(.*)$/gm, '$2,$1'))
    const pattern = join(folder.path, 'part-*.csv')
    expectSame(await inBlocks(pattern), await inMemory(pattern))
    folder.write('part-3.csv', 'a,c\n1,2\n')
    expect(await codeOf(inBlocks(pattern))).toEqual(await codeOf(inMemory(pattern)))
  })

  it('a file that becomes shorter, and one that is damaged', async () => {
    const path = folder.write('short.csv', lines(400_000, 3, '1,x'))
    const source = (await findLargeSource(path, small))!
    const work = profileLarge(source, { limits: small, threads: 1, checkpoint: () => truncateSync(path, 1 << 17) })
    expect(await codeOf(work)).toMatchObject({ code: 'SOURCE_UNREADABLE', message: expect.stringContaining('became shorter') })
    const packed = gzipSync(lines(100_000, 3, '1,x'))
    const cut = folder.write('cut.csv.gz', packed.subarray(0, packed.length / 2))
    expect(await codeOf(inBlocks(cut))).toMatchObject({ code: 'SOURCE_UNREADABLE', message: expect.stringContaining('gzip') })
  })

  it('stops where the checkpoint throws, and leaves no thread behind', async () => {
    const path = folder.write('stopped.csv', lines(400_000, 3, '1,x'))
    let calls = 0
    const checkpoint = (): void => {
      if (++calls > 3) throw new Error('enough')
    }
    await expect(inBlocks(path, { checkpoint })).rejects.toThrow('enough')
    expect(calls).toBe(4)
  })
})

describe('what counts as large', () => {
  it('delimited files from a size on, packed ones from a quarter of it', async () => {
    const text = `a,b\n${Array.from({ length: 1000 }, (_, k) => `${k},${k}`).join('\n')}\n`
    const limits = { ...small, largeBytes: text.length }
    const plain = folder.write('size.csv', text)
    expect(await findLargeSource(plain, limits)).toMatchObject({ name: 'size.csv' })
    expect(await findLargeSource(plain, { ...limits, largeBytes: text.length + 1 })).toBeUndefined()
    const packed = gzipSync(text, { level: 1 })
    const file = folder.write('size.csv.gz', packed)
    expect(await findLargeSource(file, { ...limits, largeBytes: 4 * packed.length })).toMatchObject({ name: 'size.csv.gz' })
    expect(await findLargeSource(file, { ...limits, largeBytes: 4 * packed.length + 1 })).toBeUndefined()
    expect(await findLargeSource([{ a: 1 }], limits)).toBeUndefined()
    expect(await findLargeSource(folder.write('lines.jsonl', '{"a":1}\n{"a":2}\n'), small)).toBeUndefined()
  })
})
