// A table that is larger than memory, or too large to be held for a profile: read in blocks on all threads.
import { availableParallelism } from 'node:os'
import { createRandom } from '../../../base/core/index.js'
import type { Finding, Task } from '../../../base/core/index.js'
import { createPool } from '../../../base/workers/index.js'
import type { Pool } from '../../../base/workers/index.js'
import type { ColumnSchema, Schema } from '../../schema/index.js'
import { largeLimits, readLarge } from '../../sources/index.js'
import type { ColumnGuard, LargeColumn, LargeLimits, LargeReading, LargeSource, NumbersContent, ReadOptions } from '../../sources/index.js'
import { allRows, isMissing, textColumn } from '../../table/index.js'
import type { Column, Table } from '../../table/index.js'
import { informationOn } from '../associations.js'
import type { Approximation, ColumnProfile } from '../column-profile.js'
import { missingPatterns, commonestPatterns } from '../missing-patterns.js'
import type { MissingPattern } from '../missing-patterns.js'
import { levelFiguresOf } from '../profile-column.js'
import { associationsOf } from '../profile-table.js'
import type { TableProfile } from '../profile-table.js'
import { textFigures } from '../text-profile.js'
import type { ColumnFigures } from './exact-figures.js'
import { concealDrawn, guardDrawn } from './conceal-column.js'
import { approximationOf, summaryFigures } from './summary-figures.js'
import type { LargeJobs } from './worker.js'

/** Blocks leave arrays behind that are only given back when this is full. */
const youngMegabytes = 12

export interface LargeProfile {
  readonly name: string
  readonly target?: string
  readonly profile: TableProfile
  readonly findings: readonly Finding[]
  /** The rows that were drawn, for what needs whole rows. */
  readonly drawn: { readonly table: Table; readonly schema: Schema; readonly target?: Column; readonly task?: Task }
}

export interface LargeProfileOptions extends ReadOptions {
  /** Threads to work with: as many as there are processors, by default. They change nothing but the time. */
  readonly threads?: number
  readonly limits?: LargeLimits
}

/**
 * Profiles a large source in as few passes over it as its columns allow, mostly one. The same judges as for a table in memory say what each column is.
 * What is not exact is said in `approximate`, of the table and of columns. The same source and options give the same profile on any number of threads.
 * Throws what reading throws. Memory: blocks of some MB for each thread, and what `limits` allow.
 */
export async function profileLarge(source: LargeSource, options: LargeProfileOptions = {}): Promise<LargeProfile> {
  const { threads = availableParallelism(), limits = largeLimits, ...asked } = options
  const pool = createPool<LargeJobs>(new URL('./worker.js', import.meta.url), threads, { youngMegabytes })
  try {
    const figures = figuresBy(pool)
    const reading = await readLarge(source, asked, {
      scanner: { threads, share: (plan) => pool.share(plan), scan: (job) => pool.run('scan', job) },
      limits,
      countDistinct: async (content) => (await figures(content)).distinct,
    })
    const guarded = guardReading(reading, asked.guard)
    const columns: ColumnProfile[] = []
    for (const column of guarded.reading.columns) {
      asked.checkpoint?.()
      columns.push(guarded.concealed.get(column.schema.name) ?? (await profileContent(column, guarded.reading, figures)))
    }
    const { drawn, drawnTarget, schema, target } = guarded.reading
    return {
      name: reading.name,
      ...(target === undefined ? {} : { target: target.name }),
      profile: gatherProfile(guarded.reading, columns, asked.checkpoint),
      findings: guarded.reading.findings,
      drawn: {
        table: drawn,
        schema,
        ...(drawnTarget === undefined || target === undefined ? {} : { target: drawnTarget, task: target.task }),
      },
    }
  } finally {
    await pool.close()
  }
}

/** Columns of personal data are looked at, and told of, by their drawn cells in a form that shows nobody. */
function guardReading(
  reading: LargeReading,
  guard: ColumnGuard | undefined,
): { readonly reading: LargeReading; readonly concealed: ReadonlyMap<string, ColumnProfile> } {
  const concealed = new Map<string, ColumnProfile>()
  if (guard === undefined) return { reading, concealed }
  const names = reading.columns.map(({ schema }) => schema.name)
  const findings: Finding[] = []
  const schemas = new Map<string, ColumnSchema>()
  const columns = reading.drawn.columns.map((column) => {
    const schema = reading.columns.find((one) => one.schema.name === column.name)!.schema
    const said = guardDrawn(column, { schema, names, guard })
    findings.push(...(said?.findings ?? []))
    if (said?.treatment === undefined) return column
    const shown = concealDrawn(column, said.treatment)
    const role = said.isLeftOut ? ('ignored' as const) : schema.role
    const why = said.why ?? schema.why
    schemas.set(column.name, { ...schema, kind: 'text', role, why })
    const { missingCount: missing, distinctCount: distinct } = schema
    const { kind } = said.treatment
    const rows = allRows(reading.drawn.rowCount).filter((row) => !isMissing(shown, row))
    const common = { name: column.name, role, why, missing, distinct, ...(kind === undefined ? {} : { conceals: kind }) }
    concealed.set(
      column.name,
      rows.length === 0
        ? { ...common, kind: 'text', distinct: 0, isEmpty: true }
        : { ...common, kind: 'text', ...textFigures(shown, rows) },
    )
    return shown
  })
  const settle = (schema: ColumnSchema): ColumnSchema => schemas.get(schema.name) ?? schema
  return {
    concealed,
    reading: {
      ...reading,
      drawn: { ...reading.drawn, columns },
      schema: { columns: reading.schema.columns.map(settle) },
      columns: reading.columns.map((one) => ({ ...one, schema: settle(one.schema) })),
      findings: [...reading.findings, ...findings],
    },
  }
}

