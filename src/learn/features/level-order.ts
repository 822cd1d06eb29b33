// Puts levels in the order of what they say about the target, so that a tree can split them by one threshold.
import type { TrainingRows } from './training-rows.js'
import type { FeatureTarget } from './transformer.js'

/** Rows' worth of the overall mean that every group is mixed with, so that small groups stay near the middle. */
const smoothing = 10

export interface GroupedRows {
  /** The group of each training row, negative for none. */
  readonly groups: Int32Array
  readonly groupCount: number
  readonly training: TrainingRows
  readonly target: FeatureTarget
}

/**
 * A score per group to order them by, every row by its weight.
 * `binary` and `regression`: the smoothed mean of the target. `multiclass`: the first principal component of the groups' smoothed
 * class shares, weighted by their sizes (Coppersmith, Hong and Hosking 1999).
 */
export function scoreGroups({ groups, groupCount, training, target }: GroupedRows): Float64Array {
  const { rows, weights } = training
  const width = target.task === 'multiclass' ? target.classCount : 1
  const sums = new Float64Array(groupCount * width)
  const sizes = new Float64Array(groupCount)
  for (let i = 0; i < rows.length; i++) {
    const group = groups[i]
    if (group < 0) continue
    const value = target.values[rows[i]]
    const weight = weights === undefined ? 1 : weights[i]
    sizes[group] += weight
    if (width === 1) sums[group] += weight * value
    else sums[group * width + value] += weight
  }
  const shares = smooth(sums, sizes, width)
  return width === 1 ? shares : projectShares(shares, sizes, width)
}

function smooth(sums: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const overall = overallMeans(sums, sizes, width)
  return sums.map((sum, at) => (sum + smoothing * overall[at % width]) / (sizes[Math.floor(at / width)] + smoothing))
}

/** Means over all rows, from sums per group. */
function overallMeans(sums: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width)
  let total = 0
  for (const size of sizes) total += size
  for (let at = 0; at < sums.length; at++) means[at % width] += sums[at] / Math.max(1, total)
  return means
}

/** Each group's place along the direction in which the class shares vary most. */
function projectShares(shares: Float64Array, sizes: Float64Array, width: number): Float64Array {
  const centers = overallMeans(
    shares.map((share, at) => share * sizes[Math.floor(at / width)]),
    sizes,
    width,
  )
  const centered = shares.map((share, at) => share - centers[at % width])
  const direction = mainDirection(centered, sizes, width)
  return sizes.map((_, group) => {
    let score = 0
    for (let k = 0; k < width; k++) score += centered[group * width + k] * direction[k]
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
    for (let group = 0; group < sizes.length; group++) {
      let along = 0
      for (let k = 0; k < width; k++) along += centered[group * width + k] * direction[k]
      for (let k = 0; k < width; k++) next[k] += sizes[group] * along * centered[group * width + k]
    }
    const length = Math.hypot(...next)
    if (!(length > 0)) return direction
    direction = next.map((value) => value / length)
  }
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return largest < 0 ? direction.map((value) => -value) : direction
}
