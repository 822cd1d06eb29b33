// From a reading to a study: which rows learn, which judge, and by what.
import { durationMs, MlwrightError } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { sharedInt32 } from '../../base/store/index.js'
import { signatureInputs } from '../../data/schema/index.js'
import type { ColumnSchema, Signature } from '../../data/schema/index.js'
import { readWithSignature } from '../../data/sources/index.js'
import type { Reading, Target } from '../../data/sources/index.js'
import { holdOut, makeFolds } from '../../data/split/index.js'
import type { Folds } from '../../data/split/index.js'
import type { Table } from '../../data/table/index.js'
import { mostColumns } from '../../learn/features/index.js'
import { findShift, shiftFindings } from '../../learn/audit/index.js'
import { defaultMetricOf, metricOf } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import type { DataShape } from '../../learn/learners/index.js'
import type { Study } from '../../learn/trials/index.js'
import type { TrainOptions } from '../asked/index.js'
import { requireClasses, requireDefined, requireJudging } from './checks.js'
import { fewJudgedFindings, fewLearnedFindings } from './few-rows.js'
import { sampleFindings, scaleFindings, screenFindings } from './findings.js'
import { acrossFindings, sameContentFinding, testFindings } from './split-findings.js'
import { drawSample } from './draw-sample.js'
import { countTogether, rowsOf, splitInput, takeRows, weightsOf, withCopies, withTimes, withWeight } from './rows.js'
import type { Rows } from './rows.js'
import { finishingMsOf } from './sample.js'

/** Time budgets from which on test rows are compared with those that taught. */
const shiftFromMs = 30_000

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
  /** Rows left out for want of a time, where the split is by time. */
  readonly untimed: number
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
  const { rows: everything, findings: untimed } = withTimes(rowsOf(reading, target, options), options.time)
  requireClasses(target, everything, 'in the table')
  const sampled =
    options.sample === undefined ? everything : drawSample(everything, target, { rows: options.sample, seed: options.seed ?? 0 })
  requireClasses(target, sampled, `in the sample of ${sampled.table.rowCount}`)
  const whole = withCopies(sampled, columns)
  const input = splitInput(whole, target, options.seed ?? 0)
  const kept = options.holdout === undefined ? undefined : holdOut(input, options.holdout)
  const rows = kept === undefined ? whole : takeRows(whole, kept.train)
  requireClasses(target, rows, options.time === undefined ? 'that --holdout leaves to learn from' : 'before the cut in time by --holdout')
  // Very wide tables cost most where rows are few and folds many.
  const fewFits = columns.length > mostColumns && options.time === undefined ? { folds: 5, repeats: 1 } : {}
  const folds = makeFolds(splitInput(rows, target, options.seed ?? 0), fewFits)
  const { folds: list, ...split } = folds
  const signature = signatureOf(target, columns)
  const keptApart =
    kept !== undefined
      ? { source: 'holdout' as const, findings: acrossFindings(whole.unlikely, [kept], 'holdout'), ...pick(takeRows(whole, kept.test)) }
      : options.test === undefined
        ? undefined
        : await readTest(options.test, { signature, reading, taught: rows.table, columns }, options, checkpoint)
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
  requireJudging(metric, target, keptApart ?? testedOf(rows, folds.covered))
  const { bestConstant } = metricOf(metric)
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
    findings: [
      ...untimed,
      ...acrossFindings(
        rows.unlikely,
        list.filter((fold) => fold.repeat === 0),
        'folds',
      ),
      ...screenFindings(columns),
      ...scaleFindings(metric, target),
      ...sampleFindings(target, sampled, everything),
      ...fewLearnedFindings(rows),
      ...(keptApart === undefined ? [] : fewJudgedFindings(keptApart)),
    ],
    untimed: reading.table.rowCount - everything.table.rowCount,
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

/** What the folds judge: by time the earliest rows only teach. */
function testedOf({ target, weights }: Rows, covered: Int32Array): Parameters<typeof requireJudging>[2] {
  const take = (values: Float64Array): Float64Array => Float64Array.from(covered, (row) => values[row])
  return { source: 'folds', target: take(target), ...(weights === undefined ? {} : { weights: take(weights) }) }
}

function pick({ table, target, rowNumbers, weights, groups: given, copies }: Rows): Omit<KeptApart, 'source' | 'findings'> {
  const groups = given ?? copies
  return { table, target, rowNumbers, ...(weights === undefined ? {} : { weights }), ...(groups === undefined ? {} : { groups }) }
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

interface Learned {
  readonly signature: Signature
  readonly reading: Reading
  readonly taught: Table
  readonly columns: readonly ColumnSchema[]
}

async function readTest(source: string, learned: Learned, options: TrainOptions, checkpoint: () => void): Promise<KeptApart> {
  const { weight } = options
  const inputs = withWeight(learned.signature, weight, true)
  const read = await readWithSignature(source, inputs, { withTarget: 'required', checkpoint, isFingerprinted: true })
  const weights = weight === undefined ? {} : { weights: weightsOf(read.table, weight) }
  const known =
    read.fingerprint === learned.reading.fingerprint
      ? [sameContentFinding(read.name, 'error', read.table.rowCount)]
      : testFindings(read.name, read.table, learned)
  return {
    source: 'test',
    table: read.table,
    target: read.target!,
    rowNumbers: read.rowNumbers,
    findings: [...read.findings, ...known, ...shiftOf(read, learned, options, checkpoint)],
    ...weights,
  }
}

/** Left out where a tenth of the time budget is too little for it. */
function shiftOf(
  { name, table }: { name: string; table: Table },
  learned: Learned,
  options: TrainOptions,
  checkpoint: () => void,
): Finding[] {
  const budgetMs = durationMs(options.timeBudget)
  if (budgetMs !== undefined && budgetMs < shiftFromMs) return []
  const shift = findShift({ first: learned.taught, second: table, columns: learned.columns }, { seed: options.seed ?? 0, checkpoint })
  return shiftFindings(name, shift)
}

function toShared(rows: Int32Array): Int32Array {
  const shared = sharedInt32(rows.length)
  shared.set(rows)
  return shared
}
