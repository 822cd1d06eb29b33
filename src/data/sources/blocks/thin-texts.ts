// The texts of a block of which hardly any comes again: those that do, and the hashes of all.
import { couldBeMarker } from '../../schema/index.js'
import type { TextDictionary, PackedTexts } from '../text-dictionary.js'
import { joinHash } from './number-part.js'

/** What is passed on of the texts of a block. */
export interface TextPart {
  readonly texts: PackedTexts
  /** Present where some are left out: none of them came more than once in the block, and none stands for missing. */
  readonly left?: { readonly cells: number; readonly hashes: Float64Array }
}

/** Texts that came once in the block are left out. `below`: larger hashes change nothing. O(bytes). */
export function thinTexts(texts: TextDictionary, below: number): TextPart {
  const { bytes, offsets, counts, hashes } = texts.pack()
  const { size } = texts
  const kept = Uint32Array.from({ length: size }, (_, i) => i).filter((i) => counts[i] > 1 || isOdd(bytes, offsets[i], offsets[i + 1]))
  const left = new Float64Array(size)
  let used = 0
  for (let i = 0; i < size; i++) {
    const hash = hashText(hashes[i], bytes, offsets[i], offsets[i + 1])
    if (hash < below) left[used++] = hash
  }
  const part = new Uint8Array(kept.reduce((sum, i) => sum + offsets[i + 1] - offsets[i], 0))
  const partOffsets = new Uint32Array(kept.length + 1)
  kept.forEach((i, k) => {
    part.set(bytes.subarray(offsets[i], offsets[i + 1]), partOffsets[k])
    partOffsets[k + 1] = partOffsets[k] + offsets[i + 1] - offsets[i]
  })
  return {
    texts: {
      bytes: part,
      offsets: partOffsets,
      counts: Uint32Array.from(kept, (i) => counts[i]),
      hashes: Int32Array.from(kept, (i) => hashes[i]),
    },
    left: { cells: size - kept.length, hashes: left.slice(0, used) },
  }
}

function isOdd(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] | 32
  const isWord = (first >= 97 && first <= 122) || (bytes[start] >= 48 && bytes[start] <= 57)
  return !isWord || couldBeMarker(bytes, start, end)
}

/** A hash of a text, of `hashRange`; `hash`: that of its dictionary. */
export function hashText(hash: number, bytes: Uint8Array, start: number, end: number): number {
  let other = (end - start) ^ 0x51ed270b
  for (let at = start; at < end; at++) other = Math.imul(other + bytes[at], 0x5bd1e995) ^ (other >>> 15)
  other = Math.imul(other ^ (other >>> 13), 0x846ca68b)
  return joinHash(hash, other ^ (other >>> 16))
}
