import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '../read-table.js'
import { createTemporaryFolder } from '../temporary-source.test.support.js'
import { goldenFile, kindsOf, textsOf } from './golden-tables.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())
const book = folder.write('book.xlsx', goldenFile('book.xlsx'))

describe('workbooks', () => {
  it('typed cells of openpyxl: numbers, dates, times, truths, codes, errors', async () => {
    const reading = await readTable(`${book}#People`)
    expect(reading.name).toBe('book.xlsx#People')
    expect(kindsOf(reading)).toEqual({
      name: 'category',
      age: 'number',
      height: 'number',
      born: 'datetime',
      seen: 'datetime',
      smokes: 'boolean',
      code: 'category',
      share: 'number',
      state: 'category',
      big: 'category',
    })
    const texts = textsOf(reading)
    expect(texts['height'].slice(0, 2)).toEqual(['1.5', '1.515625'])
    expect(texts['born'].slice(0, 2)).toEqual(['1990-01-01', '1990-04-11'])
    expect(texts['seen'][1]).toBe('2024-01-11T14:14:15Z')
    expect(texts['smokes'].slice(0, 2)).toEqual(['true', 'false'])
    expect(texts['code'][0]).toBe('00100')
    expect(texts['share'][7]).toBe('0.07')
    expect(texts['state'].slice(2, 5)).toEqual(['open', '', 'open'])
    expect(reading.findings.map(({ code, columns }) => [code, columns])).toContainEqual(['PRECISION_LOSS', ['big']])
  })

  it('titles above the header are left out, merged cells below it filled, both with a finding', async () => {
    const reading = await readTable(`${book}#Titled`)
    expect(textsOf(reading)['region']).toEqual([...Array<string>(6).fill('north'), ...Array<string>(6).fill('south')])
    expect(Object.keys(kindsOf(reading))).toEqual(['region', 'shop', 'amount'])
    expect(reading.findings.filter(({ code }) => code === 'MEND_APPLIED')).toMatchObject([
      { evidence: { rows: 2, texts: ['Sales of 2024', 'in thousands'] } },
      { evidence: { cells: 10 } },
    ])
  })

  it('a header of merged cells is told with its place', async () => {
    await expect(readTable(`${book}#Grouped`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('A1:B1') as string,
    })
  })

  it('formulas without a stored result are missing, with a finding', async () => {
    const { findings } = await readTable(`${book}#Formulas`)
    expect(findings.find(({ code }) => code === 'MISSING_VALUES')).toMatchObject({ columns: ['twice'], evidence: { cells: 12 } })
  })

  it('a hidden sheet is there to be asked for', async () => {
    expect((await readTable(`${book}#Hidden`)).table.rowCount).toBe(12)
  })

  it('several sheets and no name: those that are shown and hold something', async () => {
    await expect(readTable(book)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining("4 sheets: 'People', 'Titled', 'Grouped' and 'Formulas'") as string,
    })
    await expect(readTable(`${book}#Peeple`)).rejects.toMatchObject({ hint: expect.stringContaining("Did you mean 'People'?") as string })
    await expect(readTable(`${book}#Empty`)).rejects.toMatchObject({ code: 'SOURCE_EMPTY' })
  })

  it('one sheet that holds something needs no name; several files make one table', async () => {
    const single = folder.write('part-1.xlsx', goldenFile('single.xlsx'))
    folder.write('part-2.xlsx', goldenFile('single.xlsx'))
    expect(kindsOf(await readTable(single))).toEqual({ x: 'number', y: 'category' })
    expect((await readTable(`${folder.path}/part-*.xlsx`)).table.rowCount).toBe(24)
    expect((await readTable(`${folder.path}/part-*.xlsx#Data`)).table.rowCount).toBe(24)
  })

  it('OpenDocument, written by odfpy', async () => {
    const reading = await readTable(folder.write('book.ods', goldenFile('book.ods')))
    expect(kindsOf(reading)).toEqual({ name: 'category', age: 'number', born: 'datetime', smokes: 'boolean' })
    expect(textsOf(reading)['born'][1]).toBe('1990-04-11')
  })

  it('a zip archive is none, a damaged one is told', async () => {
    await expect(readTable(folder.write('a.zip', goldenFile('archive.zip')))).rejects.toMatchObject({
      code: 'SOURCE_NOT_A_TABLE',
      message: expect.stringContaining('zip archive') as string,
    })
    const damaged = goldenFile('book.xlsx')
    damaged.fill(0, 600, 700)
    await expect(readTable(folder.write('damaged.xlsx', damaged))).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' })
  })
})
