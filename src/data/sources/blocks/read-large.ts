// A large source, judged as a table in memory is: kinds, roles, target, findings; with what its columns hold in numbers, and some of its rows.
import type { Finding, Task } from '../../../base/core/index.js'
import type { ColumnSchema, Schema } from '../../schema/index.js'
import type { Column, Table } from '../../table/index.js'
import { joinMany, missingFinding } from '../cell-findings.js'
import { strayQuotes } from '../delimited.js'
import { encodingFindings, encodingOf } from '../encoding.js'
import type { ByteEncoding } from '../encoding.js'
import { nameColumns } from '../header.js'
import { matchColumns } from '../match-columns.js'
import { askedRoles } from '../read-options.js'
import { duplicatesFinding, requireRows, restoreFeatures, tooFewRows, withTarget } from '../read-table.js'
import type { ReadOptions } from '../reading.js'
import { numbersAmong } from '../scan.js'
import { typeDrawn } from './drawn-table.js'
import type { ColumnContent } from './column-content.js'
import { judgeLargeColumns } from './judge-large-columns.js'
import { judgeLargeTarget } from './judge-large-target.js'
import type { LargeSource } from './large-source.js'
import type { LargeLimits } from './limits.js'
import type { Pass } from './pass.js'
import { PlanBroken, scanSource } from './scan-source.js'
import type { BlockScanner, ScannedSource } from './scan-source.js'
import type { ColumnRequest, FilePlan, ScanPlan } from './scan-plan.js'

export interface LargeColumn {
  readonly schema: ColumnSchema
  readonly content: ColumnContent['content']
}

export interface LargeReading {
  readonly name: string
  readonly rowCount: number
  readonly schema: Schema
  /** One for each column of the schema. */
  readonly columns: readonly LargeColumn[]
  readonly target?: { readonly name: string; readonly task: Task }
  /** Rows that were drawn, in their order; all of them where the table has no more. */
  readonly drawn: Table
  readonly drawnTarget?: Column
  /** The sets of columns that lack a value together, and in how many rows; undefined where they were not counted. */
  readonly missing: readonly { readonly columns: readonly string[]; readonly rows: number }[] | undefined
  readonly findings: readonly Finding[]
}

export interface LargeWork {
  readonly scanner: BlockScanner
  readonly limits: LargeLimits
  readonly countDistinct: Pass['countDistinct']
}

/** What is taken of each file until the whole of it says otherwise. */
interface Assumption {
  readonly hasQuotes: boolean
  readonly encoding: ByteEncoding
  readonly filled: ReadonlySet<number>
  readonly findings: readonly Finding[]
}

/** Reads and judges a large source in blocks. Throws what `readTable` throws; the source is read once more where its beginning misled. */
export async function readLarge(source: LargeSource, options: ReadOptions, work: LargeWork): Promise<LargeReading> {
  const { name, files } = source
  const assumed: Assumption[] = files.map(({ encoding }) => ({ hasQuotes: true, encoding, filled: new Set(), findings: [] }))
  const pass = (plan: ScanPlan): Promise<ScannedSource> =>
    scanSource(plan, { files, scanner: work.scanner, limits: work.limits, checkpoint: options.checkpoint })
  for (;;) {
    const { plan, findings } = planOf(source, assumed, options)
    const roles = askedRoles(plan.names, options)
    let found: ScannedSource
    try {
      found = await pass(plan)
    } catch (error) {
      if (!(error instanceof PlanBroken)) throw error
      assumed[error.file] = mended(assumed[error.file], error)
      continue
    }
    if (mendEncodings(assumed, found)) continue
    if (found.allRowCount === 0) throw tooFewRows(name, 'has a header but no row of data', 1)
    if (options.target !== undefined) requireRows(name, found.allRowCount, '')
    const context = (filtered: ScanPlan, scanned: ScannedSource): Pass => ({
      plan: filtered,
      found: scanned,
      again: (requests) => pass({ ...filtered, requests, watchesRows: false }),
      options,
      countDistinct: work.countDistinct,
    })
    const target = options.target === undefined ? undefined : await judgeLargeTarget(context(plan, found), options.target)
    const filtered = target?.filter === undefined ? plan : { ...plan, target: target.filter }
    if (filtered !== plan) found = await pass(filtered)
    if (target !== undefined) requireRows(name, found.rowCount, ' with a target')
    const passed = context(filtered, found)
    const described = target === undefined ? undefined : await target.describe(passed)
    const columns = restoreFeatures(await judgeLargeColumns(passed, roles), roles)
    const schema = withTarget(
      columns.map((column) => column.schema),
      described?.schema,
      plan.names,
    )
    const contents = new Map(columns.map(({ schema: one, content }) => [one.name, content]))
    if (described !== undefined) contents.set(described.schema.name, described.content)
    const raw = found.lottery.table(filtered)
    const typed = (column: ColumnSchema): Column => typeDrawn(raw, plan.names.indexOf(column.name), { format: column, plan: filtered })
    return {
      name,
      rowCount: found.rowCount,
      schema: { columns: schema },
      columns: schema.map((one) => ({ schema: one, content: contents.get(one.name)! })),
      ...(described === undefined ? {} : { target: described.target, drawnTarget: typed(described.typedBy) }),
      drawn: { rowCount: raw.rowCount, columns: columns.map(({ schema: one }) => typed(one)) },
      missing: columns.some(({ invalidCount }) => invalidCount > 0) ? undefined : missingTogether(found, schema, plan),
      findings: joinMany([
        ...assumed.flatMap((one, k) => [...encodingFindings(found.sequences[k]), ...one.findings]),
        ...findings,
        ...(described?.findings ?? []),
        ...columns.flatMap((column) => column.findings),
        ...missingFinding(schema, found.rowCount),
        ...duplicatesFinding(found.rowHashes.repeats(), found.allRowCount),
      ]),
    }
  }
}

