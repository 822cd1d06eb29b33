// Random shares of rows and of columns.
import type { Random } from '../../../../base/core/index.js'

/**
 * Writes `rows` to `order`, first a random share of them, then the others, both in their order. Returns how many are in the share, at least 1.
 */
export function drawRows(rows: Int32Array, share: number, random: Random, order: Int32Array): number {
  if (share >= 1) {
    order.set(rows)
    return rows.length
  }
  const wanted = Math.max(1, Math.round(rows.length * share))
  let needed = wanted
  let inside = 0
  let outside = wanted
  for (let i = 0; i < rows.length; i++) {
    if (random.next() * (rows.length - i) < needed) {
      order[inside++] = rows[i]!
      needed--
    } else order[outside++] = rows[i]!
  }
  return wanted
}

/** Writes a share of `of` in their order to `out`; returns how many, at least 1 (at least 2 of 2 or more, as in LightGBM). */
export function drawColumns(of: Int32Array, share: number, random: Random, out: Int32Array): number {
  const count = of.length
  if (share >= 1) {
    out.set(of)
    return count
  }
  const wanted = Math.min(count, Math.max(2, Math.round(count * share)))
  let needed = wanted
  let at = 0
  for (let i = 0; i < count && needed > 0; i++) {
    if (needed < count - i && random.next() * (count - i) >= needed) continue
    out[at++] = of[i]!
    needed--
  }
  return wanted
}
