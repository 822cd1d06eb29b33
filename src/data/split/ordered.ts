// Rows in order of time, cut where time moves on.
import { MlwrightError } from '../../base/core/index.js'

/** Row numbers, earliest first; rows without a time are left out. */
export function orderByTime(times: Float64Array): Int32Array {
  return Int32Array.from(times, (_, row) => row)
    .filter((row) => !Number.isNaN(times[row]))
    .sort((a, b) => times[a] - times[b] || a - b)
}

/**
 * Where to cut the ordered rows: for each share (ascending) the nearest place where time moves on. Shares that would cut at the same
 * place give one cut; at least one row is before the first cut and after the last. Throws TOO_FEW_ROWS when all times are equal.
 */
export function cutsOf(ordered: Int32Array, times: Float64Array, shares: readonly number[]): number[] {
  const moves: number[] = []
  for (let at = 1; at < ordered.length; at++) if (times[ordered[at]] !== times[ordered[at - 1]]) moves.push(at)
  if (moves.length === 0) {
    throw new MlwrightError(
      'TOO_FEW_ROWS',
      'All rows have the same time, expected at least 2 different ones to judge on what comes later.',
      {
        hint: 'Leave the time column out, or choose a finer one.',
        details: { rows: ordered.length },
      },
    )
  }
  const cuts = new Set<number>()
  for (const share of shares) cuts.add(nearest(moves, share * ordered.length))
  return [...cuts]
}

/** The rows without those whose group is tested. */
export function withoutGroups(train: Int32Array, test: Int32Array, groups: Int32Array | undefined): Int32Array {
  if (groups === undefined) return train
  const tested = new Set<number>()
  for (const row of test) if (groups[row] >= 0) tested.add(groups[row])
  return train.filter((row) => !tested.has(groups[row]))
}

/** Of ascending whole numbers the one nearest to `wanted`; the lower of two equally near. */
function nearest(ascending: readonly number[], wanted: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < wanted) low = middle + 1
    else high = middle
  }
  const before = ascending[low - 1]
  return before !== undefined && wanted - before <= ascending[low] - wanted ? before : ascending[low]
}
