// The right test for what is asked of one or two columns.
import { MlwrightError } from '../../base/core/index.js'
import type { Random } from '../../base/core/index.js'
import { counted } from '../schema/index.js'
import type { ColumnSchema } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { describeCategory, relateCategories } from './counts.js'
import type { Coded } from './counts.js'
import { compareGroups, usableGroups } from './groups.js'
import type { NamedValues } from './groups.js'
import { describeNumber, relateNumbers, rowsWithBoth } from './numbers.js'
import type { NamedNumbers } from './numbers.js'
import { relateToTime } from './over-time.js'
import type { Relation } from './relation.js'

/** A column and what was judged of it. */
export interface JudgedColumn {
  readonly column: Column
  readonly schema: ColumnSchema
}

/** More groups than this are a column of names. */
const mostGroups = 100

const dayMs = 86_400_000

/**
 * Asks whether a column goes together with another, or what one alone is like; the kinds decide how.
 *
 * Number by category: groups are compared. Two categories: their counts. Two numbers: their correlation. Number by date: its trend and seasons.
 * Which of two columns is which does not matter, except that a date is always what the other goes by.
 * `random` draws the orders of a permutation test and the points of pictures.
 * Throws OPTION_INVALID for texts, and for more than 100 groups; TOO_FEW_ROWS where there is nothing to compare.
 */
export function relate(of: JudgedColumn, by: JudgedColumn | undefined, random: Random): Relation {
  if (by === undefined) return describe(of)
  const [first, second] = [roleOf(of), roleOf(by)]
  if (first.as === 'category') {
    return second.as === 'category' ? relateTwoCategories(first.coded, second.coded, random) : relateToGroups(second, first.coded)
  }
  if (second.as === 'category') return relateToGroups(first, second.coded)
  if (first.as === 'time' && second.as === 'time') throw unsuitable(of.schema, 'two dates are not compared')
  if (first.as === 'time') return relateOverTime(second.numbers, first.numbers, random)
  if (second.as === 'time') return relateOverTime(first.numbers, second.numbers, random)
  const rows = rowsWithBoth(first.numbers.values, second.numbers.values)
  requireSpread(first.numbers, rows, 4)
  requireSpread(second.numbers, rows, 4)
  return relateNumbers(first.numbers, second.numbers, random)
}

interface Measured {
  readonly as: 'number' | 'time'
  readonly numbers: NamedNumbers
}

type Comparable = Measured | { readonly as: 'category'; readonly coded: Coded }

function roleOf({ column, schema }: JudgedColumn): Comparable {
  switch (column.kind) {
    case 'number':
      return { as: 'number', numbers: column }
    case 'datetime':
      return { as: 'time', numbers: column }
    case 'category':
      return { as: 'category', coded: column }
    case 'boolean':
      return { as: 'category', coded: { name: column.name, codes: column.values, levels: schema.levels ?? ['false', 'true'] } }
    case 'text':
      throw unsuitable(schema, 'texts are not compared')
  }
}

function describe(of: JudgedColumn): Relation {
  const comparable = roleOf(of)
  if (comparable.as === 'category') {
    if (presentLevels(comparable.coded, () => true).length < 2) throw tooFew(of.schema.name, 'it has fewer than two levels')
    return describeCategory(comparable.coded)
  }
  if (comparable.as === 'time') throw unsuitable(of.schema, 'a date alone is not tested')
  requireSpread(comparable.numbers, Int32Array.from(comparable.numbers.values.keys()), 3)
  return describeNumber(comparable.numbers)
}

function relateTwoCategories(of: Coded, by: Coded, random: Random): Relation {
  const hasBoth = (row: number): boolean => of.codes[row] >= 0 && by.codes[row] >= 0
  for (const coded of [of, by]) {
    const levels = presentLevels(coded, hasBoth)
    if (levels.length < 2) throw tooFew(coded.name, `it has ${counted(levels.length, 'level')} in the rows where neither is missing`)
    if (levels.length > mostGroups) throw tooMany(coded.name, levels.length)
  }
  return relateCategories(of, by, random)
}

