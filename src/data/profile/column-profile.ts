// What a column holds, in numbers.
import type { HistogramBin } from '../../base/stats/index.js'
import type { PersonalKind } from '../personal/index.js'
import type { ColumnSchema } from '../schema/index.js'
import type { Kind } from '../table/index.js'

export interface ValueCount<Value> {
  readonly value: Value
  readonly count: number
}

interface Common {
  readonly name: string
  readonly kind: Kind
  readonly role: ColumnSchema['role']
  /** Why this kind and this role. */
  readonly why: string
  readonly missing: number
  readonly distinct: number
  /** The personal data that it holds, where no value is shown: levels and shapes are of forms that show nothing. */
  readonly conceals?: PersonalKind
  /** What is not exact, where the table was too large to hold; absent where all is. */
  readonly approximate?: Approximation
}

/** How far figures of a column may be off. */
export interface Approximation {
  /** Standard error of `distinct`, as a share of it. */
  readonly distinct?: number
  /** Standard error of the share of rows below a quantile, and of a bin's share. */
  readonly ranks?: number
  /** Counts of levels and of frequent values may be too low by so many rows, at most. */
  readonly counts?: number
}

/** Quantiles that are told, by their share. */
export const quantileShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

export interface NumberProfile extends Common {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly standardDeviation: number
  readonly skewness: number
  /** Less that of a normal distribution. */
  readonly kurtosis: number
  readonly quantiles: readonly { readonly share: number; readonly value: number }[]
  readonly zeros: number
  readonly negatives: number
  /** Every value is a whole number. */
  readonly isWhole: boolean
  /** The most frequent values, where any comes up more than once. */
  readonly frequent: readonly ValueCount<number>[]
  readonly smallest: readonly ValueCount<number>[]
  readonly largest: readonly ValueCount<number>[]
  readonly histogram: readonly HistogramBin[]
}

export interface LevelsProfile extends Common {
  readonly kind: 'category' | 'boolean'
  /** The most frequent first. */
  readonly levels: readonly ValueCount<string>[]
  /** Rows of levels that are not listed. */
  readonly otherRows: number
  /** In bits: 0 where one level has all rows, log₂ of their number where all are equally frequent. */
  readonly entropy: number
}

export interface DatetimeProfile extends Common {
  readonly kind: 'datetime'
  /** Epoch ms UTC, as all times here. */
  readonly min: number
  readonly max: number
  /** The step between neighbouring times that comes up most often, and its share of all steps. */
  readonly step?: { readonly ms: number; readonly share: number }
  /** The longest stretches without a row, where they are far longer than the usual step. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  readonly histogram: readonly HistogramBin[]
}

export interface TextProfile extends Common {
  readonly kind: 'text'
  /** In characters. */
  readonly lengths: { readonly min: number; readonly median: number; readonly mean: number; readonly max: number }
  /** Shapes of cells, such as `Aa9` for a word and a number: the most frequent first. */
  readonly patterns: readonly ValueCount<string>[]
  readonly words: { readonly median: number; readonly max: number }
}

/** A column of which every cell is missing. */
export interface EmptyProfile extends Common {
  readonly isEmpty: true
}

export type ColumnProfile = NumberProfile | LevelsProfile | DatetimeProfile | TextProfile | EmptyProfile
