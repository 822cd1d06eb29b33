// Which rows are alike in every column.
import type { Column } from './column.js'

const words = new Uint32Array(2)
const double = new Float64Array(words.buffer)

/**
 * A number per row, the same for rows whose cells are alike in all of these columns (missing is like missing), counted from 0 in order
 * of appearance. O(rows × columns), bytes of texts.
 */
export function copyCodes(columns: readonly Column[], rowCount: number): Int32Array {
  const hashes = new Int32Array(rowCount)
  for (const column of columns) hashColumn(column, hashes)
  let capacity = 16
  while (capacity < rowCount * 2) capacity *= 2
  const mask = capacity - 1
  /** The first row of each kind, + 1. */
  const slots = new Int32Array(capacity)
  const codes = new Int32Array(rowCount)
  let next = 0
  for (let row = 0; row < rowCount; row++) {
    const hash = finish(hashes[row])
    let slot = hash & mask
    while (slots[slot] !== 0 && !(hashes[slots[slot] - 1] === hashes[row] && areAlike(columns, slots[slot] - 1, row)))
      slot = (slot + 1) & mask
    if (slots[slot] === 0) {
      slots[slot] = row + 1
      codes[row] = next++
    } else codes[row] = codes[slots[slot] - 1]
  }
  return codes
}

function hashColumn(column: Column, hashes: Int32Array): void {
  for (let row = 0; row < hashes.length; row++) {
    let hash = hashes[row]
    if (column.kind === 'text') {
      for (let at = column.offsets[row]; at < column.offsets[row + 1]; at++) hash = Math.imul(hash ^ column.bytes[at], 16777619)
      hash = Math.imul(hash ^ 256, 16777619)
    } else if (column.kind === 'number' || column.kind === 'datetime') {
      // One spelling of zero and of missing.
      double[0] = Number.isNaN(column.values[row]) ? NaN : column.values[row] + 0
      hash = Math.imul(hash ^ words[0], 16777619)
      hash = Math.imul(hash ^ words[1] ^ (hash >>> 15), 0x2c1b3c6d)
    } else {
      hash = Math.imul(hash ^ (column.kind === 'category' ? column.codes[row] : column.values[row]), 16777619)
    }
    hashes[row] = hash ^ (hash >>> 13)
  }
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return mixed ^ (mixed >>> 16)
}

function areAlike(columns: readonly Column[], one: number, other: number): boolean {
  return columns.every((column) => {
    if (column.kind === 'text') return areTextsAlike(column.bytes, column.offsets, one, other)
    if (column.kind === 'category') return column.codes[one] === column.codes[other]
    const a = column.values[one]
    const b = column.values[other]
    return a === b || (Number.isNaN(a) && Number.isNaN(b))
  })
}

function areTextsAlike(bytes: Uint8Array, offsets: Uint32Array, one: number, other: number): boolean {
  const length = offsets[one + 1] - offsets[one]
  if (length !== offsets[other + 1] - offsets[other]) return false
  for (let i = 0; i < length; i++) if (bytes[offsets[one] + i] !== bytes[offsets[other] + i]) return false
  return true
}
