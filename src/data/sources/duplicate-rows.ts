// How many rows are exact copies of an earlier one.
import { cellStart } from './grid.js'
import type { Part, RawTable } from './raw-table.js'

const rowsBetweenChecks = 1 << 14

/** Rows whose cells are, byte for byte, those of an earlier row, in whatever file. O(bytes). */
export function countDuplicateRows(table: RawTable, checkpoint?: () => void): number {
  let capacity = 16
  while (capacity < table.rowCount * 2) capacity *= 2
  const slots = new Int32Array(capacity)
  const hashes = new Int32Array(table.rowCount)
  const mask = capacity - 1
  let duplicates = 0
  let row = 0
  for (const part of table.parts) {
    const to = part.firstRecord + part.rowCount
    for (let record = part.firstRecord; record < to; record++, row++) {
      if (row % rowsBetweenChecks === 0) checkpoint?.()
      const hash = hashRecord(part, record)
      hashes[row] = hash
      let slot = hash & mask
      while (slots[slot] !== 0 && !(hashes[slots[slot] - 1] === hash && isSame(table, part, record, slots[slot] - 1)))
        slot = (slot + 1) & mask
      if (slots[slot] === 0) slots[slot] = row + 1
      else duplicates++
    }
  }
  return duplicates
}

function hashRecord({ grid, columns }: Part, record: number): number {
  const { bytes, ends } = grid
  const base = record * grid.columnCount
  let hash = 0
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]
    const end = ends[base + column]
    for (let at = cellStart(grid, record, column); at < end; at++) hash = Math.imul(hash ^ bytes[at], 16777619)
    hash = Math.imul(hash ^ 256, 16777619)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

function isSame(table: RawTable, part: Part, record: number, otherRow: number): boolean {
  let index = 0
  let row = otherRow
  while (row >= table.parts[index].rowCount) row -= table.parts[index++].rowCount
  const other = table.parts[index]
  const otherRecord = row + other.firstRecord
  for (let i = 0; i < part.columns.length; i++) {
    let a = cellStart(part.grid, record, part.columns[i])
    let b = cellStart(other.grid, otherRecord, other.columns[i])
    const aEnd = part.grid.ends[record * part.grid.columnCount + part.columns[i]]
    const bEnd = other.grid.ends[otherRecord * other.grid.columnCount + other.columns[i]]
    if (Math.max(0, aEnd - a) !== Math.max(0, bEnd - b)) return false
    for (; a < aEnd; a++, b++) if (part.grid.bytes[a] !== other.grid.bytes[b]) return false
  }
  return true
}
