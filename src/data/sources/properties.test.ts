import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { isMlwrightError } from '../../base/core/index.js'
import { cellParser, signatureInputs } from '../schema/index.js'
import type { Signature } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { textAt } from '../table/index.js'
import { readTable } from './read-table.js'
import { readWithSignature } from './read-with-signature.js'
import { createTemporaryFolder } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

const pieces = [
  '1',
  '0',
  '-2.5',
  '1e3',
  '007',
  '1,5',
  '1.234',
  '1,234',
  '5%',
  '$3',
  '?',
  'NA',
  'None',
  '',
  ' ',
  'yes',
  'no',
  'YES',
  'a b',
  'é',
  '"',
  'x\ny',
  'inf',
  '1e999',
]
const dates = [
  '2024-01-02',
  '2024-01-02 10:00',
  '01/02/2024',
  '13/02/2024',
  '20240102',
  '20240230',
  'Jun 12 1998',
  '9007199254740993',
  '9007199254740992',
]
const cell = fc.oneof(fc.constantFrom(...pieces, ...dates), fc.string({ maxLength: 6 }), fc.double().map(String), fc.integer().map(String))
/** Columns of few distinct cells each, so that kinds other than text come up. */
const column = fc
  .array(cell, { minLength: 1, maxLength: 4 })
  .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 12, maxLength: 30 }))
const table = fc
  .record({ a: column, b: column })
  .map(({ a, b }) => Array.from({ length: Math.min(a.length, b.length) }, (_, i) => ({ a: a[i], b: b[i] })))

function valueAt(found: Column, row: number): number | string {
  return found.kind === 'text' ? textAt(found, row) : found.kind === 'category' ? found.codes[row] : found.values[row]
}

describe('for any table', () => {
  it('each typed cell is what the portable parser gives for its text, and reading by signature gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const { schema, table: typed } = await readTable(rows)
        for (const found of typed.columns) {
          const format = schema.columns.find(({ name }) => name === found.name)!
          const parse = cellParser(format)
          for (let row = 0; row < rows.length; row++) {
            const text = rows[row][found.name as 'a']
            const parsed = parse(text)
            expect(parsed, `${JSON.stringify(text)} as ${format.kind}`).toBe(valueAt(found, row))
          }
        }
        const inputs = signatureInputs(schema, ['a', 'b'])
        const signature: Signature = {
          format: 1,
          task: 'regression',
          target: 'y',
          inputs,
          outputs: [],
          targetFormat: { kind: 'number', missing: [''] },
        }
        expect((await readWithSignature(rows, signature)).table).toEqual(typed)
      }),
      { numRuns: 400, seed: 3 },
    )
  })

  it('a target is typed with one finite value a row, or refused as unsuitable', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const reading = await readTable(rows, { target: 'b' }).catch((error: unknown) => error)
        if (reading instanceof Error) {
          expect(isMlwrightError(reading) && ['TARGET_UNSUITABLE', 'TOO_FEW_ROWS'].includes(reading.code), String(reading)).toBe(true)
          return
        }
        const { target, table: typed } = reading as Awaited<ReturnType<typeof readTable>>
        expect(target!.values).toHaveLength(typed.rowCount)
        expect(target!.values.every(Number.isFinite)).toBe(true)
        if (target!.task !== 'regression') expect(target!.values.every((value) => target!.classes[value] !== undefined)).toBe(true)
      }),
      { numRuns: 400, seed: 3 },
    )
  })
})

it('any bytes are a table or an error of kind data', async () => {
  const line = fc
    .array(fc.constantFrom('a', '1', ',', ';', '\t', '"', ' ', '[', '{', ':', '\\u', '\u0000', 'é', '<b>', 'sep=;'), { maxLength: 8 })
    .map((parts) => parts.join(''))
  const content = fc.oneof(
    fc.array(line, { maxLength: 6 }).map((lines) => Buffer.from(lines.join('\n'))),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      const error = await readTable(folder.write('any.csv', bytes)).then(
        () => undefined,
        (caught: unknown) => caught,
      )
      if (error !== undefined) expect(isMlwrightError(error) && error.kind === 'data', JSON.stringify(error)).toBe(true)
    }),
    { numRuns: 1000, seed: 3 },
  )
})
