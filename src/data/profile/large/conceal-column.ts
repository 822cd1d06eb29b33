// A column of a large table that holds personal data: what is told of it shows nobody.
import { treatText } from '../../personal/index.js'
import type { CellTreatment } from '../../personal/index.js'
import type { ColumnSchema, DistinctTexts } from '../../schema/index.js'
import type { ColumnGuard, Guarded } from '../../sources/index.js'
import { isMissing, textAt, textColumn } from '../../table/index.js'
import type { Column, TextColumn } from '../../table/index.js'

/** What the guard says of a column, by the rows that were drawn of it. */
export function guardDrawn(
  column: Column,
  { schema, names, guard }: { readonly schema: ColumnSchema; readonly names: readonly string[]; readonly guard: ColumnGuard },
): Guarded | undefined {
  const isNumber = column.kind === 'number'
  const rowCount = cellCount(column)
  return guard({
    name: column.name,
    names,
    kind: schema.kind,
    role: schema.role,
    rowCount,
    texts: distinctOf(isNumber ? [] : cellsOf(column, rowCount)),
    missing: schema.missing,
    ...(isNumber ? { values: column.values } : {}),
  })
}

/** The drawn cells as the treatment leaves them. */
export function concealDrawn(column: Column, treatment: CellTreatment): TextColumn {
  const treat = treatText(treatment)
  return textColumn(
    column.name,
    cellsOf(column, cellCount(column)).map((cell) => (cell === '' ? '' : treat(cell))),
  )
}

function cellCount(column: Column): number {
  if (column.kind === 'text') return column.offsets.length - 1
  return column.kind === 'category' ? column.codes.length : column.values.length
}

/** As a source writes them, dates by ISO 8601; `''` is missing. */
function cellsOf(column: Column, rowCount: number): string[] {
  return Array.from({ length: rowCount }, (_, row) => {
    if (isMissing(column, row)) return ''
    switch (column.kind) {
      case 'text':
        return textAt(column, row)
      case 'category':
        return column.levels[column.codes[row]]
      case 'datetime':
        return new Date(column.values[row]).toISOString().replace('T00:00:00.000Z', '')
      default:
        return String(column.values[row])
    }
  })
}

function distinctOf(cells: readonly string[]): DistinctTexts {
  const counts = new Map<string, number>()
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const texts = [...counts]
  return {
    size: texts.length,
    text: (index) => texts[index][0],
    byteLength: (index) => Buffer.byteLength(texts[index][0]),
    count: (index) => texts[index][1],
  }
}
