// One column, profiled by its kind.
import type { Sorter } from '../../base/kernels/index.js'
import type { ColumnSchema } from '../schema/index.js'
import { isMissing } from '../table/index.js'
import type { Column } from '../table/index.js'
import type { ColumnProfile, LevelsProfile } from './column-profile.js'
import { datetimeFigures } from './datetime-profile.js'
import { numberFigures } from './number-profile.js'
import { textFigures } from './text-profile.js'

/** What a column holds; `sorter` for as many values as there are rows. */
export function profileColumn(column: Column, schema: ColumnSchema, rowCount: number, { sort }: Sorter): ColumnProfile {
  const { name, role, why, missingCount: missing, distinctCount: distinct } = schema
  const common = { name, role, why, missing, distinct }
  if (missing >= rowCount) return { ...common, kind: column.kind, distinct: 0, isEmpty: true }
  switch (column.kind) {
    case 'number':
      return { ...common, kind: 'number', ...numberFigures(sort(column.values)) }
    case 'datetime':
      return { ...common, kind: 'datetime', ...datetimeFigures(sort(column.values), sort) }
    case 'category':
      return { ...common, kind: 'category', ...levelFigures(column.codes, column.levels) }
    case 'boolean':
      return { ...common, kind: 'boolean', ...levelFigures(column.values, schema.levels ?? ['false', 'true']) }
    case 'text': {
      const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) => !isMissing(column, row))
      return { ...common, kind: 'text', ...textFigures(column, rows) }
    }
  }
}

const mostLevels = 20

function levelFigures(codes: ArrayLike<number>, levels: readonly string[]): Pick<LevelsProfile, 'levels' | 'otherRows' | 'entropy'> {
  const counts = new Float64Array(levels.length)
  let total = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]
    if (code < 0) continue
    counts[code]++
    total++
  }
  const present = Array.from(levels.keys()).filter((level) => counts[level] > 0)
  const ordered = present.sort((a, b) => counts[b] - counts[a] || a - b)
  const listed = ordered.slice(0, mostLevels).map((level) => ({ value: levels[level], count: counts[level] }))
  const entropy = ordered.reduce((sum, level) => sum - (counts[level] / total) * Math.log2(counts[level] / total), 0)
  return { levels: listed, otherRows: total - listed.reduce((sum, { count }) => sum + count, 0), entropy: Math.max(0, entropy) }
}
