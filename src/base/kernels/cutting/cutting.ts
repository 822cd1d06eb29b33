// Delimited text into cells, and hashes of its records.
import type { MemoryViews, Pointer } from '../memory.js'

/** What `cutRecords` goes by, i32 each: the bytes between cells (-1: none), around cells (-1: none) and at the ends of lines, cells a record, cells that it has at least, cells that there is room for. */
export const cuttingRuleLength = 6

/** Bytes behind a text that may be read, whatever is in them. */
export const textMargin = 16

const space = 32
const word = 0xffff_ffff_ffff_ffffn
const [multiplier, lengthMultiplier, lastMultiplier] = [0x9e3779b97f4a7c15n, 0xc2b2ae3d27d4eb4fn, 0xff51afd7ed558ccdn]

export function plainCutting(views: MemoryViews) {
  return {
    /** How often a byte comes among `size` ones. O(size). */
    countByte(bytes: Pointer, size: number, byte: number): number {
      let count = 0
      for (let at = bytes; at < bytes + size; at++) if (views.u8[at] === byte) count++
      return count
    },

    /**
     * Cuts a text that begins with a record: `ends` (out, u32): the end of each cell, `starts` (out, u32): the start of each record, counted from `bytes`; `lines` (out, i32).
     * Blank records are left out. The number of records; -1 where the text is not clean, and the rest is not said: a record with too many or too few cells,
     * a quote that is never closed, a quoted cell over several lines that goes on behind its quote, no room. `rule`: `cuttingRuleLength`. O(size).
     */
    cutRecords(bytes: Pointer, size: number, rule: Pointer, ends: Pointer, starts: Pointer, lines: Pointer): number {
      const { u8, u32, i32 } = views
      const [delimiter, quote, newline, columnCount, neededCount, room] = i32.subarray(rule / 4, rule / 4 + cuttingRuleLength)
      const byteAt = (at: number): number => (at < size ? u8[bytes + at] : newline)
      let [position, records, line] = [0, 0, 0]
      while (position < size) {
        const recordStart = position
        const first = records * columnCount
        if (first + columnCount > room) return -1
        let column = 0
        let isBlank = true
        for (let byte = 0; byte !== newline || column === 0;) {
          while (byteAt(position) === space && position < size) position++
          if (byteAt(position) === quote && position < size) {
            isBlank = false
            const quoteLine = line
            for (position++; ; position++) {
              if (position >= size) return -1
              if (u8[bytes + position] === newline) line++
              if (u8[bytes + position] !== quote) continue
              if (position + 1 < size && u8[bytes + position + 1] === quote) position++
              else break
            }
            for (position++; byteAt(position) !== delimiter && byteAt(position) !== newline; position++)
              if (byteAt(position) > space && line > quoteLine) return -1
          } else {
            for (; byteAt(position) !== delimiter && byteAt(position) !== newline; position++) if (byteAt(position) > space) isBlank = false
          }
          if (column === columnCount) return -1
          u32[ends / 4 + first + column++] = position
          byte = byteAt(position++)
        }
        line++
        if (isBlank && column === 1) continue
        if (column < neededCount) return -1
        for (; column < columnCount; column++) u32[ends / 4 + first + column] = u32[ends / 4 + first + column - 1]
        u32[starts / 4 + records++] = recordStart
      }
      i32[lines / 4] = line
      return records
    },

    /**
     * A hash of the cells of each of `count` records from `from` on, whole numbers below 2^52 in f64 (out). `ends` and `starts` as `cutRecords` left them, `width` cells a
     * record; `columns` (i32): those that are hashed, `used` of them, in this order. Equal cells give equal hashes wherever they lie. O(bytes).
     */
    hashRecords(
      bytes: Pointer,
      ends: Pointer,
      starts: Pointer,
      width: number,
      columns: Pointer,
      used: number,
      from: number,
      count: number,
      hashes: Pointer,
    ): void {
      const { u8, u32, i32, f64 } = views
      for (let record = from; record < from + count; record++) {
        let hash = 0n
        for (let k = 0; k < used; k++) {
          const column = i32[columns / 4 + k]
          const at = record * width + column
          const end = u32[ends / 4 + at]
          let start = column === 0 ? u32[starts / 4 + record] : u32[ends / 4 + at - 1] + 1
          const length = BigInt(Math.max(0, end - start))
          do {
            let taken = 0n
            for (let byte = Math.min(8, end - start) - 1; byte >= 0; byte--) taken = (taken << 8n) | BigInt(u8[bytes + start + byte])
            hash = ((hash ^ taken) * multiplier) & word
            hash ^= hash >> 29n
            start += 8
          } while (start < end)
          hash = ((hash ^ length) * lengthMultiplier) & word
          hash ^= hash >> 32n
        }
        hash = (hash * lastMultiplier) & word
        hash ^= hash >> 33n
        f64[hashes / 8 + record - from] = Number(hash >> 12n)
      }
    },
  }
}
