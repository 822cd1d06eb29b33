// What a table must hold: the contract that people read and edit, and that rows are checked against.
import type { CellFormat } from '../schema/index.js'
import type { Kind } from '../table/index.js'

export const contractFormat = 1

/** What can be held of a column, by the name that it has in the file. */
export const columnRules = [
  'required',
  'kind',
  'missing',
  'whole',
  'range',
  'shares',
  'levels',
  'length',
  'lengthShares',
  'shapes',
  'pattern',
  'unique',
] as const

export type ColumnRule = (typeof columnRules)[number]

/** From the least to the greatest; `beyond`: the share of values that may lie outside. Dates are epoch ms UTC. */
export interface Range {
  readonly min?: number
  readonly max?: number
  readonly beyond: number
}

/** The share of values that are at most `value`. */
export interface ShareUpTo {
  readonly value: number
  readonly share: number
}

/** A level of a category or a spelling of a boolean (false first), and its share of the cells with a value where that is held too. */
export interface Level {
  readonly level: string
  readonly share?: number
}

/** How cells are read, and what they must hold. All shares are 0 to 1. */
export interface ColumnContract extends Omit<CellFormat, 'levels'> {
  readonly name: string
  /** The table must have the column. */
  readonly required: boolean
  /** Cells with a value that the rules were learned from; as many as the contract's rows where absent. */
  readonly seen?: number
  /** Cells that are not of the kind, as a share of those with a text. */
  readonly invalid: number
  /** Cells without a value, as a share of all; 1 is no limit. */
  readonly mayBeMissing: number
  /** `number`: every value is whole. */
  readonly whole: boolean
  /** `number`, `datetime`. */
  readonly range?: Range
  /** `number`: points of the distribution, ascending. */
  readonly shares?: readonly ShareUpTo[]
  /** How far a share, up to a value or of a level, may move: 0.1 is ten in a hundred rows. */
  readonly shift: number
  /** `category`: all that there may be. `boolean`: the two spellings. */
  readonly levels?: readonly Level[]
  /** The share of cells that may have another level, or another shape. */
  readonly unseen: number
  /** `text` and `category`: characters a cell. */
  readonly length?: Range
  readonly lengthShares?: readonly ShareUpTo[]
  /** `text` and `category`: the shapes of cells, such as `A-9`: `A` and `a` are letters in a row, `9` digits. */
  readonly shapes?: readonly string[]
  /** `text` and `category`: a regular expression that each cell fits from end to end. */
  readonly pattern?: string
  /** No value comes twice. */
  readonly unique: boolean
  /** Rules without room for chance. */
  readonly exact: readonly ColumnRule[]
}

export const relationKinds = ['equal', 'atMost', 'sum', 'product', 'determines', 'missingTogether'] as const

/**
 * `equal`: the columns hold the same. `atMost`: the first is at most the second. `sum`, `product`: the first is the second and the third added,
 * multiplied. `determines`: rows with the same first have the same second. `missingTogether`: all have a value or none has.
 */
export type RelationKind = (typeof relationKinds)[number]

export interface RelationContract {
  readonly relation: RelationKind
  readonly columns: readonly string[]
  /** `sum`, `product`: how far off by rounding. */
  readonly within?: number
  /** The share of rows that may break it. */
  readonly broken: number
  /** Rows that it was seen to hold in; as many as the contract's rows where absent. */
  readonly seen?: number
  readonly exact: boolean
}

/** Columns whose values together come but once. */
export interface KeyContract {
  readonly columns: readonly string[]
  readonly exact: boolean
}

export interface Contract {
  readonly format: typeof contractFormat
  /** What it was learned from, for people. */
  readonly source?: string
  readonly rows: {
    /** Learned from so many rows; absent: limits are taken as known for sure. */
    readonly seen?: number
    readonly min: number
    readonly max?: number
  }
  /** The chance that further rows of the same source break any rule; 0: every limit is exact. */
  readonly falseAlarms: number
  readonly otherColumns: 'allowed' | 'refused'
  readonly columns: readonly ColumnContract[]
  readonly keys: readonly KeyContract[]
  readonly relations: readonly RelationContract[]
}

/** What holds of a column of which nothing is said. */
export function openColumn(name: string, kind: Kind): ColumnContract {
  return {
    name,
    kind,
    missing: [''],
    required: true,
    invalid: 0,
    mayBeMissing: 1,
    whole: false,
    shift: defaultShift,
    unseen: 0,
    unique: false,
    exact: [],
  }
}

/** Smaller moves of a share are taken for the life of the source. */
export const defaultShift = 0.1

export const defaultFalseAlarms = 0.01

/** How the cells of a column are to be read. */
export function formatOf({ kind, missing, levels, dateFormat, decimal, unit, fold }: ColumnContract): CellFormat {
  return {
    kind,
    missing,
    ...(levels === undefined ? {} : { levels: levels.map(({ level }) => level) }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(unit === undefined ? {} : { unit }),
    ...(fold === undefined ? {} : { fold }),
  }
}
