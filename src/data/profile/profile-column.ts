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
  const { by, kind } = schema.treatment ?? {}
  const common = { name, role, why, missing, distinct, ...(by === 'drop' && kind !== undefined ? { conceals: kind } : {}) }
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

type LevelFigures = Pick<LevelsProfile, 'levels' | 'otherRows' | 'entropy'>

function levelFigures(codes: ArrayLike<number>, levels: readonly string[]): LevelFigures {
  const counts = new Float64Array(levels.length)
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++
  return levelFiguresOf(levels, counts)
}

/** `counts`: rows of each level; `others`: rows of levels that are not among them, each of which counts as one level for the entropy. */
export function levelFiguresOf(levels: readonly string[], counts: Float64Array, others = 0): LevelFigures {
  const total = counts.reduce((sum, count) => sum + count, others)
  const present = Array.from(levels.keys()).filter((level) => counts[level] > 0)
  const ordered = present.sort((a, b) => counts[b] - counts[a] || a - b)
  const listed = ordered.slice(0, mostLevels).map((level) => ({ value: levels[level], count: counts[level] }))
  const entropyOf = (count: number): number => (count > 0 ? -(count / total) * Math.log2(count / total) : 0)
  const entropy = ordered.reduce((sum, level) => sum + entropyOf(counts[level]), entropyOf(others))
  return { levels: listed, otherRows: total - listed.reduce((sum, { count }) => sum + count, 0), entropy: Math.max(0, entropy) }
}
