// Sums of gradients, hessians and rows per bin: where a boosted tree spends its time.

/** Numbers per bin in a histogram: sum of gradients, sum of hessians, rows. */
export const histogramStride = 3

/**
 * Puts the gradients and hessians of a leaf's rows side by side, in the order of its rows.
 * `rows` (in): row numbers at `begin` ≤ i < `end`. `orderedGradients`, `orderedHessians` (out): end − begin numbers from 0 on.
 */
export function gatherGradients(
  gradients: Float32Array,
  hessians: Float32Array,
  offset: number,
  rows: Int32Array,
  begin: number,
  end: number,
  orderedGradients: Float32Array,
  orderedHessians: Float32Array,
): void {
  for (let i = begin; i < end; i++) {
    const row = offset + rows[i]
    orderedGradients[i - begin] = gradients[row]!
    orderedHessians[i - begin] = hessians[row]!
  }
}

/**
 * Adds a leaf's rows to the histogram of one feature.
 * `bins` (in): bin numbers, the feature's from `base` on. `gradients`, `hessians` (in): in the order of the leaf's rows, from 0 on.
 * `histogram` (in, out): f64, three numbers per bin, the feature's from `at` on.
 */
export function addToHistogram(
  bins: Uint8Array,
  base: number,
  rows: Int32Array,
  begin: number,
  end: number,
  gradients: Float32Array,
  hessians: Float32Array,
  histogram: Float64Array,
  at: number,
): void {
  for (let i = begin, k = 0; i < end; i++, k++) {
    const slot = at + bins[base + rows[i]] * 3
    histogram[slot] = histogram[slot] + gradients[k]
    histogram[slot + 1] = histogram[slot + 1] + hessians[k]
    histogram[slot + 2] = histogram[slot + 2] + 1
  }
}

/** As `addToHistogram`, for four features in one pass over the rows: their numbers and gradients are read once. */
export function addToFourHistograms(
  bins: Uint8Array,
  bases: Int32Array,
  rows: Int32Array,
  begin: number,
  end: number,
  gradients: Float32Array,
  hessians: Float32Array,
  histogram: Float64Array,
  ats: Int32Array,
  first: number,
): void {
  const base0 = bases[first]
  const base1 = bases[first + 1]
  const base2 = bases[first + 2]
  const base3 = bases[first + 3]
  const at0 = ats[first]
  const at1 = ats[first + 1]
  const at2 = ats[first + 2]
  const at3 = ats[first + 3]
  for (let i = begin, k = 0; i < end; i++, k++) {
    const row = rows[i]
    const gradient = gradients[k]
    const hessian = hessians[k]
    let slot = at0 + bins[base0 + row] * 3
    histogram[slot] = histogram[slot] + gradient
    histogram[slot + 1] = histogram[slot + 1] + hessian
    histogram[slot + 2] = histogram[slot + 2] + 1
    slot = at1 + bins[base1 + row] * 3
    histogram[slot] = histogram[slot] + gradient
    histogram[slot + 1] = histogram[slot + 1] + hessian
    histogram[slot + 2] = histogram[slot + 2] + 1
    slot = at2 + bins[base2 + row] * 3
    histogram[slot] = histogram[slot] + gradient
    histogram[slot + 1] = histogram[slot + 1] + hessian
    histogram[slot + 2] = histogram[slot + 2] + 1
    slot = at3 + bins[base3 + row] * 3
    histogram[slot] = histogram[slot] + gradient
    histogram[slot + 1] = histogram[slot + 1] + hessian
    histogram[slot + 2] = histogram[slot + 2] + 1
  }
}

/**
 * Adds a leaf's rows to the histograms of all thin features (those with one bin that most rows share) by only what differs from that bin.
 * `rowStarts` (in, rows + 1), `entries` (in): per row, the histogram slots of its bins that are not their feature's common one.
 */
export function addThinToHistogram(
  rowStarts: Int32Array,
  entries: Int32Array,
  rows: Int32Array,
  begin: number,
  end: number,
  gradients: Float32Array,
  hessians: Float32Array,
  histogram: Float64Array,
  at: number,
): void {
  for (let i = begin, k = 0; i < end; i++, k++) {
    const row = rows[i]
    const stop = rowStarts[row + 1]
    for (let entry = rowStarts[row]; entry < stop; entry++) {
      const slot = at + entries[entry]
      histogram[slot] = histogram[slot] + gradients[k]
      histogram[slot + 1] = histogram[slot + 1] + hessians[k]
      histogram[slot + 2] = histogram[slot + 2] + 1
    }
  }
}

/** Gives the common bin of a thin feature what the node's totals leave for it. `at` to `end`: the feature's slots; `common`: that bin's slot. */
export function completeHistogram(
  histogram: Float64Array,
  at: number,
  end: number,
  common: number,
  gradient: number,
  hessian: number,
  rows: number,
): void {
  histogram[common] = 0
  histogram[common + 1] = 0
  histogram[common + 2] = 0
  for (let slot = at; slot < end; slot += 3) {
    gradient -= histogram[slot]
    hessian -= histogram[slot + 1]
    rows -= histogram[slot + 2]
  }
  histogram[common] = gradient
  histogram[common + 1] = hessian
  histogram[common + 2] = rows
}

/** Turns a parent's histogram into that of the one child, given that of the other. Both from their `…At` on, `length` numbers. */
export function subtractHistogram(histogram: Float64Array, at: number, sibling: Float64Array, siblingAt: number, length: number): void {
  for (let i = 0; i < length; i++) histogram[at + i] = histogram[at + i] - sibling[siblingAt + i]
}
