// A number by groups: are the groups alike?
import {
  adjustPValues,
  brownForsytheTest,
  brunnerMunzelTest,
  dagostinoTest,
  epsilonSquared,
  hedgesG,
  kruskalWallisTest,
  mannWhitneyTest,
  mean,
  mostShapiroValues,
  omegaSquared,
  quantileOfSorted,
  shapeOf,
  shapiroWilkTest,
  tQuantile,
  variance,
  welchAnovaTest,
  welchTest,
} from '../../base/stats/index.js'
import type { TestResult, VarianceRatio } from '../../base/stats/index.js'
import { counted, named } from '../schema/index.js'
import type { Assumption, FoundEffect, GroupFound, GroupsRelation, PairFound } from './relation.js'

export interface NamedValues {
  readonly name: string
  readonly values: Float64Array
}

/** Groups up to which every pair is compared. */
const mostPairedGroups = 10

/** Below this, chance is not a good explanation. */
const surprising = 0.05

/**
 * Compares a number between two or more groups of at least 2 values each.
 * Means by Welch's tests where they are close to normally distributed (see `meansAreNormal`), else ranks.
 */
export function compareGroups(
  given: readonly NamedValues[],
  names: { readonly number: string; readonly category: string },
  leftOut: number,
): GroupsRelation {
  const lists = given.map(({ values }) => values)
  const count = lists.reduce((sum, values) => sum + values.length, 0)
  const normality = given.map(meansAreNormal)
  const constant = given.filter(({ values }) => variance(values) === 0)
  const byMeans = constant.length === 0 && normality.every(({ holds }) => holds)
  const assumptions: Assumption[] = [
    meansAssumption(normality),
    spreadsAssumption(lists, byMeans),
    { id: 'independence', words: 'Rows count as independent of one another: no thing or person stands in several.' },
  ]
  const ordered = given.map(summarise).sort((a, b) => (byMeans ? b.mean - a.mean : b.quartiles[1] - a.quartiles[1] || b.mean - a.mean))
  const find = new Map(given.map(({ name, values }) => [name, values]))
  const sorted = ordered.map(({ name }) => find.get(name)!)
  const reason = byMeans
    ? 'the means of all groups are close to normally distributed, and spreads may differ'
    : constant.length > 0
      ? `all values of ${named(constant.map(({ name }) => name))} are equal, so ranks are compared`
      : `the mean of ${named(normality.filter(({ holds }) => !holds).map(({ name }) => name))} is too far from normally distributed for ${count < 1000 ? 'so few' : 'such'} rows, so ranks are compared`
  const common = {
    form: 'groups',
    ...names,
    rows: count,
    leftOut,
    assumptions,
    groups: ordered,
    pairs: given.length > 2 && given.length <= mostPairedGroups ? comparePairs(sorted, ordered, byMeans) : [],
  } as const
  if (given.length === 2) {
    const [a, b] = sorted
    const { test, effects } = byMeans
      ? { test: welchTest(a, b), effects: meanEffects(a, b) }
      : { test: mannWhitneyTest(a, b), effects: rankEffects(a, b) }
    return { ...common, ...figuresOf(test), test: byMeans ? 'welch' : 'mannWhitney', why: `Two groups, and ${reason}.`, effects }
  }
  const why = `${given.length} groups, and ${reason}.`
  if (byMeans) {
    const test = welchAnovaTest(lists)
    return { ...common, ...figuresOf(test), test: 'welchAnova', why, effects: [{ id: 'omegaSquared', ...omegaSquared(test, count) }] }
  }
  const test = kruskalWallisTest(lists)
  return { ...common, ...figuresOf(test), test: 'kruskalWallis', why, effects: [{ id: 'epsilonSquared', ...epsilonSquared(test, count) }] }
}

function figuresOf(test: TestResult | VarianceRatio): Pick<GroupsRelation, 'statistic' | 'pValue' | 'degrees' | 'denominatorDegrees'> {
  const { statistic, pValue, degrees } = test
  return {
    statistic,
    pValue,
    ...(degrees === undefined ? {} : { degrees }),
    ...('denominatorDegrees' in test ? { denominatorDegrees: test.denominatorDegrees } : {}),
  }
}

interface Normality {
  readonly name: string
  readonly holds: boolean
  readonly count: number
  readonly skewness: number
}

/**
 * Whether the mean of a group is near enough to normally distributed: of at least 25 × skewness² values and 15 (Cochran 1977), or of values that
 * could come from a normal distribution themselves.
 */
