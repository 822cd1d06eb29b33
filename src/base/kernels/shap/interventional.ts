// Interventional Shapley values of the features for a block of rows in one tree. The plain twin of interventional.as.ts.
//
// For one background row, a leaf is a game among the features of its path: it is reached when every feature is agreed with by the row that provides
// it, the explained one for the features in the coalition, the background one for the others. With p features that only the explained row agrees
// with and q that only the background row does (and none that neither does), each of the p gets value × (p − 1)! q! ÷ (p + q)!, each of the q
// −value × p! (q − 1)! ÷ (p + q)!. What a row agrees with is a word of bits, so at each leaf rows with equal words are explained once, against
// every distinct word of the background, by its count. Rows that no row of the other table can help to a leaf are passed over, and where all are,
// so is the whole subtree. O(rows × leaves × path) besides, however many background rows there are.
import type { MemoryViews, Pointer } from '../memory.js'
import { goesLeft } from './grouping.js'

/**
 * Integers of a branch's record, in order: column, depth, kind, side, bit, whether the path has met the feature before, address of its set's
 * words, number of them, features on the path with this branch, address of their columns, the number of the branch that follows on those below this
 * one (the next where it leads to a leaf).
 */
export const branchIntegers = 11
/** Doubles of a branch's record: threshold, value of the leaf. */
export const branchDoubles = 2
/** Features that a path may have: bits of a word. */
export const mostPlayers = 30

export function plainInterventional(views: MemoryViews) {
  return {
    /**
     * Adds the interventional values of a tree's features for `rowCount` rows against `otherCount` background rows.
     *
     * `branches`, `numbers` (i32, f64, in): records of the tree's branches in the order of a walk, left before right. `columns` (f64, in): columns ×
     * `stride` values, in each first those of the rows, from `otherStart` on those of the background; `stride`: a multiple of 4.
     * `weights` (f64, in): p! q! ÷ (p + q + 1)! at p × (mostPlayers + 1) + q.
     * Room, undefined before and after: `words` for (depth + 1) × stride integers; `table` for 2 ** `tableBits` integers, at least twice the greater of
     * the two counts; `found` for 2 × otherCount + 3 × rowCount integers; `gains` for rowCount × mostPlayers doubles.
     * `values` (f64, in and out): columns × `valueStride`.
     */
    addTreeInterventional(
      branches: Pointer,
      numbers: Pointer,
      branchCount: number,
      columns: Pointer,
      stride: number,
      rowCount: number,
      otherStart: number,
      otherCount: number,
      weights: Pointer,
      words: Pointer,
      table: Pointer,
      tableBits: number,
      found: Pointer,
      gains: Pointer,
      values: Pointer,
      valueStride: number,
    ): void {
      const { i32, f64 } = views
      i32.fill(0, words / 4, words / 4 + stride)
      let branch = 0
      while (branch < branchCount) {
        const record = branches / 4 + branch * branchIntegers
        const number = numbers / 8 + branch * branchDoubles
        const here = words / 4 + (i32[record + 1] + 1) * stride
        agree(views, { record, threshold: f64[number], column: columns / 8 + i32[record] * stride, here, stride })
        const players = i32[record + 8]
        const all = (1 << players) - 1
        const next = i32[record + 10]
        let given = 0
        for (let other = 0; other < otherCount; other++) given |= i32[here + otherStart + other]
        const needed = all & ~given
        const isLeaf = next === branch + 1
        branch = isLeaf || hasAll(i32, { from: here, count: rowCount, needed }) ? branch + 1 : next
        if (!isLeaf) continue
        const value = f64[number + 1] / otherCount
        const known = { table: table / 4, length: 1 << Math.min(tableBits, players), words: found / 4 }
        const counts = known.words + otherCount
        const rows = { ...known, words: counts + otherCount }
        const listed = { rows: rows.words + rowCount, slots: rows.words + 2 * rowCount }
        const {
          listed: reachCount,
          distinct: rowDistinct,
          united,
        } = numberWords(i32, rows, { from: here, count: rowCount, needed, ...listed })
        if (reachCount === 0) continue
        const distinct = countWords(i32, known, { from: here + otherStart, count: otherCount, needed: all & ~united, counts })
        for (let slot = 0; slot < rowDistinct; slot++) {
          const to = gains / 8 + slot * players
          explainWord(views, {
            word: i32[rows.words + slot],
            players,
            value,
            others: known.words,
            counts,
            distinct,
            weights: weights / 8,
            to,
          })
        }
        const list = i32[record + 9] / 4
        for (let player = 0; player < players; player++) {
          const to = values / 8 + i32[list + player] * valueStride
          const from = gains / 8 + player
          for (let i = 0; i < reachCount; i++) f64[to + i32[listed.rows + i]] += f64[from + i32[listed.slots + i] * players]
        }
      }
    },
  }
}

