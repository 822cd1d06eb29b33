// A text in blocks that end where records end.
import type { ByteReader } from './byte-reader.js'
import { lastRecordEnd } from './record-end.js'
import type { Marks } from './record-end.js'

export interface TextBlock {
  /** In shared memory; nobody but its user touches it until `release`. */
  readonly bytes: Uint8Array
  /** False where it ends within a record that is longer than `longestRecordBytes`; no block follows. */
  readonly isWhole: boolean
  release(): void
}

/** A record longer than this is most likely a quote that nobody closed. */
export const longestRecordBytes = 1 << 26

/**
 * The blocks of a text, each of whole records and about `blockBytes` long, which is asked anew for each; the last may lack the end of its last record.
 * Memory: one block for each that is not released yet, and one more.
 */
export async function* readBlocks(reader: ByteReader, marks: Marks, blockBytes: () => number): AsyncGenerator<TextBlock> {
  const free: Uint8Array[] = []
  const take = (size: number): Uint8Array => {
    const found = free.findIndex((one) => one.length >= size)
    return found >= 0 ? free.splice(found, 1)[0] : new Uint8Array(new SharedArrayBuffer(size))
  }
  let room = take(blockBytes())
  let length = 0
  for (;;) {
    const came = await reader.read(room, length)
    const isLast = came < room.length - length
    length += came
    const text = Buffer.from(room.buffer, 0, length)
    const end = isLast ? length : lastRecordEnd(text, marks)
    if (end === 0 && !isLast) {
      if (room.length >= longestRecordBytes) {
        yield { bytes: room, isWhole: false, release: () => undefined }
        return
      }
      const grown = take(Math.min(longestRecordBytes, 2 * room.length))
      grown.set(room.subarray(0, length))
      room = grown
      continue
    }
    const used = room
    if (end > 0) {
      const next = isLast ? used : take(Math.max(blockBytes(), length - end))
      if (!isLast) next.set(used.subarray(end, length))
      yield { bytes: used.subarray(0, end), isWhole: true, release: () => free.push(used) }
      room = next
    }
    length -= end
    if (isLast) return
  }
}
