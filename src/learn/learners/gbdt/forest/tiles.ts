// Writes rows into tiles, for the kernels that walk packed trees.
import { tileRows } from '../../../../base/kernels/index.js'
import type { KernelMemory } from '../../../../base/kernels/index.js'
import { missingLeft } from './forest.js'
import { valueFor } from './pack-columns.js'
import type { TileColumn } from './pack-columns.js'

/** The values of a feature: one for each row, or those of the rows whose value is not 0, ascending. */
export type ScoredFeature =
  | { readonly layout: 'dense'; readonly values: Float64Array | Float32Array | Int32Array }
  | { readonly layout: 'sparse'; readonly rows: Int32Array; readonly values: Float64Array }

export interface ScoredRows {
  readonly rowCount: number
  readonly features: readonly ScoredFeature[]
}

type Views = KernelMemory['views']

/** Where rows `from` … `to` − 1 go: the first tile, and the length of one, in numbers of 8 bytes; and where tables of sets begin. */
interface Block {
  readonly tiles: number
  readonly tileLength: number
  readonly tables: number
  readonly from: number
  readonly to: number
}

/** Fills block after block; blocks must come in the order of the rows, from `begin` on. */
export function createFiller(
  columns: readonly TileColumn[],
  features: readonly ScoredFeature[],
  begin: number,
): (views: Views, block: Block) => void {
  /** Per column of a sparse feature: the next of its entries. */
  const next = columns.map(({ feature }) => {
    const column = features[feature]
    return column.layout === 'sparse' ? firstFrom(column.rows, begin) : 0
  })
  return (views, block) => {
    for (let c = 0; c < columns.length; c++) {
      const feature = features[columns[c].feature]
      const first = block.tiles + (c + 1) * tileRows
      if (feature.layout === 'dense') fillDense(feature.values, columns[c], views, first, block)
      else next[c] = fillSparse(feature, columns[c], views, first, block, next[c])
    }
  }
}

/** Writes what a column holds for a value. `at`: a place of 8 bytes; `tables`: where tables of sets begin. */
export function writeCell({ f64, i32, u32 }: Views, column: TileColumn, tables: number, at: number, value: number): void {
  switch (column.form) {
    case 'value':
      f64[at] = valueFor(column.kind, value)
      return
    case 'table': {
      const { table } = column
      const row = value > -1 && value < table.codeCount ? Math.trunc(value) : value === value ? table.codeCount : table.codeCount + 1
      i32[at * 2] = tables + table.at + row * table.rowBytes
      return
    }
    case 'mask': {
      const code = value > -1 ? Math.trunc(value) - column.group * 64 : -1
      const all = value === value || column.kind === 0 ? 0 : 0xffffffff
      u32[at * 2] = code >= 0 && code < 32 ? 1 << code : all
      u32[at * 2 + 1] = code >= 32 && code < 64 ? 1 << (code - 32) : all
    }
  }
}

function fillDense(
  values: Float64Array | Float32Array | Int32Array,
  column: TileColumn,
  views: Views,
  first: number,
  { tileLength, tables, from, to }: Block,
): void {
  const { f64 } = views
  const kind = column.form === 'value' ? column.kind : -1
  for (let at = first, row = from; row < to; row += tileRows, at += tileLength) {
    const stop = Math.min(to - row, tileRows)
    if (kind === 0) for (let lane = 0; lane < stop; lane++) f64[at + lane] = values[row + lane]!
    else if (kind === missingLeft) {
      for (let lane = 0; lane < stop; lane++) {
        const value = values[row + lane]
        f64[at + lane] = value === value ? value : -Infinity
      }
    } else for (let lane = 0; lane < stop; lane++) writeCell(views, column, tables, at + lane, values[row + lane])
  }
}

function fillSparse(
  { rows, values }: Extract<ScoredFeature, { layout: 'sparse' }>,
  column: TileColumn,
  views: Views,
  first: number,
  { tileLength, tables, from, to }: Block,
  next: number,
): number {
  const { f64 } = views
  const isZero = column.form === 'value' && (column.kind === 0 || column.kind === missingLeft)
  for (let at = first, row = from; row < to; row += tileRows, at += tileLength) {
    if (isZero) f64.fill(0, at, at + tileRows)
    else for (let lane = 0; lane < tileRows; lane++) writeCell(views, column, tables, at + lane, 0)
  }
  let k = next
  for (; k < rows.length && rows[k] < to; k++) {
    const row = rows[k] - from
    writeCell(views, column, tables, first + (row >> 3) * tileLength + (row & 7), values[k])
  }
  return k
}

/** The first of ascending rows that is at least `begin`. */
function firstFrom(rows: Int32Array, begin: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle] < begin) low = middle + 1
    else high = middle
  }
  return low
}
