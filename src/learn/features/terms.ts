// The words and word pairs of a text column, found once per column and kept as long as the column.
import type { TextColumn } from '../../data/table/index.js'
import { characterClass } from './characters.js'
import { createInterner } from './interner.js'

/** A term is a token or two tokens that follow each other. Terms are numbered as they come. */
export interface TextTerms {
  readonly termCount: number
  /** Row i holds entries starts[i] up to starts[i + 1] of `terms` and `counts`. */
  readonly starts: Float64Array
  readonly terms: Int32Array
  /** How often the term stands in the row. */
  readonly counts: Int32Array
  /** Tokens of each row. */
  readonly lengths: Int32Array
  /** A token, or two with a space between. */
  nameOf(term: number): string
  /** -1 for a term that does not occur. */
  find(name: string): number
}

const known = new WeakMap<TextColumn, TextTerms>()

/** Tokens by `characterClass`, single and in pairs. O(bytes) the first time, then from memory. */
export function termsOf(column: TextColumn): TextTerms {
  let terms = known.get(column)
  if (terms === undefined) {
    terms = collectTerms(column)
    known.set(column, terms)
  }
  return terms
}

const decoder = new TextDecoder('utf-8')
const encoder = new TextEncoder()

function collectTerms(column: TextColumn): TextTerms {
  const { offsets } = column
  // A private copy: shared memory is slower to read, and no decoder takes it.
  const bytes = column.bytes.slice()
  const rowCount = offsets.length - 1
  const interner = createInterner()
  // A token is where it first stands (first = start ≥ 0, second = length); a pair is first = ~left token, second = right token.
  let first = new Int32Array(1024)
  let second = new Int32Array(1024)
  const starts = new Float64Array(rowCount + 1)
  const lengths = new Int32Array(rowCount)
  let terms = new Int32Array(Math.max(1024, bytes.length >> 1))
  let counts = new Int32Array(terms.length)
  /** Where in `terms` a term stood last. */
  let lastEntry = new Int32Array(1024).fill(-1)
  let entryCount = 0
  let rowStart = 0

  const note = (term: number, a: number, b: number): void => {
    if (term >= first.length) {
      first = grown(first, 0)
      second = grown(second, 0)
      lastEntry = grown(lastEntry, -1)
    }
    if (term >= noted) {
      first[term] = a
      second[term] = b
      noted = term + 1
    }
    const entry = lastEntry[term]
    if (entry >= rowStart) {
      counts[entry]++
      return
    }
    if (entryCount === terms.length) {
      terms = grown(terms, 0)
      counts = grown(counts, 0)
    }
    lastEntry[term] = entryCount
    terms[entryCount] = term
    counts[entryCount++] = 1
  }
  let noted = 0

  let wantedBytes: Uint8Array = bytes
  let wantedStart = 0
  let wantedLength = 0
  const isSameToken = (id: number): boolean => {
    if (first[id] < 0 || second[id] !== wantedLength) return false
    const start = first[id]
    for (let i = 0; i < wantedLength; i++) if (bytes[start + i] !== wantedBytes[wantedStart + i]) return false
    return true
  }
  const findToken = (source: Uint8Array, start: number, end: number, add: boolean): number => {
    wantedBytes = source
    wantedStart = start
    wantedLength = end - start
    return interner.find(hashBytes(source, start, end), isSameToken, add)
  }
  let left = 0
  let right = 0
  const isSamePair = (id: number): boolean => first[id] === ~left && second[id] === right
  const findPair = (a: number, b: number, add: boolean): number => {
    left = a
    right = b
    return interner.find(Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b), isSamePair, add)
  }

  for (let row = 0; row < rowCount; row++) {
    rowStart = entryCount
    let previous = -1
    let length = 0
    eachToken(bytes, offsets[row], offsets[row + 1], (start, end) => {
      const token = findToken(bytes, start, end, true)
      note(token, start, end - start)
      if (previous >= 0) note(findPair(previous, token, true), ~previous, token)
      previous = token
      length++
    })
    lengths[row] = length
    starts[row + 1] = entryCount
  }

  const nameOf = (term: number): string =>
    first[term] >= 0
      ? decoder.decode(bytes.subarray(first[term], first[term] + second[term]))
      : `${nameOf(~first[term])} ${nameOf(second[term])}`
  return {
    termCount: interner.size,
    starts,
    terms: terms.slice(0, entryCount),
    counts: counts.slice(0, entryCount),
    lengths,
    nameOf,
    find: (name) => {
      const parts = name.split(' ').map((part) => encoder.encode(part))
      const ids = parts.map((part) => findToken(part, 0, part.length, false))
      if (ids.includes(-1) || ids.length > 2) return -1
      return ids.length === 1 ? ids[0] : findPair(ids[0], ids[1], false)
    },
  }
}

function grown(values: Int32Array<ArrayBuffer>, fill: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2).fill(fill, values.length)
  larger.set(values)
  return larger
}

/** FNV-1a. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return hash
}

/** Calls back with the bounds of each token in valid UTF-8. */
export function eachToken(bytes: Uint8Array, from: number, to: number, visit: (start: number, end: number) => void): void {
  let wordStart = -1
  let at = from
  while (at < to) {
    const lead = bytes[at]
    const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const kind = characterClass(size === 1 ? lead : codePointAt(bytes, at, size))
    if (kind === 1) {
      if (wordStart < 0) wordStart = at
    } else {
      if (wordStart >= 0) visit(wordStart, at)
      wordStart = -1
      if (kind === 2) visit(at, at + size)
    }
    at += size
  }
  if (wordStart >= 0) visit(wordStart, to)
}

function codePointAt(bytes: Uint8Array, at: number, size: number): number {
  let codePoint = bytes[at] & (0xff >> (size + 1))
  for (let i = 1; i < size; i++) codePoint = (codePoint << 6) | (bytes[at + i] & 0x3f)
  return codePoint
}
