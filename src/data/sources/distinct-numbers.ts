// How many distinct numbers a column holds.

/** Distinct values, NaN aside; 0 and -0 are one. A hash table that is kept between columns. */
export function createDistinctCounter(): (values: Float64Array) => number {
  let table = new Float64Array(1 << 10)
  const bits = new Float64Array(1)
  const words = new Int32Array(bits.buffer)
  const slotOf = (value: number, mask: number): number => {
    bits[0] = value
    let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1 | 0), 0x85ebca6b)
    hash ^= hash >>> 15
    return Math.imul(hash, 0x2c1b3c6d) & mask
  }
  return (values) => {
    let capacity = 1 << 10
    let mask = capacity - 1
    if (table.length < capacity) table = new Float64Array(capacity)
    table.fill(NaN, 0, capacity)
    let count = 0
    let previous = NaN
    for (let i = 0; i < values.length; i++) {
      const value = values[i] + 0
      if (value === previous || value !== value) continue
      previous = value
      let slot = slotOf(value, mask)
      let found = table[slot]
      while (found === found && found !== value) {
        slot = (slot + 1) & mask
        found = table[slot]!
      }
      if (found === value) continue
      table[slot] = value
      count++
      if (count * 2 <= capacity) continue
      const kept = table.slice(0, capacity)
      capacity *= 4
      mask = capacity - 1
      if (table.length < capacity) table = new Float64Array(capacity)
      table.fill(NaN, 0, capacity)
      for (let k = 0; k < kept.length; k++) {
        const old = kept[k]
        if (old !== old) continue
        let at = slotOf(old, mask)
        while (table[at] === table[at]) at = (at + 1) & mask
        table[at] = old
      }
    }
    return count
  }
}
