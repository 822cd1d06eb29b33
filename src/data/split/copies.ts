// Rows that are alike: which of them stay together, and how rows are dealt so that they do.
import type { SplitInput } from './input.js'

/** Rows alike that are more than this share of all are a value that comes up often, not one thing recorded again. */
const frequentShare = 0.01
/** However few rows there are, so many alike stay together. */
const leastFrequent = 5

export interface Copies {
  /** A code per row from 0, the same for rows that stay together. */
  readonly codes: Int32Array
  /** Rows that stay together with another one. */
  readonly rowCount: number
}

/**
 * What of `codes` (a code per row from 0, the same for rows that are alike) is to stay on one side of every split.
 * Up to 1 % of the rows (or 5) may be one thing recorded several times, and a model that has seen one of them knows the others. More than
 * that is a frequent value, as in tables of few columns with few levels: new rows will be like it too, so its rows stay rows.
 * Undefined where nothing stays together. O(rows).
 */
export function copiesOf(codes: Int32Array): Copies | undefined {
  const sizes = new Int32Array(codes.length)
  for (const code of codes) sizes[code]++
  const most = Math.max(leastFrequent, Math.floor(codes.length * frequentShare))
  const isKept = (code: number): boolean => sizes[code] > 1 && sizes[code] <= most
  const numbers = new Int32Array(codes.length).fill(-1)
  let next = 0
  let rowCount = 0
  const kept = codes.map((code) => {
    if (!isKept(code)) return next++
    rowCount++
    if (numbers[code] < 0) numbers[code] = next++
    return numbers[code]
  })
  return rowCount === 0 ? undefined : { codes: kept, rowCount }
}

/** Deals one row of each kind by `deal`; the rows like it go where it goes. Without copies all rows are dealt. */
export function dealKinds(input: SplitInput, deal: (kinds: SplitInput) => Int32Array): Int32Array {
  const { copies, target } = input
  if (copies === undefined) return deal(input)
  const first: number[] = []
  for (let row = 0; row < copies.length; row++) if (copies[row] === first.length) first.push(row)
  const { copies: _, ...rest } = input
  const partOf = deal({ ...rest, target: Float64Array.from(first, (row) => target[row]) })
  return copies.map((code) => partOf[code])
}
