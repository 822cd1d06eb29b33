// Where the last complete record of a part of a text ends.

export interface Marks {
  readonly delimiter: number
  /** The byte that ends lines. */
  readonly newline: number
  readonly hasQuotes: boolean
}

const quote = 34
const space = 32

/**
 * Bytes up to the end of the last complete record of a text that begins with a record: a line's end inside quotes ends none. 0 where none is complete.
 * The same quotes count as for `tokenise`: those that open a cell, blanks aside, up to the next that is not doubled. O(bytes).
 */
export function lastRecordEnd(text: Buffer, { delimiter, newline, hasQuotes }: Marks): number {
  // From here on no quote is open, and none opens before the next one found.
  let closed = 0
  // The last line's end that ends a record, among those before `closed`.
  let complete = 0
  let at = hasQuotes ? text.indexOf(quote) : -1
  while (at >= 0) {
    let before = at - 1
    while (before >= closed && text[before] === space) before--
    const opens = before < 0 || (before >= closed && (text[before] === delimiter || text[before] === newline))
    if (!opens) {
      at = text.indexOf(quote, at + 1)
      continue
    }
    const end = text.subarray(closed, at).lastIndexOf(newline)
    if (end >= 0) complete = closed + end + 1
    at = text.indexOf(quote, at + 1)
    while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
    if (at < 0) return complete
    closed = at + 1
    at = text.indexOf(quote, closed)
  }
  const end = text.subarray(closed).lastIndexOf(newline)
  return end >= 0 ? closed + end + 1 : complete
}
