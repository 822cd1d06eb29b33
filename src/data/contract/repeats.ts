// Values, alone or together, that come again.
import { cellText } from '../schema/index.js'
import { copyCodes, isMissing } from '../table/index.js'
import type { Column } from '../table/index.js'

export interface Repeats {
  /** Rows with a value in every column that have the values of an earlier one. */
  readonly count: number
  /** Rows with a value in every column. */
  readonly of: number
  /** A row that repeats an earlier one, as text. */
  readonly example?: string
}

/** O(rows × columns). */
export function repeatsOf(columns: readonly Column[], rowCount: number): Repeats {
  const codes = copyCodes(columns, rowCount)
  const isKnown = new Uint8Array(rowCount)
  let [count, of] = [0, 0]
  let example: string | undefined
  for (let row = 0; row < rowCount; row++) {
    if (columns.some((column) => isMissing(column, row))) continue
    of++
    if (isKnown[codes[row]] === 0) {
      isKnown[codes[row]] = 1
      continue
    }
    count++
    example ??= columns.map((column) => cellText(column, {}, row)).join(', ')
  }
  return { count, of, ...(example === undefined ? {} : { example }) }
}
