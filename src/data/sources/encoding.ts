// Bytes of any common encoding to UTF-8.
import { isUtf8 } from 'node:buffer'
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

/** UTF-8 with or without mark, UTF-16 with or without mark, else Windows-1252, of which Latin-1 is a part. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { ...decodeUnmarked(bytes), start: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { bytes: fromUtf16(bytes, 2, true), start: 0, findings: [] }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { bytes: fromUtf16(bytes, 2, false), start: 0, findings: [] }
  const order = unmarkedUtf16(bytes)
  if (order !== undefined) return { bytes: fromUtf16(bytes, 0, order === 'little'), start: 0, findings: [] }
  return decodeUnmarked(bytes)
}

function decodeUnmarked(bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { bytes, start: 0, findings: [] }
  const { valid, invalid } = countSequences(bytes)
  if (valid > 10 * invalid) {
    // Mostly UTF-8: reading the whole as Windows-1252 would garble every good letter for a few bad ones.
    const message = `${counted(invalid, 'place')} in the text ${invalid === 1 ? 'is' : 'are'} not valid UTF-8 and ${invalid === 1 ? 'reads' : 'read'} as \ufffd.`
    return {
      bytes: Buffer.from(new TextDecoder('utf-8').decode(bytes)),
      start: 0,
      findings: [encodingFinding('warning', { invalid, valid }, message)],
    }
  }
  return {
    bytes: fromWindows1252(bytes),
    start: 0,
    findings: [encodingFinding('info', { invalid }, 'The text is not UTF-8. It is read as Windows-1252 (Latin-1).')],
  }
}

function encodingFinding(severity: 'info' | 'warning', evidence: Finding['evidence'], message: string): Finding {
  return { code: 'MEND_APPLIED', severity, columns: [], evidence, message }
}

/** UTF-16 without a mark: most of a table is ASCII, so every other byte is 0. */
function unmarkedUtf16(bytes: Uint8Array): 'little' | 'big' | undefined {
  const size = Math.min(bytes.length, 4096) & ~1
  if (size < 4 || bytes.length % 2 !== 0) return undefined
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

function fromUtf16(bytes: Uint8Array, start: number, isLittle: boolean): Uint8Array {
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be')
  const parts: Buffer[] = []
  const step = 1 << 26
  for (let at = start; at < bytes.length; at += step) {
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

/** Sequences of several bytes that are valid UTF-8, and bytes that are not part of any. */
function countSequences(bytes: Uint8Array): { readonly valid: number; readonly invalid: number } {
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
