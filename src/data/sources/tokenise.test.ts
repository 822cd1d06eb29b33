import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectDelimiter } from './dialect.js'
import { gridText } from './grid.js'
import { tokenise } from './tokenise.js'
import type { Tokens } from './tokenise.js'

const cut = (text: string, delimiter = ','): Tokens =>
  tokenise(Buffer.from(text), 0, { delimiter: delimiter.charCodeAt(0), hasQuotes: true })
const cellsOf = ({ grid }: Tokens): string[][] =>
  Array.from({ length: grid.recordCount }, (_record, record) =>
    Array.from({ length: grid.columnCount }, (_, column) => gridText(grid, record, column)),
  )

describe('tokenise', () => {
  it('reads back random cells with quotes, line breaks and delimiters inside', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '1', '"', '\n', '\r\n', ',', ';', '\t', ' ', '日', '😀', '.'), maxLength: 8 })
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }))
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, delimiter, newline, endsWithNewline) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const text = rows.map((row) => row.map(quoted).join(delimiter)).join(newline) + (endsWithNewline ? newline : '')
          const trimmed = rows.map((row) => row.map((value) => value.trim()))
          expect(cellsOf(cut(text, delimiter))).toEqual(trimmed)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('reads back random plain cells, whatever ends the lines', () => {
    const cell = fc.stringMatching(/^[a-z0-9.é-]{1,6}$/)
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }))
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, newline) => {
        expect(cellsOf(cut(rows.map((row) => row.join(',')).join(newline)))).toEqual(rows)
      }),
    )
  })

  it('leaves out blank lines and delimiters at the ends of lines', () => {
    const tokens = cut('\n\na,b\n\n1,2,\n   \n3,4,,,\n\n')
    expect(tokens.raggedCount).toBe(0)
    expect(cellsOf(tokens)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('allows rows without the nameless cells at the end of the header', () => {
    const tokens = cut('a,b,\n1,2\n3,4,\n')
    expect(tokens.raggedCount).toBe(0)
    expect(cellsOf(tokens)).toEqual([
      ['a', 'b', ''],
      ['1', '2', ''],
      ['3', '4', ''],
    ])
  })

  it('names the lines that have another number of cells, also after quoted line breaks', () => {
    const tokens = cut('a,b\n"x\ny",2\n3\n4,5,6\n7,8\n')
    expect(tokens.raggedCount).toBe(2)
    expect(tokens.ragged).toEqual([
      { line: 4, cells: 1 },
      { line: 5, cells: 3 },
    ])
  })

  it('names the line of a quote that is never closed, and of one that closes in the middle of a later cell', () => {
    expect(cut('a,b\n1,2\n3,"x\n4,5\n').unclosedLine).toBe(3)
    expect(cut('a,b\n1,"x\n4,y"z\n').strayLine).toBe(2)
    expect(cut('a,b\n1,"x" y\n').strayLine).toBeUndefined()
  })

  it('keeps what follows a closing quote, and quotes inside a cell', () => {
    expect(cellsOf(cut('a,b\n"x" y,5"\n  "p, q"  ,r\n'))).toEqual([
      ['a', 'b'],
      ['x y', '5"'],
      ['p, q', 'r'],
    ])
  })
})

describe('detectDelimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['a\tb, c\n1\tx, y\n', '\t'],
    ['a|b|c\n1|2,5|3\n', '|'],
    ['name,text\n"x; y",a;b\n"p; q; r",c\n', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(String.fromCharCode(detectDelimiter(Buffer.from(text), 0))).toBe(delimiter)
  })

  it('finds none where the first line has one cell and the others differ', () => {
    expect(detectDelimiter(Buffer.from('text\nhello, you\nand, so, on\nno more\n'), 0)).toBe(-1)
  })

  it('takes the one of the rows below a title, so that the title is reported', () => {
    expect(String.fromCharCode(detectDelimiter(Buffer.from('Report\na,b\n1,2\n3,4\n'), 0))).toBe(',')
  })
})
