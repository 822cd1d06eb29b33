// A column as a number of parts: its levels, or equally full ranges of its numbers, missing being a part of its own.
import { isMissing } from '../../data/table/index.js'
import type { Column } from '../../data/table/index.js'

export interface ColumnParts {
  /** 0 is missing. */
  readonly codes: Int32Array
  readonly count: number
}

const mostRanges = 64
/** Rows per range, at least. */
const fewestRowsEach = 10

/** The parts of some rows; undefined for texts. O(rows log rows). */
export function partsOf(column: Column, rows: Int32Array): ColumnParts | undefined {
  if (column.kind === 'text') return undefined
  if (column.kind === 'category' || column.kind === 'boolean') {
    const source = column.kind === 'category' ? column.codes : column.values
    return {
      codes: Int32Array.from(rows, (row) => Math.max(-1, source[row]) + 1),
      count: 1 + (column.kind === 'category' ? column.levels.length : 2),
    }
  }
  const values = Float64Array.from(rows, (row) => column.values[row])
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const ranges = Math.max(1, Math.min(mostRanges, Math.floor(sorted.length / fewestRowsEach)))
  const uppers: number[] = []
  for (let k = 1; k <= ranges; k++) {
    const upper = sorted[Math.min(sorted.length - 1, Math.ceil((k * sorted.length) / ranges) - 1)]
    if (upper !== undefined && upper !== uppers.at(-1)) uppers.push(upper)
  }
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1 + firstNotBelow(uppers, value)))
  return { codes, count: 1 + uppers.length }
}

/** Whether a value is there: 1, or missing: 0. */
export function presenceOf(column: Column, rows: Int32Array): Int32Array {
  return Int32Array.from(rows, (row) => (isMissing(column, row) ? 0 : 1))
}

function firstNotBelow(uppers: readonly number[], value: number): number {
  let [low, high] = [0, uppers.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (uppers[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
