import { afterAll, describe, expect, it } from 'vitest'
import { gridText } from '../grid.js'
import { readTable } from '../read-table.js'
import { createTemporaryFolder } from '../temporary-source.test.support.js'
import { readArrow } from './arrow-table.js'
import { golden, goldenFile, kindsOf, textsOf } from './golden-tables.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

/** The cells of each column, as they are before they are judged. */
async function cellsOf(name: string, bytes = goldenFile(name)): Promise<Readonly<Record<string, readonly string[]>>> {
  const { grid, names } = await readArrow({ name, bytes })
  return Object.fromEntries(
    names.map((column, at) => [column, Array.from({ length: grid.recordCount }, (_, row) => gridText(grid, row, at))]),
  )
}

describe('Arrow', () => {
  it.each([
    ['plain.arrow', 1],
    ['lz4.arrow', 40],
    ['zstd.arrow', 40],
    ['stream.arrows', 1],
  ])('%s, written by pyarrow, has the cells that pyarrow says', async (name, copies) => {
    const cells = await cellsOf(name)
    for (const [column, texts] of Object.entries(golden.arrowTexts)) {
      expect(cells[column], column).toEqual(Array.from({ length: copies }, () => texts).flat())
    }
    expect(cells['none'].every((text) => text === '')).toBe(true)
  })

  it('reads from any place in memory', async () => {
    const bytes = goldenFile('plain.arrow')
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(await cellsOf('shifted', shifted.subarray(3))).toEqual(await cellsOf('plain.arrow'))
  })

  it('is judged as any other table; bytes are left out with a finding', async () => {
    const reading = await readTable(folder.write('plain.arrow', goldenFile('plain.arrow')))
    expect(kindsOf(reading)).toMatchObject({
      int8: 'number',
      int64: 'category',
      float32: 'number',
      decimal: 'number',
      bool: 'boolean',
      utf8: 'category',
      dictionary: 'category',
      date: 'datetime',
      seconds: 'datetime',
      nanoseconds: 'datetime',
    })
    expect(textsOf(reading)['int64'][1]).toBe('9007199254740994')
    expect(textsOf(reading)['nanoseconds'][0]).toBe('2024-01-11T13:14:15.123Z')
    const codes = reading.findings.map(({ code, columns }) => [code, columns])
    expect(codes).toContainEqual(['COLUMN_IGNORED', ['bytes']])
    expect(codes).toContainEqual(['PRECISION_LOSS', ['int64']])
  })

  it.each(['plain.arrow', 'lz4.arrow', 'zstd.arrow', 'stream.arrows'])(
    '%s, cut off or damaged, is told by a code or read',
    async (name) => {
      const bytes = goldenFile(name)
      for (const length of [20, 300, Math.floor(bytes.length / 2), bytes.length - 9]) {
        const path = folder.write(`cut-${length}.arrow`, bytes.subarray(0, length))
        // A stream may end after any batch.
        await expect(readTable(path).then(() => 'read')).rejects.toMatchObject({
          code: expect.stringMatching(/^SOURCE_|^TOO_FEW/) as string,
        })
      }
      for (let at = 100; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
        const damaged = Uint8Array.from(bytes)
        damaged[at] ^= 0xff
        const outcome = await readArrow({ name, bytes: damaged }).then(
          () => 'read',
          (error: { readonly code: string }) => error.code,
        )
        expect(['read', 'SOURCE_UNREADABLE', 'SOURCE_EMPTY', 'SOURCE_NOT_A_TABLE']).toContain(outcome)
      }
    },
  )

  it('of version 1 of Feather says what to do', async () => {
    await expect(readTable(folder.write('old.feather', goldenFile('version-1.feather')))).rejects.toMatchObject({
      code: 'SOURCE_NOT_A_TABLE',
      hint: expect.stringContaining('version 2') as string,
    })
  })

  it('is one table: the name of another in it is refused', async () => {
    const path = folder.write('one.arrow', goldenFile('plain.arrow'))
    await expect(readTable(`${path}#sheet`)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND', hint: "Leave out '#sheet'." })
  })
})
