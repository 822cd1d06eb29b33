// Where along a line values lie, and where none do.

/** Runs of places of equal width 2^`shift`; each with the first and the last value in it. Ascending. */
export interface Stretches {
  readonly shift: number
  readonly firsts: Float64Array
  readonly lasts: Float64Array
}

/** Of values ascending, in at most `most` places. Gaps of at least twice the width of a place are between two stretches, their ends exact. O(n). */
export function stretchesOf(sorted: Float64Array, most: number): Stretches {
  return widen({ shift: 0, firsts: sorted, lasts: sorted }, most)
}

/** Of the values of both. O(n). */
export function mergeStretches(a: Stretches, b: Stretches, most: number): Stretches {
  const size = a.firsts.length + b.firsts.length
  const firsts = new Float64Array(size)
  const lasts = new Float64Array(size)
  for (let i = 0, j = 0; i + j < size;) {
    const isFirst = j >= b.firsts.length || (i < a.firsts.length && a.firsts[i] <= b.firsts[j])
    firsts[i + j] = isFirst ? a.firsts[i] : b.firsts[j]
    lasts[i + j] = isFirst ? a.lasts[i] : b.lasts[j]
    if (isFirst) i++
    else j++
  }
  return widen({ shift: Math.max(a.shift, b.shift), firsts, lasts }, most)
}

function widen({ shift, firsts, lasts }: Stretches, most: number): Stretches {
  for (let width = shift; ; width++) {
    const size = 2 ** width
    let used = 0
    const [from, to] = [new Float64Array(firsts.length), new Float64Array(firsts.length)]
    for (let k = 0; k < firsts.length; k++) {
      if (used > 0 && Math.floor(firsts[k] / size) <= Math.floor(to[used - 1] / size)) to[used - 1] = Math.max(to[used - 1], lasts[k])
      else {
        from[used] = firsts[k]!
        to[used++] = lasts[k]!
      }
    }
    if (used <= most) return { shift: width, firsts: from.slice(0, used), lasts: to.slice(0, used) }
  }
}
