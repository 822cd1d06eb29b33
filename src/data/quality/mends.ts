// Mends that lose nothing and that the parser can make: codes become missing, spellings of one level become one.
import type { Finding } from '../../base/core/index.js'
import { sharedFloat64, sharedInt32 } from '../../base/store/index.js'
import { areCodes, counted, named, spellingKey } from '../schema/index.js'
import type { ColumnSchema, Schema } from '../schema/index.js'
import type { CategoryColumn, Column, Table } from '../table/index.js'
import { columnsOf, createSorter, findingOf } from './inspected.js'
import type { Inspected, Sorter } from './inspected.js'
import { codesOf, codeText } from './missing-codes.js'

export interface Mend {
  readonly column: string
  readonly how: 'missingCode' | 'spelling'
  /** The texts that are read as something else. */
  readonly texts: readonly string[]
  /** Of a spelling: the level that each text stands for. */
  readonly into?: readonly string[]
  readonly cells: number
  readonly why: string
}

/** From here on a code is taken for missing without asking. */
const sureCode = 0.9
/** A spelling that is rarer than this beside the usual one is taken for it without asking. */
const rareSpelling = 0.2

/** The mends that are safe: what a person who knows the field would do without thinking. Never of the target. */
export function safeMends(inspected: Inspected, sort: Sorter = createSorter()): Mend[] {
  return columnsOf(inspected).flatMap(({ column, schema }): Mend[] => {
    if (schema.role !== 'feature' || schema.treatment !== undefined) return []
    if (column.kind === 'category') return spellingMend(column, schema)
    if (column.kind !== 'number' && column.kind !== 'datetime') return []
    const codes = codesOf(column, sort(column)).filter(({ confidence }) => confidence >= sureCode)
    if (codes.length === 0) return []
    const values = new Set(codes.map(({ value }) => value))
    const cells = column.values.reduce((count, value) => (values.has(value) ? count + 1 : count), 0)
    return [
      { column: column.name, how: 'missingCode', texts: codes.map(({ value }) => codeText(value, column.kind)), cells, why: codes[0].why },
    ]
  })
}

/** The table as it is once the mends are made, and what its columns are then: the parser makes them anywhere else. */
export function applyMends(
  { table, schema }: { readonly table: Table; readonly schema: Schema },
  mends: readonly Mend[],
): { readonly table: Table; readonly schema: Schema } {
  if (mends.length === 0) return { table, schema }
  const byColumn = new Map(mends.map((mend) => [mend.column, mend]))
  const schemas = new Map(schema.columns.map((one) => [one.name, one]))
  const columns = table.columns.map((column) => {
    const mend = byColumn.get(column.name)
    const own = schemas.get(column.name)
    if (mend === undefined || own === undefined) return column
    const mended = mend.how === 'spelling' ? spell(column as CategoryColumn, mend) : clear(column, mend)
    schemas.set(
      column.name,
      mend.how === 'spelling' ? spelledSchema(own, mended as CategoryColumn, mend) : clearedSchema(own, mended, mend),
    )
    return mended
  })
  return { table: { ...table, columns }, schema: { columns: schema.columns.map(({ name }) => schemas.get(name)!) } }
}

/** What was done: one finding a mend. */
export function mendFindings(mends: readonly Mend[]): Finding[] {
  return mends.map(({ column, how, texts, into, cells, why }) => {
    const isOne = cells === 1
    const said =
      how === 'missingCode'
        ? `${counted(cells, 'cell')} of '${column}' that ${isOne ? 'says' : 'say'} ${named(texts)} ${isOne ? 'is' : 'are'} read as missing, here and in rows to be predicted: ${why}.`
        : `${counted(cells, 'cell')} of '${column}' that ${isOne ? 'says' : 'say'} ${named(texts)} ${isOne ? 'is' : 'are'} read as ${named([...new Set(into)])}, here and in rows to be predicted: ${why}.`
    return findingOf('MEND_APPLIED', 'info', {
      columns: [column],
      evidence: { how, texts: texts.slice(0, 50), ...(into === undefined ? {} : { into: into.slice(0, 50) }), cells },
      message: `${said} --clean suggest leaves them as they are.`,
    })
  })
}

