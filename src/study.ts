// From a reading to a study: which rows learn, which judge, and by what.
import { createRandom, MlwrightError } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { sharedFloat64, sharedInt32 } from './base/store/index.js'
import { signatureInputs } from './data/schema/index.js'
import type { ColumnSchema, Signature } from './data/schema/index.js'
import { readWithSignature } from './data/sources/index.js'
import type { Reading, Target } from './data/sources/index.js'
import { copiesOf, holdOut, makeFolds } from './data/split/index.js'
import type { Folds, SplitInput } from './data/split/index.js'
import { columnOf, copyCodes, gatherTable, groupCodes } from './data/table/index.js'
import type { Table } from './data/table/index.js'
import { mostColumns } from './learn/features/index.js'
import { defaultMetricOf, metricOf } from './learn/metrics/index.js'
import type { MetricId } from './learn/metrics/index.js'
import type { DataShape } from './learn/learners/index.js'
import type { Study } from './learn/trials/index.js'
import type { TrainOptions } from './options.js'
import { finishingMsOf } from './sample.js'

/** Rows that only the final number sees. */
export interface KeptApart {
  readonly source: 'holdout' | 'test'
  readonly table: Table
  readonly target: Float64Array
  readonly weights?: Float64Array
  readonly groups?: Int32Array
  /** Numbers of the rows in their source. */
  readonly rowNumbers: Uint32Array
  readonly findings: readonly Finding[]
}

export interface Plan {
  readonly reading: Reading
  readonly target: Target
  readonly study: Study
  /** Numbers of the study's rows in the source. */
  readonly rowNumbers: Uint32Array
  readonly shape: DataShape
  readonly split: Omit<Folds, 'folds'> & {
    readonly column?: string
    /** Rows that stayed on one side with others that are alike. */
    readonly copies?: number
  }
  /** Codes of groups, for the bootstrap. */
  readonly groups?: Int32Array
  readonly keptApart?: KeptApart
  /** Of all columns that could be used; a model uses those that its pipeline reads. */
  readonly signature: Signature
  /** What planning found worth saying. */
  readonly findings: readonly Finding[]
  /** Rows of the final fit ÷ rows of a fold's fit. */
  readonly growth: number
  /** How many rows there are, where only a sample of them takes part. */
  readonly sampledFrom?: number
  /** Estimated time for all that comes after the search but the final fit, in ms. */
  readonly finishingMs: number
}

