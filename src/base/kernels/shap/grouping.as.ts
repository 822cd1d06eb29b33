// What rows agree with in a tree, and which are alike to it. Twin and explanation: grouping.ts.

const nodeBytes: usize = 36
const numberBytes: usize = 48

export function decideNodes(nodes: usize, numbers: usize, nodeCount: i32, columns: usize, stride: i32, rowCount: i32, words: usize): void {
  const rowBytes = (<usize>rowCount) << 3
  const strideBytes = (<usize>stride) << 3
  for (let node = 0; node < nodeCount; node++) {
    const record = nodes + <usize>node * nodeBytes
    const column = columns + <usize>load<i32>(record) * strideBytes
    const word = words + <usize>(node >>> 6) * strideBytes
    if ((node & 63) == 0) memory.fill(word, 0, rowBytes)
    decideNode(record, load<f64>(numbers + <usize>node * numberBytes), column, (<i64>1) << (<i64>(node & 63)), rowBytes, word)
  }
}

function decideNode(record: usize, threshold: f64, column: usize, bit: i64, rowBytes: usize, word: usize): void {
  const kind = load<i32>(record, 8)
  if ((kind & 2) != 0) {
    const setWords = <usize>load<i32>(record, 24)
    const codes = <f64>load<i32>(record, 28) * 32
    for (let i: usize = 0; i < rowBytes; i += 8) {
      const value = load<f64>(column + i)
      if (value > -1 && value < codes) {
        const code = <i32>value
        const isIn = (load<u32>(setWords + ((<usize>(code >>> 5)) << 2)) >>> (code & 31)) & 1
        store<i64>(word + i, load<i64>(word + i) | (-(<i64>isIn) & bit))
      } else if (value != value && (kind & 1) != 0) store<i64>(word + i, load<i64>(word + i) | bit)
    }
    return
  }
  const bits = i64x2.splat(bit)
  const bound = f64x2.splat(threshold)
  if ((kind & 4) != 0) {
    const greatestZero = f64x2.splat(<f64>(<f32>1e-35))
    const missingLeft = i64x2.splat((kind & 1) != 0 ? -1 : 0)
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const value = v128.load(column + i)
      const missing = v128.or(f64x2.ne(value, value), f64x2.le(f64x2.abs(value), greatestZero))
      const goes = v128.bitselect(missingLeft, f64x2.le(value, bound), missing)
      v128.store(word + i, v128.or(v128.load(word + i), v128.and(bits, goes)))
    }
  } else if ((kind & 1) != 0) {
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const goes = v128.andnot(bits, f64x2.gt(v128.load(column + i), bound))
      v128.store(word + i, v128.or(v128.load(word + i), goes))
    }
  } else {
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const goes = v128.and(bits, f64x2.le(v128.load(column + i), bound))
      v128.store(word + i, v128.or(v128.load(word + i), goes))
    }
  }
}

export function groupWords(words: usize, rowCount: i32, table: usize, tableBits: i32, distinct: usize, slots: usize): i32 {
  memory.fill(table, 0, (<usize>4) << tableBits)
  const last = ((<usize>1) << tableBits) - 1
  const shift = <i64>(64 - tableBits)
  let count = 0
  for (let row: usize = 0; row < <usize>rowCount; row++) {
    const word = load<i64>(words + (row << 3))
    let place = <usize>(<u64>(word * -7046029254386353131) >>> shift)
    let slot = load<i32>(table + (place << 2))
    while (slot != 0 && load<i64>(distinct + ((<usize>(slot - 1)) << 3)) != word) {
      place = (place + 1) & last
      slot = load<i32>(table + (place << 2))
    }
    if (slot == 0) {
      store<i64>(distinct + ((<usize>count) << 3), word)
      slot = ++count
      store<i32>(table + (place << 2), slot)
    }
    store<i32>(slots + (row << 2), slot - 1)
  }
  return count
}

export function spreadGains(
  players: usize,
  playerCount: i32,
  gains: usize,
  gainStride: i32,
  slots: usize,
  rowCount: i32,
  values: usize,
  stride: i32,
): void {
  for (let player: usize = 0; player < <usize>playerCount; player++) {
    const from = gains + ((player * <usize>gainStride) << 3)
    const to = values + ((<usize>load<i32>(players + (player << 2)) * <usize>stride) << 3)
    for (let row: usize = 0; row < <usize>rowCount; row++) {
      const place = slots == 0 ? row : <usize>load<i32>(slots + (row << 2))
      const at = to + (row << 3)
      store<f64>(at, load<f64>(at) + load<f64>(from + (place << 3)))
    }
  }
}
