// Text columns: strings in and out of their packed form.
import { sharedUint32, sharedUint8 } from '../../base/store/index.js'
import type { TextColumn } from './column.js'

const decoder = new TextDecoder('utf-8')
const encoder = new TextEncoder()

/** One cell; `''` is missing. */
export function textAt(column: TextColumn, row: number): string {
  const start = column.offsets[row]
  const end = column.offsets[row + 1]
  if (start === end) return ''
  // TextDecoder refuses shared memory: slice copies the few bytes of the cell.
  return decoder.decode(column.bytes.slice(start, end))
}

/** Packs cells (`''` is missing) into a text column in shared memory. */
export function textColumn(name: string, cells: readonly string[]): TextColumn {
  const parts = cells.map((cell) => encoder.encode(cell))
  const offsets = sharedUint32(cells.length + 1)
  let total = 0
  for (let i = 0; i < parts.length; i++) {
    total += parts[i].length
    offsets[i + 1] = total
  }
  const bytes = sharedUint8(total)
  for (let i = 0; i < parts.length; i++) bytes.set(parts[i], offsets[i])
  return { kind: 'text', name, bytes, offsets }
}
