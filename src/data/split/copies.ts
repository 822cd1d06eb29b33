// Rows that are alike: which of them stay together, and how rows are dealt so that they do.
import type { SplitInput } from './input.js'

/** Rows alike that are more than this share of all are a value that comes up often, not one thing recorded again. */
const frequentShare = 0.01
/** However few rows there are, so many alike stay together. */
const leastFrequent = 5
/** Rows that are not alike by chance stay together up to this share of all: more of them would leave the folds too unequal. */
const largestShare = 0.05

export interface Copies {
  /** A code per row from 0, the same for rows that stay together. */
  readonly codes: Int32Array
  /** Rows that stay together with another one. */
  readonly rowCount: number
}

/**
 * What of `codes` (a code per row from 0, the same for rows that are alike) is to stay on one side of every split; `byChance` is what
 * `alikeByChance` says of them. Up to 1 % of the rows (or 5) may be one thing recorded several times, and a model that has seen one of
 * them knows the others. More than that is a frequent value, as in tables of few columns with few levels: new rows will be like it too, so
 * its rows stay rows. Not so `unlikelyCopies`: of them up to 5 % of the rows stay together.
 * Undefined where nothing stays together. O(rows).
 */
export function copiesOf(codes: Int32Array, byChance: Float64Array): Copies | undefined {
  const largest = Math.max(leastFrequent, Math.floor(codes.length * largestShare))
  const isUnlikely = unlikelyAmong(codes, byChance)
  return keepTogether(codes, (code, size) => size <= mostRepeated(codes.length) || (size <= largest && isUnlikely(code, size)))
}

/**
 * The rows of which chance does not explain that they are alike. In kinds of more than 1 % of the rows (or 5) that takes more, as columns
 * that go together make frequent values too: a number, date or text that no other kind has, or that such kinds are most of the table.
 */
export function unlikelyCopies(codes: Int32Array, byChance: Float64Array): Copies | undefined {
  return keepTogether(codes, unlikelyAmong(codes, byChance))
}

/** Rows alike up to here are taken for copies, more of them for a frequent value. */
export function mostRepeated(rowCount: number): number {
  return Math.max(leastFrequent, Math.floor(rowCount * frequentShare))
}

function unlikelyAmong(codes: Int32Array, byChance: Float64Array): (code: number, size: number) => boolean {
  const most = mostRepeated(codes.length)
  const sizes = new Int32Array(codes.length)
  for (const code of codes) sizes[code]++
  const large = sizes.reduce((rows, size, code) => rows + (size > most && byChance[code] < 1 ? size : 0), 0)
  const areMost = large * 2 > codes.length
  return (code, size) => byChance[code] < 1 && (size <= most || byChance[code] === 0 || areMost)
}

/** How many of the `judged` rows have one with the same code among the rows that `taught`. */
export function countAcross(codes: Int32Array, { taught, judged }: { taught: Int32Array; judged: Int32Array }): number {
  const isKnown = new Uint8Array(codes.length)
  for (const row of taught) isKnown[codes[row]] = 1
  return judged.reduce((count, row) => count + isKnown[codes[row]], 0)
}

function keepTogether(codes: Int32Array, isKept: (code: number, size: number) => boolean): Copies | undefined {
  const sizes = new Int32Array(codes.length)
  for (const code of codes) sizes[code]++
  const numbers = new Int32Array(codes.length).fill(-1)
  let next = 0
  let rowCount = 0
  const kept = codes.map((code) => {
    if (sizes[code] === 1 || !isKept(code, sizes[code])) return next++
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
