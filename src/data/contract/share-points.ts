// A distribution as people can read it: a few round values, each with the share of values up to it.
import type { ShareUpTo } from './contract.js'

/** Shares near which points are taken. */
const targets = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const

/** Fewer values say too little of a distribution. */
const fewestValues = 20

/**
 * Points of the distribution of these values, ascending; none of few values and of those that are all the same.
 * `sorted`: ascending, without NaN. Values are rounded to a thousandth of the spread at most; shares are exact for them, to four decimals.
 */
export function sharePoints(sorted: Float64Array): ShareUpTo[] {
  const n = sorted.length
  if (n < fewestValues || sorted[0] === sorted[n - 1]) return []
  const spread = sorted[Math.floor(0.95 * (n - 1))] - sorted[Math.floor(0.05 * (n - 1))] || sorted[n - 1] - sorted[0]
  const digits = 2 - Math.floor(Math.log10(spread))
  const points: ShareUpTo[] = []
  for (const target of targets) {
    const exact = sorted[Math.max(0, Math.ceil(target * n) - 1)]
    const value = rounded(exact, digits)
    const share = Math.round((countUpTo(sorted, value) / n) * 1e4) / 1e4
    const last = points.at(-1)
    if (share <= 0 || share >= 1 || (last !== undefined && (value <= last.value || share <= last.share))) continue
    points.push({ value, share })
  }
  return points
}

/** To so many decimals, which may be below 0. */
function rounded(value: number, digits: number): number {
  if (digits > 100 || digits < -300) return value
  const scale = 10 ** Math.abs(digits)
  const round = digits >= 0 ? Math.round(value * scale) / scale : Math.round(value / scale) * scale
  return Number.isFinite(round) ? Number(round.toPrecision(15)) + 0 : value
}

function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
