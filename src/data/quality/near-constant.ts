// Columns of which almost every row says the same.
import type { Finding } from '../../base/core/index.js'
import { counted, named } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

/** From this share of the cells on. */
const nearlyAll = 0.995
const fewestRows = 50
/** Rows in which a value that nearly all rows have shows itself. */
const firstRows = 5000

/** One hint per column of which at most one row in 200 says something else. The target is judged by its classes. */
export function nearConstant(inspected: Inspected): Finding[] {
  const { rowCount } = inspected.table
  if (rowCount < fewestRows) return []
  return columnsOf(inspected).flatMap(({ column, schema }) => {
    if (schema.role === 'target') return []
    const found = mostFrequent(column, rowCount)
    if (found === undefined || found.count < nearlyAll * found.of || found.count === found.of) return []
    const others = found.of - found.count
    return [
      findingOf('NEAR_CONSTANT_COLUMN', 'info', {
        columns: [schema.name],
        evidence: { value: found.value, cells: found.count, others },
        message: `Column '${schema.name}' is ${named([found.value])} in ${shareOf(found.count, found.of)} of its cells; ${counted(others, 'other cell')} ${others === 1 ? 'says' : 'say'} something else. What is learned from so few rests on little.`,
      }),
    ]
  })
}

interface Frequent {
  readonly value: string
  readonly count: number
  /** Cells with a value. */
  readonly of: number
}

/** The value that more than half of the cells have (Boyer and Moore 1981), with its count. */
function mostFrequent(column: Column, rowCount: number): Frequent | undefined {
  if (column.kind === 'text') return undefined
  const source = column.kind === 'category' ? column.codes : column.values
  const isThere = (value: number): boolean => (column.kind === 'category' || column.kind === 'boolean' ? value >= 0 : !Number.isNaN(value))
  if (!isFrequentIn(source, isThere, Math.min(firstRows, rowCount))) return undefined
  let [candidate, votes] = [NaN, 0]
  for (let row = 0; row < rowCount; row++) {
    const value = source[row]
    if (!isThere(value)) continue
    if (votes === 0) candidate = value
    votes += value === candidate ? 1 : -1
  }
  let [count, of] = [0, 0]
  for (let row = 0; row < rowCount; row++) {
    if (!isThere(source[row])) continue
    of++
    if (source[row] === candidate) count++
  }
  if (of === 0) return undefined
  return { value: valueText(column, candidate), count, of }
}

/** Never 100 where it is not all. */
function shareOf(count: number, of: number): string {
  return `${(Math.floor((10_000 * count) / of) / 100).toFixed(2)}%`
}

function isFrequentIn(source: ArrayLike<number>, isThere: (value: number) => boolean, size: number): boolean {
  const counts = new Map<number, number>()
  let of = 0
  for (let row = 0; row < size; row++) {
    if (!isThere(source[row])) continue
    of++
    counts.set(source[row], (counts.get(source[row]) ?? 0) + 1)
  }
  return of === 0 || Math.max(...[...counts.values()].slice(0, 1000)) > 0.9 * of
}

function valueText(column: Column, value: number): string {
  switch (column.kind) {
    case 'category':
      return column.levels[value]
    case 'boolean':
      return value === 1 ? 'true' : 'false'
    case 'datetime':
      return new Date(value).toISOString()
    default:
      return String(value)
  }
}
