// Interventional Shapley values of the features for a block of rows in one tree. Twin and explanation: interventional.ts.

const branchBytes: usize = 44
const numberBytes: usize = 16
const weightRow: usize = 31 * 8

export function addTreeInterventional(
  branches: usize,
  numbers: usize,
  branchCount: i32,
  columns: usize,
  stride: i32,
  rowCount: i32,
  otherStart: i32,
  otherCount: i32,
  weights: usize,
  words: usize,
  table: usize,
  tableBits: i32,
  found: usize,
  gains: usize,
  values: usize,
  valueStride: i32,
): void {
  const wordBytes = (<usize>stride) << 2
  memory.fill(words, 0, wordBytes)
  const others = found
  const counts = others + ((<usize>otherCount) << 2)
  const rowWords = counts + ((<usize>otherCount) << 2)
  const listed = rowWords + ((<usize>rowCount) << 2)
  const slots = listed + ((<usize>rowCount) << 2)
  let branch = 0
  while (branch < branchCount) {
    const record = branches + <usize>branch * branchBytes
    const number = numbers + <usize>branch * numberBytes
    const here = words + <usize>(load<i32>(record, 4) + 1) * wordBytes
    agree(record, load<f64>(number), columns + <usize>load<i32>(record) * (wordBytes << 1), here, wordBytes)
    const players = load<i32>(record, 32)
    const next = load<i32>(record, 40)
    const from = here + ((<usize>otherStart) << 2)
    const needed = ((1 << players) - 1) & ~uniteWords(from, otherCount)
    const isLeaf = next == branch + 1
    branch = isLeaf || hasAll(here, rowCount, needed) ? branch + 1 : next
    if (!isLeaf) continue

    const bits = min(tableBits, players)
    memory.fill(table, 0, (<usize>4) << bits)
    let rowDistinct = 0
    let count = 0
    let united = 0
    for (let row = 0; row < rowCount; row++) {
      const word = load<i32>(here + ((<usize>row) << 2))
      if ((word & needed) != needed) continue
      const place = findPlace(table, bits, rowWords, word)
      let slot = load<i32>(place)
      if (slot == 0) {
        store<i32>(rowWords + ((<usize>rowDistinct) << 2), word)
        slot = ++rowDistinct
        store<i32>(place, slot)
      }
      united |= word
      store<i32>(listed + ((<usize>count) << 2), row)
      store<i32>(slots + ((<usize>count) << 2), slot - 1)
      count++
    }
    if (count == 0) continue

    memory.fill(table, 0, (<usize>4) << bits)
    let distinct = 0
    const otherNeeded = ((1 << players) - 1) & ~united
    for (let row = 0; row < otherCount; row++) {
      const word = load<i32>(from + ((<usize>row) << 2))
      if ((word & otherNeeded) != otherNeeded) continue
      const place = findPlace(table, bits, others, word)
      let slot = load<i32>(place)
      if (slot == 0) {
        store<i32>(others + ((<usize>distinct) << 2), word)
        store<i32>(counts + ((<usize>distinct) << 2), 0)
        slot = ++distinct
        store<i32>(place, slot)
      }
      const at = counts + ((<usize>(slot - 1)) << 2)
      store<i32>(at, load<i32>(at) + 1)
    }

    const value = load<f64>(number, 8) / <f64>otherCount
    const gainBytes = (<usize>players) << 3
    for (let slot: usize = 0; slot < <usize>rowDistinct; slot++) {
      explainWord(load<i32>(rowWords + (slot << 2)), players, value, others, counts, distinct, weights, gains + slot * gainBytes)
    }
    const list = <usize>load<i32>(record, 36)
    const countBytes = (<usize>count) << 2
    for (let player: usize = 0; player < <usize>players; player++) {
      const to = values + ((<usize>load<i32>(list + (player << 2)) * <usize>valueStride) << 3)
      const gain = gains + (player << 3)
      for (let i: usize = 0; i < countBytes; i += 4) {
        const at = to + ((<usize>load<i32>(listed + i)) << 3)
        store<f64>(at, load<f64>(at) + load<f64>(gain + <usize>load<i32>(slots + i) * gainBytes))
      }
    }
  }
}

/** What some of the rows agree with. */
function uniteWords(from: usize, count: i32): i32 {
  let united = i32x4.splat(0)
  let row = 0
  for (; row + 4 <= count; row += 4) united = v128.or(united, v128.load(from + ((<usize>row) << 2)))
  let all = i32x4.extract_lane(united, 0) | i32x4.extract_lane(united, 1) | i32x4.extract_lane(united, 2) | i32x4.extract_lane(united, 3)
  for (; row < count; row++) all |= load<i32>(from + ((<usize>row) << 2))
  return all
}