function relateToGroups(what: Measured, coded: Coded): Relation {
  const { name, values } = what.as === 'time' ? inDays(what.numbers) : what.numbers
  const levels = presentLevels(coded, (row) => !Number.isNaN(values[row]))
  if (levels.length > mostGroups) throw tooMany(coded.name, levels.length)
  const lists = new Map(levels.map((level) => [level, [] as number[]]))
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) lists.get(coded.codes[row])?.push(values[row])
  }
  const given = levels.map((level): NamedValues => ({ name: coded.levels[level], values: Float64Array.from(lists.get(level)!) }))
  const { usable } = usableGroups(given)
  const used = usable.reduce((sum, group) => sum + group.values.length, 0)
  if (usable.length < 2)
    throw tooFew(
      coded.name,
      `${counted(usable.length, 'group')} of it ${usable.length === 1 ? 'has' : 'have'} at least two values of '${name}'`,
    )
  const first = usable[0].values[0]
  if (usable.every((group) => group.values.every((value) => value === first))) throw tooFew(name, 'all its values are equal')
  return compareGroups(usable, { number: name, category: coded.name }, values.length - used)
}

/** Days since midnight before the earliest, so that differences read as days. */
function inDays({ name, values }: NamedNumbers): NamedNumbers {
  const earliest = values.reduce((least, value) => (value < least ? value : least), Infinity)
  const midnight = Math.floor(earliest / dayMs) * dayMs
  const day = Number.isFinite(midnight) ? new Date(midnight).toISOString().slice(0, 10) : ''
  return { name: `${name} (days since ${day})`, values: values.map((value) => (value - midnight) / dayMs) }
}

function relateOverTime(number: NamedNumbers, time: NamedNumbers, random: Random): Relation {
  const rows = rowsWithBoth(time.values, number.values)
  requireSpread(number, rows, 4)
  if (new Set(Array.from(rows.subarray(0, 10_000), (row) => time.values[row])).size < 4)
    throw tooFew(time.name, 'it has fewer than four different dates')
  return relateToTime(number, time, random)
}

function presentLevels(coded: Coded, counts: (row: number) => boolean): number[] {
  const present = new Uint8Array(coded.levels.length)
  for (let row = 0; row < coded.codes.length; row++) if (coded.codes[row] >= 0 && counts(row)) present[coded.codes[row]] = 1
  return Array.from(present.keys()).filter((level) => present[level] === 1)
}

/** Enough values among the rows, not all equal. */
function requireSpread({ name, values }: NamedNumbers, rows: Int32Array, fewest: number): void {
  let count = 0
  let [least, greatest] = [Infinity, -Infinity]
  for (const row of rows) {
    const value = values[row]
    if (Number.isNaN(value)) continue
    count++
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  if (count < fewest) throw tooFew(name, `${counted(count, 'row')} can be used, expected at least ${fewest}`)
  if (least === greatest) throw tooFew(name, 'all its values are equal')
}

function tooFew(column: string, why: string): MlwrightError {
  return new MlwrightError('TOO_FEW_ROWS', `There is nothing to compare in '${column}': ${why}.`, {
    hint: 'Choose another column, or give more rows.',
    details: { column },
  })
}

function tooMany(column: string, levels: number): MlwrightError {
  return new MlwrightError('OPTION_INVALID', `Column '${column}' has ${levels} levels. Expected at most ${mostGroups} groups to compare.`, {
    hint: 'Choose a coarser column, or say --kind if they are numbers.',
    details: { column, levels },
  })
}

function unsuitable({ name, kind, why }: ColumnSchema, problem: string): MlwrightError {
  return new MlwrightError(
    'OPTION_INVALID',
    `Column '${name}' is of kind ${kind}: ${problem}. Expected a number or a category, by another column if need be.`,
    {
      hint: `${why} If that is wrong, say --kind ${name}=category (or number).`,
      details: { column: name, kind },
    },
  )
}