/** Findings about what is mended need no action any more. */
export function settleFindings(findings: readonly Finding[], mends: readonly Mend[]): Finding[] {
  const done = new Set(mends.map(({ column, how }) => `${how === 'missingCode' ? 'DISGUISED_MISSING' : 'LEVEL_SPELLINGS'} ${column}`))
  return findings.map((finding) =>
    finding.severity === 'warning' && finding.columns.length === 1 && done.has(`${finding.code} ${finding.columns[0]}`)
      ? {
          ...finding,
          severity: 'info',
          message: `${finding.message.split(/(?<=[.:]) (?=If |They are kept)/)[0]} It is mended (see MEND_APPLIED).`,
        }
      : finding,
  )
}

function spellingMend({ name, codes, levels }: CategoryColumn, schema: ColumnSchema): Mend[] {
  if (schema.fold !== undefined || levels.length > 1000) return []
  const counts = new Float64Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code]++
  const groups = new Map<string, number[]>()
  for (const [code, level] of levels.entries()) {
    const key = spellingKey(level)
    if (key === '') continue
    groups.set(key, [...(groups.get(key) ?? []), code])
  }
  const found = [...groups.values()].flatMap((group) => {
    const usual = group.reduce((most, code) => (counts[code] > counts[most] ? code : most))
    return group
      .filter((code) => code !== usual && counts[code] <= rareSpelling * counts[usual])
      .filter((code) => !areCodes({ text: levels[code], count: counts[code] }, { text: levels[usual], count: counts[usual] }))
      .map((code) => ({ code, usual }))
  })
  if (found.length === 0) return []
  return [
    {
      column: name,
      how: 'spelling',
      texts: found.map(({ code }) => levels[code]),
      into: found.map(({ usual }) => levels[usual]),
      cells: found.reduce((sum, { code }) => sum + counts[code], 0),
      why: 'they differ only in case, blanks, accents or punctuation, and are rare beside it',
    },
  ]
}

function spell(column: CategoryColumn, { texts, into }: Mend): CategoryColumn {
  const standsFor = new Map(texts.map((text, k) => [text, into![k]]))
  const levels = column.levels.filter((level) => !standsFor.has(level))
  const numbers = new Map(levels.map((level, code) => [level, code]))
  const next = column.levels.map((level) => numbers.get(standsFor.get(level) ?? level)!)
  const codes = sharedInt32(column.codes.length)
  for (let row = 0; row < codes.length; row++) codes[row] = column.codes[row] < 0 ? column.codes[row] : next[column.codes[row]]
  return { ...column, codes, levels }
}

function spelledSchema(schema: ColumnSchema, column: CategoryColumn, { texts, into }: Mend): ColumnSchema {
  const spellings = Object.fromEntries(texts.map((text, k) => [text, into![k]]))
  return { ...schema, levels: column.levels, spellings, distinctCount: schema.distinctCount - texts.length }
}

function clear(column: Column, { texts }: Mend): Column {
  if (column.kind !== 'number' && column.kind !== 'datetime') return column
  const left = new Set(texts.map((text) => (column.kind === 'number' ? Number(text) : Date.parse(text))))
  const values = sharedFloat64(column.values.length)
  for (let row = 0; row < values.length; row++) values[row] = left.has(column.values[row]) ? NaN : column.values[row]
  return { ...column, values }
}

function clearedSchema(schema: ColumnSchema, column: Column, { texts, cells }: Mend): ColumnSchema {
  let [min, max] = [Infinity, -Infinity]
  if (column.kind === 'number' || column.kind === 'datetime') {
    for (const value of column.values) {
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  return {
    ...schema,
    missing: [...schema.missing, ...texts],
    missingCount: schema.missingCount + cells,
    distinctCount: schema.distinctCount - texts.length,
    ...(min <= max ? { min, max } : {}),
  }
}
