import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber } from './numbers.js'
import type { NumberStyle } from './numbers.js'

describe('parseNumber', () => {
  it.each<[string, NumberStyle, number]>([
    ['12', {}, 12],
    ['-3.5e2', {}, -350],
    ['.5', {}, 0.5],
    ['1.', {}, 1],
    ['1,234.5', {}, 1234.5],
    ['1,234,567', {}, 1234567],
    ['1 234.5', {}, 1234.5],
    ["1'234", {}, 1234],
    ['\u22125', {}, -5],
    ['1,5', { decimal: ',' }, 1.5],
    ['1.234,5', { decimal: ',' }, 1234.5],
    ['1.234', { decimal: ',' }, 1234],
    ['1 234,5', { decimal: ',' }, 1234.5],
    ['7', { decimal: ',' }, 7],
    ['12 %', { unit: '%' }, 12],
    ['12', { unit: '%' }, 12],
    ['$1,234.50', { unit: '$' }, 1234.5],
    ['-$5', { unit: '$' }, -5],
    ['5,00 €', { unit: '€', decimal: ',' }, 5],
  ])('%s in style %j is %d', (text, style, expected) => {
    expect(parseNumber(text, style)).toBe(expected)
  })

  it.each<[string, NumberStyle]>([
    ['', {}],
    ['abc', {}],
    ['1,5', {}],
    ['12,34,567', {}],
    ['0,123', {}],
    ['1.2.3', {}],
    ['0x1F', {}],
    ['1e999', {}],
    ['Infinity', {}],
    ['12%', {}],
    ['$5', {}],
    ['1.5', { decimal: ',' }],
    ['1,2,3', { decimal: ',' }],
    ['--5', {}],
    ['5-', {}],
  ])('%j in style %j is no number', (text, style) => {
    expect(parseNumber(text, style)).toBeNaN()
  })

  it('reads back every double as JavaScript prints it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(Number(String(value)))
      }),
    )
  })
})
