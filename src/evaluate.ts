// A bundle and rows with known answers in, how good it is on them out.
import { checkOptions, createRandom, throwIfAborted } from './base/core/index.js'
import type { Finding, Task } from './base/core/index.js'
import { readWithSignature } from './data/sources/index.js'
import type { Source } from './data/sources/index.js'
import { evaluatePredictions } from './judge/evaluate/index.js'
import type { Estimate } from './judge/evaluate/index.js'
import type { MetricId } from './learn/metrics/index.js'
import { loadModel } from './model.js'
import { evaluateOptions } from './options.js'
import { sameContentFinding } from './split-findings.js'

export interface EvaluateSummary {
  readonly format: 1
  readonly task: Task
  readonly rows: number
  /** Every metric that applies, with its 95 % interval. */
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>
  readonly findings: readonly Finding[]
}

/**
 * Judges a bundle on rows whose target is known, with 95 % bootstrap intervals.
 * Rows without a target are left out, with a finding. Throws OPTION_INVALID; what `load` throws; COLUMN_MISSING; TARGET_NOT_FOUND.
 */
export async function evaluate<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: { bundle: string | URL; signal?: AbortSignal },
): Promise<EvaluateSummary> {
  checkOptions(evaluateOptions, options, { also: ['bundle', 'signal'] })
  const { signature, trained, fingerprint } = await loadModel(options.bundle)
  const checkpoint = (): void => throwIfAborted(options.signal)
  const read = await readWithSignature(source, signature, { withTarget: 'required', checkpoint, isFingerprinted: true })
  const { table, target } = read
  const findings =
    read.fingerprint === fingerprint ? [...read.findings, sameContentFinding(read.name, 'warning', read.table.rowCount)] : read.findings
  checkpoint()
  const classes = signature.classes ?? []
  const evaluation = evaluatePredictions({
    task: signature.task,
    classes,
    ...(signature.positive === undefined ? {} : { positive: signature.positive }),
    target: target!,
    predictions: [trained.predict(table)],
    random: createRandom('evaluate'),
  })
  return { format: 1, task: signature.task, rows: table.rowCount, metrics: evaluation.metrics, findings }
}
