// Rows of a block as wholes: which are copies, which are drawn, which cells they lack together.
import { isInfinity, isMarker } from '../../schema/index.js'
import { cellStart } from '../grid.js'
import type { Part } from '../raw-table.js'
import type { ColumnScan } from '../scan.js'
import { joinHash } from './number-part.js'

/** Rows that were drawn, whole: record i is bytes[offsets[i]] up to bytes[offsets[i + 1]], with the end of its line. */
export interface DrawnRows {
  /** Small lots are drawn. */
  readonly lots: Float64Array
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** Cells of a row that have no value, or a text that may stand for none (`text`, else `''`). */
export interface LackingCells {
  readonly cells: readonly { readonly column: number; readonly text: string }[]
  readonly rows: number
}

/** A block with more different sets of lacking cells than this has too many to be counted. */
const mostPatterns = 4096

/** The rows whose lot is below `below`. A lot depends on the block and the row in it alone, so that threads do not change it. */
export function drawRows(
  { grid }: Part,
  records: ArrayLike<number>,
  block: number,
  { below, newline }: { below: number; newline: number },
): DrawnRows {
  const { bytes, ends, columnCount } = grid
  const lots: number[] = []
  const drawn: number[] = []
  let size = 0
  for (let row = 0; row < records.length; row++) {
    const lot = lotOf(block, row)
    if (lot >= below) continue
    const record = records[row]
    lots.push(lot)
    drawn.push(record)
    size += ends[(record + 1) * columnCount - 1] - cellStart(grid, record, 0) + 1
  }
  const copied = new Uint8Array(size)
  const offsets = new Uint32Array(drawn.length + 1)
  let at = 0
  for (const [k, record] of drawn.entries()) {
    const part = bytes.subarray(cellStart(grid, record, 0), ends[(record + 1) * columnCount - 1])
    copied.set(part, at)
    at += part.length
    copied[at++] = newline
    offsets[k + 1] = at
  }
  return { lots: Float64Array.from(lots), bytes: copied, offsets }
}

/** Uniform in [0, 1). */
function lotOf(block: number, row: number): number {
  let hash = Math.imul(block ^ 0x9e3779b9, 0x85ebca6b) ^ row
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  let other = Math.imul(hash ^ 0x27d4eb2f, 0x165667b1) ^ row
  other = Math.imul(other ^ (other >>> 15), 0x2c1b3c6d)
  other = Math.imul(other ^ (other >>> 12), 0x297a2d39)
  return joinHash(hash ^ (hash >>> 16), other ^ (other >>> 15)) / 2 ** 52
}

/** The sets of cells that rows lack together; undefined where they are too many. `columns`: what each scan is of. */
export function lackingCells(
  scans: readonly ColumnScan[],
  columns: readonly number[],
  missing: ReadonlySet<string>,
): LackingCells[] | undefined {
  const rowCount = scans[0]?.rowCount ?? 0
  let patterns: LackingCells['cells'][] = [[]]
  const numbers = new Int32Array(rowCount)
  for (const [k, scan] of scans.entries()) {
    const texts = specialTexts(scan, missing)
    if (scan.blankCount === 0 && texts.size === 0) continue
    const { values, dates, codes } = scan
    const parted = new Map<string, number>()
    const next = patterns.slice()
    for (let row = 0; row < rowCount; row++) {
      const code = codes === undefined ? 0 : codes[row]
      let text = ''
      if (code > 0) {
        const found = texts.get(code - 1)
        if (found === undefined) continue
        text = found
      } else if ((values !== undefined && values[row] === values[row]) || (dates !== undefined && dates[row] === dates[row])) continue
      const key = `${numbers[row]} ${text}`
      let other = parted.get(key)
      if (other === undefined) {
        if (next.length === mostPatterns) return undefined
        other = next.push([...patterns[numbers[row]], { column: columns[k], text }]) - 1
        parted.set(key, other)
      }
      numbers[row] = other
    }
    patterns = next
  }
  const counts = new Float64Array(patterns.length)
  for (const number of numbers) counts[number]++
  return patterns.map((cells, number) => ({ cells, rows: counts[number] })).filter(({ rows }) => rows > 0)
}

/** Texts of a column that stand for missing in columns of one kind or another. */
function specialTexts({ texts }: ColumnScan, missing: ReadonlySet<string>): Map<number, string> {
  const found = new Map<number, string>()
  for (let i = 0; i < texts.size; i++) {
    if (missing.size === 0 && !texts.couldBeMarker(i)) continue
    const text = texts.text(i)
    if (isMarker(text) || missing.has(text) || isInfinity(text)) found.set(i, text)
  }
  return found
}
