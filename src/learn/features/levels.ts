// The levels of a category column: counted on the training rows, looked up in any table.
import type { CategoryColumn } from '../../data/table/index.js'
import type { TrainingRows } from './training-rows.js'

export interface LevelCounts {
  /** Rows per code of the column, by their weights. */
  readonly counts: Float64Array
  readonly missing: number
}

export function countLevels(column: CategoryColumn, { rows, weights }: TrainingRows): LevelCounts {
  const counts = new Float64Array(column.levels.length)
  let missing = 0
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]]
    const weight = weights === undefined ? 1 : weights[i]
    if (code >= 0) counts[code] += weight
    else missing += weight
  }
  return { counts, missing }
}

/**
 * The levels frequent enough to stand for themselves, as codes, most frequent first (ties by name).
 * `hasOthers`: some rows hold a level that is not among them.
 */
export function frequentLevels(
  column: CategoryColumn,
  counts: Float64Array,
  limits: { readonly minRows: number; readonly maxLevels: number },
): { codes: number[]; hasOthers: boolean } {
  const { levels } = column
  const present = Array.from(counts.keys()).filter((code) => counts[code] > 0)
  const frequent = present.filter((code) => counts[code] >= limits.minRows)
  frequent.sort((a, b) => counts[b] - counts[a] || compareTexts(levels[a], levels[b]))
  const codes = frequent.slice(0, limits.maxLevels)
  return { codes, hasOthers: codes.length < present.length }
}

/** By code unit: the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Where codes go that no level stands for. */
export interface OtherCodes {
  readonly missing: number
  /** A level that is not among `levels`, or that training never saw. */
  readonly other: number
}

/**
 * The place of each row's level in `levels`. Tables name their levels in their own order, so levels meet by their text.
 */
export function placeLevels(column: CategoryColumn, rows: Int32Array, levels: ReadonlyMap<string, number>, others: OtherCodes): Int32Array {
  const places = new Int32Array(column.levels.length)
  for (let code = 0; code < places.length; code++) places[code] = levels.get(column.levels[code]) ?? others.other
  const placed = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]]
    placed[i] = code >= 0 ? places[code] : code === -1 ? others.missing : others.other
  }
  return placed
}

/** Level to place, in order. */
export function placesOf(levels: readonly string[]): ReadonlyMap<string, number> {
  return new Map(levels.map((level, place) => [level, place]))
}
