// Puts levels in the order of what they say about the target, so that a tree can split them by one threshold.
import type { BoostData } from './data.js'

/** Rows' worth of the overall mean that every level is mixed with, so that small ones stay near the middle. */
const smoothing = 10

/**
 * A score per level to order them by, every one of `rows` by its weight; NaN for levels without rows.
 * One output: the smoothed mean of the labels. Several: the first principal component of the levels' smoothed class shares, weighted by their
 * sizes (Coppersmith, Hong and Hosking 1999). `codes`: negative for missing.
 */
export function scoreLevels(
  { codes, levelCount }: { readonly codes: Int32Array; readonly levelCount: number },
  rows: Int32Array,
  { labels, weights, outputCount: width }: Pick<BoostData, 'labels' | 'weights' | 'outputCount'>,
): Float64Array {
  const sums = new Float64Array(levelCount * width)
  const sizes = new Float64Array(levelCount)
  for (const row of rows) {
    const code = codes[row]
    if (code < 0) continue
    const weight = weights?.[row] ?? 1
    sizes[code] += weight
    if (width === 1) sums[code] += weight * labels[row]
    else sums[code * width + labels[row]] += weight
  }
  const shares = smooth(sums, sizes, width)
  const scores = width === 1 ? shares : projectShares(shares, sizes, width)
  return scores.map((score, code) => (sizes[code] > 0 ? score : NaN))
}

function smooth(sums: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const overall = overallMeans(sums, sizes, width)
  return sums.map((sum, at) => (sum + smoothing * overall[at % width]) / (sizes[Math.floor(at / width)] + smoothing))
}

/** Means over all rows, from sums per level. */
function overallMeans(sums: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width)
  let total = 0
  for (const size of sizes) total += size
  for (let at = 0; at < sums.length; at++) means[at % width] += sums[at] / Math.max(1, total)
  return means
}

/** Each level's place along the direction in which the class shares vary most. */
function projectShares(shares: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const centers = overallMeans(
    shares.map((share, at) => share * sizes[Math.floor(at / width)]),
    sizes,
    width,
  )
  const centered = shares.map((share, at) => share - centers[at % width])
  const direction = mainDirection(centered, sizes, width)
  return sizes.map((_, level) => {
    let score = 0
    for (let k = 0; k < width; k++) score += centered[level * width + k] * direction[k]
    return score
  })
}

/** The first eigenvector of the weighted covariance by power iteration, its largest entry positive. */
function mainDirection(centered: Float64Array, sizes: Float64Array, width: number): Float64Array {
  let direction = new Float64Array(width)
  const variances = new Float64Array(width)
  for (let at = 0; at < centered.length; at++) variances[at % width] += centered[at] ** 2 * sizes[Math.floor(at / width)]
  direction[variances.indexOf(Math.max(...variances))] = 1
  for (let round = 0; round < 50; round++) {
    const next = new Float64Array(width)
    for (let level = 0; level < sizes.length; level++) {
      let along = 0
      for (let k = 0; k < width; k++) along += centered[level * width + k] * direction[k]
      for (let k = 0; k < width; k++) next[k] += sizes[level] * along * centered[level * width + k]
    }
    const length = Math.hypot(...next)
    if (!(length > 0)) return direction
    direction = next.map((value) => value / length)
  }
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return largest < 0 ? direction.map((value) => -value) : direction
}
