// What a test of columns comes to, in words: the answer first, how sure it is, how it was found.
import { probability } from '../../data/relations/index.js'
import type { EffectId, FoundEffect, GroupsRelation, Relation, TestId, TimeRelation } from '../../data/relations/index.js'
import { quote } from './names.js'
import { formatCount, formatDecimals, formatNumber, sharedDecimals } from './numbers.js'

export interface RelationWords {
  /** One or two sentences: what was found, how large it is. */
  readonly answer: string
  /** Whether chance could explain it, with the test and its p. */
  readonly certainty: string
  /** The test and why it was chosen. */
  readonly choice: string
  /** Per assumption what was seen. */
  readonly assumptions: readonly string[]
  /** Name, value and interval of every effect. */
  readonly effects: readonly EffectWords[]
}

export interface EffectWords {
  readonly name: string
  readonly value: string
  readonly interval: string
  /** By custom: small, medium, large; or what it means. */
  readonly size: string
}

/** What p must stay under for a finding to count as more than chance. */
const surprising = 0.05

const testNames: Readonly<Record<TestId, string>> = {
  welch: "Welch's t test",
  mannWhitney: 'Mann–Whitney U test',
  welchAnova: "Welch's analysis of variance",
  kruskalWallis: 'Kruskal–Wallis test',
  chiSquare: 'chi-square test of independence',
  fisherExact: "Fisher's exact test",
  permutation: 'permutation test of the chi-square statistic',
  pearson: "Pearson's correlation",
  spearman: "Spearman's rank correlation",
  mannKendall: 'Mann–Kendall test for trend',
  shapiroWilk: 'Shapiro–Wilk test',
  dagostino: "D'Agostino and Pearson's test",
  goodnessOfFit: 'chi-square test of equal shares',
}

function testName(test: TestId): string {
  return testNames[test]
}

export function relationWords(relation: Relation): RelationWords {
  return {
    answer: answerOf(relation),
    certainty: certaintyOf(relation),
    choice: `${testName(relation.test)}. ${relation.why}`,
    assumptions: relation.assumptions.map(({ words }) => words),
    effects: relation.effects.map((effect) => effectWords(effect, relation)),
  }
}

const isSurprising = (pValue: number): boolean => pValue < surprising

function certaintyOf(relation: Relation): string {
  const by = `${testName(relation.test)}, ${probability(relation.pValue)}`
  const isFound = isSurprising(relation.pValue)
  if (relation.form === 'number')
    return isFound
      ? `A normal distribution does not explain its values (${by}).`
      : `A normal distribution could explain its values (${by}).`
  if (relation.form === 'category')
    return isFound ? `Equal shares do not explain the counts (${by}).` : `Equal shares could explain the counts (${by}).`
  return isFound
    ? `Chance alone would rarely show as much (${by}).`
    : `Chance alone could show as much (${by}): that is no proof that there is nothing.`
}

