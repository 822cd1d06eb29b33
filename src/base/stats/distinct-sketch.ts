// How many distinct things there are, from the hashes of those whose hash is small.

/** Hashes are whole numbers below this, all equally likely: doubles hold them exactly. */
export const hashRange = 2 ** 52

export interface DistinctSketch {
  /** Hashes from here on change nothing any more. */
  readonly below: number
  add(hash: number): void
  /** Distinct hashes that were added. Exact while `below` is `hashRange`, save for hashes that meet by chance: n² ÷ 2^53 of n. */
  count(): number
  /** How often a hash came that had come before: rows that repeat. NaN unless they were to be counted. */
  repeats(): number
  /** Relative standard error of `count`; 0 while it is exact. */
  error(): number
}

export interface DistinctOptions {
  readonly countsRepeats?: boolean
  readonly sort?: (values: Float64Array) => Float64Array
}

/** Hashes that came of late, and need not be looked at again. */
const mostRecent = 1 << 14

/**
 * Holds every hash while the distinct ones are at most `most`; then only the smallest: as many as lie below a bound that sinks, so that their number tells
 * how many there are (Bar-Yossef et al. 2002, Beyer et al. 2007). Standard error 1 ÷ √(most ÷ 2) at most. The order in which hashes come does not
 * matter. Memory about 24 × `most` bytes at most. `sort`: a faster way to sort in place than the array's own.
 */
export function createDistinctSketch(
  most: number,
  { countsRepeats = false, sort = (values) => values.sort() }: DistinctOptions = {},
): DistinctSketch {
  let below = hashRange
  /** Ascending, each once, with how often it came. */
  let held: Float64Array = new Float64Array(0)
  let times: Uint32Array = new Uint32Array(0)
  let waiting = new Float64Array(1024)
  let waitingCount = 0
  const recent = new Float64Array(countsRepeats ? 0 : mostRecent).fill(-1)

  function settle(): void {
    if (waitingCount === 0) return
    const added = sort(waiting.subarray(0, waitingCount))
    waitingCount = 0
    const values = new Float64Array(held.length + added.length)
    const counts = new Uint32Array(values.length)
    let used = 0
    for (let i = 0, j = 0; i < held.length || j < added.length;) {
      const isHeld = j >= added.length || (i < held.length && held[i] <= added[j])
      const value = isHeld ? held[i] : added[j]
      if (used === 0 || values[used - 1] !== value) values[used++] = value
      counts[used - 1] += isHeld ? times[i++] : 1
      if (!isHeld) j++
    }
    while (used > most) {
      below /= 2
      while (used > 0 && values[used - 1] >= below) used--
    }
    held = used === values.length ? values : values.slice(0, used)
    times = used === values.length ? counts : counts.slice(0, used)
    if (4 * waiting.length < held.length) waiting = new Float64Array(Math.ceil(held.length / 2))
  }

  return {
    get below() {
      return below
    },
    add(hash) {
      if (hash >= below) return
      if (!countsRepeats) {
        const slot = hash % mostRecent
        if (recent[slot] === hash) return
        recent[slot] = hash
      }
      waiting[waitingCount++] = hash
      if (waitingCount === waiting.length) settle()
    },
    count() {
      settle()
      return Math.round((held.length * hashRange) / below)
    },
    repeats() {
      settle()
      if (!countsRepeats) return NaN
      return Math.round((times.reduce((sum, count) => sum + count - 1, 0) * hashRange) / below)
    },
    error() {
      settle()
      return below === hashRange ? 0 : 1 / Math.sqrt(Math.max(1, held.length))
    },
  }
}
