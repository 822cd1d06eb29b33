// The target column: judged, typed, and the rows that have one.
import { sharedFloat64, sharedUint32 } from '../../base/store/index.js'
import type { Finding } from '../../base/core/index.js'
import { counted, judgeTarget, percent } from '../schema/index.js'
import type { ColumnSchema, DistinctTexts, TargetVerdict } from '../schema/index.js'
import { buildColumn, scanModeOf, servesFor } from './build-column.js'
import type { GuardedColumn } from './guard.js'
import type { RawTable } from './raw-table.js'
import { askedKind } from './read-options.js'
import type { ReadOptions, Target } from './reading.js'
import { evidenceOf, scanColumn } from './scan.js'
import type { ColumnScan, ScanContext } from './scan.js'
import { unquoteError } from './scrubbed.js'

export interface ReadTarget {
  readonly target: Target
  readonly schema: ColumnSchema
  /** The rows that have a target, ascending; absent where all have. */
  readonly rows?: Uint32Array
  readonly findings: readonly Finding[]
}

/** Throws TARGET_UNSUITABLE, OPTION_INVALID. */
export function readTarget(
  table: RawTable,
  name: string,
  options: ReadOptions,
  context: ScanContext,
  countDistinct: (values: Float64Array) => number,
): ReadTarget {
  const column = table.names.indexOf(name)
  const scan = scanColumn(table, { column, readsNumbers: true }, context)
  const evidence = evidenceOf(scan, name, scan.values === undefined ? 0 : countDistinct(scan.values))
  const kind = askedKind(options, name)
  const guarded = options.guard?.(shownTarget(name, table.names, scan))
  const isPersonal = guarded?.findings.some(({ code, severity }) => code === 'PERSONAL_DATA' && severity === 'warning') === true
  const verdict = judgeUnquoted(isPersonal ? scan.texts : undefined, () =>
    judgeTarget(
      evidence,
      {
        task: options.task ?? 'auto',
        ...(kind === undefined ? {} : { kind }),
        ...(options.positive === undefined ? {} : { positive: options.positive }),
        missing: options.missing ?? [],
      },
      () => scanColumn(table, { column, readsNumbers: false }, context).texts,
    ),
  )
  const fitting = servesFor(scan, verdict.format) ? scan : scanColumn(table, { column, ...scanModeOf(verdict.format) }, context)
  const built = buildColumn(name, fitting, verdict.format)
  const values = targetValues(built.column)
  const kept = values.filter((value) => !Number.isNaN(value)).length
  const findings = [...verdict.findings]
  const { missingCount } = built
  let rows: Uint32Array | undefined
  let present = values
  if (missingCount > 0) {
    rows = sharedUint32(kept)
    present = sharedFloat64(kept)
    for (let row = 0, at = 0; row < values.length; row++) {
      if (Number.isNaN(values[row])) continue
      present[at] = values[row]!
      rows[at++] = row
    }
    findings.push(...droppedFindings(name, missingCount, table.rowCount))
  }
  findings.push(...(guarded?.findings ?? []))
  const range = verdict.task === 'regression' ? rangeOf(present) : {}
  return {
    target: {
      name,
      task: verdict.task,
      why: verdict.why,
      format: verdict.format,
      classes: verdict.classes,
      ...(verdict.positive === undefined ? {} : { positive: verdict.positive }),
      values: present,
    },
    schema: {
      name,
      role: 'target',
      ...verdict.format,
      why: verdict.why,
      missingCount,
      distinctCount: verdict.task === 'regression' ? countDistinct(present) : verdict.classes.length,
      ...range,
    },
    ...(rows === undefined ? {} : { rows }),
    findings,
  }
}

/** What the guard sees before the target is judged. */
function shownTarget(name: string, names: readonly string[], { rowCount, texts, values }: ColumnScan): GuardedColumn {
  return {
    name,
    names,
    kind: texts.size > 0 ? 'category' : 'number',
    role: 'target',
    rowCount,
    texts,
    missing: [''],
    ...(values === undefined ? {} : { values }),
  }
}

/** Errors about a target that names persons quote none of them. `texts`: those that must not be quoted. */
function judgeUnquoted(texts: DistinctTexts | undefined, judge: () => TargetVerdict): TargetVerdict {
  try {
    return judge()
  } catch (error) {
    throw texts === undefined ? error : unquoteError(error, texts)
  }
}

/** Class indices or values, NaN where there is none. */
export function targetValues(column: {
  readonly kind: string
  readonly codes?: Int32Array
  readonly values?: ArrayLike<number>
}): Float64Array {
  if (column.codes === undefined) return column.values as Float64Array
  const values = sharedFloat64(column.codes.length)
  for (let row = 0; row < values.length; row++) values[row] = column.codes[row] < 0 ? NaN : column.codes[row]
  return values
}

export function droppedFindings(name: string, dropped: number, rowCount: number): Finding[] {
  const evidence = { rows: dropped, of: rowCount }
  const share = percent(dropped, rowCount)
  return [
    {
      code: 'TARGET_MISSING',
      severity: dropped > 0.1 * rowCount ? 'warning' : 'info',
      columns: [name],
      evidence,
      message: `${counted(dropped, 'row')} of ${counted(rowCount, 'row')} (${share}) ${dropped === 1 ? 'has' : 'have'} no value of '${name}'.`,
    },
    {
      code: 'ROWS_DROPPED',
      severity: 'info',
      columns: [name],
      evidence,
      message: `${counted(dropped, 'row')} without a target ${dropped === 1 ? 'is' : 'are'} left out.`,
    },
  ]
}

function rangeOf(values: Float64Array): { readonly min: number; readonly max: number } {
  let min = Infinity
  let max = -Infinity
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}
