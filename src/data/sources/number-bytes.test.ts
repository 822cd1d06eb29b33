import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberShape, parseNumberBytes } from './number-bytes.js'

const parse = (text: string): number => parseNumberBytes(Buffer.from(`x${text}y`), 1, 1 + text.length)

describe('parseNumberBytes', () => {
  it('gives the same double as Number() for every double as it is printed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(Number(String(value)))
      }),
      { numRuns: 3000 },
    )
  })

  it('gives the same double as Number() for every plain spelling', () => {
    const digits = fc.stringMatching(/^\d{0,24}$/)
    const spelling = fc.tuple(fc.constantFrom('', '-', '+'), digits, fc.option(digits), fc.option(fc.integer({ min: -340, max: 320 })))
    fc.assert(
      fc.property(spelling, ([sign, whole, fraction, exponent]) => {
        const text = `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`
        const isNumber = whole !== '' || (fraction ?? '') !== ''
        const expected = Number(text)
        const got = parse(text)
        if (!isNumber || !Number.isFinite(expected)) expect(got).toBeNaN()
        else expect(Object.is(got, expected), text).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it.each(['', '-', '.', 'e5', '1e', '1e+', '1 2', '0x10', '1,2', 'NaN', 'Infinity', '1e999', '12a', '--1', '1.2.3', '1_000'])(
    'refuses %j',
    (text) => {
      expect(parse(text)).toBeNaN()
    },
  )

  it('tells how the number is written', () => {
    parse('007')
    expect(numberShape).toMatchObject({ isInteger: true, hasLeadingZero: true, hasPoint: false })
    parse('0.500')
    expect(numberShape).toMatchObject({ isInteger: false, hasLeadingZero: false, hasPoint: true, isPointGroup: false })
    parse('1.500')
    expect(numberShape.isPointGroup).toBe(true)
    parse('-12345678')
    expect(numberShape).toMatchObject({ isInteger: true, integerDigits: 8 })
    parse('1e3')
    expect(numberShape.isInteger).toBe(false)
  })
})
