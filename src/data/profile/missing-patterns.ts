// Which cells are missing together.
import { isMissing } from '../table/index.js'
import type { Table } from '../table/index.js'

export interface MissingPattern {
  /** The columns that lack a value together; none: rows that are complete. */
  readonly columns: readonly string[]
  readonly rows: number
}

/** Columns whose missing cells are looked at together. */
const mostColumns = 1000
const mostPatterns = 12

/** The commonest sets of columns that are missing in the same row, the most rows first. O(rows × columns that lack any). */
export function missingPatterns(table: Table, lacking: ReadonlySet<string>): MissingPattern[] {
  const columns = table.columns.filter(({ name }) => lacking.has(name)).slice(0, mostColumns)
  if (columns.length === 0) return []
  // Rows with the same pattern so far share a number; each column parts them further.
  let numbers = new Int32Array(table.rowCount)
  let patterns: (readonly string[])[] = [[]]
  for (const column of columns) {
    const parted = new Map<number, number>()
    const next = patterns.slice()
    const renumbered = new Int32Array(table.rowCount)
    for (let row = 0; row < table.rowCount; row++) {
      const number = numbers[row]
      if (!isMissing(column, row)) {
        renumbered[row] = number
        continue
      }
      let other = parted.get(number)
      if (other === undefined) {
        other = next.length
        next.push([...patterns[number], column.name])
        parted.set(number, other)
      }
      renumbered[row] = other
    }
    numbers = renumbered
    patterns = next
  }
  const counts = new Float64Array(patterns.length)
  for (const number of numbers) counts[number]++
  return commonestPatterns(patterns.map((names, number) => ({ columns: names, rows: counts[number] })))
}

/** Those that are told, the most rows first. */
export function commonestPatterns(patterns: readonly MissingPattern[]): MissingPattern[] {
  return patterns
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows || a.columns.length - b.columns.length)
    .slice(0, mostPatterns)
}
