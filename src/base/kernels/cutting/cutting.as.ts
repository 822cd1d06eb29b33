// Delimited text into cells, and hashes of its records. Twin: cutting.ts, which says what the arguments are.

const space: i32 = 32

export function countByte(bytes: usize, size: i32, byte: i32): i32 {
  const wanted = i8x16.splat(<i8>byte)
  let count = 0
  let at: usize = 0
  for (; at + 16 <= <usize>size; at += 16) count += popcnt<i32>(i8x16.bitmask(i8x16.eq(v128.load(bytes + at), wanted)))
  for (; at < <usize>size; at++) count += <i32>(<i32>load<u8>(bytes + at) == byte)
  return count
}

export function cutRecords(bytes: usize, size: i32, rule: usize, ends: usize, starts: usize, lines: usize): i32 {
  const delimiter = load<i32>(rule)
  const quote = load<i32>(rule, 4)
  const newline = load<i32>(rule, 8)
  const columnCount = load<i32>(rule, 12)
  const neededCount = load<i32>(rule, 16)
  const room = load<i32>(rule, 20)
  const newlines = i8x16.splat(<i8>newline)
  const delimiters = delimiter < 0 ? newlines : i8x16.splat(<i8>delimiter)
  let position = 0
  let records = 0
  let line = 0
  while (position < size) {
    const recordStart = position
    const first = records * columnCount
    if (first + columnCount > room) return -1
    let column = 0
    let isBlank = true
    while (true) {
      let byte = position < size ? <i32>load<u8>(bytes + <usize>position) : newline
      while (byte == space) byte = ++position < size ? <i32>load<u8>(bytes + <usize>position) : newline
      if (byte == quote && position < size) {
        isBlank = false
        const quoteLine = line
        position++
        while (true) {
          if (position >= size) return -1
          byte = <i32>load<u8>(bytes + <usize>position)
          if (byte == quote) {
            if (position + 1 >= size || <i32>load<u8>(bytes + <usize>position, 1) != quote) break
            position++
          } else if (byte == newline) line++
          position++
        }
        byte = ++position < size ? <i32>load<u8>(bytes + <usize>position) : newline
        while (byte != delimiter && byte != newline) {
          if (byte > space && line > quoteLine) return -1
          byte = ++position < size ? <i32>load<u8>(bytes + <usize>position) : newline
        }
      } else if (byte != delimiter && byte != newline) {
        const from = position
        while (true) {
          const found = v128.load(bytes + <usize>position)
          const mask = i8x16.bitmask(v128.or(i8x16.eq(found, delimiters), i8x16.eq(found, newlines)))
          if (mask != 0) {
            position += ctz<i32>(mask)
            break
          }
          position += 16
          if (position >= size) break
        }
        if (position > size) position = size
        byte = position < size ? <i32>load<u8>(bytes + <usize>position) : newline
        // Only of a record of one cell it matters whether it is blank.
        if (column == 0 && byte == newline) {
          for (let at = from; at < position && isBlank; at++) if (<i32>load<u8>(bytes + <usize>at) > space) isBlank = false
        }
      }
      if (column == columnCount) return -1
      store<u32>(ends + ((<usize>(first + column)) << 2), position)
      column++
      position++
      if (byte == newline) break
    }
    line++
    if (isBlank && column == 1) continue
    if (column < neededCount) return -1
    for (; column < columnCount; column++) {
      const at = ends + ((<usize>(first + column)) << 2)
      store<u32>(at, load<u32>(at - 4))
    }
    store<u32>(starts + ((<usize>records) << 2), recordStart)
    records++
  }
  store<i32>(lines, line)
  return records
}

export function hashRecords(
  bytes: usize,
  ends: usize,
  starts: usize,
  width: i32,
  columns: usize,
  used: i32,
  from: i32,
  count: i32,
  hashes: usize,
): void {
  for (let record = from; record < from + count; record++) {
    let hash: u64 = 0
    for (let k = 0; k < used; k++) {
      const column = load<i32>(columns + ((<usize>k) << 2))
      const at = ends + ((<usize>(record * width + column)) << 2)
      const end = load<i32>(at)
      let start = column == 0 ? load<i32>(starts + ((<usize>record) << 2)) : load<i32>(at - 4) + 1
      const length = max(0, end - start)
      do {
        const rest = end - start
        let taken = load<u64>(bytes + <usize>start)
        if (rest < 8) taken = rest <= 0 ? 0 : taken & (((<u64>1) << ((<u64>rest) << 3)) - 1)
        hash = (hash ^ taken) * 0x9e3779b97f4a7c15
        hash ^= hash >> 29
        start += 8
      } while (start < end)
      hash = (hash ^ <u64>length) * 0xc2b2ae3d27d4eb4f
      hash ^= hash >> 32
    }
    hash *= 0xff51afd7ed558ccd
    hash ^= hash >> 33
    store<f64>(hashes + ((<usize>(record - from)) << 3), <f64>(hash >> 12))
  }
}
