// The order of numbers, ascending and stable: by comparison when few, by digits when many.

const fewRows = 1500

/** Positions of the values from the least to the greatest; equal ones keep their order, −0 equals 0, NaN comes last. O(n). */
export function ascendingOrder(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  if (values.length <= fewRows) return order.sort((a, b) => compareNumbers(values[a], values[b]))
  return sortByDigits(values, order)
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

/** Four stable passes over 16-bit digits of the bits, rearranged so that unsigned order is numeric order. */
function sortByDigits(values: Float64Array, order: Int32Array): Int32Array {
  const n = values.length
  const bits = new Float64Array(n)
  for (let i = 0; i < n; i++) bits[i] = Number.isNaN(values[i]) ? NaN : values[i] + 0
  const words = new Uint32Array(bits.buffer)
  const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
  const lowAt = littleEndian ? 0 : 1
  for (let i = 0; i < n; i++) {
    const high = words[2 * i + 1 - lowAt]
    if (high >>> 31 === 1 && !Number.isNaN(values[i])) {
      words[2 * i + 1 - lowAt] = ~high
      words[2 * i + lowAt] = ~words[2 * i + lowAt]
    } else {
      words[2 * i + 1 - lowAt] = high | 0x80000000
    }
  }
  const counts = new Int32Array(65536)
  let from: Int32Array = order
  let to: Int32Array = new Int32Array(n)
  for (let digit = 0; digit < 4; digit++) {
    const wordAt = digit < 2 ? lowAt : 1 - lowAt
    const shift = digit % 2 === 0 ? 0 : 16
    counts.fill(0)
    for (let i = 0; i < n; i++) counts[(words[2 * i + wordAt] >>> shift) & 0xffff]++
    if (counts[(words[wordAt] >>> shift) & 0xffff] === n) continue
    let start = 0
    for (let k = 0; k < counts.length; k++) {
      const count = counts[k]
      counts[k] = start
      start += count
    }
    for (let i = 0; i < n; i++) {
      const row = from[i]
      to[counts[(words[2 * row + wordAt] >>> shift) & 0xffff]++] = row
    }
    const swapped = from
    from = to
    to = swapped
  }
  return from
}
