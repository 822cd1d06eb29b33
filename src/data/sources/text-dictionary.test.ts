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
        if (!expected.has(text) && code !== expected.size) throw new Error(`'${text}' is new, but its number is ${code}`)
        expected.set(text, (expected.get(text) ?? 0) + 1)
        if (dictionary.text(code) !== text) throw new Error(`'${text}' reads back as '${dictionary.text(code)}'`)
      }
      expect(dictionary.size).toBe(expected.size)
      expect(Array.from({ length: dictionary.size }, (_, i) => dictionary.count(i))).toEqual([...expected.values()])
    }),
  )
})
