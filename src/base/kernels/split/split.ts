// The best cut of one feature, from its histogram.

/** Where `findBestSplit` writes: positions in its `out`. */
export const splitGain = 0
export const splitBin = 1
export const splitMissingLeft = 2
export const splitLeftGradient = 3
export const splitLeftHessian = 4
export const splitLeftRows = 5
export const splitLength = 6

/** What regularises a split: positions in `limits`. */
export const limitL1 = 0
export const limitL2 = 1
export const limitRows = 2
export const limitHessian = 3
export const limitLength = 4

/**
 * The cut "bin ≤ t goes left" with the greatest gain, the sum over both children of T(G)² ÷ (H + l2), where T shrinks |G| by l1.
 * Where rows are missing, both directions for them are tried.
 * `histogram` (in): three numbers per bin, the feature's from `at` on: `valueBins` bins of values, then one of missing rows if `hasMissing`.
 * `gradient`, `hessian`, `rows`: the node's totals. `limits` (in): l1, l2, least rows and least hessian of a child.
 * `out` (in, out): the best so far; overwritten when this feature has a cut of strictly greater gain.
 * Returns whether it was. Ties within a feature keep the greatest t, as LightGBM's scan from the right does.
 */
export function findBestSplit(
  histogram: Float64Array,
  at: number,
  valueBins: number,
  hasMissing: number,
  gradient: number,
  hessian: number,
  rows: number,
  limits: Float64Array,
  out: Float64Array,
): boolean {
  const l1 = limits[limitL1]
  const l2 = limits[limitL2]
  const minRows = limits[limitRows]
  const minHessian = limits[limitHessian]
  let bestGain = out[splitGain]
  let bestBin = -1
  let bestMissingLeft = 0
  let bestGradient = 0
  let bestHessian = 0
  let bestRows = 0

  let rightGradient = 0
  let rightHessian = 0
  let rightRows = 0
  for (let bin = valueBins - 1; bin >= 1; bin--) {
    const slot = at + bin * 3
    // A bin without rows moves no row: its cut is that of its neighbour.
    if (histogram[slot + 2] === 0) continue
    rightGradient += histogram[slot]
    rightHessian += histogram[slot + 1]
    rightRows += histogram[slot + 2]
    if (rightRows < minRows || rightHessian < minHessian) continue
    const leftRows = rows - rightRows
    const leftHessian = hessian - rightHessian
    if (leftRows < minRows || leftHessian < minHessian) break
    const leftGradient = gradient - rightGradient
    let left = leftGradient < 0 ? -leftGradient - l1 : leftGradient - l1
    let right = rightGradient < 0 ? -rightGradient - l1 : rightGradient - l1
    if (left < 0) left = 0
    if (right < 0) right = 0
    const gain = (left * left) / (leftHessian + l2) + (right * right) / (rightHessian + l2)
    if (gain > bestGain) {
      bestGain = gain
      bestBin = bin - 1
      bestMissingLeft = hasMissing
      bestGradient = leftGradient
      bestHessian = leftHessian
      bestRows = leftRows
    }
  }

  if (hasMissing !== 0) {
    let leftGradient = 0
    let leftHessian = 0
    let leftRows = 0
    for (let bin = 0; bin < valueBins; bin++) {
      const slot = at + bin * 3
      if (histogram[slot + 2] === 0) continue
      leftGradient += histogram[slot]
      leftHessian += histogram[slot + 1]
      leftRows += histogram[slot + 2]
      if (leftRows < minRows || leftHessian < minHessian) continue
      const fromRightRows = rows - leftRows
      const fromRightHessian = hessian - leftHessian
      if (fromRightRows < minRows || fromRightHessian < minHessian) break
      const fromRightGradient = gradient - leftGradient
      let left = leftGradient < 0 ? -leftGradient - l1 : leftGradient - l1
      let right = fromRightGradient < 0 ? -fromRightGradient - l1 : fromRightGradient - l1
      if (left < 0) left = 0
      if (right < 0) right = 0
      const gain = (left * left) / (leftHessian + l2) + (right * right) / (fromRightHessian + l2)
      if (gain > bestGain) {
        bestGain = gain
        bestBin = bin
        bestMissingLeft = 0
        bestGradient = leftGradient
        bestHessian = leftHessian
        bestRows = leftRows
      }
    }
  }

  if (bestBin < 0) return false
  out[splitGain] = bestGain
  out[splitBin] = bestBin
  out[splitMissingLeft] = bestMissingLeft
  out[splitLeftGradient] = bestGradient
  out[splitLeftHessian] = bestHessian
  out[splitLeftRows] = bestRows
  return true
}
