// Sorts the rows of a leaf into its two children.

/**
 * Stable, in place: rows whose bin is ≤ `threshold` first, then the others; rows in `missingBin` go where `missingLeft` says.
 * `bins` (in): the feature's bin numbers from `base` on. `rows` (in, out): row numbers at `begin` ≤ i < `end`.
 * `scratch` (out, ≥ end − begin): overwritten. `missingBin` −1: nothing is missing. Returns where the right child begins.
 */
export function partitionRows(
  bins: Uint8Array,
  base: number,
  threshold: number,
  missingBin: number,
  missingLeft: number,
  rows: Int32Array,
  begin: number,
  end: number,
  scratch: Int32Array,
): number {
  let left = begin
  let right = 0
  const missingGoesLeft = missingLeft !== 0
  for (let i = begin; i < end; i++) {
    const row = rows[i]
    const bin = bins[base + row]
    const goesLeft = bin === missingBin ? missingGoesLeft : bin <= threshold
    // Both are written and one counter moves: no branch to mispredict.
    rows[left] = row
    scratch[right] = row
    const step = goesLeft ? 1 : 0
    left += step
    right += 1 - step
  }
  for (let i = 0; i < right; i++) rows[left + i] = scratch[i]!
  return left
}
