// Columns of which one tells the other, such as a postal code and a city.
import { copyCodes, isMissing } from '../table/index.js'
import type { Column } from '../table/index.js'
import type { RelationContract } from './contract.js'
import { withoutShortcuts } from './shortcuts.js'

/** Rows that would differ from others of their group, did the columns not go together: of fewer it says nothing. */
const fewestExpected = 30
const mostRelations = 20

interface Coded {
  readonly column: Column
  /** −1 where there is no value. */
  readonly codes: Int32Array
  readonly distinct: number
}

/** Which columns determine which. Those with fractions, and those of which most values differ, do so by themselves and are left out. O(columns² × rows). */
export function inferDependence(columns: readonly Column[], rowCount: number, checkpoint?: () => void): RelationContract[] {
  const coded = columns.filter(isNaming).map((column) => codesOf(column, rowCount))
  const usable = coded.filter(({ distinct }) => distinct > 1 && distinct <= rowCount / 2)
  const found: { readonly from: number; readonly to: number; readonly expected: number; readonly relation: RelationContract }[] = []
  for (const [k, one] of usable.entries()) {
    checkpoint?.()
    for (const [j, other] of usable.entries()) {
      // Fewer values cannot tell more.
      if (j === k || one.distinct < other.distinct) continue
      const { seen, expected } = rowsThatCould(one, other)
      if (!(expected >= fewestExpected)) continue
      const relation = { relation: 'determines' as const, columns: [one.column.name, other.column.name], broken: 0, seen, exact: false }
      found.push({ from: k, to: j, expected, relation })
    }
  }
  return withoutShortcuts(found)
    .sort((a, b) => b.expected - a.expected)
    .slice(0, mostRelations)
    .map(({ relation }) => relation)
}

function isNaming(column: Column): boolean {
  if (column.kind === 'text' || column.kind === 'datetime') return false
  return column.kind !== 'number' || column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))
}

function codesOf(column: Column, rowCount: number): Coded {
  const codes = copyCodes([column], rowCount)
  const values = new Set<number>()
  for (let row = 0; row < rowCount; row++) {
    if (isMissing(column, row)) codes[row] = -1
    else values.add(codes[row])
  }
  return { column, codes, distinct: values.size }
}

/** Rows beyond the first of each group, which could differ from it, and how many would; none where one does. */
function rowsThatCould(one: Coded, other: Coded): { readonly seen: number; readonly expected: number } {
  const told = new Int32Array(one.codes.length).fill(-1)
  const counts = new Float64Array(one.codes.length)
  let [seen, total] = [0, 0]
  for (let row = 0; row < one.codes.length; row++) {
    const [group, value] = [one.codes[row], other.codes[row]]
    if (group < 0 || value < 0) continue
    counts[value]++
    total++
    if (told[group] < 0) told[group] = value
    else if (told[group] !== value) return { seen: 0, expected: 0 }
    else seen++
  }
  return { seen, expected: seen * (1 - counts.reduce((sum, count) => sum + (count / total) ** 2, 0)) }
}
