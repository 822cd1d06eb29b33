// How many rows are exact copies of an earlier one.
import { cellStart } from './grid.js'
import type { Part, RawTable } from './raw-table.js'

const rowsBetweenChecks = 1 << 14

/** Rows whose cells are, byte for byte, those of an earlier row. O(bytes). */
export function countDuplicateRows(table: RawTable, checkpoint?: () => void): number {
  if (table.parts.length === 1) return countInPart(table.parts[0]!, table.rowCount, checkpoint)
  return 0
}

function countInPart(part: Part, rowCount: number, checkpoint: (() => void) | undefined): number {
  let capacity = 16
  while (capacity < rowCount * 2) capacity *= 2
  const slots = new Int32Array(capacity)
  const hashes = new Int32Array(rowCount)
  const mask = capacity - 1
  let duplicates = 0
  for (let row = 0; row < rowCount; row++) {
    if (row % rowsBetweenChecks === 0) checkpoint?.()
    const hash = hashRow(part, row)
    hashes[row] = hash
    let slot = hash & mask
    let isCopy = false
    while (slots[slot] !== 0) {
      const other = slots[slot]! - 1
      if (hashes[other] === hash && areEqual(part, row, other)) {
        isCopy = true
        break
      }
      slot = (slot + 1) & mask
    }
    if (isCopy) duplicates++
    else slots[slot] = row + 1
  }
  return duplicates
}

function hashRow(part: Part, row: number): number {
  const { grid } = part
  const { bytes, columnCount, ends } = grid
  const record = row + part.firstRecord
  let hash = 0
  for (let column = 0; column < columnCount; column++) {
    const end = ends[record * columnCount + column]!
    for (let i = cellStart(grid, record, column); i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 16777619)
    hash = Math.imul(hash ^ 256, 16777619)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

function areEqual(part: Part, row: number, other: number): boolean {
  const { grid, firstRecord } = part
  const { bytes, columnCount, ends } = grid
  for (let column = 0; column < columnCount; column++) {
    let a = cellStart(grid, row + firstRecord, column)
    let b = cellStart(grid, other + firstRecord, column)
    const aEnd = ends[(row + firstRecord) * columnCount + column]!
    const bEnd = ends[(other + firstRecord) * columnCount + column]!
    if (Math.max(0, aEnd - a) !== Math.max(0, bEnd - b)) return false
    for (; a < aEnd; a++, b++) if (bytes[a] !== bytes[b]) return false
  }
  return true
}
