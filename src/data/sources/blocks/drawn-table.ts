// The rows that were drawn, as a table.
import type { CellFormat } from '../../schema/index.js'
import type { Column } from '../../table/index.js'
import { buildColumn, scanModeOf } from '../build-column.js'
import type { Part, RawTable } from '../raw-table.js'
import { scanColumn } from '../scan.js'
import { tokenise } from '../tokenise.js'
import type { DrawnRows } from './block-rows.js'
import type { ScanPlan } from './scan-plan.js'

interface Drawn {
  readonly lot: number
  readonly file: number
  readonly block: number
  readonly bytes: Uint8Array
}

export interface RowLottery {
  /** Rows whose lot is as large as this are not drawn any more. */
  readonly below: number
  add(rows: DrawnRows, file: number, block: number): void
  /** The rows in the order of the source, their cells not read yet. */
  table(plan: ScanPlan): RawTable
}

/** Draws `most` rows of all, each as likely as any other: those with the smallest lots. */
export function createRowLottery(most: number): RowLottery {
  let drawn: Drawn[] = []
  let below = 1
  const settle = (): void => {
    if (drawn.length <= most) return
    drawn.sort((a, b) => a.lot - b.lot)
    below = drawn[most].lot
    drawn = drawn.slice(0, most)
  }
  return {
    get below() {
      return below
    },
    add({ lots, bytes, offsets }, file, block) {
      lots.forEach((lot, k) => {
        if (lot < below) drawn.push({ lot, file, block, bytes: bytes.subarray(offsets[k], offsets[k + 1]) })
      })
      if (drawn.length > 2 * most) settle()
    },
    table(plan) {
      settle()
      // Rows of one block lie in its memory in their order.
      const ordered = drawn.toSorted((a, b) => a.block - b.block || a.bytes.byteOffset - b.bytes.byteOffset)
      const parts = plan.files.map(({ dialect, columns }, file): Part => {
        const bytes = Buffer.concat(ordered.filter((row) => row.file === file).map((row) => row.bytes))
        const { grid } = tokenise(bytes, 0, dialect)
        return { grid, firstRecord: 0, columns, rowCount: grid.recordCount }
      })
      return { names: plan.names, parts, rowCount: parts.reduce((sum, { rowCount }) => sum + rowCount, 0) }
    },
  }
}

/** A column of drawn rows, typed. */
export function typeDrawn(
  table: RawTable,
  column: number,
  { format, plan }: { readonly format: CellFormat; readonly plan: ScanPlan },
): Column {
  const scan = scanColumn(table, { column, ...scanModeOf(format) }, { markedNumbers: plan.markedNumbers })
  return buildColumn(table.names[column], scan, format).column
}
