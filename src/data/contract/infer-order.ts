// Pairs of numbers or dates of which one is never above the other, such as a start and an end.
import type { DatetimeColumn, NumberColumn } from '../table/index.js'
import type { RelationContract } from './contract.js'
import { withoutShortcuts } from './shortcuts.js'

export type Measure = NumberColumn | DatetimeColumn

/** Rows where the order would be broken, did the columns not go together: of fewer it says nothing. */
const fewestExpected = 30
const leastShare = 0.1
const mostRelations = 20
/** Points of each column by which they are compared. */
const pointCount = 64

/** `columns`: of one kind. O(pairs × rows), most pairs end at once. */
export function inferOrder(columns: readonly Measure[], checkpoint?: () => void): RelationContract[] {
  const points = columns.map(pointsOf)
  const found: { readonly from: number; readonly to: number; readonly expected: number; readonly relation: RelationContract }[] = []
  for (const [k, low] of columns.entries()) {
    checkpoint?.()
    for (const [j, high] of columns.entries()) {
      if (j === k || low.kind !== high.kind) continue
      const seen = rowsInOrder(low.values, high.values)
      const share = seen === 0 ? 0 : shareAbove(points[k], points[j])
      if (share < leastShare || share * seen < fewestExpected) continue
      found.push({
        from: k,
        to: j,
        expected: share * seen,
        relation: { relation: 'atMost', columns: [low.name, high.name], broken: 0, seen, exact: false },
      })
    }
  }
  return withoutShortcuts(found)
    .sort((a, b) => b.expected - a.expected)
    .slice(0, mostRelations)
    .map(({ relation }) => relation)
}

/** Rows with both; 0 where one of them is out of order, or where all are the same. */
function rowsInOrder(low: Float64Array, high: Float64Array): number {
  let rows = 0
  let differing = 0
  for (let row = 0; row < low.length; row++) {
    if (low[row] > high[row]) return 0
    if (low[row] <= high[row]) rows++
    if (low[row] < high[row]) differing++
  }
  return differing === 0 ? 0 : rows
}

function pointsOf({ values }: Measure): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length <= pointCount) return sorted
  return Float64Array.from({ length: pointCount }, (_, k) => sorted[Math.floor(((k + 0.5) * sorted.length) / pointCount)])
}

/** How often one is above the other where they do not go together. */
function shareAbove(ones: Float64Array, others: Float64Array): number {
  let above = 0
  for (const one of ones) for (const other of others) if (one > other) above++
  return ones.length === 0 || others.length === 0 ? 0 : above / ones.length / others.length
}
