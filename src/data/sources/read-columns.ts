// The columns other than the target: judged one by one, typed, given their roles.
import type { Finding } from '../../base/core/index.js'
import { treatText } from '../personal/index.js'
import { isMarker, judgeColumn } from '../schema/index.js'
import type { ColumnSchema, JudgeHints, Role, Verdict } from '../schema/index.js'
import type { Column } from '../table/index.js'
import type { BuiltColumn } from './build-column.js'
import { buildColumn, scanModeOf, servesFor } from './build-column.js'
import { invalidFinding } from './cell-findings.js'
import type { Guarded, GuardedColumn } from './guard.js'
import type { RawTable } from './raw-table.js'
import { askedKind } from './read-options.js'
import type { ReadOptions } from './reading.js'
import { evidenceOf, scanColumn, scanColumns } from './scan.js'
import type { ColumnScan, ScanContext } from './scan.js'
import { treatColumn } from './treat-column.js'

export interface ReadColumn {
  readonly column: Column
  readonly schema: ColumnSchema
  readonly verdict: Verdict
  /** Plain numbers whose points could group thousands. */
  readonly hasPointGroups: boolean
  readonly findings: readonly Finding[]
}

type Counter = (values: Float64Array) => number

/** Reads these columns of the table, in order. */
export async function readColumns(
  table: RawTable,
  wanted: readonly number[],
  roles: ReadonlyMap<string, Role>,
  options: ReadOptions,
  context: ScanContext,
  countDistinct: Counter,
): Promise<ReadColumn[]> {
  const read = (scan: ColumnScan, column: number, otherCommas: boolean): ReadColumn => {
    const name = table.names[column]
    const asTexts =
      scan.inexactCount > 0 ? scanColumn(table, { column, readsNumbers: false }, context).texts.size - scan.texts.size : undefined
    const evidence = evidenceOf(scan, name, scan.values === undefined ? 0 : countDistinct(scan.values), asTexts)
    const kind = askedKind(options, name)
    const hints: JudgeHints = { otherCommas, missing: options.missing ?? [], ...(kind === undefined ? {} : { kind }) }
    const judged = judgeColumn(evidence, hints)
    // Groups are compared, not learned from: their names are wanted, whatever they look like.
    const isGroup = roles.get(name) === 'group' && judged.format.kind === 'text'
    const verdict = isGroup ? judgeColumn(evidence, { ...hints, kind: 'category' }) : judged
    const fitting = servesFor(scan, verdict.format) ? scan : scanColumn(table, { column, ...scanModeOf(verdict.format) }, context)
    const plain = complete(name, fitting, verdict, roles.get(name), countDistinct, evidence.numbers.distinctCount)
    const guarded = options.guard?.(guardedColumn(plain.schema, fitting, table.names))
    if (guarded === undefined) return plain
    if (guarded.treatment === undefined) return { ...plain, findings: [...plain.findings, ...guarded.findings] }
    return readTreated(plain, guarded, { table, column, hints, asked: roles.get(name) }, context, countDistinct)
  }
  const columns: ReadColumn[] = []
  await scanColumns(
    table,
    wanted.map((column) => ({ column, readsNumbers: true })),
    context,
    (scan, i) => columns.push(read(scan, wanted[i], false)),
  )
  const hasCommas = columns.some(({ schema, findings }) => schema.decimal === ',' && !isAmbiguous(findings))
  if (!hasCommas) return columns
  return columns.map((column, i) =>
    isAmbiguous(column.findings) || column.hasPointGroups
      ? read(scanColumn(table, { column: wanted[i], readsNumbers: true }, context), wanted[i], true)
      : column,
  )
}

function guardedColumn(
  { name, kind, role, missing }: ColumnSchema,
  { rowCount, texts, values }: ColumnScan,
  names: readonly string[],
): GuardedColumn {
  return { name, names, kind, role, rowCount, texts, missing, ...(values === undefined ? {} : { values }) }
}

interface TreatedPlace {
  readonly table: RawTable
  readonly column: number
  readonly hints: JudgeHints
  readonly asked: Role | undefined
}

