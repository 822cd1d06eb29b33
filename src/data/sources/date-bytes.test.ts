// Dates from bytes are the dates of the portable parser.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDate } from '../schema/index.js'
import { parseDateBytes } from './date-bytes.js'

const read = (text: string): number => {
  const bytes = Buffer.from(`,${text},`)
  return parseDateBytes(bytes, 1, bytes.length - 1)
}

it('real dates are read, the others are not', () => {
  expect(read('2024-02-29')).toBe(Date.UTC(2024, 1, 29))
  expect(read('2024-02-29 23:59:58')).toBe(Date.UTC(2024, 1, 29, 23, 59, 58))
  expect(read('0050-01-01T00:00:00')).toBe(parseDate('0050-01-01', 'yyyy-MM-dd'))
  for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', '2024-01-01 24:00:00', '2024-01-01T10:00', '20240101', '2024/01/01', '']) {
    expect(read(text)).toBeNaN()
  }
})

it('what is read is what `parseDate` gives, near misses and all', () => {
  const digit = fc.constantFrom(...'0123456789-: T/x'.split(''))
  const near = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }).chain((date) =>
    fc.record({ at: fc.nat(18), letter: digit, hasTime: fc.boolean(), isBlank: fc.boolean() }).map(({ at, letter, hasTime, isBlank }) => {
      const text = date.toISOString().slice(0, hasTime ? 19 : 10)
      const spaced = isBlank ? text.replace('T', ' ') : text
      return at < spaced.length ? `${spaced.slice(0, at)}${letter}${spaced.slice(at + 1)}` : spaced
    }),
  )
  fc.assert(
    fc.property(near, (text) => {
      const value = read(text)
      if (!Number.isNaN(value)) expect(value).toBe(parseDate(text, 'yyyy-MM-dd'))
      else if (/^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d)?$/.test(text)) expect(parseDate(text, 'yyyy-MM-dd')).toBeNaN()
    }),
    { numRuns: 2000 },
  )
})
