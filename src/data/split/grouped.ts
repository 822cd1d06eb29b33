// Whole groups dealt to parts, so that sizes and classes come out balanced.
import { MlwrightError } from '../../base/core/index.js'
import type { SplitInput } from './input.js'

/** Ranges of a numeric target, of equal count, that are balanced like classes. */
const rangeCount = 5

/**
 * For each row its part. `shares`: the wanted size of each part, summing to 1; every part gets a group as long as there are enough,
 * fewer groups than parts fill the first parts only. Greedy: the largest group first, each to the part where the sum over sizes and
 * classes of (rows ÷ share)² grows least. Throws TOO_FEW_ROWS with fewer than 2 groups.
 */
export function assignGroups(input: SplitInput & { readonly groups: Int32Array }, shares: readonly number[]): Int32Array {
  const rowCount = input.target.length
  const { groupOf, groupCount } = numberGroups(input.groups)
  if (groupCount < 2) {
    throw new MlwrightError(
      'TOO_FEW_ROWS',
      `The rows form ${groupCount} group, expected at least 2 to learn from some and judge on others.`,
      {
        hint: 'Leave the group column out, or choose one with more values.',
        details: { groups: groupCount },
      },
    )
  }
  const { classOf, classCount } = classesOf(input)
  const { starts, rows } = rowsByGroup(groupOf, groupCount)
  const sizes = Int32Array.from({ length: groupCount }, (_, group) => starts[group + 1] - starts[group])
  const order = input.random.shuffle(Int32Array.from({ length: groupCount }, (_, group) => group)).sort((a, b) => sizes[b] - sizes[a])
  const partCount = Math.min(shares.length, groupCount)
  const totals = new Float64Array(classCount)
  for (const label of classOf) totals[label]++

  const partOf = new Int32Array(groupCount)
  const held = new Float64Array(partCount * classCount)
  const heldRows = new Float64Array(partCount)
  const counts = new Float64Array(classCount)
  for (let at = 0; at < groupCount; at++) {
    const group = order[at]
    counts.fill(0)
    for (let k = starts[group]; k < starts[group + 1]; k++) counts[classOf[rows[k]]]++
    // The last groups go to parts that are still empty.
    const empty = countEmpty(heldRows)
    const mustFill = empty >= groupCount - at
    let best = -1
    let bestGrowth = Infinity
    for (let part = 0; part < partCount; part++) {
      if (mustFill && heldRows[part] > 0) continue
      const size = sizes[group]
      let growth = (size * (2 * heldRows[part] + size)) / (rowCount * rowCount)
      for (let label = 0; label < classCount; label++) {
        const count = counts[label]
        if (count > 0) growth += (count * (2 * held[part * classCount + label] + count)) / (totals[label] * totals[label])
      }
      growth /= shares[part]
      if (growth < bestGrowth) {
        bestGrowth = growth
        best = part
      }
    }
    partOf[group] = best
    heldRows[best] += sizes[group]
    for (let label = 0; label < classCount; label++) held[best * classCount + label] += counts[label]
  }
  return groupOf.map((group) => partOf[group])
}

/** Codes renumbered from 0; each row with a negative code is a group of its own. */
function numberGroups(codes: Int32Array): { groupOf: Int32Array; groupCount: number } {
  const numbers = new Map<number, number>()
  let groupCount = 0
  const groupOf = codes.map((code) => {
    if (code < 0) return groupCount++
    let group = numbers.get(code)
    if (group === undefined) numbers.set(code, (group = groupCount++))
    return group
  })
  return { groupOf, groupCount }
}

function rowsByGroup(groupOf: Int32Array, groupCount: number): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(groupCount + 1)
  for (const group of groupOf) starts[group + 1]++
  for (let group = 0; group < groupCount; group++) starts[group + 1] += starts[group]
  const next = starts.slice()
  const rows = new Int32Array(groupOf.length)
  for (let row = 0; row < groupOf.length; row++) rows[next[groupOf[row]]++] = row
  return { starts, rows }
}

function classesOf({ task, target, classCount }: SplitInput): { classOf: Int32Array; classCount: number } {
  if (task !== 'regression') return { classOf: Int32Array.from(target), classCount }
  const order = Int32Array.from(target, (_, row) => row).sort((a, b) => target[a] - target[b])
  const classOf = new Int32Array(target.length)
  for (let at = 0; at < order.length; at++) classOf[order[at]] = Math.floor((at * rangeCount) / order.length)
  return { classOf, classCount: rangeCount }
}

function countEmpty(heldRows: Float64Array): number {
  let empty = 0
  for (const count of heldRows) if (count === 0) empty++
  return empty
}
