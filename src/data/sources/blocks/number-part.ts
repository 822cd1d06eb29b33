// The numbers of a block: themselves in as few bytes as hold them, or what is kept of them.
import { createRandom } from '../../../base/core/index.js'
import { createSorter } from '../../../base/kernels/index.js'
import { countRuns, hashRange, powerSumsOf, stretchesOf, thinValues } from '../../../base/stats/index.js'
import type { CountedValues, PowerSums, SketchedValues, Stretches } from '../../../base/stats/index.js'

/** Numbers as they came, exactly. */
export type ExactNumbers = Float64Array | Int32Array

/** What is kept of numbers that are too many: all of it can be put together with that of other blocks. */
export interface NumberSummary {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly sums: PowerSums
  readonly zeros: number
  readonly negatives: number
  readonly isWhole: boolean
  /** Distinct values with how often they come, the smallest first and the largest first. */
  readonly smallest: CountedValues
  readonly largest: CountedValues
  /** Distinct values; `lost` 0: all of them, with their exact counts. */
  readonly frequent: CountedValues
  readonly sketch: SketchedValues
  /** Of the distinct values. */
  readonly hashes: Float64Array
  /** Of times alone. */
  readonly stretches?: Stretches
}

export type NumberPart = ExactPart | { readonly summary: NumberSummary }

export interface ExactPart {
  readonly exact: ExactNumbers
  readonly min: number
  readonly max: number
}

/** Values of a block that stand for all of them, and values that are counted one by one. */
const mostPoints = 4096
export const mostFrequent = { number: 1 << 12, datetime: 1 << 15 } as const
export const mostStretches = 1 << 14
export const mostExtremes = 5

/** The values that are there (NaN is left out), in as few bytes as hold them. */
export function exactNumbers(values: Float64Array): ExactPart {
  const kept = new Float64Array(values.length)
  let used = 0
  let isWhole = true
  let [min, max] = [Infinity, -Infinity]
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (value !== value) continue
    kept[used++] = value
    if (value < min) min = value
    if (value > max) max = value
    // -0 is not held by whole numbers.
    if (isWhole && (Math.trunc(value) !== value || (value === 0 && 1 / value < 0))) isWhole = false
  }
  if (!isWhole || min < -(2 ** 31) || max >= 2 ** 31) return { exact: kept.slice(0, used), min, max }
  const whole = new Int32Array(used)
  for (let k = 0; k < used; k++) whole[k] = kept[k]!
  return { exact: whole, min, max }
}

/** What is kept of numbers, at least one of them. `label`: what chance depends on; `below`: larger hashes are left out. */
export function summariseNumbers(
  numbers: ExactNumbers,
  kind: 'number' | 'datetime',
  { label, below }: { readonly label: string; readonly below: number },
): NumberSummary {
  const sorter = createSorter(numbers.length)
  try {
    for (let k = 0; k < numbers.length; k++) sorter.room[k] = numbers[k]!
    const sorted = sorter.sortRoom(numbers.length)
    let zeros = 0
    let negatives = 0
    let isWhole = true
    for (let k = 0; k < sorted.length; k++) {
      const value = sorted[k]
      if (value === 0) zeros++
      else if (value < 0) negatives++
      if (isWhole && Math.trunc(value) !== value) isWhole = false
    }
    const { levels, variance } = thinValues(sorted, mostPoints, createRandom(label))
    return {
      count: sorted.length,
      min: sorted[0],
      max: sorted[sorted.length - 1],
      sums: powerSumsOf(sorted),
      zeros,
      negatives,
      isWhole,
      smallest: extremes(sorted, 1),
      largest: extremes(sorted, -1),
      frequent: countRuns(sorted, mostFrequent[kind]),
      sketch: { levels: levels.map((level) => level.slice()), variance },
      hashes: distinctHashes(sorted, below),
      ...(kind === 'number' ? {} : { stretches: stretchesOf(sorted, mostStretches) }),
    }
  } finally {
    sorter.leave()
  }
}

/** The first distinct values from one end. */
function extremes(sorted: Float64Array, step: 1 | -1): CountedValues {
  const values: number[] = []
  const counts: number[] = []
  for (let k = step > 0 ? 0 : sorted.length - 1; k >= 0 && k < sorted.length; k += step) {
    if (values.at(-1) === sorted[k]) counts[counts.length - 1]++
    else if (values.length === mostExtremes) break
    else {
      values.push(sorted[k])
      counts.push(1)
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), lost: 0 }
}

const bits = new Float64Array(1)
const words = new Int32Array(bits.buffer)

/** A hash of a number, of `hashRange`; 0 and -0 have the same. */
export function hashNumber(value: number): number {
  bits[0] = value + 0
  let high = Math.imul(words[0] ^ 0x9e3779b9, 0x85ebca6b) ^ words[1]
  high = Math.imul(high ^ (high >>> 16), 0x7feb352d)
  high = Math.imul(high ^ (high >>> 15), 0x846ca68b)
  high ^= high >>> 16
  let low = Math.imul(words[1] ^ 0x27d4eb2f, 0xc2b2ae35) ^ words[0]
  low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d)
  low = Math.imul(low ^ (low >>> 12), 0x297a2d39)
  low ^= low >>> 15
  return joinHash(high, low)
}

/** One hash of two. */
export function joinHash(high: number, low: number): number {
  return (high >>> 0) * (hashRange / 2 ** 32) + (low >>> 12)
}

function distinctHashes(sorted: Float64Array, below: number): Float64Array {
  const hashes = new Float64Array(sorted.length)
  let used = 0
  for (let k = 0; k < sorted.length; k++) {
    if (k > 0 && sorted[k] === sorted[k - 1]) continue
    const hash = hashNumber(sorted[k])
    if (hash < below) hashes[used++] = hash
  }
  return hashes.slice(0, used)
}
