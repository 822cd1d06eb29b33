// Typed values back to text that people can read, for reports and tables.
import type { Column } from '../table/index.js'
import type { CellFormat } from './schema.js'

const decoder = new TextDecoder('utf-8')

/**
 * The cell as text; `''` where it is missing or a level that is not known. Numbers in their shortest form that reads back the same,
 * dates as ISO 8601 (the time of day only where there is one), booleans in the spelling of their column.
 */
export function cellText(column: Column, format: Pick<CellFormat, 'levels'>, row: number): string {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row]
      return Number.isNaN(value) ? '' : String(value)
    }
    case 'datetime':
      return dateText(column.values[row])
    case 'category':
      return column.levels[column.codes[row]] ?? ''
    case 'boolean': {
      const value = column.values[row]
      return value < 0 ? '' : (format.levels?.[value] ?? (value === 1 ? 'true' : 'false'))
    }
    case 'text':
      // TextDecoder refuses shared memory: slice copies the few bytes of the cell.
      return decoder.decode(column.bytes.slice(column.offsets[row], column.offsets[row + 1]))
  }
}

function dateText(epochMs: number): string {
  if (!(Math.abs(epochMs) <= 8.64e15)) return ''
  const text = new Date(epochMs).toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14)
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}
