import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyCodes, textColumn } from './index.js'
import type { Column } from './index.js'

const cells = fc.record({
  number: fc.constantFrom(0, -0, 1.5, NaN),
  level: fc.constantFrom(-1, 0, 1),
  flag: fc.constantFrom(-1, 0, 1),
  text: fc.constantFrom('', 'a', 'b', 'ab'),
  other: fc.constantFrom('', 'b', 'a'),
})

test('rows have one code exactly where all of their cells are alike, counted in order of appearance', () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 60 }), (rows) => {
      const columns: Column[] = [
        { kind: 'number', name: 'number', values: Float64Array.from(rows, (row) => row.number) },
        { kind: 'category', name: 'level', codes: Int32Array.from(rows, (row) => row.level), levels: ['x', 'y'] },
        { kind: 'boolean', name: 'flag', values: Int8Array.from(rows, (row) => row.flag) },
        textColumn(
          'text',
          rows.map((row) => row.text),
        ),
        textColumn(
          'other',
          rows.map((row) => row.other),
        ),
      ]
      const known = new Map<string, number>()
      const expected = rows.map(({ number, ...row }) => {
        const key = JSON.stringify([number + 0, row])
        if (!known.has(key)) known.set(key, known.size)
        return known.get(key)
      })
      expect([...copyCodes(columns, rows.length)]).toEqual(expected)
    }),
    { seed: 3 },
  )
})
