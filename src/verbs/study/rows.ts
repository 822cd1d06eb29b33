// The rows of a training with all that goes with them: targets, weights, groups, times, copies.
import { createRandom, MlwrightError } from '../../base/core/index.js'
import { sharedFloat64 } from '../../base/store/index.js'
import type { Finding } from '../../base/core/index.js'
import { counted } from '../../data/schema/index.js'
import type { ColumnSchema, Signature } from '../../data/schema/index.js'
import type { Reading, Target } from '../../data/sources/index.js'
import { alikeByChance, copiesOf, mostRepeated, unlikelyCopies } from '../../data/split/index.js'
import type { SplitInput } from '../../data/split/index.js'
import { columnOf, copyCodes, gatherTable, groupCodes } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'
import type { TrainOptions } from '../asked/index.js'

/** Rows with all that goes with them. */
export interface Rows {
  readonly table: Table
  readonly target: Float64Array
  readonly rowNumbers: Uint32Array
  readonly weights?: Float64Array
  readonly groups?: Int32Array
  readonly times?: Float64Array
  /** Codes of rows that are alike and stay together, from 0 in order of appearance. */
  readonly copies?: Int32Array
  /** Codes as in `copies`, of all rows of which chance does not explain that they are alike, whether they can stay together or not. */
  readonly unlikely?: Int32Array
}

/** Rows that are alike in every feature may be one thing recorded again: by classes or ranges they stay on one side of each split. */
export function withCopies(rows: Rows, columns: readonly ColumnSchema[]): Rows {
  const find = new Map(rows.table.columns.map((column) => [column.name, column]))
  const features = columns.map(({ name }) => find.get(name)!)
  const codes = copyCodes(features, rows.table.rowCount)
  const byChance = alikeByChance(features, codes, mostRepeated(rows.table.rowCount))
  const unlikely = unlikelyCopies(codes, byChance)
  const copies = rows.groups !== undefined || rows.times !== undefined ? undefined : copiesOf(codes, byChance)
  return {
    ...rows,
    ...(copies === undefined ? {} : { copies: copies.codes }),
    ...(unlikely === undefined ? {} : { unlikely: unlikely.codes }),
  }
}

export function rowsOf(reading: Reading, target: Target, options: TrainOptions): Rows {
  const { table } = reading
  return {
    table,
    target: target.values,
    rowNumbers: reading.rowNumbers,
    ...(options.weight === undefined ? {} : { weights: weightsOf(table, options.weight) }),
    ...(options.group === undefined ? {} : { groups: groupCodes(columnOf(table, options.group), table.rowCount) }),
    ...(options.time === undefined ? {} : { times: timesOf(table, options.time) }),
  }
}

/** By time, rows without one can neither come before nor after others: they are left out, and counted. Throws TOO_FEW_ROWS where none has one. */
export function withTimes(rows: Rows, column: string | undefined): { readonly rows: Rows; readonly findings: readonly Finding[] } {
  const { times } = rows
  if (times === undefined || column === undefined) return { rows, findings: [] }
  const timed = Int32Array.from(times, (_, row) => row).filter((row) => !Number.isNaN(times[row]))
  const dropped = times.length - timed.length
  if (dropped === 0) return { rows, findings: [] }
  if (timed.length === 0) {
    throw new MlwrightError('TOO_FEW_ROWS', `None of ${counted(times.length, 'row')} has a time in '${column}'.`, {
      hint: 'Choose another column with --time, or leave it out.',
      details: { column, rows: times.length },
    })
  }
  const finding: Finding = {
    code: 'ROWS_DROPPED',
    severity: dropped > 0.1 * times.length ? 'warning' : 'info',
    columns: [column],
    evidence: { rows: dropped, of: times.length },
    message: `${counted(dropped, 'row')} of ${counted(times.length, 'row')} without a time in '${column}' ${dropped === 1 ? 'is' : 'are'} left out: nothing is earlier or later than ${dropped === 1 ? 'it' : 'they'}.`,
  }
  return { rows: takeRows(rows, timed), findings: [finding] }
}

export function takeRows(from: Rows, rows: Int32Array): Rows {
  const take = (values: Float64Array): Float64Array => {
    const taken = sharedFloat64(rows.length)
    for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]]!
    return taken
  }
  return {
    table: gatherTable(from.table, rows),
    target: take(from.target),
    rowNumbers: Uint32Array.from(rows, (row) => from.rowNumbers[row]),
    ...(from.weights === undefined ? {} : { weights: take(from.weights) }),
    ...(from.groups === undefined ? {} : { groups: Int32Array.from(rows, (row) => from.groups![row]) }),
    ...(from.times === undefined ? {} : { times: take(from.times) }),
    ...(from.copies === undefined ? {} : { copies: renumber(Int32Array.from(rows, (row) => from.copies![row])) }),
    ...(from.unlikely === undefined ? {} : { unlikely: renumber(Int32Array.from(rows, (row) => from.unlikely![row])) }),
  }
}

export function splitInput(rows: Rows, target: Target, seed: number): SplitInput {
  return {
    task: target.task,
    target: rows.target,
    classCount: target.classes.length,
    random: createRandom(`${seed}/split`),
    ...(rows.groups === undefined ? {} : { groups: rows.groups }),
    ...(rows.times === undefined ? {} : { times: rows.times }),
    ...(rows.copies === undefined ? {} : { copies: rows.copies }),
  }
}

/** From 0 in order of appearance. */
function renumber(codes: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return codes.map((code) => {
    const known = numbers.get(code)
    if (known !== undefined) return known
    numbers.set(code, numbers.size)
    return numbers.size - 1
  })
}

/** Rows whose code another row has too. */
export function countTogether(codes: Int32Array): number {
  const sizes = new Int32Array(codes.length)
  for (const code of codes) sizes[code]++
  return codes.reduce((count, code) => count + (sizes[code] > 1 ? 1 : 0), 0)
}

/** The signature for a table that judges a model, where the column of weights, if there is one, is read beside what the model asks for. */
export function withWeight(signature: Signature, name: string | undefined, required: boolean): Signature {
  if (name === undefined) return signature
  return { ...signature, inputs: [...signature.inputs, { name, kind: 'number', missing: [], required }] }
}

export function weightsOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name)
  if (column.kind !== 'number') throw unsuitable(name, 'weight', column.kind, 'numbers')
  const bad = column.values.findIndex((value) => !(value >= 0))
  if (bad >= 0) {
    const value = column.values[bad]
    throw new MlwrightError(
      'CELL_INVALID',
      `The weight in row ${bad + 1} of '${name}' is ${Number.isNaN(value) ? 'missing' : value}, expected a number of at least 0.`,
    )
  }
  if (column.values.every((value) => value === 0)) throw new MlwrightError('CELL_INVALID', `All weights in '${name}' are 0.`)
  return column.values
}

function timesOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name)
  if (column.kind === 'number' || column.kind === 'datetime') return column.values
  throw unsuitable(name, 'time', column.kind, 'dates or numbers')
}

function unsuitable(name: string, role: string, kind: string, expected: string): MlwrightError {
  return new MlwrightError('OPTION_INVALID', `The ${role} column '${name}' holds values of kind ${kind}, expected ${expected}.`, {
    hint: `If it was judged wrongly, say --kind ${name}=${role === 'time' ? 'datetime' : 'number'}`,
  })
}
