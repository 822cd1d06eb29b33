// Seeded random numbers: the only source of randomness, always passed in.

export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Fills `values` with what as many calls of `next` give, some times faster. */
  nextAll(values: Float64Array): void
  /** Uniform whole number in [0, below). */
  integer(below: number): number
  /** Standard normal. */
  normal(): number
  /** In place, Fisher-Yates. */
  shuffle<T extends { length: number; [index: number]: number }>(values: T): T
  /** An independent stream for a named purpose; does not advance this one. */
  fork(label: string): Random
}

/**
 * A generator that gives the same numbers for the same seed on every machine.
 * xoshiro128** (Blackman and Vigna 2018), its state filled by hashing the seed.
 */
export function createRandom(seed: number | string): Random {
  const key = String(seed)
  let hash = 1779033703 ^ key.length
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 3432918353)
    hash = (hash << 13) | (hash >>> 19)
  }
  const mix = (): number => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
    return (hash ^= hash >>> 16) >>> 0
  }
  let a = mix()
  let b = mix()
  let c = mix()
  let d = mix() | 1
  const bits = (): number => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result >>> 0
  }
  for (let i = 0; i < 8; i++) bits()
  const random: Random = {
    next: () => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992,
    nextAll: (values) => {
      // Copies: the generator's own variables are shared with the other functions, and slow for it.
      let [w, x, y, z] = [a, b, c, d]
      for (let i = 0; i < values.length; i++) {
        let sum = 0
        for (let half = 0; half < 2; half++) {
          const product = Math.imul(x, 5)
          const word = Math.imul((product << 7) | (product >>> 25), 9)
          const shifted = x << 9
          y ^= w
          z ^= x
          x ^= y
          w ^= z
          y ^= shifted
          z = (z << 11) | (z >>> 21)
          sum = half === 0 ? (word >>> 5) * 67108864 : sum + (word >>> 6)
        }
        values[i] = sum / 9007199254740992
      }
      a = w
      b = x
      c = y
      d = z
    },
    integer: (below) => Math.floor(random.next() * below),
    normal: () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
    shuffle: (values) => {
      for (let i = values.length - 1; i > 0; i--) {
        const j = random.integer(i + 1)
        const kept = values[i]
        values[i] = values[j]!
        values[j] = kept
      }
      return values
    },
    fork: (label) => createRandom(`${key}/${label}`),
  }
  return random
}
