// Ranks of values, equal ones sharing the mean of theirs.

export interface Ranks {
  /** From 1, in the order of the values. */
  readonly ranks: Float64Array
  /** Σ t³ − t over the sizes t of groups of equal values: 0 where all differ. */
  readonly tieSum: number
}

/** Midranks, as SciPy's `rankdata`. No value may be NaN. O(n log n). */
export function rankAll(values: ArrayLike<number>): Ranks {
  const n = values.length
  const order = sortedOrder(values)
  const ranks = new Float64Array(n)
  let tieSum = 0
  for (let from = 0; from < n;) {
    let to = from + 1
    while (to < n && values[order[to]] === values[order[from]]) to++
    for (let k = from; k < to; k++) ranks[order[k]] = (from + 1 + to) / 2
    const size = to - from
    tieSum += size * (size - 1) * (size + 1)
    from = to
  }
  return { ranks, tieSum }
}

/** Places of the values, ascending; equal values keep their order. */
export function sortedOrder(values: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: values.length }, (_, k) => k).sort((a, b) => values[a] - values[b])
}

/** One list after another. */
export function joined(groups: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(groups.reduce((sum, group) => sum + group.length, 0))
  let at = 0
  for (const group of groups) {
    all.set(group, at)
    at += group.length
  }
  return all
}
