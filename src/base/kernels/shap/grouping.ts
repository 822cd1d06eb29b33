// Rows that a tree sends the same way at every node are alike to it: what they agree with is found once for each node, then explained once for
// all rows that are alike. The plain twin of grouping.as.ts.
import type { MemoryViews, Pointer } from '../memory.js'
import { shapNodeDoubles, shapNodeIntegers } from './record.js'

/** Nodes whose branches one word of a row holds. */
export const wordNodes = 64

export function plainGrouping(views: MemoryViews) {
  return {
    /**
     * Writes which rows go left at the nodes of a tree: bit n mod 64 of word n ÷ 64 for node n.
     * `nodes`, `numbers` (in): the records of the tree's nodes. `columns` (f64, in): columns × `stride` values; the first `rowCount` of each, an even
     * number, are looked at. `words` (out): ⌈nodes ÷ 64⌉ × stride words of 64 bits.
     */
    decideNodes(
      nodes: Pointer,
      numbers: Pointer,
      nodeCount: number,
      columns: Pointer,
      stride: number,
      rowCount: number,
      words: Pointer,
    ): void {
      const { i32, f64 } = views
      for (let node = 0; node < nodeCount; node++) {
        const record = nodes / 4 + node * shapNodeIntegers
        const threshold = f64[numbers / 8 + node * shapNodeDoubles]
        const column = columns / 8 + i32[record] * stride
        const word = words / 4 + 2 * ((node >>> 6) * stride) + ((node >>> 5) & 1)
        for (let row = 0; row < rowCount; row++) {
          const at = word + 2 * row
          if (node % wordNodes === 0) {
            i32[at] = 0
            i32[at + 1] = 0
          }
          if (goesLeft(i32, record, threshold, f64[column + row])) i32[at] |= 1 << (node & 31)
        }
      }
    },

    /**
     * Lists the distinct words of rows in the order of their first row (`distinct`, out), and the number of each row's word (`slots`, i32, out).
     * `table`: room for 2 ** `tableBits` integers, at least twice `rowCount`. Returns how many are distinct.
     */
    groupWords(words: Pointer, rowCount: number, table: Pointer, tableBits: number, distinct: Pointer, slots: Pointer): number {
      const { i32 } = views
      i32.fill(0, table / 4, table / 4 + 2 ** tableBits)
      const known = new Map<string, number>()
      for (let row = 0; row < rowCount; row++) {
        const from = words / 4 + 2 * row
        const key = `${i32[from]} ${i32[from + 1]}`
        let slot = known.get(key)
        if (slot === undefined) {
          slot = known.size
          known.set(key, slot)
          i32[distinct / 4 + 2 * slot] = i32[from]
          i32[distinct / 4 + 2 * slot + 1] = i32[from + 1]
        }
        i32[slots / 4 + row] = slot
      }
      return known.size
    },

    /**
     * Adds what was found for groups of rows to the rows. `players` (i32, in): the column of each of the tree's features. `gains` (f64, in): players ×
     * `gainStride`. `slots` (i32, in): the place of each row in it; 0, no address: places are row numbers. `values` (f64, in and out): columns × `stride`.
     */
    spreadGains(
      players: Pointer,
      playerCount: number,
      gains: Pointer,
      gainStride: number,
      slots: Pointer,
      rowCount: number,
      values: Pointer,
      stride: number,
    ): void {
      const { i32, f64 } = views
      for (let player = 0; player < playerCount; player++) {
        const from = gains / 8 + player * gainStride
        const to = values / 8 + i32[players / 4 + player] * stride
        for (let row = 0; row < rowCount; row++) f64[to + row] += f64[from + (slots === 0 ? row : i32[slots / 4 + row])]
      }
    },
  }
}

/** What counts as zero where zero counts as missing. */
const greatestZero = Math.fround(1e-35)

/** The branch of a value, as the forest defines it. */
export function goesLeft(i32: Int32Array, record: number, threshold: number, value: number): boolean {
  const kind = i32[record + 2]
  if (Number.isNaN(value)) return (kind & 1) !== 0
  if ((kind & 2) !== 0) {
    if (!(value > -1 && value < i32[record + 7] * 32)) return false
    const code = Math.trunc(value)
    return ((i32[i32[record + 6] / 4 + (code >>> 5)] >>> (code & 31)) & 1) === 1
  }
  if ((kind & 4) !== 0 && Math.abs(value) <= greatestZero) return (kind & 1) !== 0
  return value <= threshold
}
