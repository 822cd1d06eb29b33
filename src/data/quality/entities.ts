// Rows that belong together: several of one customer, patient or device.
import type { Finding } from '../../base/core/index.js'
import { counted, namesEntity } from '../schema/index.js'
import { groupCodes } from '../table/index.js'
import type { Column } from '../table/index.js'
import { findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

/** A group column has at least so many rows per value on average, and at least so many values. */
const fewestRowsEach = 1.5
const fewestEntities = 10
/** From here on the rows of an entity are alike: share of the variance between entities, less what chance gives. */
const alike = 0.5

export interface Entity {
  readonly name: string
  readonly entities: number
  /** The columns that are (almost) fixed by it. */
  readonly fixed: readonly string[]
  readonly compared: number
  /** The share of the target that it fixes. */
  readonly target: number
}

/**
 * Columns that name what several rows are about, told as a warning where the rows of one are alike: a model that has seen some of them knows the
 * others, so the judgement must keep them together. Not told where `isGrouped`.
 */
export function dependentRows(inspected: Inspected, isGrouped: boolean): Finding[] {
  if (isGrouped) return []
  const found = findEntities(inspected)
  const [first] = found
  if (first === undefined) return []
  const { name, entities, fixed, compared, target } = first
  const evidence = { entities, rows: inspected.table.rowCount, fixed: [...fixed], compared, target: Math.round(100 * target) / 100 }
  const told = counted(inspected.table.rowCount, 'row')
  if (target >= alike) {
    return [
      findingOf('LEAK_BY_GROUP', 'warning', {
        columns: [name],
        evidence,
        message: `${told} are about ${counted(entities, 'value')} of '${name}', and the rows of one have nearly the same answer. A model that has seen one knows the others: judge it on new ones with --group '${name}'.`,
      }),
    ]
  }
  return [
    findingOf('DEPENDENT_ROWS', 'warning', {
      columns: [name],
      evidence,
      message: `${told} are about ${counted(entities, 'value')} of '${name}', and rows of one are alike (${fixed.slice(0, 4).join(', ')}). If new rows will be about others, judge on others: --group '${name}'.`,
    }),
  ]
}

/** By name, by how often values repeat, and by what they fix. The surest first. */
export function findEntities({ table, schema, target }: Inspected): Entity[] {
  const { rowCount } = table
  const others = table.columns.filter((column) => column.kind !== 'text')
  return schema.columns
    .flatMap(({ name, role, distinctCount, missingCount }) => {
      if (role === 'target' || role === 'weight' || role === 'time' || !namesEntity(name)) return []
      const column = table.columns.find((one) => one.name === name)
      const filled = rowCount - missingCount
      if (column === undefined || distinctCount < fewestEntities || filled < fewestRowsEach * distinctCount || filled < rowCount / 2)
        return []
      const codes = groupCodes(column, rowCount)
      const compared = others.filter((other) => other !== column)
      const fixed = compared.filter((other) => sharedWithin(other, codes) >= alike).map((other) => other.name)
      const answer = target === undefined || target.kind === 'text' ? 0 : sharedWithin(target, codes)
      if (answer < alike && (compared.length === 0 || fixed.length < Math.max(1, compared.length / 3))) return []
      return [{ name, entities: distinctCount, fixed, compared: compared.length, target: answer }]
    })
    .sort((a, b) => b.target - a.target || b.fixed.length - a.fixed.length || b.entities - a.entities)
}

/**
 * How much alike the rows of a group are: 1 where all say the same, 0 where they are no more alike than any rows (negative where less). The intraclass correlation of
 * numbers (Fisher 1925), and the same of levels by the chance that two rows agree.
 */
function sharedWithin(column: Column, codes: Int32Array): number {
  const groups = codes.reduce((most, code) => Math.max(most, code), 0) + 1
  return column.kind === 'number' || column.kind === 'datetime'
    ? sharedNumbers(column.values, codes, groups)
    : sharedLevels(column, codes, groups)
}

function sharedNumbers(values: Float64Array, codes: Int32Array, groups: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length === 0 || sorted[0] === sorted.at(-1)) return 0
  const [counts, sums] = [new Float64Array(groups), new Float64Array(groups)]
  let [n, sum] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue
    counts[codes[row]]++
    sums[codes[row]] += values[row]
    n++
    sum += values[row]
  }
  const centre = sum / n
  let [all, within] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue
    all += (values[row] - centre) ** 2
    within += (values[row] - sums[codes[row]] / counts[codes[row]]) ** 2
  }
  const used = counts.reduce((count, rows) => count + (rows > 0 ? 1 : 0), 0)
  return n <= used || all === 0 ? 0 : 1 - within / (n - used) / (all / (n - 1))
}

function sharedLevels(column: Column, codes: Int32Array, groups: number): number {
  const source = column.kind === 'category' ? column.codes : column.kind === 'boolean' ? column.values : undefined
  if (source === undefined) return 0
  const levels = column.kind === 'category' ? column.levels.length : 2
  const ofGroup = new Map<number, number>()
  const [counts, totals] = [new Float64Array(groups), new Float64Array(levels)]
  let n = 0
  for (let row = 0; row < codes.length; row++) {
    if (source[row] < 0) continue
    const key = codes[row] * levels + source[row]
    ofGroup.set(key, (ofGroup.get(key) ?? 0) + 1)
    counts[codes[row]]++
    totals[source[row]]++
    n++
  }
  const pairs = counts.reduce((sum, count) => sum + count * (count - 1), 0)
  const byChance = totals.reduce((sum, count) => sum + count * (count - 1), 0) / (n * (n - 1))
  if (pairs === 0 || !(byChance < 1)) return 0
  const agreeing = [...ofGroup.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return (agreeing / pairs - byChance) / (1 - byChance)
}
