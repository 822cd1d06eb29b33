// Columns that say the same as others: copies, the same under other names, sums of others.
import type { Finding } from '../../base/core/index.js'
import { named } from '../schema/index.js'
import type { Column } from '../table/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected, InspectedColumn } from './inspected.js'

/** Rows by which columns are first told apart. */
const firstRows = 2000
/** Rows that must differ from the most frequent value: two rare marks can agree by chance. */
const fewestOthers = 10

/**
 * One warning per group of columns that part the rows alike: the same numbers, or one-to-one other names for them (a code and its text).
 * The target is not among them: what says the same as the target is a leak. O(columns × rows).
 */
export function sameColumns(inspected: Inspected): Finding[] {
  const columns = columnsOf(inspected).filter(({ schema, column }) => schema.role !== 'target' && column.kind !== 'text')
  const { rowCount } = inspected.table
  const size = Math.min(firstRows, rowCount)
  const alike = groupsBy(columns, ({ column }) => {
    const { codes, distinct } = partOf(column, size)
    // Values that are (almost) all distinct part the rows alike whatever they say: only their copies are the same.
    return distinct > size / 4 ? valuesKey(column, size) : keyOf(codes)
  })
  return alike.flatMap((candidates) => {
    if (candidates.length < 2) return []
    const parted = new Map(candidates.map((one) => [one, partOf(one.column, rowCount)]))
    const groups = groupsBy(candidates, (one) => keyOf(parted.get(one)!.codes))
    return groups.flatMap((group) => {
      const { others, distinct } = parted.get(group[0])!
      if (group.length < 2 || others < fewestOthers) return []
      const isCopy = group.every(({ column }) => areEqual(column, group[0].column))
      if (!isCopy && distinct > rowCount / 4) return []
      return [finding(group, isCopy)]
    })
  })
}

function finding(group: readonly InspectedColumn[], isCopy: boolean): Finding {
  const names = group.map(({ schema }) => schema.name)
  const [first, ...rest] = names
  const said = isCopy
    ? 'hold the same values in every row'
    : 'are other names for the same: each value of one goes with one value of the other'
  return findingOf('DUPLICATE_COLUMNS', 'warning', {
    columns: names,
    evidence: { groups: [names], identical: isCopy },
    message: `${named(names)} ${said}. Keep one of them (${rest.map((name) => `--ignore ${quoted(name)}`).join(' ')} keeps '${first}'): what a model makes of them is shared out among them by chance.`,
  })
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name}'`
}

interface Parted {
  /** Values numbered in order of appearance, missing is -1. */
  readonly codes: Int32Array
  readonly distinct: number
  /** Rows with another than the most frequent value. */
  readonly others: number
}

function partOf(column: Column, rowCount: number): Parted {
  const codes = new Int32Array(rowCount)
  const numbers = new Map<number, number>()
  const counts: number[] = []
  let missing = 0
  const source = column.kind === 'category' ? column.codes : column.kind === 'text' ? column.offsets : column.values
  const isLevel = column.kind === 'category' || column.kind === 'boolean'
  for (let row = 0; row < rowCount; row++) {
    const value = source[row]
    if (isLevel ? value < 0 : Number.isNaN(value)) {
      codes[row] = -1
      missing++
      continue
    }
    let number = numbers.get(value)
    if (number === undefined) {
      number = counts.length
      numbers.set(value, number)
      counts.push(0)
    }
    counts[number]++
    codes[row] = number
  }
  const most = counts.reduce((largest, count) => Math.max(largest, count), missing)
  return { codes, distinct: counts.length, others: rowCount - most }
}

function keyOf(codes: Int32Array): string {
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (const code of codes) {
    a = Math.imul(a ^ code, 16777619)
    b = Math.imul(b ^ (code + (a >>> 13)), 0x2c1b3c6d)
  }
  return `${a} ${b}`
}

function valuesKey(column: Column, size: number): string {
  if (column.kind === 'category') return Array.from(column.codes.subarray(0, size), (code) => column.levels[code] ?? '').join('\n')
  return column.kind === 'text' ? '' : Array.from(column.values.subarray(0, size)).join(' ')
}

function areEqual(one: Column, other: Column): boolean {
  if (one.kind === 'category' && other.kind === 'category') {
    return one.codes.every((code, row) => (code < 0 ? other.codes[row] < 0 : one.levels[code] === other.levels[other.codes[row]]))
  }
  if (one.kind !== other.kind || one.kind === 'category' || one.kind === 'text') return one === other
  const values: ArrayLike<number> = (other as typeof one).values
  return one.values.every((value: number, row: number) => value === values[row] || (Number.isNaN(value) && Number.isNaN(values[row])))
}

function groupsBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const found = groups.get(key(item))
    if (found === undefined) groups.set(key(item), [item])
    else found.push(item)
  }
  return [...groups.values()]
}