function answerOf(relation: Relation): string {
  switch (relation.form) {
    case 'groups':
      return groupsAnswer(relation)
    case 'counts': {
      const [rows, columns] = [quote(relation.rowName), quote(relation.columnName)]
      const [first] = relation.effects
      if (first.id === 'shareDifference') {
        const [level, one, other] = [relation.rowLevels[1], ...relation.columnLevels].map(quote)
        const shares = [0, 1].map((column) => (100 * relation.table[1][column]) / (relation.table[0][column] + relation.table[1][column]))
        return `${rows} is ${level} in ${shares[1].toFixed(1)}% of the rows where ${columns} is ${other}, and in ${shares[0].toFixed(1)}% where it is ${one}: ${percentagePoints(first)}.`
      }
      const strength = `Cramér's V ${interval(first)}`
      return isSurprising(relation.pValue)
        ? `${rows} and ${columns} go together: ${strength}.`
        : `${rows} and ${columns} cannot be shown to go together: ${strength}.`
    }
    case 'numbers': {
      const [effect] = relation.effects
      const direction = effect.value > 0 ? 'rises' : 'falls'
      const [x, y] = [quote(relation.x), quote(relation.y)]
      return isSurprising(relation.pValue)
        ? `${y} ${direction} as ${x} rises: correlation ${interval(effect)}, ${sizeOf(effect)}.`
        : `${y} cannot be shown to rise or fall with ${x}: correlation ${interval(effect)}.`
    }
    case 'time': {
      const { effect, unit } = slopeIn(relation)
      const name = quote(relation.number)
      const season = seasonWords(relation)
      const trend = isSurprising(relation.pValue)
        ? `${name} ${effect.value > 0 ? 'rises' : 'falls'} by ${interval({ ...effect, ...flipped(effect) })} a ${unit}.`
        : `${name} cannot be shown to rise or fall: ${interval(effect)} a ${unit}.`
      return season === undefined ? trend : `${trend} ${season}`
    }
    case 'number': {
      const { group } = relation
      return `${quote(relation.number)} is on average ${interval({ value: group.mean, low: group.low, high: group.high })}, its median is ${formatNumber(group.quartiles[1])}, and half of its values lie from ${formatNumber(group.quartiles[0])} to ${formatNumber(group.quartiles[2])}.`
    }
    case 'category': {
      const [first] = relation.shares
      return `The most frequent of ${formatCount(relation.shares.length)} levels of ${quote(relation.category)} is ${quote(first.name)}, with ${percentInterval(first)} of the rows.`
    }
  }
}

function groupsAnswer({ number, category, groups, effects, pValue }: GroupsRelation): string {
  const [effect] = effects
  const [first, last] = [groups[0], groups.at(-1)!]
  const [what, high, low] = [number, first.name, last.name].map(quote)
  if (effect.id === 'meanDifference') {
    return isSurprising(pValue)
      ? `${what} is on average ${interval(effect)} higher where ${quote(category)} is ${high} than where it is ${low}.`
      : `${what} cannot be shown to differ by ${quote(category)}: where it is ${high} it is on average ${interval(effect)} higher than where it is ${low}.`
  }
  if (effect.id === 'superiority') {
    const pairs = `in ${percentInterval(effect)} of all pairs of rows the one where ${quote(category)} is ${high} has the higher ${what}, the other being ${low}`
    return isSurprising(pValue)
      ? `${pairs.charAt(0).toUpperCase()}${pairs.slice(1)}.`
      : `${what} cannot be shown to differ by ${quote(category)}: ${pairs}.`
  }
  const isMean = effect.id === 'omegaSquared'
  const centre = (group: (typeof groups)[number]): string =>
    `${isMean ? 'mean' : 'median'} ${formatNumber(isMean ? group.mean : group.quartiles[1])}`
  const range = `highest for ${high} (${centre(first)}), lowest for ${low} (${centre(last)})`
  const share = `The groups explain ${percentInterval(effect)} of the variance${isMean ? '' : ' of its ranks'}.`
  return isSurprising(pValue)
    ? `${what} differs by ${quote(category)}: ${range}. ${share}`
    : `${what} cannot be shown to differ by ${quote(category)}: ${range}. ${share}`
}

const dayMs = 86_400_000
const yearDays = 365.2425

/** Per year where the rows span two of them, else per day. */
function slopeIn({ effects, points }: TimeRelation): { readonly effect: FoundEffect; readonly unit: 'year' | 'day' } {
  const [effect] = effects
  const days = points.length > 1 ? (points.at(-1)![0] - points[0][0]) / dayMs : 0
  if (days >= 2 * yearDays) return { effect, unit: 'year' }
  return {
    effect: { id: effect.id, value: effect.value / yearDays, low: effect.low / yearDays, high: effect.high / yearDays },
    unit: 'day',
  }
}

