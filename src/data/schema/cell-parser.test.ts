import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellParser } from './cell-parser.js'

describe('cellParser', () => {
  it('of numbers takes texts and numbers; other texts are undefined, markers are missing', () => {
    const parse = cellParser({ kind: 'number', missing: ['', '?', '-999'] })
    expect([' 12.5 ', 7, '1,234', 9n].map(parse)).toEqual([12.5, 7, 1234, 9])
    expect(['', '  ', '\u00a0', '?', '-999', -999, NaN, null, undefined].map(parse)).toEqual(Array(9).fill(NaN))
    expect(['x', 'inf', Infinity, true, 'NA'].map(parse)).toEqual(Array(5).fill(undefined))
  })

  it('of numbers takes numbers as they are, whatever marks decimals in texts', () => {
    const parse = cellParser({ kind: 'number', missing: ['', '-999'], decimal: ',' })
    expect([7.123, 7.5, 1234n, '7.123', '7,5', -999].map(parse)).toEqual([7.123, 7.5, 1234, 7123, 7.5, NaN])
  })

  it('of numbers follows the decimal comma and the unit', () => {
    expect(cellParser({ kind: 'number', missing: [''], decimal: ',' })('1.234,5')).toBe(1234.5)
    expect(cellParser({ kind: 'number', missing: [''], unit: '%' })('5 %')).toBe(5)
  })

  it('of dates takes texts and Date', () => {
    const parse = cellParser({ kind: 'datetime', missing: [''], dateFormat: 'dd.MM.yyyy' })
    expect(parse('02.01.1970')).toBe(86400000)
    expect(parse(new Date(5))).toBe(5)
    expect(parse(new Date(NaN))).toBeNaN()
    expect(['1970-01-02', '1970-01-02T00:00:00.000Z', '1970-01-02 00:00:00+00'].map(parse)).toEqual([86400000, 86400000, 86400000])
    expect(['1970-13-02', '02/01/1970', 5].map(parse)).toEqual([undefined, undefined, undefined])
  })

  it('of booleans takes the two spellings, true and false', () => {
    const parse = cellParser({ kind: 'boolean', missing: ['', 'NA'], levels: ['No', 'Yes'] })
    expect(['Yes', ' No', true, false, 'NA', null, 'yes', 'NO'].map(parse)).toEqual([1, 0, 1, 0, -1, -1, 1, 0])
    expect(['True', 'FALSE', 'y', 1, 0, '1.0', 2, 'maybe'].map(parse)).toEqual([1, 0, 1, 1, 0, 1, undefined, undefined])
    const own = cellParser({ kind: 'boolean', missing: [''], levels: ['1', '2'] })
    expect([1, 2, 'true', '0'].map(own)).toEqual([0, 1, undefined, undefined])
    expect(['TRUE', 1, '0'].map(cellParser({ kind: 'boolean', missing: [''], levels: ['false', 'true'] }))).toEqual([1, 1, 0])
    expect(cellParser({ kind: 'boolean', missing: [''], levels: ['no', 'yes'], fold: 'lower' })('YES')).toBe(1)
  })

  it('of categories gives -2 for a level that is not known and -1 for missing', () => {
    const parse = cellParser({ kind: 'category', missing: ['', '?'], levels: ['None', 'a', 'b'] })
    expect(['None', 'b', ' a ', '?', '', 'c', 'A'].map(parse)).toEqual([0, 2, 1, -1, -1, -2, -2])
  })

  it('of integer codes takes the same number in another spelling, but not for codes with zeros in front', () => {
    expect(['1', '1.0', 1, 2, '01', '3'].map(cellParser({ kind: 'category', missing: [''], levels: ['1', '2'] }))).toEqual([
      0, 0, 0, 1, 0, -2,
    ])
    expect(['01', '1', 1].map(cellParser({ kind: 'category', missing: [''], levels: ['01', '02'] }))).toEqual([0, -2, -2])
  })

  it('of text keeps the text, trimmed', () => {
    const parse = cellParser({ kind: 'text', missing: ['', 'null'] })
    expect([' a b ', 'null', null, 5].map(parse)).toEqual(['a b', '', '', '5'])
  })

  it('never throws, whatever the cell', () => {
    const formats = [
      { kind: 'number' as const, missing: [''] },
      { kind: 'datetime' as const, missing: [''], dateFormat: 'yyyy-MM-dd' },
      { kind: 'boolean' as const, missing: [''], levels: ['no', 'yes'] },
      { kind: 'category' as const, missing: [''], levels: ['a'] },
      { kind: 'text' as const, missing: [''] },
    ]
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...formats), (cell, format) => {
        const value = cellParser(format)(cell)
        expect(['number', 'string', 'undefined']).toContain(typeof value)
      }),
    )
  })
})
