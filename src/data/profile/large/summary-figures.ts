// The figures of numbers that are too many to be held, from what was kept of them.
import { histogramOf, mergePowerSums, powerSumsOfRepeated, quantileOfCounted, shapeOfSums } from '../../../base/stats/index.js'
import type { WeightedValues } from '../../../base/stats/index.js'
import type { NumbersContent, SummarisedNumbers } from '../../sources/index.js'
import type { Approximation, ValueCount } from '../column-profile.js'
import { quantileShares } from '../column-profile.js'
import type { DatetimeFigures } from '../datetime-profile.js'
import { datetimeFigures } from '../datetime-profile.js'
import { mostListed } from '../number-profile.js'
import type { NumberFigures } from '../number-profile.js'
import type { ColumnFigures } from './exact-figures.js'

/** Exact: moments, extremes, counts of zeros and negative numbers; and all of it where few values are distinct. `added` are always exact. */
export function summaryFigures({ kind, added }: NumbersContent, summary: SummarisedNumbers): ColumnFigures {
  const all = mergeWeighted(summary.weighted, added)
  const isCounted = summary.frequent.lost === 0
  const distinct = isCounted ? all.values.length : summary.distinct + added.values.length
  return { distinct, figures: kind === 'number' ? numbersFrom(summary, added, all) : timesFrom(summary, all, distinct) }
}

/** What is not exact of these figures; undefined where all is. */
export function approximationOf({ count, rankError, distinctError, frequent: { lost } }: SummarisedNumbers): Approximation | undefined {
  if (lost === 0) return undefined
  return { distinct: distinctError, ranks: rankError / count, counts: lost }
}

function numbersFrom(summary: SummarisedNumbers, added: WeightedValues, all: WeightedValues): NumberFigures {
  let { sums, zeros, negatives, isWhole } = summary
  added.values.forEach((value, k) => {
    const count = added.counts[k]
    sums = mergePowerSums(sums, powerSumsOfRepeated(value, count))
    if (value === 0) zeros += count
    else if (value < 0) negatives += count
    isWhole &&= Number.isInteger(value)
  })
  // Extremes are exact; the values that stand for all may lack them.
  const ends = Float64Array.of(summary.min, summary.max)
  const spread = withEnds(all, ends)
  return {
    min: Math.min(summary.min, all.values[0]),
    max: Math.max(summary.max, all.values.at(-1)!),
    mean: sums.mean,
    ...shapeOfSums(sums),
    quantiles: quantileShares.map((share) => ({ share, value: quantileOfCounted(all.values, all.counts, share) })),
    zeros,
    negatives,
    isWhole,
    frequent: listed(mergeWeighted(summary.frequent, added), (a, b) => b.count - a.count || a.value - b.value).filter(
      ({ count }) => count > 1,
    ),
    smallest: listed(mergeWeighted(ascending(summary.smallest), added), (a, b) => a.value - b.value),
    largest: listed(mergeWeighted(ascending(summary.largest), added), (a, b) => b.value - a.value),
    histogram: histogramOf(spread.values, spread.counts),
  }
}

function listed({ values, counts }: WeightedValues, order: (a: ValueCount<number>, b: ValueCount<number>) => number): ValueCount<number>[] {
  return Array.from(values, (value, k) => ({ value, count: counts[k] }))
    .sort(order)
    .slice(0, mostListed)
}

function ascending({ values, counts }: WeightedValues): WeightedValues {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b])
  return { values: Float64Array.from(order, (k) => values[k]), counts: Float64Array.from(order, (k) => counts[k]) }
}

/** Every distinct time is there: the figures are those of a column in memory. Else gaps alone, which are seen where they are wide. */
function timesFrom(summary: SummarisedNumbers, all: WeightedValues, distinct: number): DatetimeFigures {
  const { min, max } = { min: Math.min(summary.min, all.values[0]), max: Math.max(summary.max, all.values.at(-1)!) }
  const spread = withEnds(all, Float64Array.of(summary.min, summary.max))
  const histogram = histogramOf(spread.values, spread.counts)
  if (summary.frequent.lost === 0) return { ...datetimeFigures(all.values, (values) => values.slice().sort()), histogram }
  const { firsts, lasts } = summary.stretches!
  const usual = (max - min) / Math.max(1, distinct - 1)
  const gaps: { from: number; to: number }[] = []
  for (let k = 1; k < firsts.length; k++) if (firsts[k] - lasts[k - 1] >= gapSteps * usual) gaps.push({ from: lasts[k - 1], to: firsts[k] })
  gaps.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  return { min, max, gaps: gaps.slice(0, mostGaps), histogram }
}

/** Among very many times that fall at random, the longest stretch without one is some 20 mean steps. */
const gapSteps = 50
const mostGaps = 5

/** The smallest and the largest value take the place of the outermost ones that stand for all. */
function withEnds({ values, counts }: WeightedValues, ends: Float64Array): WeightedValues {
  const moved = values.slice()
  moved[0] = Math.min(moved[0], ends[0])
  moved[moved.length - 1] = Math.max(moved[moved.length - 1], ends[1])
  return { values: moved, counts }
}

function mergeWeighted(a: WeightedValues, b: WeightedValues): WeightedValues {
  if (b.values.length === 0) return a
  const counts = new Map<number, number>()
  for (const part of [a, b]) part.values.forEach((value, k) => counts.set(value, (counts.get(value) ?? 0) + part.counts[k]))
  const values = Float64Array.from(counts.keys()).sort()
  return { values, counts: values.map((value) => counts.get(value)!) }
}