/** Figures are asked for by the judges and by the profile: each list is sorted once. */
function figuresBy(pool: Pool<LargeJobs>): (content: NumbersContent) => Promise<ColumnFigures> {
  const known = new Map<unknown, { readonly added: NumbersContent['added']; readonly figures: Promise<ColumnFigures> }[]>()
  return (content) => {
    const { numbers, added } = content
    const key = 'exact' in numbers ? numbers.exact[0] : numbers.weighted.values
    if (key === undefined) return Promise.resolve(figuresOf(content, pool))
    const entries = known.get(key) ?? []
    known.set(key, entries)
    const found = entries.find((entry) => entry.added.values.length === 0 && added.values.length === 0)
    if (found !== undefined) return found.figures
    const figures = figuresOf(content, pool)
    entries.push({ added, figures })
    return figures
  }
}

async function figuresOf(content: NumbersContent, pool: Pool<LargeJobs>): Promise<ColumnFigures> {
  return 'exact' in content.numbers ? pool.run('figures', content) : summaryFigures(content, content.numbers)
}

async function profileContent(
  { schema, content }: LargeColumn,
  { rowCount, drawn, drawnTarget }: LargeReading,
  figures: (content: NumbersContent) => Promise<ColumnFigures>,
): Promise<ColumnProfile> {
  const { name, role, kind, why, missingCount: missing, distinctCount: distinct } = schema
  const common = { name, role, why, missing, distinct }
  if (missing >= rowCount) return { ...common, kind, distinct: 0, isEmpty: true }
  switch (content.form) {
    case 'numbers': {
      const { figures: found } = await figures(content)
      const approximate = 'exact' in content.numbers ? undefined : approximationOf(content.numbers)
      return { ...common, kind: content.kind, ...found, ...(approximate === undefined ? {} : { approximate }) } as ColumnProfile
    }
    case 'levels': {
      const { levels, counts, others, lost, distinctError } = content
      const approximate: Approximation | undefined = others.cells === 0 ? undefined : { distinct: distinctError, counts: lost }
      const found = levelFiguresOf(levels, counts, others.cells)
      return { ...common, kind: kind === 'boolean' ? kind : 'category', ...found, ...(approximate === undefined ? {} : { approximate }) }
    }
    case 'texts': {
      const column = [...drawn.columns, drawnTarget].find((one) => one?.name === name)!
      const approximate = content.distinctError === 0 ? {} : { approximate: { distinct: content.distinctError } }
      return { ...common, kind: 'text', ...textFiguresOf(column, drawn.rowCount, content.examples), ...approximate }
    }
  }
}

/** `examples`: where no row with a text was drawn. */
function textFiguresOf(column: Column, rowCount: number, examples: readonly string[]): ReturnType<typeof textFigures> {
  const rows = allRows(rowCount).filter((row) => !isMissing(column, row))
  return column.kind === 'text' && rows.length > 0
    ? textFigures(column, rows)
    : textFigures(textColumn(column.name, examples), allRows(examples.length))
}

function gatherProfile(reading: LargeReading, columns: readonly ColumnProfile[], checkpoint: (() => void) | undefined): TableProfile {
  const { rowCount, schema, drawn, drawnTarget: target, missing } = reading
  const comparable = new Set(schema.columns.filter(({ role }) => role !== 'id' && role !== 'ignored').map(({ name }) => name))
  const features = new Set([...comparable].filter((name) => name !== target?.name))
  const whole = target === undefined ? drawn : { ...drawn, columns: [...drawn.columns, target] }
  const lacking = new Set(columns.filter((column) => column.missing > 0 && column.name !== target?.name).map(({ name }) => name))
  const worst = (field: 'distinct' | 'ranks'): number => Math.max(0, ...columns.map(({ approximate }) => approximate?.[field] ?? 0))
  const scaled = (patterns: readonly MissingPattern[]): MissingPattern[] =>
    patterns.map((pattern) => ({ ...pattern, rows: Math.round((pattern.rows * rowCount) / drawn.rowCount) }))
  return {
    rows: rowCount,
    columns,
    associations: associationsOf(whole, comparable, checkpoint),
    ...(target === undefined ? {} : { information: informationOn(drawn, target, features, createRandom('profile')) }),
    missingPatterns: lacking.size === 0 ? [] : missing === undefined ? scaled(missingPatterns(drawn, lacking)) : commonestPatterns(missing),
    approximate: {
      rowsSampled: drawn.rowCount,
      missingPatterns: missing === undefined && lacking.size > 0,
      distinctError: worst('distinct'),
      rankError: worst('ranks'),
    },
  }
}