/** A fall told as a positive number. */
function flipped({ value, low, high }: FoundEffect): Pick<FoundEffect, 'value' | 'low' | 'high'> {
  return value < 0 ? { value: -value, low: -high, high: -low } : { value, low, high }
}

const partNames = { day: 'the hour of the day', week: 'the day of the week', year: 'the month of the year' } as const

function seasonWords({ seasons }: TimeRelation): string | undefined {
  const found = seasons.filter(({ pValue }) => isSurprising(pValue)).sort((a, b) => b.share - a.share)
  if (found.length === 0) return undefined
  const parts = found.map(
    ({ cycle, share, pValue }) => `${partNames[cycle]} (${(100 * share).toFixed(0)}% of the variance of ranks, ${probability(pValue)})`,
  )
  return `Beside that it follows ${parts.join(' and ')}.`
}

/** 1.23 (1.20 to 1.26), all with as many decimals as the interval deserves. */
function interval({ value, low, high }: Pick<FoundEffect, 'value' | 'low' | 'high'>): string {
  const decimals = sharedDecimals(value, low, high)
  const [middle, from, to] = [value, low, high].map((one) => formatDecimals(one, decimals))
  return Number.isFinite(low) && Number.isFinite(high) ? `${middle} (95% interval ${from} to ${to})` : middle
}

function percentInterval({ value, low, high }: Pick<FoundEffect, 'value' | 'low' | 'high'>): string {
  const decimals = Math.max(0, sharedDecimals(100 * value, 100 * low, 100 * high))
  return `${formatDecimals(100 * value, decimals)}% (95% interval ${formatDecimals(100 * low, decimals)} to ${formatDecimals(100 * high, decimals)})`
}

function percentagePoints({ value, low, high }: FoundEffect): string {
  const [size, from, to] = [value, low, high].map((one) => formatDecimals(100 * one, 1))
  return `a difference of ${size} percentage points (95% interval ${from} to ${to})`
}

const effectNames: Readonly<Record<EffectId, string>> = {
  meanDifference: 'difference of means',
  hedgesG: "Hedges' g",
  superiority: 'share of pairs won',
  omegaSquared: 'ω², share of variance explained',
  epsilonSquared: 'ε², share of variance of ranks explained',
  cramersV: "Cramér's V",
  shareDifference: 'difference of shares',
  oddsRatio: 'odds ratio',
  correlation: 'correlation',
  slopePerYear: "Theil and Sen's slope a year",
  mean: 'mean',
  share: 'share of the most frequent level',
}

function effectWords(effect: FoundEffect, relation: Relation): EffectWords {
  const slope = relation.form === 'time' ? slopeIn(relation) : undefined
  const { value, low, high } = slope?.effect ?? effect
  const decimals = sharedDecimals(value, low, high)
  return {
    name: slope === undefined ? effectNames[effect.id] : `Theil and Sen's slope a ${slope.unit}`,
    value: formatDecimals(value, decimals),
    interval: `${formatDecimals(low, decimals)} to ${formatDecimals(high, decimals)}`,
    size: sizeOf(effect),
  }
}

/** Cohen's conventions (1988), which say nothing about what matters in a field. */
const customs: Readonly<Partial<Record<EffectId, readonly [number, number, number]>>> = {
  hedgesG: [0.2, 0.5, 0.8],
  omegaSquared: [0.01, 0.06, 0.14],
  epsilonSquared: [0.01, 0.06, 0.14],
  cramersV: [0.1, 0.3, 0.5],
  correlation: [0.1, 0.3, 0.5],
}

function sizeOf({ id, value }: FoundEffect): string {
  const custom = customs[id]
  if (custom === undefined) return ''
  const size = Math.abs(value)
  return size < custom[0]
    ? 'by custom negligible'
    : size < custom[1]
      ? 'by custom small'
      : size < custom[2]
        ? 'by custom medium'
        : 'by custom large'
}
