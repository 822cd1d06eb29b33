// Quantiles of more values than are held: some stand for their neighbours.
import type { Random } from '../core/index.js'

/** Values that stand for all: those of `levels[l]` for 2^l each. */
export interface SketchedValues {
  readonly levels: readonly Float64Array[]
  /** Of the number of values that seem to lie below any one point, compared with how many do. */
  readonly variance: number
}

/** Values with how often each stands, ascending. */
export interface WeightedValues {
  readonly values: Float64Array
  readonly counts: Float64Array
}

export interface QuantileSketch {
  /** Adds values: sorted, or what `thinValues` left of them. */
  add(part: SketchedValues): void
  /** All that is held, ascending; the counts sum to as many values as were added. */
  weighted(): WeightedValues
  /** Standard error of the number of values below any point, at most. */
  rankError(): number
}

/** Halves a sorted list until at most `most` values stand for all: of two neighbours the one that chance says. O(n). */
export function thinValues(sorted: Float64Array, most: number, random: Random): SketchedValues {
  const levels: Float64Array[] = []
  let variance = 0
  let rest = sorted
  while (rest.length > most) {
    const { kept, left } = halve(rest, random)
    levels.push(left)
    variance += 4 ** (levels.length - 1)
    rest = kept
  }
  levels.push(rest)
  return { levels, variance }
}

/**
 * A sketch that holds about 2 × `capacity` values for each doubling beyond. A full level is sorted, and every second value goes on to the next with double
 * weight, which one of each two being drawn: errors have mean 0 and mostly cancel (Manku, Rajagopalan and Lindsay 1998; Agarwal et al. 2013).
 * `sort`: a faster way to sort in place. The same parts in the same order, and the same seed, give the same sketch.
 */
export function createQuantileSketch(
  capacity: number,
  random: Random,
  sort: (values: Float64Array) => Float64Array = (values) => values.sort(),
): QuantileSketch {
  const levels: { values: Float64Array; length: number }[] = []
  let variance = 0

  function put(level: number, added: Float64Array): void {
    while (levels.length <= level) levels.push({ values: new Float64Array(64), length: 0 })
    const held = levels[level]
    const length = held.length + added.length
    if (length > held.values.length) {
      const grown = new Float64Array(Math.max(length, 2 * held.values.length))
      grown.set(held.values.subarray(0, held.length))
      held.values = grown
    }
    held.values.set(added, held.length)
    held.length = length
    if (length <= capacity) return
    const { kept, left } = halve(sort(held.values.subarray(0, length)), random)
    variance += 4 ** level
    held.values = new Float64Array(64)
    held.values.set(left)
    held.length = left.length
    put(level + 1, kept)
  }

  return {
    add(part) {
      variance += part.variance
      part.levels.forEach((values, level) => put(level, values))
    },
    weighted: () => weigh(levels.map(({ values, length }) => values.subarray(0, length))),
    rankError: () => Math.sqrt(variance),
  }
}

/** Every second value from the first or the second on; of an odd number the last is left. */
function halve(sorted: Float64Array, random: Random): { readonly kept: Float64Array; readonly left: Float64Array } {
  const kept = new Float64Array(sorted.length >> 1)
  const first = random.next() < 0.5 ? 0 : 1
  for (let k = 0; k < kept.length; k++) kept[k] = sorted[2 * k + first]!
  return { kept, left: sorted.slice(2 * kept.length) }
}

function weigh(levels: readonly Float64Array[]): WeightedValues {
  const size = levels.reduce((sum, level) => sum + level.length, 0)
  const values = new Float64Array(size)
  const weights = new Float64Array(size)
  let at = 0
  for (const [level, held] of levels.entries()) {
    values.set(held, at)
    weights.fill(2 ** level, at, at + held.length)
    at += held.length
  }
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b])
  return joinEqual(
    order.length,
    (k) => values[order[k]],
    (k) => weights[order[k]],
  )
}

/** Ascending values, equal ones put together. */
function joinEqual(size: number, valueAt: (k: number) => number, weightAt: (k: number) => number): WeightedValues {
  const values = new Float64Array(size)
  const counts = new Float64Array(size)
  let used = 0
  for (let k = 0; k < size; k++) {
    const value = valueAt(k)
    if (used > 0 && values[used - 1] === value) counts[used - 1] += weightAt(k)
    else {
      values[used] = value
      counts[used++] = weightAt(k)
    }
  }
  return { values: values.slice(0, used), counts: counts.slice(0, used) }
}
