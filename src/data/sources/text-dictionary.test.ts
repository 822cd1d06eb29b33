import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TextDictionary } from './text-dictionary.js'

it('numbers distinct texts in the order of their first coming and counts them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 400 }), (texts) => {
      const dictionary = new TextDictionary()
      const expected = new Map<string, number>()
      for (const text of texts) {
        const bytes = Buffer.from(`..${text}..`)
        const code = dictionary.add(bytes, 2, bytes.length - 2)
        if (!expected.has(text)) expect(code).toBe(expected.size)
        expected.set(text, (expected.get(text) ?? 0) + 1)
        expect(dictionary.text(code)).toBe(text)
      }
      expect(dictionary.size).toBe(expected.size)
      const counts = [...expected.values()]
      for (let i = 0; i < dictionary.size; i++) expect(dictionary.count(i)).toBe(counts[i])
    }),
  )
})