function mended(assumed: Assumption, { found }: PlanBroken): Assumption {
  return 'quotes' in found
    ? { ...assumed, hasQuotes: false, findings: [...assumed.findings, strayQuotes(found.quotes)] }
    : { ...assumed, filled: new Set([...assumed.filled, found.filledColumn]) }
}

/** True where a file as a whole is in another encoding than its beginning. */
function mendEncodings(assumed: Assumption[], { sequences }: ScannedSource): boolean {
  let isMended = false
  for (const [k, counts] of sequences.entries()) {
    const encoding = encodingOf(counts)
    if (encoding === assumed[k].encoding) continue
    assumed[k] = { ...assumed[k], encoding }
    isMended = true
  }
  return isMended
}

function planOf(
  { files }: LargeSource,
  assumed: readonly Assumption[],
  options: ReadOptions,
): { readonly plan: ScanPlan; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const named = files.map((file, k) => {
    const {
      names,
      dropped,
      findings: ofNames,
    } = nameColumns(file.names, (column) => file.blank.has(column) && !assumed[k].filled.has(column))
    findings.push(...file.findings, ...(file.isNamed ? ofNames : []))
    const columns = Int32Array.from(Array.from(file.names, (_, column) => column).filter((column) => !dropped.has(column)))
    return { name: file.name, names, columns, dropped: Int32Array.from(dropped) }
  })
  const [first] = named
  const plans = files.map(({ name, dialect }, k): FilePlan => {
    const columns = k === 0 ? first.columns : matchColumns(first, named[k])
    const { hasQuotes, encoding } = assumed[k]
    return { name, dialect: { ...dialect, hasQuotes }, encoding, columns, dropped: named[k].dropped }
  })
  const missing = options.missing ?? []
  // Dates that stand for missing are kept as the texts that they are.
  const readsDates = missing.every((text) => !/^\d{4}-\d\d-\d\d/.test(text))
  const requests = first.names.map((name, column): ColumnRequest => {
    const kind = options.kinds?.[name]
    return { column, readsNumbers: true, readsDates: readsDates && name !== options.target && (kind ?? 'datetime') === 'datetime' }
  })
  // Texts are wanted of the classes of a target, which may be numbers, and of what is foreseen to be no number.
  const also = first.names.flatMap((name, column): ColumnRequest[] => {
    const kind = options.kinds?.[name]
    const isWord = kind === undefined ? files[0].wordColumns.has(first.columns[column]) : kind !== 'number' && kind !== 'datetime'
    return name === options.target || isWord ? [{ column, readsNumbers: false }] : []
  })
  return {
    plan: {
      names: first.names,
      files: plans,
      requests: [...requests, ...also],
      missing,
      markedNumbers: numbersAmong(missing),
      watchesRows: true,
    },
    findings,
  }
}

function missingTogether({ lacking }: ScannedSource, schema: readonly ColumnSchema[], { names }: ScanPlan): LargeReading['missing'] {
  if (lacking === undefined) return undefined
  const byName = new Map(schema.map((column) => [column.name, new Set(column.missing)]))
  const counts = new Map<string, { readonly columns: readonly string[]; rows: number }>()
  for (const { cells, rows } of lacking) {
    const columns = cells
      .filter(({ column, text }) => text === '' || byName.get(names[column])!.has(text))
      .map(({ column }) => names[column])
    const key = JSON.stringify(columns)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { columns, rows })
    else known.rows += rows
  }
  return [...counts.values()]
}