function meansAreNormal({ name, values }: NamedValues): Normality {
  const { skewness } = shapeOf(values)
  const needed = Math.max(15, 25 * skewness ** 2)
  const holds = values.length >= needed || (values.length >= 3 && normalPValue(values) > surprising)
  return { name, holds, count: values.length, skewness }
}

export function normalPValue(values: Float64Array): number {
  return values.length <= mostShapiroValues ? shapiroWilkTest(values).pValue : dagostinoTest(values).pValue
}

function meansAssumption(normality: readonly Normality[]): Assumption {
  const failing = normality.filter(({ holds }) => !holds)
  const worst = (failing.length > 0 ? failing : normality).toSorted(
    (a, b) => a.count / (1 + a.skewness ** 2) - b.count / (1 + b.skewness ** 2),
  )[0]
  const seen = `'${worst.name}' has ${counted(worst.count, 'row')} and a skewness of ${worst.skewness.toFixed(2)}`
  return {
    id: 'means',
    holds: failing.length === 0,
    words:
      failing.length === 0
        ? `The means of all groups are close to normally distributed: even ${seen}.`
        : `The means of ${failing.length === normality.length ? 'all' : failing.length} groups are not close to normally distributed: ${seen}.`,
  }
}

function spreadsAssumption(lists: readonly Float64Array[], byMeans: boolean): Assumption {
  const { pValue } = brownForsytheTest(lists)
  const deviations = lists.map((values) => Math.sqrt(variance(values)))
  const ratio = Math.max(...deviations) / Math.min(...deviations)
  const holds = !(pValue < surprising)
  const seen = Number.isFinite(ratio)
    ? `the largest standard deviation is ${ratio.toFixed(1)} times the smallest`
    : 'one group has no spread at all'
  const consequence = byMeans
    ? 'The test does not need equal spreads.'
    : 'Where spreads differ, a difference of ranks need not be one of medians.'
  return {
    id: 'spreads',
    holds,
    words: `Spreads ${holds ? 'could be equal' : 'differ'} (Brown and Forsythe, ${probability(pValue)}): ${seen}. ${consequence}`,
  }
}

/** p as it is written: never 0. */
export function probability(pValue: number): string {
  return Number.isNaN(pValue) ? 'no p' : pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`
}

export function summarise({ name, values }: NamedValues): GroupFound {
  const sorted = Float64Array.from(values).sort()
  const middle = mean(values)
  const standardDeviation = Math.sqrt(variance(values))
  const reach = values.length > 1 ? (tQuantile(0.975, values.length - 1) * standardDeviation) / Math.sqrt(values.length) : NaN
  return {
    name,
    count: values.length,
    mean: middle,
    low: middle - reach,
    high: middle + reach,
    standardDeviation,
    quartiles: [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.75)],
  }
}

function meanEffects(a: Float64Array, b: Float64Array): FoundEffect[] {
  const { difference, low, high } = welchTest(a, b)
  return [
    { id: 'meanDifference', value: difference, low, high },
    { id: 'hedgesG', ...hedgesG(a, b) },
  ]
}

function rankEffects(a: Float64Array, b: Float64Array): FoundEffect[] {
  const { share, low, high } = brunnerMunzelTest(b, a)
  return [{ id: 'superiority', value: share, low, high }]
}

function comparePairs(lists: readonly Float64Array[], groups: readonly GroupFound[], byMeans: boolean): PairFound[] {
  const pairs = groups.flatMap((_, i) => groups.slice(i + 1).map((__, k) => [i, i + 1 + k] as const))
  const raw = pairs.map(([i, j]) => (byMeans ? welchTest(lists[i], lists[j]) : mannWhitneyTest(lists[i], lists[j])).pValue)
  const adjusted = adjustPValues(raw)
  return pairs.map(([i, j], k) => ({
    first: groups[i].name,
    second: groups[j].name,
    pValue: adjusted[k],
    difference: byMeans ? groups[i].mean - groups[j].mean : groups[i].quartiles[1] - groups[j].quartiles[1],
  }))
}

/** Groups of at least 2 values; the names of those that are too small, and how many rows they have. */
export function usableGroups(given: readonly NamedValues[]): { readonly usable: readonly NamedValues[]; readonly rowsLeftOut: number } {
  const usable = given.filter(({ values }) => values.length >= 2)
  return { usable, rowsLeftOut: given.reduce((sum, { values }) => sum + (values.length === 1 ? 1 : 0), 0) }
}
