// What one column of a table suggests to hold of it.
import { namesIdentifier } from '../schema/index.js'
import type { ColumnSchema } from '../schema/index.js'
import type { InputCells } from '../sources/index.js'
import type { Column, DatetimeColumn, NumberColumn } from '../table/index.js'
import { openColumn } from './contract.js'
import type { ColumnContract, Level } from './contract.js'
import { sharePoints } from './share-points.js'
import { lengthsOf, shapesOf } from './text-rules.js'

/** A list of more levels, or one of which more were seen but once, is no list to choose from. */
const mostLevels = 200
const mostSingleLevels = 0.1
/** More shapes, or more that were seen but once, are no shapes to hold to. */
const mostShapes = 12
const mostSingleShapes = 0.02
/** Fewer values that differ may do so by chance. */
const fewestUnique = 20
const fewestExact = 100
const yearMs = 366 * 86_400_000
/** Of the years that are written with four digits. */
const [firstMs, lastMs] = [-62_167_219_200_000, 253_402_214_400_000]

export interface ReadPart {
  readonly column: Column
  readonly schema: ColumnSchema
  readonly cells: InputCells
}

/** O(rows log rows). */
export function inferColumn({ column, schema, cells }: ReadPart): ColumnContract {
  const { kind, missing, dateFormat, decimal, unit, fold } = schema
  const { rowCount, missingCount, invalidCount } = cells
  const seen = rowCount - missingCount - invalidCount
  const base: ColumnContract = {
    ...openColumn(column.name, kind),
    missing,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(unit === undefined ? {} : { unit }),
    ...(fold === undefined ? {} : { fold }),
    ...(seen < rowCount ? { seen } : {}),
    mayBeMissing: shareAtLeast(missingCount, rowCount),
    invalid: shareAtLeast(invalidCount, seen + invalidCount),
  }
  if (seen === 0) return base
  return { ...base, ...valuesOf(column, schema, seen), ...uniquenessOf(schema, seen) }
}

function valuesOf(column: Column, schema: ColumnSchema, seen: number): Partial<ColumnContract> {
  switch (column.kind) {
    case 'number':
      return numbersOf(column, schema)
    case 'datetime':
      return datesOf(column)
    case 'boolean':
      return { levels: roundShares(levelsOf(column.values, schema.levels ?? ['false', 'true'], seen)) }
    case 'category': {
      const levels = levelsOf(column.codes, column.levels, seen)
      const single = levels.filter(({ share }) => Math.round(share * seen) === 1).length
      if (levels.length > mostLevels || single > mostSingleLevels * seen) return textsOf(column)
      return { levels: roundShares(levels.sort((a, b) => b.share - a.share)), unseen: shareAtLeast(single, seen) }
    }
    case 'text':
      return textsOf(column)
  }
}

/** Numbers that name rows go on: where they end today says nothing. */
function numbersOf({ values }: NumberColumn, { role }: ColumnSchema): Partial<ColumnContract> {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const whole = sorted.every((value) => Number.isInteger(value))
  if (role === 'id') return { whole }
  const shares = sharePoints(sorted)
  return { whole, range: { min: sorted[0], max: sorted.at(-1)!, beyond: 0 }, ...(shares.length === 0 ? {} : { shares }) }
}

/** Time goes on: as long again as was seen, and a year at least. */
function datesOf({ values }: DatetimeColumn): Partial<ColumnContract> {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const room = Math.min(lastMs, max + Math.max(yearMs, max - min))
  return { range: { ...(min >= firstMs ? { min } : {}), ...(max <= lastMs ? { max: room } : {}), beyond: 0 } }
}

function levelsOf(codes: ArrayLike<number>, levels: readonly string[], seen: number): Required<Level>[] {
  const counts = new Float64Array(levels.length)
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++
  return levels.map((level, code) => ({ level, share: counts[code] / seen }))
}

/** To four digits. */
function roundShares(levels: readonly Required<Level>[]): Level[] {
  return levels.map(({ level, share }) => ({ level, share: Number(share.toPrecision(4)) }))
}

function textsOf(column: Column): Partial<ColumnContract> {
  const lengths = lengthsOf(column).sort()
  const lengthShares = sharePoints(lengths)
  const counts = [...shapesOf(column)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const single = counts.filter(([, count]) => count === 1).length
  const isShaped = lengths.length >= fewestUnique && counts.length <= mostShapes && single <= mostSingleShapes * lengths.length
  return {
    length: { min: lengths[0], max: lengths.at(-1)!, beyond: 0 },
    ...(lengthShares.length === 0 ? {} : { lengthShares }),
    ...(isShaped ? { shapes: counts.map(([shape]) => shape), unseen: shareAtLeast(single, lengths.length) } : {}),
  }
}

/** What is called an identifier and is one in a hundred rows has no value twice, whatever chance says. */
function uniquenessOf({ name, kind, role, distinctCount }: ColumnSchema, seen: number): Partial<ColumnContract> {
  const isCandidate = role === 'id' || kind === 'datetime'
  if (!isCandidate || distinctCount < seen || seen < fewestUnique) return {}
  return { unique: true, ...(role === 'id' && namesIdentifier(name) && seen >= fewestExact ? { exact: ['unique'] } : {}) }
}

/** The share to four digits, rounded up, so that what it was counted of keeps it. */
export function shareAtLeast(count: number, of: number): number {
  if (count <= 0) return 0
  const share = count / of
  const scale = 10 ** (3 - Math.floor(Math.log10(share)))
  return Math.min(1, Math.ceil(share * scale * (1 - 1e-12)) / scale)
}
