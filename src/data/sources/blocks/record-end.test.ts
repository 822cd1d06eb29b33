// Blocks end where the tokeniser ends records, wherever the text is cut.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createTemporaryFolder } from '../temporary-source.test.support.js'
import { tokenise } from '../tokenise.js'
import { openReader } from './byte-reader.js'
import { readBlocks } from './read-blocks.js'
import { lastRecordEnd } from './record-end.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

const marks = { delimiter: 44, newline: 10, hasQuotes: true }
const plain = fc.constantFrom('a', '12', '', ' ', ' x ', 'é', '5" pipe', 'a"b', "it's")
const quoted = fc.constantFrom('"a,b"', '"x\ny"', '""', ' "lead"', '"say ""hi"""', '"tail" ', '"\r\n"', '"a" b')
const line = fc.array(fc.oneof(plain, quoted), { minLength: 3, maxLength: 3 }).map((cells) => cells.join(','))
const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `${lines.join('\n')}\n`)
/** Blank records come where lines of blanks alone do; none here. */
const shape = { newline: 10, columnCount: 3, neededCount: 3 }

function recordsOf(bytes: Uint8Array): number {
  return tokenise(bytes, 0, { delimiter: 44, hasQuotes: true, shape }).grid.recordCount
}

describe('the end of the last whole record', () => {
  it('parts a text into what the whole has, at every byte', () => {
    fc.assert(
      fc.property(text, (given) => {
        const bytes = Buffer.from(given)
        const all = recordsOf(bytes)
        for (let cut = 0; cut <= bytes.length; cut++) {
          const end = lastRecordEnd(bytes.subarray(0, cut), marks)
          expect(end).toBeLessThanOrEqual(cut)
          expect(recordsOf(bytes.subarray(0, end)) + recordsOf(bytes.subarray(end))).toBe(all)
        }
        expect(lastRecordEnd(bytes, marks)).toBe(bytes.length)
      }),
    )
  })

  it('takes quotes as ordinary characters where they are', () => {
    expect(lastRecordEnd(Buffer.from('a,"b\nc,d\ne'), { ...marks, hasQuotes: false })).toBe(9)
    expect(lastRecordEnd(Buffer.from('a,"b\nc,d\ne'), marks)).toBe(0)
    expect(lastRecordEnd(Buffer.from('no end'), marks)).toBe(0)
  })
})

describe('blocks', () => {
  it('of any size hold the text, each ending with a record', async () => {
    const given = Array.from({ length: 200 }, (_, k) => `${k},"line ${k}\nand, more",${'x'.repeat(k % 17)}`).join('\n')
    const path = folder.write('blocks.csv', given)
    for (const size of [16, 57, 1000, 1 << 16]) {
      const reader = await openReader(path, {})
      const parts: string[] = []
      for await (const block of readBlocks(reader, marks, () => size)) {
        parts.push(Buffer.from(block.bytes).toString())
        expect(block.isWhole).toBe(true)
        block.release()
      }
      await reader.close()
      expect(parts.join('')).toBe(given)
      for (const part of parts.slice(0, -1)) expect(part.endsWith('\n')).toBe(true)
      expect(parts.every((part) => /^\d+,"line/.test(part))).toBe(true)
    }
  })
})
