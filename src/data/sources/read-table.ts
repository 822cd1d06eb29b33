// From a source to typed columns, judged: what training and profiling read.
import { MlwrightError } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { sharedUint32 } from '../../base/store/index.js'
import { counted, percent } from '../schema/index.js'
import type { ColumnSchema, Role } from '../schema/index.js'
import { joinMany, missingFinding } from './cell-findings.js'
import { createDistinctCounter } from './distinct-numbers.js'
import { countDuplicateRows } from './duplicate-rows.js'
import { loadSource } from './load-source.js'
import { readColumns } from './read-columns.js'
import type { ReadColumn } from './read-columns.js'
import { askedRoles } from './read-options.js'
import { readTarget } from './read-target.js'
import type { ReadOptions, Reading, Source } from './reading.js'
import { numbersAmong } from './scan.js'
import { scrubError } from './scrubbed.js'

/** Fewer rows than this cannot be learned from and judged. */
const fewestRows = 10

/**
 * Reads a table and judges it: kinds, roles, markers of missing values, the target and its task, with findings about what was seen and done.
 * Rows without a target are left out and counted. All values lie in shared memory; the bytes of the source are let go.
 * `options`: which column is what, and overrides of what would be judged.
 * Throws errors of kind data: SOURCE_NOT_FOUND, SOURCE_UNREADABLE, SOURCE_EMPTY, SOURCE_NOT_A_TABLE, ROWS_RAGGED, COLUMN_NOT_FOUND, TARGET_NOT_FOUND,
 * TARGET_UNSUITABLE, TOO_FEW_ROWS, CELL_INVALID; and OPTION_INVALID.
 * O(cells); memory about the bytes of the source, 4 bytes a cell, and the typed columns.
 */
export async function readTable(source: Source<object>, options: ReadOptions = {}): Promise<Reading> {
  try {
    return await readAll(source, options)
  } catch (error) {
    throw scrubError(error)
  }
}

async function readAll(source: Source<object>, options: ReadOptions): Promise<Reading> {
  const { checkpoint } = options
  const { name, table, findings: found, fingerprint } = await loadSource(source, { isFingerprinted: true, checkpoint })
  const roles = askedRoles(table.names, options)
  if (table.rowCount === 0) throw tooFewRows(name, 'has a header but no row of data', 1)
  if (options.target !== undefined) requireRows(name, table.rowCount, '')
  const countDistinct = createDistinctCounter()
  const context = { markedNumbers: numbersAmong(options.missing), checkpoint }
  const target = options.target === undefined ? undefined : readTarget(table, options.target, options, context, countDistinct)
  const rows = target?.rows
  const rowCount = rows?.length ?? table.rowCount
  if (target !== undefined) requireRows(name, rowCount, ' with a target')
  const wanted = table.names.map((_, column) => column).filter((column) => table.names[column] !== options.target)
  const columns = restoreFeatures(
    await readColumns(table, wanted, roles, options, rows === undefined ? context : { ...context, rows }, countDistinct),
    roles,
  )
  for (const column of columns) checkRole(column, rowCount)
  const schema = withTarget(
    columns.map((column) => column.schema),
    target?.schema,
    table.names,
  )
  const findings = [
    ...found,
    ...(target?.findings ?? []),
    ...columns.flatMap((column) => column.findings),
    ...missingFinding(schema, rowCount),
    ...duplicatesFinding(countDuplicateRows(table, checkpoint), table.rowCount),
  ]
  return {
    name,
    table: { rowCount, columns: columns.map((column) => column.column) },
    schema: { columns: schema },
    ...(target === undefined ? {} : { target: target.target }),
    rowNumbers: numberRows(rows, rowCount),
    findings: joinMany(findings),
    fingerprint,
  }
}

/** Throws TOO_FEW_ROWS. */
export function requireRows(name: string, rowCount: number, which: string): void {
  if (rowCount < fewestRows) throw tooFewRows(name, `has ${counted(rowCount, 'row')} of data${which}, too few to learn from`, fewestRows)
}

export function tooFewRows(name: string, what: string, expected: number): MlwrightError {
  return new MlwrightError('TOO_FEW_ROWS', `'${name}' ${what}. Expected at least ${counted(expected, 'row')}.`, {
    hint: 'Give more rows.',
    details: { source: name, expected },
  })
}

/** Columns that name rows by their values alone are features after all where nothing else is left to learn from. */
export function restoreFeatures<C extends Pick<ReadColumn, 'schema' | 'verdict' | 'findings'>>(
  columns: readonly C[],
  roles: ReadonlyMap<string, Role>,
): readonly C[] {
  if (columns.some((column) => column.schema.role === 'feature')) return columns
  return columns.map((column) => {
    if (column.verdict.isWeak !== true || roles.has(column.schema.name)) return column
    const why = `${column.schema.why.slice(0, -1)}, but there is nothing else to learn from.`
    return {
      ...column,
      schema: { ...column.schema, role: 'feature' as const, why },
      findings: column.findings.filter((finding) => finding.code !== 'IDENTIFIER_COLUMN'),
    }
  })
}

function checkRole({ schema, column }: ReadColumn, rowCount: number): void {
  const { name, role, kind } = schema
  if (role === 'time' && kind !== 'datetime' && kind !== 'number') {
    throw new MlwrightError('CELL_INVALID', `The time column '${name}' is of kind ${kind}. Expected dates or numbers in every cell.`, {
      hint: `${schema.why} Mend the cells, or choose another time column.`,
      details: { column: name, kind },
    })
  }
  if (role !== 'weight') return
  const values = column.kind === 'number' ? column.values : undefined
  if (values === undefined || schema.missingCount > 0 || (schema.min ?? 0) < 0 || !((schema.max ?? 0) > 0)) {
    throw new MlwrightError(
      'CELL_INVALID',
      `The weight column '${name}' is of kind ${kind} with ${counted(schema.missingCount, 'missing cell')} in ${counted(rowCount, 'row')}${schema.min === undefined ? '' : `, from ${schema.min} to ${schema.max}`}. ` +
        'Expected a number in every row, none below 0, and one above it.',
      { hint: 'Mend the weights, or leave out --weight.', details: { column: name, kind, missing: schema.missingCount } },
    )
  }
}

export function withTarget(columns: readonly ColumnSchema[], target: ColumnSchema | undefined, names: readonly string[]): ColumnSchema[] {
  const byName = new Map(columns.map((column) => [column.name, column]))
  if (target !== undefined) byName.set(target.name, target)
  return names.map((name) => byName.get(name)!)
}

function numberRows(rows: Uint32Array | undefined, rowCount: number): Uint32Array {
  const numbers = sharedUint32(rowCount)
  for (let row = 0; row < rowCount; row++) numbers[row] = (rows === undefined ? row : rows[row]) + 1
  return numbers
}

/** What is told of rows that are exact copies. */
export function duplicatesFinding(duplicates: number, rowCount: number): Finding[] {
  if (duplicates === 0) return []
  return [
    {
      code: 'DUPLICATE_ROWS',
      severity: duplicates > 0.05 * rowCount ? 'warning' : 'info',
      columns: [],
      evidence: { rows: duplicates, of: rowCount },
      message: `${counted(duplicates, 'row')} of ${counted(rowCount, 'row')} (${percent(duplicates, rowCount)}) ${duplicates === 1 ? 'is an exact copy' : 'are exact copies'} of an earlier one.`,
    },
  ]
}
