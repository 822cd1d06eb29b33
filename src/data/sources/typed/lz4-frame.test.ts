import { describe, expect, it } from 'vitest'
import { decodeLz4Frame } from './lz4-frame.js'

/** A frame as the format lays it out: mark, flags, the size of blocks, a checksum that is not looked into, the blocks, an end mark. */
function frameOf(blocks: readonly { readonly bytes: readonly number[]; readonly isPlain?: boolean }[], flags = 0x60): Uint8Array {
  const body = blocks.flatMap(({ bytes, isPlain = false }) => [bytes.length, 0, 0, isPlain ? 0x80 : 0, ...bytes])
  return Uint8Array.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40, 0, ...body, 0, 0, 0, 0])
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('LZ4 frames (real ones: arrow-table.test.ts)', () => {
  it('literals, a match that overlaps itself, a plain block and a match that reaches back into it', () => {
    // "abc", then 4 + 5 bytes from 3 back, then the literal "!".
    const first = { bytes: [0x35, 97, 98, 99, 3, 0, 0x10, 33] }
    expect(text(decodeLz4Frame(frameOf([first]), 13))).toBe('abcabcabcabc!')
    const plain = { bytes: [120, 121, 122, 119], isPlain: true }
    const back = { bytes: [0x00, 4, 0, 0x10, 33] }
    expect(text(decodeLz4Frame(frameOf([plain, back]), 9))).toBe('xyzwxyzw!')
  })

  it('lengths of more than 15', () => {
    const block = [0xf0, 5, ...Array.from({ length: 20 }, () => 65)]
    expect(text(decodeLz4Frame(frameOf([{ bytes: block }]), 20))).toBe('A'.repeat(20))
  })

  it.each([
    ['nothing', new Uint8Array(0), 0],
    ['another mark', Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]), 1],
    ['a dictionary', frameOf([], 0x61), 0],
    ['no end', frameOf([{ bytes: [0x10, 65] }]).subarray(0, 12), 1],
    ['a match before the beginning', frameOf([{ bytes: [0x10, 65, 9, 0, 0x10, 65] }]), 6],
    ['a distance of nothing', frameOf([{ bytes: [0x10, 65, 0, 0, 0x10, 65] }]), 6],
    ['more than is stated', frameOf([{ bytes: [0x20, 65, 66] }]), 1],
    ['less than is stated', frameOf([{ bytes: [0x20, 65, 66] }]), 3],
    ['a plain block of more than is stated', frameOf([{ bytes: [65, 66], isPlain: true }]), 1],
    ['a size that no frame of this length has', frameOf([{ bytes: [0x10, 65] }]), 1e9],
  ])('%s throws', (_, frame, size) => {
    expect(() => decodeLz4Frame(frame, size)).toThrow(/LZ4/)
  })
})
