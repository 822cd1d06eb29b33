// What is asked of one or two columns, and what comes out: the test that was chosen, what it rests on, how large the effect is.
import type { HistogramBin, Interval } from '../../base/stats/index.js'

export type TestId =
  | 'welch'
  | 'mannWhitney'
  | 'welchAnova'
  | 'kruskalWallis'
  | 'chiSquare'
  | 'fisherExact'
  | 'permutation'
  | 'pearson'
  | 'spearman'
  | 'mannKendall'
  | 'shapiroWilk'
  | 'dagostino'
  | 'goodnessOfFit'

/** What a test takes for granted, looked into. */
export interface Assumption {
  readonly id: 'means' | 'spreads' | 'expectedCounts' | 'shapes' | 'memory' | 'independence'
  /** Undefined: cannot be seen in the data. */
  readonly holds?: boolean
  /** One sentence with the numbers. */
  readonly words: string
}

export type EffectId =
  | 'meanDifference'
  | 'hedgesG'
  | 'superiority'
  | 'omegaSquared'
  | 'epsilonSquared'
  | 'cramersV'
  | 'shareDifference'
  | 'oddsRatio'
  | 'correlation'
  | 'slopePerYear'
  | 'mean'
  | 'share'

export interface FoundEffect extends Interval {
  readonly id: EffectId
  readonly value: number
}

export interface GroupFound {
  readonly name: string
  readonly count: number
  readonly mean: number
  /** Of the mean, 95 %. */
  readonly low: number
  readonly high: number
  readonly standardDeviation: number
  readonly quartiles: readonly [number, number, number]
}

export interface PairFound {
  readonly first: string
  readonly second: string
  /** Corrected for the number of pairs by Holm. */
  readonly pValue: number
  /** Of means, or of medians where ranks were compared: first less second. */
  readonly difference: number
}

interface Found {
  readonly test: TestId
  /** Why this test and not another. */
  readonly why: string
  readonly statistic: number
  readonly degrees?: number
  readonly denominatorDegrees?: number
  readonly pValue: number
  readonly assumptions: readonly Assumption[]
  /** The main one first. */
  readonly effects: readonly FoundEffect[]
  /** Rows that took part, and those that a missing value or a group of one row kept out. */
  readonly rows: number
  readonly leftOut: number
}

export interface GroupsRelation extends Found {
  readonly form: 'groups'
  readonly number: string
  readonly category: string
  /** By mean or median, whichever is compared; the highest first. */
  readonly groups: readonly GroupFound[]
  readonly pairs: readonly PairFound[]
}

export interface CountsRelation extends Found {
  readonly form: 'counts'
  readonly rowName: string
  readonly columnName: string
  readonly rowLevels: readonly string[]
  readonly columnLevels: readonly string[]
  readonly table: readonly (readonly number[])[]
}

export interface NumbersRelation extends Found {
  readonly form: 'numbers'
  readonly x: string
  readonly y: string
  /** Some of the points, for a picture. */
  readonly points: readonly (readonly [number, number])[]
}

export interface TimeRelation extends Found {
  readonly form: 'time'
  readonly number: string
  readonly time: string
  readonly points: readonly (readonly [number, number])[]
  readonly line: { readonly slopePerMs: number; readonly intercept: number }
  readonly seasons: readonly Season[]
}

/** Whether values differ by the part of the day, week or year, the trend taken off. */
export interface Season {
  readonly cycle: 'day' | 'week' | 'year'
  /** Corrected for the number of cycles looked at, by Holm. */
  readonly pValue: number
  /** The share of the variance of ranks that it explains. */
  readonly share: number
}

export interface NumberRelation extends Found {
  readonly form: 'number'
  readonly number: string
  readonly group: GroupFound
  readonly bins: readonly HistogramBin[]
}

export interface CategoryRelation extends Found {
  readonly form: 'category'
  readonly category: string
  readonly shares: readonly (FoundEffect & { readonly name: string; readonly count: number })[]
}

export type Relation = GroupsRelation | CountsRelation | NumbersRelation | TimeRelation | NumberRelation | CategoryRelation
