// Numbers, dates and lengths held against ranges and distributions.
import { countedShift } from '../../base/stats/index.js'
import { percent } from '../schema/index.js'
import type { Kind } from '../table/index.js'
import type { Range, ShareUpTo } from './contract.js'
import { isOver } from './room.js'
import type { Room } from './room.js'
import type { Measured } from './rule.js'
import { partText, valueText } from './wording.js'

/** `values` may hold NaN for cells without a value. Each side of the range is judged by itself. */
export function measureRange(
  values: ArrayLike<number>,
  { min = -Infinity, max = Infinity, beyond }: Range,
  kind: Kind,
  room: Room,
): Measured {
  let [below, above, of] = [0, 0, 0]
  let [least, greatest] = [Infinity, -Infinity]
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (Number.isNaN(value)) continue
    of++
    if (value < min) below++
    else if (value > max) above++
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  if (of === 0) return undefined
  const half = { ...room, alpha: room.alpha / 2 }
  const isBroken = isOver({ count: below, of }, beyond, half) || isOver({ count: above, of }, beyond, half)
  const sides = [
    ...(below > 0 ? [`${partText(below, of)} below ${valueText(min, kind)}`] : []),
    ...(above > 0 ? [`${partText(above, of)} above ${valueText(max, kind)}`] : []),
  ]
  const extent = `from ${valueText(least, kind)} to ${valueText(greatest, kind)}`
  return { isBroken, count: below + above, of, found: sides.length === 0 ? extent : `${sides.join(', ')}; ${extent}` }
}

/**
 * Broken where a share up to one of the points moved by more than `shift`, and chance does not explain it: by the distance of Kolmogorov and
 * Smirnov, or by the rank test, which sees a move of all values in fewer rows. Both count ties and hold whatever the distribution.
 */
export function measureShares(values: ArrayLike<number>, points: readonly ShareUpTo[], shift: number, kind: Kind, room: Room): Measured {
  const counts = new Array<number>(points.length + 1).fill(0)
  let of = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (Number.isNaN(value)) continue
    of++
    counts[cellOf(points, value)]++
  }
  if (of === 0) return undefined
  const seen = Number.isFinite(room.seen) ? Math.max(1, room.seen) : 1e12
  const expected = points.map(({ share }, k) => Math.max(0, share - (points[k - 1]?.share ?? 0)) * seen)
  expected.push(Math.max(0, 1 - (points.at(-1)?.share ?? 0)) * seen)
  const { distance, cell, distancePValue, rankPValue } = countedShift(expected, counts)
  const isSure = room.alpha === 0 || Math.min(distancePValue, rankPValue) < room.alpha / 2
  const point = points[Math.min(cell, points.length - 1)]
  const upTo = counts.slice(0, cell + 1).reduce((sum, count) => sum + count, 0)
  return {
    isBroken: distance > shift && isSure,
    count: Math.round(distance * of),
    of,
    found: `${percent(upTo, of)} are at most ${valueText(point.value, kind)}, where ${percent(point.share, 1)} were; moved by ${percent(distance, 1)}`,
  }
}

/** The first point that the value does not pass. */
function cellOf(points: readonly ShareUpTo[], value: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= points[middle].value) high = middle
    else low = middle + 1
  }
  return low
}