/** Whether some row agrees with all that is needed. */
function hasAll(from: usize, count: i32, needed: i32): bool {
  const bits = i32x4.splat(needed)
  let row = 0
  for (; row + 4 <= count; row += 4) {
    const word = v128.load(from + ((<usize>row) << 2))
    if (v128.any_true(i32x4.eq(v128.and(word, bits), bits))) return true
  }
  for (; row < count; row++) if ((load<i32>(from + ((<usize>row) << 2)) & needed) == needed) return true
  return false
}

/** Which rows agree with the path, this branch included; four at a time. */
function agree(record: usize, threshold: f64, column: usize, here: usize, wordBytes: usize): void {
  const kind = load<i32>(record, 8)
  const bit: i32 = 1 << load<i32>(record, 16)
  const other = load<i32>(record, 12) == 0 ? 0 : -1
  const isRepeated = load<i32>(record, 20) != 0
  const above = here - wordBytes
  if ((kind & 2) != 0) {
    const setWords = <usize>load<i32>(record, 24)
    const codes = <f64>load<i32>(record, 28) * 32
    for (let i: usize = 0; i < wordBytes; i += 4) {
      const value = load<f64>(column + (i << 1))
      let goes = 0
      if (value > -1 && value < codes) {
        const code = <i32>value
        goes = (load<i32>(setWords + ((<usize>(code >>> 5)) << 2)) >>> (code & 31)) & 1
      } else if (value != value) goes = kind & 1
      const word = load<i32>(above + i)
      const agrees = -goes ^ other
      store<i32>(here + i, isRepeated ? word & (agrees | ~bit) : word | (agrees & bit))
    }
    return
  }
  const bound = f64x2.splat(threshold)
  const missingLeft = i64x2.splat((kind & 1) != 0 ? -1 : 0)
  const greatestZero = f64x2.splat((kind & 4) != 0 ? <f64>(<f32>1e-35) : -1)
  const side = i32x4.splat(other)
  const bits = i32x4.splat(bit)
  for (let i: usize = 0; i < wordBytes; i += 16) {
    const first = v128.load(column + (i << 1))
    const second = v128.load(column + (i << 1), 16)
    const firstMissing = v128.or(f64x2.ne(first, first), f64x2.le(f64x2.abs(first), greatestZero))
    const secondMissing = v128.or(f64x2.ne(second, second), f64x2.le(f64x2.abs(second), greatestZero))
    const firstGoes = v128.bitselect(missingLeft, f64x2.le(first, bound), firstMissing)
    const secondGoes = v128.bitselect(missingLeft, f64x2.le(second, bound), secondMissing)
    const agrees = v128.xor(v128.shuffle<i32>(firstGoes, secondGoes, 0, 2, 4, 6), side)
    const word = v128.load(above + i)
    v128.store(here + i, isRepeated ? v128.andnot(word, v128.andnot(bits, agrees)) : v128.or(word, v128.and(agrees, bits)))
  }
}

/** Where a word's number is, or goes. */
function findPlace(table: usize, bits: i32, known: usize, word: i32): usize {
  const length = 1 << bits
  let place = word < length ? word : <i32>(<u32>(word * -1640531527) >>> (32 - bits))
  let at = table + ((<usize>place) << 2)
  while (load<i32>(at) != 0 && load<i32>(known + ((<usize>(load<i32>(at) - 1)) << 2)) != word) {
    place = (place + 1) & (length - 1)
    at = table + ((<usize>place) << 2)
  }
  return at
}

/** What a leaf gives each player of a row with a word. */
function explainWord(word: i32, players: i32, value: f64, others: usize, counts: usize, distinct: i32, weights: usize, to: usize): void {
  const all = (1 << players) - 1
  const lacks = all & ~word
  const lackCount = <usize>popcnt(lacks)
  memory.fill(to, 0, (<usize>players) << 3)
  let lost: f64 = 0
  for (let other = 0; other < distinct; other++) {
    const gives = all & ~load<i32>(others + ((<usize>other) << 2))
    if ((lacks & gives) != 0) continue
    const share = value * <f64>load<i32>(counts + ((<usize>other) << 2))
    const giveCount = <usize>popcnt(gives)
    if (lackCount > 0) lost += share * load<f64>(weights + giveCount * weightRow + ((lackCount - 1) << 3))
    if (giveCount == 0) continue
    const gain = share * load<f64>(weights + (giveCount - 1) * weightRow + (lackCount << 3))
    for (let bits = gives; bits != 0; bits &= bits - 1) {
      const at = to + ((<usize>ctz(bits)) << 3)
      store<f64>(at, load<f64>(at) + gain)
    }
  }
  for (let bits = lacks; bits != 0; bits &= bits - 1) store<f64>(to + ((<usize>ctz(bits)) << 3), -lost)
}