export async function planStudy(reading: Reading, options: TrainOptions, checkpoint: () => void): Promise<Plan> {
  const target = reading.target!
  const metric = metricFor(target, options.metric)
  requireOneJudge(options)
  const columns = reading.schema.columns.filter((column) => column.role === 'feature')
  if (columns.length === 0) {
    throw new MlwrightError(
      'NO_FEATURES',
      `No column is left to predict '${target.name}' from: every other one is constant, an identifier or ignored.`,
      {
        hint: 'See the findings for why, and keep a column with --kind <column>=<kind>.',
      },
    )
  }
  const everything = rowsOf(reading, target, options)
  const sampled =
    options.sample === undefined ? everything : drawSample(everything, target, { rows: options.sample, seed: options.seed ?? 0 })
  const whole = withCopies(sampled, columns)
  const input = splitInput(whole, target, options.seed ?? 0)
  const kept = options.holdout === undefined ? undefined : holdOut(input, options.holdout)
  const rows = kept === undefined ? whole : takeRows(whole, kept.train)
  // Very wide tables cost most where rows are few and folds many.
  const fewFits = columns.length > mostColumns && options.time === undefined ? { folds: 5, repeats: 1 } : {}
  const folds = makeFolds(splitInput(rows, target, options.seed ?? 0), fewFits)
  const { folds: list, ...split } = folds
  const signature = signatureOf(target, columns)
  const keptApart =
    kept !== undefined
      ? { source: 'holdout' as const, findings: [], ...pick(takeRows(whole, kept.test)) }
      : options.test === undefined
        ? undefined
        : await readTest(options.test, signature, options, checkpoint)
  const study: Study = {
    table: rows.table,
    columns,
    task: target.task,
    classCount: target.classes.length,
    target: rows.target,
    folds: list.map((fold) => ({ repeat: fold.repeat, train: toShared(fold.train), test: toShared(fold.test) })),
    metric,
    seed: options.seed ?? 0,
    ...(rows.weights === undefined ? {} : { weights: rows.weights }),
  }
  const judged = [rows, ...(keptApart === undefined ? [] : [keptApart])]
  for (const each of judged) requireDefined(metric, target, each)
  const { bestConstant } = metricOf(metric)
  const used = sampled.table.rowCount
  const meanTrainRows = list.reduce((sum, fold) => sum + fold.train.length, 0) / list.length
  const column = options.time ?? options.group
  // Rows that stay together are drawn together: copies are no more evidence.
  const groups = rows.groups ?? rows.copies
  const copies = rows.copies === undefined ? 0 : countTogether(rows.copies)
  return {
    reading,
    target,
    study,
    rowNumbers: rows.rowNumbers,
    split: { ...split, ...(column === undefined ? {} : { column }), ...(copies === 0 ? {} : { copies }) },
    signature,
    findings: [...screenFindings(columns), ...scaleFindings(metric, target), ...sampleFindings(used, everything.table.rowCount)],
    growth: rows.table.rowCount / meanTrainRows,
    finishingMs: finishingMsOf(rows.table.rowCount),
    ...(sampled === everything ? {} : { sampledFrom: everything.table.rowCount }),
    shape: {
      task: target.task,
      rowCount: Math.round(meanTrainRows),
      classCount: target.classes.length,
      columnCount: columns.length,
      hasText: columns.some((one) => one.kind === 'text'),
      ...(bestConstant === undefined ? {} : { bestConstant }),
    },
    ...(groups === undefined ? {} : { groups }),
    ...(keptApart === undefined ? {} : { keptApart }),
  }
}

function requireOneJudge({ holdout, test }: TrainOptions): void {
  if (holdout === undefined || test === undefined) return
  throw new MlwrightError('OPTION_INVALID', 'Both --holdout and --test are given: the final number comes from one of them.', {
    hint: 'Leave one out.',
  })
}

function metricFor(target: Target, asked: string | undefined): MetricId {
  if (asked === undefined) return defaultMetricOf(target.task).id
  const metric = metricOf(asked)
  if (metric.tasks.includes(target.task)) return metric.id
  throw new MlwrightError(
    'METRIC_NOT_APPLICABLE',
    `The metric '${metric.id}' does not apply to ${target.task} targets such as '${target.name}'.`,
    {
      hint: `It applies to: ${metric.tasks.join(', ')}. Leave --metric out for ${defaultMetricOf(target.task).id}.`,
    },
  )
}

/** Rows on which the metric has no value whatever is predicted: said before hours are spent, with the row. */
function requireDefined(id: MetricId, target: Target, rows: Pick<Rows, 'target' | 'weights' | 'rowNumbers'>): void {
  const metric = metricOf(id)
  if (metric.isLogarithmic !== true) return
  const at = rows.target.findIndex((value) => value <= -1)
  if (at < 0) return
  throw new MlwrightError(
    'METRIC_NOT_APPLICABLE',
    `The metric '${id}' compares logarithms of 1 + target, but '${target.name}' is ${rows.target[at]} in row ${rows.rowNumbers[at]}, expected values above −1.`,
    {
      hint: 'Choose another one with --metric, such as rmse or mae.',
      details: { metric: id, row: rows.rowNumbers[at], value: rows.target[at] },
    },
  )
}

function sampleFindings(used: number, of: number): Finding[] {
  if (used >= of) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: { rowsUsed: used, rows: of },
      message: `A sample of ${used} of the ${of} rows, drawn by the seed, took part. A model of all rows can be better: give it a longer --time-budget, or a larger --sample.`,
    },
  ]
}

function screenFindings(columns: readonly ColumnSchema[]): Finding[] {
  const measured = columns.filter(({ kind }) => kind === 'number' || kind === 'category' || kind === 'boolean').length
  if (measured <= mostColumns) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [],
      evidence: { columns: measured, columnsUsed: mostColumns },
      message: `Of the ${measured} columns of numbers and categories each model reads the ${mostColumns} that alone tell most about the target, found anew in the rows that it learns from.`,
    },
  ]
}

