// How many rows would be alike by chance: what tells a frequent value from a row that was recorded again.
import { copyCodes } from '../table/index.js'
import type { Column } from '../table/index.js'

/** A column of numbers or dates with no more different values is a scale: its values are levels. */
const fewValues = 10

/**
 * For each kind of `codes` (a code per row from 0, the same for rows that are alike in all `columns`) how many of the rows would be like it
 * by chance, were the columns independent: rows × the product of the shares of its values. Below 1 the rows of the kind are alike for
 * another reason. For numbers, dates and texts the share is of the rows of other kinds, so that a value found in no other kind makes it 0;
 * categories, booleans and scales (10 values, or half of all from the least to the greatest) come in few values, which count in full.
 * Exact for kinds of more than `most` rows; of smaller ones only whether it is below 1, and of single rows nothing. O(rows × columns).
 */
export function alikeByChance(columns: readonly Column[], codes: Int32Array, most: number): Float64Array {
  const rowCount = codes.length
  const sizes = new Int32Array(rowCount)
  const first = new Int32Array(rowCount)
  for (let row = 0; row < rowCount; row++) if (sizes[codes[row]]++ === 0) first[codes[row]] = row
  const expected = new Float64Array(rowCount).fill(rowCount)
  let open: number[] = []
  for (let code = 0; code < rowCount; code++) if (sizes[code] > 1) open.push(code)
  for (const column of columns) {
    if (open.length === 0) break
    const values = copyCodes([column], rowCount)
    const counts = new Int32Array(rowCount)
    for (const value of values) counts[value]++
    const isOfLevels = comesInLevels(column)
    for (const code of open) expected[code] *= (counts[values[first[code]]] - (isOfLevels ? 0 : sizes[code])) / rowCount
    // No column makes it more; of frequent ones it matters whether it is 0.
    open = open.filter((code) => expected[code] >= 1 || (expected[code] > 0 && sizes[code] > most))
  }
  return expected
}

function comesInLevels(column: Column): boolean {
  if (column.kind === 'text') return false
  if (column.kind === 'category' || column.kind === 'boolean') return true
  const distinct = Float64Array.from(new Set(column.values.filter((value) => !Number.isNaN(value)))).sort()
  if (distinct.length <= fewValues) return true
  const range = distinct[distinct.length - 1] - distinct[0]
  let step = range
  for (let i = 1; i < distinct.length; i++) {
    const gap = distinct[i] - distinct[i - 1]
    // A smaller gap is rounding.
    if (gap < step && gap > range * 1e-9) step = gap
  }
  return distinct.length >= (range / step + 1) / 2
}
