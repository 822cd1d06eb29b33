// From a source to the typed columns that a model expects: what predicting and evaluating read.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { sharedFloat64, sharedUint32 } from '../../base/store/index.js'
import { counted, named, refuseTargetRange } from '../schema/index.js'
import type { Signature } from '../schema/index.js'
import type { Table } from '../table/index.js'
import { buildColumn, scanModeOf } from './build-column.js'
import { invalidFinding, joinMany, unseenClassFinding } from './cell-findings.js'
import { inputFindings, typeInputs } from './inputs.js'
import { loadSource } from './load-source.js'
import type { RawTable } from './raw-table.js'
import { droppedFindings, targetValues } from './read-target.js'
import type { Source } from './reading.js'
import { numbersAmong, scanColumn } from './scan.js'
import { scrubError } from './scrubbed.js'

export interface SignatureReadOptions {
  /** `required`: rows without a target, or of a class that training never saw, are left out and counted apart; `no` (default): not read. */
  readonly withTarget?: 'required' | 'no'
  /** Called every few ms of work; throws to stop. */
  readonly checkpoint?: () => void
  /** Whether the content's fingerprint is taken; it costs a pass over the bytes. */
  readonly isFingerprinted?: boolean
}

export interface SignatureReading {
  /** For people. */
  readonly name: string
  /** One column per input of the signature, in its order. */
  readonly table: Table
  /** Class indices or values, one per row of the table; there where it was required. */
  readonly target?: Float64Array
  /** For each row of the table its number in the source: 1 is the first row of data. */
  readonly rowNumbers: Uint32Array
  readonly findings: readonly Finding[]
  /** As `Reading.fingerprint`; empty where it was not asked for. */
  readonly fingerprint: string
}

/**
 * Reads a table as a signature says: columns in any order, others left aside. Levels that training never saw get the code -2, cells that are not of
 * their kind are missing; both are counted in findings. Throws COLUMN_MISSING, naming every column that is not there; TARGET_NOT_FOUND where a
 * required target is not; TARGET_UNSUITABLE where most of its classes are unseen or its numbers too large to judge; TOO_FEW_ROWS where there is no row at all, or none with a required target; and what reading a source throws.
 */
export async function readWithSignature(
  source: Source<object>,
  signature: Signature,
  options: SignatureReadOptions = {},
): Promise<SignatureReading> {
  try {
    return await readAll(source, signature, options)
  } catch (error) {
    throw scrubError(error)
  }
}

async function readAll(source: Source<object>, signature: Signature, options: SignatureReadOptions): Promise<SignatureReading> {
  const { checkpoint, withTarget = 'no', isFingerprinted = false } = options
  const knownNames = new Set(signature.inputs.map((input) => input.name))
  const { name, table, findings: found, fingerprint } = await loadSource(source, { isFingerprinted, knownNames, checkpoint })
  requireColumns(name, table, signature)
  if (table.rowCount === 0) {
    throw new MlwrightError('TOO_FEW_ROWS', `'${name}' has a header but no row of data. Expected at least one row.`, {
      hint: 'Give rows to predict.',
      details: { source: name },
    })
  }
  const findings: Finding[] = [...found]
  const target = withTarget === 'no' ? undefined : readKnownTarget(name, table, signature, checkpoint, findings)
  const rows = target === undefined ? undefined : rowsWithTarget(target)
  if (target !== undefined && rows !== undefined) {
    if (rows.length === 0) {
      throw new MlwrightError(
        'TOO_FEW_ROWS',
        `None of ${counted(target.length, 'row')} of '${name}' has a known value of the target '${signature.target}'.`,
        {
          hint: signature.classes === undefined ? 'Expected numbers.' : `Expected one of ${named(signature.classes)}.`,
          details: { source: name, target: signature.target },
        },
      )
    }
  }
  const typed = typeInputs(table, signature.inputs, { checkpoint, ...(rows === undefined ? {} : { rows }) })
  findings.push(...typed.cells.flatMap(inputFindings))
  const rowCount = rows?.length ?? table.rowCount
  const rowNumbers = sharedUint32(rowCount)
  for (let row = 0; row < rowCount; row++) rowNumbers[row] = (rows === undefined ? row : rows[row]) + 1
  return {
    name,
    table: { rowCount, columns: typed.columns },
    ...(target === undefined ? {} : { target: rows === undefined ? target : pick(target, rows) }),
    rowNumbers,
    findings: joinMany(findings),
    fingerprint,
  }
}

