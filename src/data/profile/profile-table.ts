// A whole table in numbers: each column, how they go together, what is missing together.
import { createRandom } from '../../base/core/index.js'
import { createSorter } from '../../base/kernels/index.js'
import type { Schema } from '../schema/index.js'
import type { Column, Table } from '../table/index.js'
import { associate, informationOn } from './associations.js'
import type { Association, TargetInformation } from './associations.js'
import type { ColumnProfile } from './column-profile.js'
import { missingPatterns } from './missing-patterns.js'
import type { MissingPattern } from './missing-patterns.js'
import { profileColumn } from './profile-column.js'

export interface TableProfile {
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** Pairs that go together at least a little, the strongest first. */
  readonly associations: readonly Association[]
  /** What each column tells about the target; where one was named. */
  readonly information?: readonly TargetInformation[]
  readonly missingPatterns: readonly MissingPattern[]
  /** Absent where the whole table was in memory. */
  readonly approximate?: TableApproximation
}

/** What of a large table is not counted on all rows; columns say for themselves what is not exact. */
export interface TableApproximation {
  /** Rows, drawn with equal chances by a fixed seed, that associations, information, lengths and patterns of texts are counted on. */
  readonly rowsSampled: number
  /** Whether missing patterns are of those rows too, and scaled up. */
  readonly missingPatterns: boolean
  /** The largest of the columns' standard errors. */
  readonly distinctError: number
  readonly rankError: number
}

/** Pairs weaker than this are chance, or of no use. */
const leastStrength = 0.1
const mostAssociations = 200

/** The pairs that are told. */
export function associationsOf(table: Table, comparable: ReadonlySet<string>, checkpoint?: () => void): Association[] {
  return associate(table, comparable, createRandom('profile'), checkpoint)
    .filter(({ strength }) => strength >= leastStrength)
    .slice(0, mostAssociations)
}

/**
 * Profiles a table that is in memory. `target`: its column and the rows' answers, for what columns tell about it.
 * The same table gives the same profile. O(cells log rows + columns² × 10,000).
 */
export function profileTable(
  { table, schema }: { readonly table: Table; readonly schema: Schema },
  { target, checkpoint }: { readonly target?: Column; readonly checkpoint?: (() => void) | undefined } = {},
): TableProfile {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  if (target !== undefined) byName.set(target.name, target)
  const sorter = createSorter(table.rowCount)
  const columns = schema.columns.flatMap((column) => {
    checkpoint?.()
    const found = byName.get(column.name)
    return found === undefined ? [] : [profileColumn(found, column, table.rowCount, sorter)]
  })
  sorter.leave()
  const comparable = new Set(schema.columns.filter(({ role }) => role !== 'id' && role !== 'ignored').map(({ name }) => name))
  const whole = target === undefined ? table : { ...table, columns: [...table.columns, target] }
  const features = new Set([...comparable].filter((name) => name !== target?.name))
  const lacking = new Set(columns.filter(({ missing }) => missing > 0).map(({ name }) => name))
  return {
    rows: table.rowCount,
    columns,
    associations: associationsOf(whole, comparable, checkpoint),
    ...(target === undefined ? {} : { information: informationOn(table, target, features, createRandom('profile')) }),
    missingPatterns: missingPatterns(table, lacking),
  }
}