/** The column with its cells treated, judged anew; one that is left out keeps the counts of what it was. */
function readTreated(
  plain: ReadColumn,
  { treatment, isLeftOut, why, findings }: Guarded,
  { table, column, hints, asked }: TreatedPlace,
  context: ScanContext,
  countDistinct: Counter,
): ReadColumn {
  const { name, kind, missing, missingCount, distinctCount } = plain.schema
  const known = new Set([...missing, ...(hints.missing ?? [])])
  const treating = { column, isMissing: (text: string) => known.has(text) || isMarker(text), treat: treatText(treatment!) }
  const treated = treatColumn(table, treating, context)
  const { rows: _, ...all } = context
  if (isLeftOut) {
    const format = { kind: kind === 'category' ? ('category' as const) : ('text' as const), missing }
    const verdict: Verdict = { format, role: 'ignored', why: why!, findings: [] }
    const scan = scanColumn(treated, { column: 0, readsNumbers: false }, all)
    const { column: shown, schema } = complete(name, scan, verdict, undefined, countDistinct, 0)
    return {
      column: shown,
      schema: { ...schema, missingCount, distinctCount, treatment: treatment! },
      verdict,
      hasPointGroups: false,
      findings,
    }
  }
  const scan = scanColumn(treated, { column: 0, readsNumbers: true }, all)
  const evidence = evidenceOf(scan, name, scan.values === undefined ? 0 : countDistinct(scan.values))
  const { kind: _kind, ...others } = hints
  const judged = judgeColumn(evidence, treatment!.spans === undefined ? others : hints)
  const fitting = servesFor(scan, judged.format) ? scan : scanColumn(treated, { column: 0, ...scanModeOf(judged.format) }, all)
  const read = complete(name, fitting, judged, asked, countDistinct, evidence.numbers.distinctCount)
  const reason = why === undefined ? read.schema.why : `${read.schema.why.slice(0, -1)}; ${why}`
  return {
    ...read,
    schema: { ...read.schema, why: reason, treatment: treatment! },
    hasPointGroups: false,
    findings: [...read.findings, ...findings],
  }
}

/** Whether commas or points of the column could mark thousands or decimals. */
export function isAmbiguous(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.code === 'AMBIGUOUS_NUMBERS')
}

function complete(
  name: string,
  scan: ColumnScan,
  verdict: Verdict,
  asked: Role | undefined,
  countDistinct: Counter,
  plainDistinct: number,
): ReadColumn {
  const built = buildColumn(name, scan, verdict.format)
  const { column, format, missingCount } = built
  const role = asked ?? verdict.role
  const schema: ColumnSchema = {
    name,
    role,
    ...format,
    why: whyOf(verdict, asked),
    missingCount,
    distinctCount: distinctOf(built, scan, countDistinct, plainDistinct),
    ...rangeOf(column),
  }
  const findings = findingsOf(verdict, asked)
  if (built.invalidCount > 0 && asked !== 'ignored') findings.push(invalidFinding(name, format.kind, built))
  return { column, schema, verdict, hasPointGroups: scan.pointCount > 0 && scan.pointCount === scan.pointGroupCount, findings }
}

/** Why a column is what it is; `asked`: the role that was asked for. */
export function whyOf(verdict: Verdict, asked: Role | undefined): string {
  return asked === undefined ? verdict.why : `${verdict.why.slice(0, -1)}; asked for as ${asked}.`
}

/** What still matters of a verdict's findings where a role was asked for. */
export function findingsOf(verdict: Verdict, asked: Role | undefined): Finding[] {
  return asked === undefined ? [...verdict.findings] : verdict.findings.filter(({ code }) => asked !== 'ignored' && aboutCells.has(code))
}

/** Findings about what cells say, not about what the column is good for. */
const aboutCells: ReadonlySet<Finding['code']> = new Set([
  'DISGUISED_MISSING',
  'AMBIGUOUS_DATES',
  'AMBIGUOUS_NUMBERS',
  'PRECISION_LOSS',
  'MIXED_TYPES',
])

function distinctOf({ column, missingTexts }: BuiltColumn, scan: ColumnScan, countDistinct: Counter, plainDistinct: number): number {
  switch (column.kind) {
    case 'number':
      return scan.texts.size === 0 ? plainDistinct : countDistinct(column.values)
    case 'datetime':
      return countDistinct(column.values)
    case 'category':
      return column.levels.length
    case 'boolean':
      return (column.values.includes(0) ? 1 : 0) + (column.values.includes(1) ? 1 : 0)
    case 'text':
      return scan.texts.size - missingTexts
  }
}

function rangeOf(column: Column): { readonly min: number; readonly max: number } | undefined {
  if (column.kind !== 'number' && column.kind !== 'datetime') return undefined
  let min = Infinity
  let max = -Infinity
  const { values } = column
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (value < min) min = value
    if (value > max) max = value
  }
  return min <= max ? { min, max } : undefined
}