function requireColumns(name: string, table: RawTable, signature: Signature): void {
  const present = new Set(table.names)
  const absent = signature.inputs.filter((input) => input.required && !present.has(input.name)).map((input) => input.name)
  if (absent.length === 0) return
  const expected = signature.inputs.length
  const received = signature.inputs.filter((input) => present.has(input.name)).length
  const unused = table.names.filter((column) => !signature.inputs.some((input) => input.name === column))
  const near = absent.slice(0, 10).flatMap((column) => {
    const nearest = nearestName(column, unused)
    return nearest === undefined ? [] : [`'${nearest}' may be '${column}'`]
  })
  const plural = absent.length === 1 ? 'Column' : 'Columns'
  throw new MlwrightError(
    'COLUMN_MISSING',
    `${plural} ${named(absent, 50)} ${absent.length === 1 ? 'is' : 'are'} not in '${name}'. Expected ${counted(expected, 'column')} of the training schema, received ${received}.`,
    {
      hint: `${near.length > 0 ? `${near.join(', ')}. ` : ''}Add the ${absent.length === 1 ? 'column' : 'columns'} (cells may be empty), or retrain without ${absent.length === 1 ? 'it' : 'them'}.`,
      details: { source: name, missing: absent, expected, received, columns: table.names.slice(0, 200) },
    },
  )
}

function readKnownTarget(
  name: string,
  table: RawTable,
  signature: Signature,
  checkpoint: (() => void) | undefined,
  findings: Finding[],
): Float64Array {
  const column = table.names.indexOf(signature.target)
  if (column < 0) {
    const nearest = nearestName(signature.target, table.names)
    throw new MlwrightError(
      'TARGET_NOT_FOUND',
      `The target '${signature.target}' is not among the ${table.names.length} columns of '${name}'.`,
      {
        hint: nearest === undefined ? 'Evaluating needs the true values.' : `Did you mean '${nearest}'?`,
        details: { column: signature.target, columns: table.names.slice(0, 200) },
      },
    )
  }
  const format = signature.targetFormat
  const context = { markedNumbers: numbersAmong(format.missing), checkpoint }
  const built = buildColumn(signature.target, scanColumn(table, { column, ...scanModeOf(format) }, context), format)
  if (built.invalidCount > 0) findings.push(invalidFinding(signature.target, format.kind, built))
  if (built.missingCount > 0) findings.push(...droppedFindings(signature.target, built.missingCount, table.rowCount))
  if (built.unseenCount > 0) {
    const finding = unseenClassFinding(signature.target, built, table.rowCount)
    // Of the rows that have a class: what is left would not stand for them.
    if (2 * built.unseenCount > table.rowCount - built.missingCount) throw unseenMostly(name, signature, finding)
    findings.push(finding)
  }
  const values = targetValues(built.column)
  if (signature.task === 'regression') refuseLarge(signature.target, values)
  return values
}

function unseenMostly(source: string, signature: Signature, { evidence, message }: Finding): MlwrightError {
  return new MlwrightError('TARGET_UNSUITABLE', `Most classes of '${signature.target}' in '${source}' are new to the model: ${message}`, {
    hint: `Expected ${named(signature.classes ?? [])}. Look whether they are spelled differently, or train again on rows that show the new classes.`,
    details: { source, target: signature.target, ...evidence },
  })
}

/** Small values can be judged: the error of a model that learned larger ones is not 0. */
function refuseLarge(name: string, values: Float64Array): void {
  let low = 0
  let high = 0
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (Math.max(-low, high) > 1) refuseTargetRange(name, low, high)
}

/** Undefined where every row has one. */
function rowsWithTarget(target: Float64Array): Uint32Array | undefined {
  let count = 0
  for (let row = 0; row < target.length; row++) if (!Number.isNaN(target[row])) count++
  if (count === target.length) return undefined
  const rows = new Uint32Array(count)
  for (let row = 0, at = 0; row < target.length; row++) if (!Number.isNaN(target[row])) rows[at++] = row
  return rows
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = sharedFloat64(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]]!
  return picked
}
