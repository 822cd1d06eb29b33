// The numbers of a column from all blocks: all of them while they fit, then what is kept of them.
import { createRandom } from '../../../base/core/index.js'
import {
  createDistinctSketch,
  createFrequentValues,
  createQuantileSketch,
  mergePowerSums,
  mergeStretches,
  noPowerSums,
} from '../../../base/stats/index.js'
import type { CountedValues, PowerSums, Stretches, WeightedValues } from '../../../base/stats/index.js'
import { sortByKernel } from './sort-by-kernel.js'
import { mostExtremes, mostFrequent, mostStretches, summariseNumbers } from './number-part.js'
import type { ExactNumbers, ExactPart, NumberPart, NumberSummary } from './number-part.js'
import { labelOf } from './scan-block.js'

/** All numbers, in parts. */
export interface AllNumbers {
  readonly exact: readonly ExactNumbers[]
  readonly min: number
  readonly max: number
}

/** What is known of numbers that are too many to be held. */
export interface SummarisedNumbers extends Omit<NumberSummary, 'sketch' | 'hashes'> {
  /** Values that stand for all; all themselves where `frequent` are all. */
  readonly weighted: WeightedValues
  /** Standard error of the number of values below any point. */
  readonly rankError: number
  readonly distinct: number
  /** Relative standard error; 0 is exact. */
  readonly distinctError: number
}

/** Hashes of distinct numbers: a standard error of 0.6 % at most. */
const heldHashes = 1 << 16

export class GatheredNumbers {
  private exact: { readonly part: ExactPart; readonly block: number }[] = []
  private gathering: Gathering | undefined
  private known: AllNumbers | SummarisedNumbers | undefined

  constructor(
    private readonly request: number,
    private readonly kind: 'number' | 'datetime',
    private readonly heldPoints: number,
  ) {}

  /** Hashes from here on change nothing. */
  get hashBelow(): number {
    return this.gathering?.distinct.below ?? Infinity
  }

  /** Parts come in the order of their blocks. */
  add(part: NumberPart, block: number): void {
    this.known = undefined
    if ('exact' in part) this.exact.push({ part, block })
    else {
      this.summarise()
      this.take(part.summary)
    }
  }

  /** From now on what is kept is a summary, the same as if all parts had come as summaries. */
  summarise(): void {
    const { exact } = this
    if (exact.length > 0) this.known = undefined
    this.exact = []
    for (const { part, block } of exact)
      if (part.exact.length > 0)
        this.take(summariseNumbers(part.exact, this.kind, { label: labelOf(block, this.request, this.kind), below: Infinity }))
  }

  result(): AllNumbers | SummarisedNumbers {
    return (this.known ??= this.find())
  }

  private find(): AllNumbers | SummarisedNumbers {
    if (this.gathering === undefined) {
      const parts = this.exact.map(({ part }) => part)
      const [min, max] = [Math.min(...parts.map((part) => part.min)), Math.max(...parts.map((part) => part.max))]
      return { exact: parts.map(({ exact }) => exact), min, max }
    }
    this.summarise()
    const { quantiles, frequent, distinct, ...rest } = this.gathering
    const counted = frequent.counted()
    const isCounted = counted.lost === 0
    return {
      ...rest,
      frequent: counted,
      weighted: isCounted ? counted : quantiles.weighted(),
      rankError: isCounted ? 0 : quantiles.rankError(),
      distinct: isCounted ? counted.values.length : Math.min(rest.count, distinct.count()),
      distinctError: isCounted ? 0 : distinct.error(),
    }
  }

  private take(summary: NumberSummary): void {
    this.gathering ??= startGathering(`profile/${this.request}/${this.kind}`, {
      heldPoints: this.heldPoints,
      mostCounted: mostFrequent[this.kind],
    })
    mergeInto(this.gathering, summary)
  }
}

interface Gathering {
  count: number
  min: number
  max: number
  sums: PowerSums
  zeros: number
  negatives: number
  isWhole: boolean
  smallest: CountedValues
  largest: CountedValues
  stretches?: Stretches
  readonly quantiles: ReturnType<typeof createQuantileSketch>
  readonly frequent: ReturnType<typeof createFrequentValues>
  readonly distinct: ReturnType<typeof createDistinctSketch>
}

function startGathering(
  label: string,
  { heldPoints, mostCounted }: { readonly heldPoints: number; readonly mostCounted: number },
): Gathering {
  const none: CountedValues = { values: new Float64Array(0), counts: new Float64Array(0), lost: 0 }
  return {
    count: 0,
    min: Infinity,
    max: -Infinity,
    sums: noPowerSums,
    zeros: 0,
    negatives: 0,
    isWhole: true,
    smallest: none,
    largest: none,
    quantiles: createQuantileSketch(heldPoints, createRandom(label), sortByKernel),
    frequent: createFrequentValues(mostCounted),
    distinct: createDistinctSketch(heldHashes, { sort: sortByKernel }),
  }
}

function mergeInto(all: Gathering, part: NumberSummary): void {
  all.count += part.count
  all.min = Math.min(all.min, part.min)
  all.max = Math.max(all.max, part.max)
  all.sums = mergePowerSums(all.sums, part.sums)
  all.zeros += part.zeros
  all.negatives += part.negatives
  all.isWhole &&= part.isWhole
  all.smallest = mergeExtremes(all.smallest, part.smallest, 1)
  all.largest = mergeExtremes(all.largest, part.largest, -1)
  all.quantiles.add(part.sketch)
  all.frequent.add(part.frequent)
  for (const hash of part.hashes) all.distinct.add(hash)
  if (part.stretches !== undefined) {
    all.stretches = all.stretches === undefined ? part.stretches : mergeStretches(all.stretches, part.stretches, mostStretches)
  }
}

/** A value among the smallest of all is among the smallest of every block that has it: the counts are exact. */
function mergeExtremes(a: CountedValues, b: CountedValues, direction: 1 | -1): CountedValues {
  const counts = new Map<number, number>()
  for (const part of [a, b]) part.values.forEach((value, k) => counts.set(value, (counts.get(value) ?? 0) + part.counts[k]))
  const kept = [...counts].sort((x, y) => direction * (x[0] - y[0])).slice(0, mostExtremes)
  return { values: Float64Array.from(kept, ([value]) => value), counts: Float64Array.from(kept, ([, count]) => count), lost: 0 }
}
