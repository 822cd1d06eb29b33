// A bundle and rows with known answers in, how good it is on them out.
import { checkOptions, createRandom, throwIfAborted } from './base/core/index.js'
import type { Finding, Task } from './base/core/index.js'
import { readWithSignature } from './data/sources/index.js'
import type { Source } from './data/sources/index.js'
import { columnOf } from './data/table/index.js'
import type { Table } from './data/table/index.js'
import { evaluatePredictions } from './judge/evaluate/index.js'
import type { Estimate } from './judge/evaluate/index.js'
import type { MetricId } from './learn/metrics/index.js'
import { fewJudgedFindings, sameContentFinding, weightsOf, withWeight } from './verbs/study/index.js'
import { loadModel } from './verbs/model/index.js'
import { evaluateOptions } from './verbs/asked/index.js'

export interface EvaluateSummary {
  readonly format: 1
  readonly task: Task
  readonly rows: number
  /** The column by which the rows were weighed, where the model was trained with `weight` and the rows have that column. */
  readonly weight?: string
  /** Every metric that applies, with its 95 % interval. */
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>
  readonly findings: readonly Finding[]
}

/**
 * Judges a bundle on rows whose target is known, with 95 % bootstrap intervals.
 * A model that was trained with `weight` is judged with the weights of these rows, as by `test` in training.
 * Rows without a target are left out, with a finding. Throws OPTION_INVALID; what `load` throws; COLUMN_MISSING; TARGET_NOT_FOUND.
 */
export async function evaluate<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: { bundle: string | URL; signal?: AbortSignal },
): Promise<EvaluateSummary> {
  checkOptions(evaluateOptions, options, { also: ['bundle', 'signal'] })
  const { signature, trained, fingerprint, weight } = await loadModel(options.bundle)
  const checkpoint = (): void => throwIfAborted(options.signal)
  const read = await readWithSignature(source, withWeight(signature, weight, false), {
    withTarget: 'required',
    checkpoint,
    isFingerprinted: true,
  })
  const { table, target } = read
  const weights = weight === undefined || isEmpty(table, weight) ? undefined : weightsOf(table, weight)
  const findings = [
    ...read.findings,
    ...(read.fingerprint === fingerprint ? [sameContentFinding(read.name, 'warning', table.rowCount)] : []),
    ...fewJudgedFindings({ target: target!, weights }),
    ...(weight !== undefined && weights === undefined ? [unweighted(read.name, weight)] : []),
  ]
  checkpoint()
  const classes = signature.classes ?? []
  const evaluation = evaluatePredictions({
    task: signature.task,
    classes,
    ...(signature.positive === undefined ? {} : { positive: signature.positive }),
    target: target!,
    weights,
    predictions: [trained.predict(table)],
    random: createRandom('evaluate'),
  })
  return {
    format: 1,
    task: signature.task,
    rows: table.rowCount,
    ...(weights === undefined ? {} : { weight: weight! }),
    metrics: evaluation.metrics,
    findings,
  }
}

/** True where no row has a weight: the column is not there. */
function isEmpty(table: Table, name: string): boolean {
  const column = columnOf(table, name)
  return column.kind === 'number' && column.values.every((value) => Number.isNaN(value))
}

function unweighted(name: string, weight: string): Finding {
  return {
    code: 'MEND_APPLIED',
    severity: 'warning',
    columns: [weight],
    evidence: { weight },
    message: `The model was trained with weights, but '${name}' has none in '${weight}': here every row counts the same, so the figures are not comparable with those of the training.`,
  }
}
