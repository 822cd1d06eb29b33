// Bytes of any common encoding to UTF-8.
import { isAscii, isUtf8 } from 'node:buffer'
import type { Finding } from '../../base/core/index.js'
import { counted } from '../schema/index.js'

export interface Decoded {
  /** UTF-8. */
  readonly bytes: Uint8Array
  /** Of the first byte after the byte-order mark. */
  readonly start: number
  readonly findings: readonly Finding[]
}

/** What the bytes 0x80 to 0x9F mean in Windows-1252; the others are Latin-1. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** How a text in bytes is read: as UTF-8; as UTF-8 with a few bad places; as Windows-1252, of which Latin-1 is a part. */
export type ByteEncoding = 'utf8' | 'mostlyUtf8' | 'windows1252'

/** Sequences of several bytes that are valid UTF-8, and bytes that are not part of any. */
export interface SequenceCounts {
  readonly valid: number
  readonly invalid: number
}

/** UTF-8 with or without mark, UTF-16 with or without mark, else Windows-1252, of which Latin-1 is a part. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (hasMark(bytes)) return { ...decodeUnmarked(bytes), start: 3 }
  const utf16 = utf16Of(bytes, bytes.length % 2 === 0)
  return utf16 === undefined ? decodeUnmarked(bytes) : { bytes: fromUtf16(bytes, utf16), start: 0, findings: [] }
}

/** Whether a text begins with the byte-order mark of UTF-8, three bytes. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

export interface Utf16 {
  readonly encoding: 'utf-16le' | 'utf-16be'
  /** Bytes of the mark. */
  readonly skip: number
}

/** UTF-16, by its mark or by how its first letters look; `isEven`: the text has an even number of bytes. */
export function utf16Of(bytes: Uint8Array, isEven: boolean): Utf16 | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', skip: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', skip: 2 }
  const order = isEven ? unmarkedUtf16(bytes) : undefined
  return order === undefined ? undefined : { encoding: order === 'little' ? 'utf-16le' : 'utf-16be', skip: 0 }
}

function decodeUnmarked(bytes: Uint8Array): Decoded {
  const counts = isUtf8(bytes) ? { valid: 0, invalid: 0 } : countSequences(bytes)
  const encoding = encodingOf(counts)
  return { bytes: decodeAs(bytes, encoding), start: 0, findings: encodingFindings(counts) }
}

/** Mostly UTF-8: reading the whole as Windows-1252 would garble every good letter for a few bad ones. */
export function encodingOf({ valid, invalid }: SequenceCounts): ByteEncoding {
  return invalid === 0 ? 'utf8' : valid > 10 * invalid ? 'mostlyUtf8' : 'windows1252'
}

/** The text as UTF-8: the bytes themselves where they are. */
export function decodeAs(bytes: Uint8Array, encoding: ByteEncoding): Uint8Array {
  if (encoding === 'utf8') return bytes
  if (encoding === 'windows1252') return fromWindows1252(bytes)
  // A decoder refuses shared memory.
  const own = bytes.buffer instanceof SharedArrayBuffer ? bytes.slice() : bytes
  return Buffer.from(new TextDecoder('utf-8').decode(own))
}

export function encodingFindings({ valid, invalid }: SequenceCounts): Finding[] {
  const encoding = encodingOf({ valid, invalid })
  if (encoding === 'utf8') return []
  if (encoding === 'windows1252')
    return [encodingFinding('info', { invalid }, 'The text is not UTF-8. It is read as Windows-1252 (Latin-1).')]
  const message = `${counted(invalid, 'place')} in the text ${invalid === 1 ? 'is' : 'are'} not valid UTF-8 and ${invalid === 1 ? 'reads' : 'read'} as \ufffd.`
  return [encodingFinding('warning', { invalid, valid }, message)]
}

function encodingFinding(severity: 'info' | 'warning', evidence: Finding['evidence'], message: string): Finding {
  return { code: 'MEND_APPLIED', severity, columns: [], evidence, message }
}

/** UTF-16 without a mark: most of a table is ASCII, so every other byte is 0. */
function unmarkedUtf16(bytes: Uint8Array): 'little' | 'big' | undefined {
  const size = Math.min(bytes.length, 4096) & ~1
  if (size < 4) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const half = size / 2
  if (odd > 0.6 * half && even < 0.05 * half) return 'little'
  if (even > 0.6 * half && odd < 0.05 * half) return 'big'
  return undefined
}

function fromUtf16(bytes: Uint8Array, { encoding, skip }: Utf16): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const parts: Buffer[] = []
  const step = 1 << 26
  for (let at = skip; at < bytes.length; at += step) {
    const end = Math.min(bytes.length, at + step)
    parts.push(Buffer.from(decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length })))
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}

function fromWindows1252(bytes: Uint8Array): Uint8Array {
  const letters = Array.from({ length: 128 }, (_, i) => Buffer.from(i < 32 ? windows1252[i] : String.fromCharCode(128 + i)))
  let size = 0
  for (let i = 0; i < bytes.length; i++) size += bytes[i] < 128 ? 1 : letters[bytes[i] - 128].length
  const result = new Uint8Array(size)
  let at = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte < 128) result[at++] = byte
    else for (const part of letters[byte - 128]) result[at++] = part
  }
  return result
}

/** O(bytes). */
export function countSequences(bytes: Uint8Array): SequenceCounts {
  if (isAscii(bytes)) return { valid: 0, invalid: 0 }
  let valid = 0
  let invalid = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte < 128) continue
    const length = byte >= 0xf5 ? 0 : byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    let following = 0
    while (following < length && (bytes[i + following + 1] & 0xc0) === 0x80) following++
    if (length > 0 && following === length) {
      valid++
      i += length
    } else invalid++
  }
  return { valid, invalid }
}