/** Whether some row agrees with all that no background row agrees with. */
function hasAll(i32: Int32Array, { from, count, needed }: { from: number; count: number; needed: number }): boolean {
  for (let row = 0; row < count; row++) if ((i32[from + row] & needed) === needed) return true
  return false
}

interface Branch {
  readonly record: number
  readonly threshold: number
  readonly column: number
  /** The words of the branch's end; those of its beginning are a stride before. */
  readonly here: number
  readonly stride: number
}

/** Which rows agree with the path, this branch included. */
function agree({ i32, f64 }: MemoryViews, { record, threshold, column, here, stride }: Branch): void {
  const bit = 1 << i32[record + 4]
  const takesLeft = i32[record + 3] === 0
  const isRepeated = i32[record + 5] !== 0
  for (let row = 0; row < stride; row++) {
    const above = i32[here - stride + row]
    const agrees = goesLeft(i32, record, threshold, f64[column + row]) === takesLeft
    if (isRepeated) i32[here + row] = agrees ? above : above & ~bit
    else i32[here + row] = agrees ? above | bit : above
  }
}

/** A table of 1-based numbers of known words, 0 where a place is free. */
interface Known {
  readonly table: number
  readonly length: number
  readonly words: number
}

/** Where a word's number is, or goes. A word below the table's length begins at its own place, others at a hashed one. */
function findPlace(i32: Int32Array, { table, length, words }: Known, word: number): number {
  let place = word < length ? word : Math.imul(word, -1_640_531_527) >>> (Math.clz32(length) + 1)
  while (i32[table + place] !== 0 && i32[words + i32[table + place] - 1] !== word) place = (place + 1) & (length - 1)
  return table + place
}

interface Counted {
  readonly from: number
  readonly count: number
  /** What a row must agree with to count. */
  readonly needed: number
  readonly counts: number
}

/** Lists the distinct words in the order of their first row, and how often each is there. */
function countWords(i32: Int32Array, known: Known, { from, count, needed, counts }: Counted): number {
  i32.fill(0, known.table, known.table + known.length)
  let distinct = 0
  for (let row = 0; row < count; row++) {
    const word = i32[from + row]
    if ((word & needed) !== needed) continue
    const place = findPlace(i32, known, word)
    if (i32[place] === 0) {
      i32[known.words + distinct] = word
      i32[counts + distinct] = 0
      i32[place] = ++distinct
    }
    i32[counts + i32[place] - 1]++
  }
  return distinct
}

interface Listed {
  readonly from: number
  readonly count: number
  /** What a row must agree with to be listed. */
  readonly needed: number
  /** Out: the listed rows, and the number of each one's word. */
  readonly rows: number
  readonly slots: number
}

/** Lists rows, and their distinct words in the order of their first row. Returns how many they are, and what some of them agrees with. */
function numberWords(i32: Int32Array, known: Known, { from, count, needed, rows, slots }: Listed) {
  i32.fill(0, known.table, known.table + known.length)
  let listed = 0
  let distinct = 0
  let united = 0
  for (let row = 0; row < count; row++) {
    const word = i32[from + row]
    if ((word & needed) !== needed) continue
    const place = findPlace(i32, known, word)
    if (i32[place] === 0) {
      i32[known.words + distinct] = word
      i32[place] = ++distinct
    }
    united |= word
    i32[rows + listed] = row
    i32[slots + listed++] = i32[place] - 1
  }
  return { listed, distinct, united }
}

interface Explained {
  readonly word: number
  readonly players: number
  /** Of the leaf, divided by the number of background rows. */
  readonly value: number
  /** The distinct words of the background and their counts. */
  readonly others: number
  readonly counts: number
  readonly distinct: number
  readonly weights: number
  readonly to: number
}

/** What a leaf gives each player of a row with a word. */
function explainWord({ i32, f64 }: MemoryViews, { word, players, value, others, counts, distinct, weights, to }: Explained): void {
  const all = (1 << players) - 1
  const lacks = all & ~word
  const lackCount = countBits(lacks)
  for (let player = 0; player < players; player++) f64[to + player] = 0
  let lost = 0
  for (let other = 0; other < distinct; other++) {
    const gives = all & ~i32[others + other]
    if ((lacks & gives) !== 0) continue
    const share = value * i32[counts + other]
    const giveCount = countBits(gives)
    if (lackCount > 0) lost += share * f64[weights + giveCount * (mostPlayers + 1) + lackCount - 1]
    if (giveCount === 0) continue
    const gain = share * f64[weights + (giveCount - 1) * (mostPlayers + 1) + lackCount]
    for (let bits = gives; bits !== 0; bits &= bits - 1) f64[to + 31 - Math.clz32(bits & -bits)] += gain
  }
  for (let bits = lacks; bits !== 0; bits &= bits - 1) f64[to + 31 - Math.clz32(bits & -bits)] = -lost
}

function countBits(word: number): number {
  let count = 0
  for (let bits = word; bits !== 0; bits &= bits - 1) count++
  return count
}