function scaleFindings(id: MetricId, target: Target): Finding[] {
  const metric = metricOf(id)
  if (metric.isLogarithmic !== true) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [target.name],
      evidence: { metric: id, scale: 'ln(1 + target)' },
      message: `${metric.title} compares logarithms, so the models learned the logarithm of 1 + '${target.name}'. Their predictions are turned back, and are never below 0 unless known answers are.`,
    },
  ]
}

/** Rows with all that goes with them. */
interface Rows {
  readonly table: Table
  readonly target: Float64Array
  readonly rowNumbers: Uint32Array
  readonly weights?: Float64Array
  readonly groups?: Int32Array
  readonly times?: Float64Array
  /** Codes of rows that are alike and stay together, from 0 in order of appearance. */
  readonly copies?: Int32Array
}

/** Each class or range of the target keeps its share. */
function drawSample(rows: Rows, target: Target, { rows: size, seed }: { rows: number; seed: number }): Rows {
  const rowCount = rows.table.rowCount
  if (size >= rowCount) return rows
  const { task, classes } = target
  const random = createRandom(`${seed}/sample`)
  return takeRows(rows, holdOut({ task, target: rows.target, classCount: classes.length, random }, size / rowCount).test)
}

/** Rows that are alike in every feature may be one thing recorded again: by classes or ranges they stay on one side of each split. */
function withCopies(rows: Rows, columns: readonly ColumnSchema[]): Rows {
  if (rows.groups !== undefined || rows.times !== undefined) return rows
  const find = new Map(rows.table.columns.map((column) => [column.name, column]))
  const codes = copyCodes(
    columns.map(({ name }) => find.get(name)!),
    rows.table.rowCount,
  )
  const copies = copiesOf(codes)
  return copies === undefined ? rows : { ...rows, copies: copies.codes }
}

function rowsOf(reading: Reading, target: Target, options: TrainOptions): Rows {
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

function takeRows(from: Rows, rows: Int32Array): Rows {
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
  }
}

function pick({ table, target, rowNumbers, weights, groups: given, copies }: Rows): Omit<KeptApart, 'source' | 'findings'> {
  const groups = given ?? copies
  return { table, target, rowNumbers, ...(weights === undefined ? {} : { weights }), ...(groups === undefined ? {} : { groups }) }
}

function splitInput(rows: Rows, target: Target, seed: number): SplitInput {
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
function countTogether(codes: Int32Array): number {
  const sizes = new Int32Array(codes.length)
  for (const code of codes) sizes[code]++
  return codes.reduce((count, code) => count + (sizes[code] > 1 ? 1 : 0), 0)
}

function weightsOf(table: Table, name: string): Float64Array {
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

function signatureOf(target: Target, columns: readonly ColumnSchema[]): Signature {
  const { classes } = target
  const names = columns.map((column) => column.name)
  return {
    format: 1,
    task: target.task,
    target: target.name,
    ...(target.task === 'regression' ? {} : { classes }),
    ...(target.positive === undefined ? {} : { positive: target.positive }),
    inputs: signatureInputs({ columns }, names),
    // Named when it is known which columns the model reads.
    outputs: [],
    targetFormat: target.format,
  }
}

async function readTest(source: string, signature: Signature, options: TrainOptions, checkpoint: () => void): Promise<KeptApart> {
  const weight = options.weight
  const inputs = weight === undefined ? signature : { ...signature, inputs: [...signature.inputs, weightInput(weight)] }
  const read = await readWithSignature(source, inputs, { withTarget: 'required', checkpoint })
  const weights = weight === undefined ? {} : { weights: weightsOf(read.table, weight) }
  return { source: 'test', table: read.table, target: read.target!, rowNumbers: read.rowNumbers, findings: read.findings, ...weights }
}

function weightInput(name: string): Signature['inputs'][number] {
  return { name, kind: 'number', missing: [], required: true }
}

function toShared(rows: Int32Array): Int32Array {
  const shared = sharedInt32(rows.length)
  shared.set(rows)
  return shared
}
