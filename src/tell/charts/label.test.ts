import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayText, distinctLabels } from './label.js'

describe('displayText', () => {
  it('cuts by characters, not by halves of them', () => {
    expect(displayText('abcdef', 4)).toBe('abc…')
    expect(displayText('😀😀😀😀', 3)).toBe('😀😀…')
    expect(displayText('naïve', 5)).toBe('naïve')
  })

  it('replaces what would break or spoof a page', () => {
    expect(displayText('a\u0000b\nc\u202ed\ud800e')).toBe('a b c d e')
    expect(displayText(' \t ')).toBe('')
  })

  it('never is longer than asked, nor holds anything unfit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (text, length) => {
        const shown = displayText(text, length)
        expect(Array.from(shown).length).toBeLessThanOrEqual(length)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u)
      }),
    )
  })

  it('says by an ellipsis that megabytes were cut', () => {
    expect(displayText('x'.repeat(5_000_000), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(displayText(`${' '.repeat(5_000_000)}x`, 10)).toBe('…')
  })
})

describe('distinctLabels', () => {
  it('keeps names apart that look alike once cut', () => {
    expect(distinctLabels(['measurement_one', 'measurement_two', 'measurement_one'], 8)).toEqual(['measure…', 'mea… (2)', 'mea… (3)'])
    expect(distinctLabels(['', ' '], 12)).toEqual(['(blank)', '(blank) (2)'])
  })

  it('gives as many different labels as names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }), (names) => {
        expect(new Set(distinctLabels(names, 8)).size).toBe(names.length)
      }),
    )
  })
})
