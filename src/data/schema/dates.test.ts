import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateFormats, parseDate } from './dates.js'
import { judgeDates } from './judge-dates.js'

const iso = (epochMs: number): string => new Date(epochMs).toISOString()

describe('parseDate', () => {
  it.each([
    ['2024-02-29', 'yyyy-MM-dd', '2024-02-29T00:00:00.000Z'],
    ['2024-2-9', 'yyyy-MM-dd', '2024-02-09T00:00:00.000Z'],
    ['2014-07-01 00:30:05', 'yyyy-MM-dd', '2014-07-01T00:30:05.000Z'],
    ['2014-07-01T23:59', 'yyyy-MM-dd', '2014-07-01T23:59:00.000Z'],
    ['2014-07-01T10:00:00.123456Z', 'yyyy-MM-dd', '2014-07-01T10:00:00.123Z'],
    ['2014-07-01T10:00:00+02:00', 'yyyy-MM-dd', '2014-07-01T08:00:00.000Z'],
    ['2014-07-01 10:00:00 -0530', 'yyyy-MM-dd', '2014-07-01T15:30:00.000Z'],
    ['2014-07-01 10:00:00 UTC', 'yyyy-MM-dd', '2014-07-01T10:00:00.000Z'],
    ['2014/07/01', 'yyyy/MM/dd', '2014-07-01T00:00:00.000Z'],
    ['1949-01', 'yyyy-MM', '1949-01-01T00:00:00.000Z'],
    ['19980612', 'yyyyMMdd', '1998-06-12T00:00:00.000Z'],
    ['12.06.1998', 'dd.MM.yyyy', '1998-06-12T00:00:00.000Z'],
    ['12.6.1998 7:05', 'dd.MM.yyyy', '1998-06-12T07:05:00.000Z'],
    ['6/12/1998 11:05 PM', 'MM/dd/yyyy', '1998-06-12T23:05:00.000Z'],
    ['6/12/1998 12:00:00 am', 'MM/dd/yyyy', '1998-06-12T00:00:00.000Z'],
    ['12/6/98', 'dd/MM/yy', '1998-06-12T00:00:00.000Z'],
    ['12/6/24', 'dd/MM/yy', '2024-06-12T00:00:00.000Z'],
    ['Jun 12 1998', 'MMM dd yyyy', '1998-06-12T00:00:00.000Z'],
    ['June 12, 1998', 'MMM dd yyyy', '1998-06-12T00:00:00.000Z'],
    ['12 Jun 1998', 'dd MMM yyyy', '1998-06-12T00:00:00.000Z'],
    ['Fri, 12 Jun 1998 08:30:00 GMT', 'dd MMM yyyy', '1998-06-12T08:30:00.000Z'],
    ['12-Jun-98', 'dd MMM yy', '1998-06-12T00:00:00.000Z'],
    ['0099-03-01', 'yyyy-MM-dd', '0099-03-01T00:00:00.000Z'],
  ])('%s as %s', (text, format, expected) => {
    expect(iso(parseDate(text, format))).toBe(expected)
  })

  it.each([
    ['2023-02-29', 'yyyy-MM-dd'],
    ['2024-13-01', 'yyyy-MM-dd'],
    ['2024-04-31', 'yyyy-MM-dd'],
    ['2024-01-01 24:00', 'yyyy-MM-dd'],
    ['2024-01-01 10:60', 'yyyy-MM-dd'],
    ['2024-01-01x', 'yyyy-MM-dd'],
    ['2024-01-01 10:00 PMX', 'yyyy-MM-dd'],
    ['1/1/2024 13:00 PM', 'MM/dd/yyyy'],
    ['13/01/2024', 'MM/dd/yyyy'],
    ['Foo 12 1998', 'MMM dd yyyy'],
    ['2024-01-01', 'no such'],
  ])('%s is no date of %s', (text, format) => {
    expect(parseDate(text, format)).toBeNaN()
  })

  it('reads back what toISOString writes, of any year from 0 to 9999', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => {
          expect(parseDate(date.toISOString(), 'yyyy-MM-dd')).toBe(date.getTime())
          const seconds = Math.floor(date.getTime() / 1000) * 1000
          expect(parseDate(new Date(seconds).toISOString().slice(0, 19).replace('T', ' '), 'yyyy-MM-dd')).toBe(seconds)
        },
      ),
    )
  })

  it('never throws and never gives an infinite time', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...dateFormats), (text, format) => {
        expect(Math.abs(parseDate(text, format))).not.toBe(Infinity)
      }),
    )
  })
})

describe('judgeDates', () => {
  it.each([
    [['2024-01-02', '2024-01-03 10:00'], { format: 'yyyy-MM-dd' }],
    [['13/01/2024', '01/02/2024'], { format: 'dd/MM/yyyy' }],
    [['01/13/2024', '01/02/2024'], { format: 'MM/dd/yyyy' }],
    [['01/02/2024', '03/04/2024'], { format: 'MM/dd/yyyy', ambiguousWith: 'dd/MM/yyyy' }],
    [['01-02-2024', '03-04-2024'], { format: 'dd-MM-yyyy', ambiguousWith: 'MM-dd-yyyy' }],
    [['01/01/2024', '02/02/2024'], { format: 'MM/dd/yyyy', ambiguousWith: 'dd/MM/yyyy' }],
    [['01.02.2024'], { format: 'dd.MM.yyyy' }],
    [['Jun 12 1998', 'Aug 07 1998'], { format: 'MMM dd yyyy' }],
  ])('%j', (texts, expected) => {
    const { format, ambiguousWith } = judgeDates(texts)!
    expect({ format, ambiguousWith }).toEqual({ ambiguousWith: undefined, ...expected })
  })

  it.each([[['13/01/2024', '01/13/2024']], [['2024-01-02', 'soon']], [['1.2.3', '1.2.4']], [[]], [['2011-12', '2013-14']]])(
    '%j have no common pattern',
    (texts) => {
      expect(judgeDates(texts)).toBeUndefined()
    },
  )
})
