// What a training leaves behind: the bundle with the graph, the report and the card.
import { isDeepStrictEqual } from 'node:util'
import { isMlwrightError } from '../../base/core/index.js'
import type { Finding, Json } from '../../base/core/index.js'
import { cellText } from '../../data/schema/index.js'
import type { Signature } from '../../data/schema/index.js'
import { histogramOf } from '../../judge/evaluate/index.js'
import { learnerOf } from '../../learn/learners/index.js'
import type { SearchResult } from '../../learn/search/index.js'
import type { Trial } from '../../learn/trials/index.js'
import type { Judged } from './judge.js'
import type { LoadedModel } from '../model/index.js'
import { acceptPythonMissing, checkParity, modelToOnnx } from '../../ship/export/index.js'
import type { Parity } from '../../ship/export/index.js'
import { outputNamesOf, writeBundle } from '../../ship/bundle/index.js'
import type { Plan } from '../study/index.js'
import { renderCard } from '../../tell/documents/index.js'
import { renderReport } from '../../tell/pages/index.js'
import type { FigureOptions } from '../../tell/pages/index.js'
import type { TrainingSummary } from '../../tell/words/index.js'
import { version } from '../asked/index.js'

/** Rows on which the graph is held against the model. */
const parityRowLimit = 1000
/** Relative to values above 1: the promise of the same numbers everywhere. */
const parityTolerance = 1e-9
/** Columns of a mistake's row that the report shows. */
const mistakeColumnLimit = 6

export interface Written {
  readonly loaded: LoadedModel
  readonly findings: readonly Finding[]
  readonly told: TrainingSummary
}

export async function writeTraining(plan: Plan, judged: Judged, found: SearchResult, folder: string, replace: boolean): Promise<Written> {
  const { trained } = judged
  const signature = usedSignature(plan.signature, trained.pipeline.columns)
  const onnx = modelToOnnx({ pipeline: trained.pipeline, model: trained.model, signature, version })
  const parity = await parityOf(plan, judged, signature, onnx)
  const known = [...plan.reading.findings, ...plan.findings, ...(plan.keptApart?.findings ?? []), ...judged.findings, ...parity.findings]
  const drawn = await drawReport((findings) => tell(plan, judged, found, findings, parity.parity), known)
  const { told, report } = drawn
  await writeBundle(
    folder,
    {
      onnx,
      signature,
      model: trained.toJSON(),
      metrics: metricsJson(judged),
      lineage: lineageJson(plan, judged, found),
      card: renderCard(told),
      report,
    },
    { replace },
  )
  return { loaded: { folder, signature, trained, fingerprint: plan.reading.fingerprint }, findings: told.findings, told }
}

/** The report, written again where charts failed: its own findings are to say so. */
export async function drawReport(
  tellWith: (findings: readonly Finding[]) => TrainingSummary,
  findings: readonly Finding[],
  draw?: FigureOptions['draw'],
): Promise<{ readonly told: TrainingSummary; readonly report: string }> {
  const told = tellWith(findings)
  const undrawn = new Map<string, string>()
  const options: FigureOptions = {
    ...(draw === undefined ? {} : { draw }),
    onUndrawn: (title, reason) => undrawn.set(title, reason),
  }
  const report = await renderReport(told, options)
  if (undrawn.size === 0) return { told, report }
  const finding: Finding = {
    code: 'MEND_APPLIED',
    severity: 'info',
    columns: [],
    evidence: { undrawn: Object.fromEntries(undrawn) },
    message: `Of the pictures in the report ${undrawn.size === 1 ? 'one' : undrawn.size} could not be drawn (${[...undrawn.keys()].join(', ')}): words stand in ${undrawn.size === 1 ? 'its' : 'their'} place. The model and its figures are not affected.`,
  }
  const retold = tellWith([...findings, finding])
  return { told: retold, report: await renderReport(retold, options) }
}

/** The graph has inputs for the columns that the model reads; a model without any keeps all, so that it knows the number of rows. */
function usedSignature(signature: Signature, columns: readonly string[]): Signature {
  const used = signature.inputs.filter((input) => columns.includes(input.name))
  const narrowed = acceptPythonMissing({ ...signature, inputs: used.length > 0 ? used : signature.inputs })
  const names = outputNamesOf(narrowed)
  if (signature.task === 'regression') return { ...narrowed, outputs: [{ name: names.prediction, kind: 'number' }] }
  const label = { name: names.prediction, kind: 'category' as const, levels: signature.classes! }
  return { ...narrowed, outputs: [label, ...names.probabilities.map((name) => ({ name, kind: 'number' as const }))] }
}

interface ParityResult {
  /** Absent when no runtime could be loaded. */
  readonly parity?: Parity
  readonly findings: readonly Finding[]
}

async function parityOf(plan: Plan, judged: Judged, signature: Signature, bytes: Uint8Array): Promise<ParityResult> {
  try {
    const parity = await checkParity({ bytes, table: plan.study.table, signature, trained: judged.trained, rowLimit: parityRowLimit })
    return { parity, findings: parityFindings(parity) }
  } catch (error) {
    if (!isMlwrightError(error) || error.code !== 'RUNTIME_MISSING') throw error
    const message =
      'No ONNX Runtime could be loaded: model.onnx was written, but not held against the model. Reinstall mlwright to have one.'
    return { findings: [{ code: 'FALLBACK_RUNTIME', severity: 'warning', columns: [], evidence: {}, message }] }
  }
}

function parityFindings({ runtime, largestDifference, labelsEqual, rowCount }: Parity): Finding[] {
  const findings: Finding[] = []
  if (runtime !== 'onnxruntime-node') {
    findings.push({
      code: 'FALLBACK_RUNTIME',
      severity: 'info',
      columns: [],
      evidence: { runtime },
      message:
        'The native ONNX Runtime is not installed: the graph was checked with its WebAssembly build, which is slower and gives the same numbers.',
    })
  }
  if (!(largestDifference <= parityTolerance) || !labelsEqual) {
    findings.push({
      code: 'GRAPH_DIFFERS',
      severity: 'error',
      columns: [],
      // JSON has no infinity: a number on one side alone.
      evidence: { largestDifference: Number.isFinite(largestDifference) ? largestDifference : 'not a number', rows: rowCount },
      message: `model.onnx and the model that was judged differ by up to ${largestDifference} on ${rowCount} rows, expected at most ${parityTolerance}. Predict with mlwright, and please report it.`,
    })
  }
  return findings
}

function tell(plan: Plan, judged: Judged, found: SearchResult, findings: readonly Finding[], parity: Parity | undefined): TrainingSummary {
  const { target, reading, study } = plan
  const { metric, uncorrected } = judged
  return {
    version,
    sourceName: reading.name,
    fingerprint: reading.fingerprint,
    target: target.name,
    task: target.task,
    taskWhy: target.why,
    classes: target.classes,
    ...(target.positive === undefined ? {} : { positive: target.positive }),
    rows: {
      train: study.table.rowCount,
      test: plan.keptApart?.table.rowCount ?? 0,
      dropped: droppedRows(findings),
      ...(plan.untimed === 0 ? {} : { untimed: plan.untimed }),
    },
    schema: reading.schema,
    split: {
      kind: plan.split.kind,
      folds: plan.split.foldCount,
      repeats: plan.split.repeats,
      ...(plan.split.column === undefined ? {} : { column: plan.split.column }),
      ...(plan.split.copies === undefined ? {} : { copies: plan.split.copies }),
    },
    metric,
    ...(uncorrected === undefined ? {} : { uncorrected }),
    baseline: judged.baseline,
    ...(judged.gain === undefined ? {} : { gain: judged.gain }),
    leaderboard: toldTrials(judged.ranked),
    winner: judged.winner.name,
    evaluation: judged.evaluation,
    baselineEvaluation: judged.baselineEvaluation,
    importance: judged.importance,
    mistakeRows: mistakeRows(plan, judged),
    ...(study.task === 'regression' ? { targetBins: histogramOf(study.target, study.weights) } : {}),
    findings,
    ...(parity === undefined ? {} : { parity: parityTold(parity) }),
    stoppedBy: found.stoppedBy,
    seed: study.seed,
  }
}

/** With those parameters alone that some candidate of the learner set to something else than its default: the others say nothing. */
export function toldTrials(trials: readonly Trial[]): TrainingSummary['leaderboard'] {
  const changed = new Map<string, Set<string>>()
  for (const { learner, parameters } of trials) {
    const names = changed.get(learner) ?? new Set()
    const declared = learnerOf(learner).parameters as Readonly<Record<string, { readonly default: unknown }>>
    for (const [name, value] of Object.entries(parameters)) if (!isDeepStrictEqual(value, declared[name]?.default)) names.add(name)
    changed.set(learner, names)
  }
  return trials.map(({ name, learner, score, standardError, parameters }) => ({
    name,
    learner,
    score,
    standardError,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([one]) => changed.get(learner)!.has(one))),
  }))
}

function parityTold({ rowCount, realRowCount, madeRowCount, largestDifference, runtime }: Parity): NonNullable<TrainingSummary['parity']> {
  return { rowCount, realRowCount, madeRowCount, largestDifference, runtime }
}

/** Rows that were left out for want of a target. */
export function droppedRows(findings: readonly Finding[]): number {
  const dropped = findings.find((finding) => finding.code === 'TARGET_MISSING')
  return Number(dropped?.evidence['rows'] ?? 0)
}

function mistakeRows(plan: Plan, judged: Judged): TrainingSummary['mistakeRows'] {
  const table = plan.keptApart?.table ?? plan.study.table
  const rowNumbers = plan.keptApart?.rowNumbers ?? plan.rowNumbers
  const names = judged.importance.slice(0, mistakeColumnLimit).map((one) => one.column)
  const shown = names.flatMap((name) => {
    const column = table.columns.find((one) => one.name === name)
    const format = plan.study.columns.find((one) => one.name === name)
    return column === undefined || format === undefined ? [] : [{ column, format }]
  })
  return judged.evaluation.mistakes.map((mistake) => ({
    rowNumber: rowNumbers[mistake.row],
    cells: shown.map(({ column, format }) => ({ column: column.name, value: cellText(column, format, mistake.row) })),
  }))
}

function metricsJson(judged: Judged): Json {
  const { metric, uncorrected, baseline, evaluation, winner } = judged
  return {
    format: 1,
    winner: winner.name,
    metric: { ...metric },
    ...(uncorrected === undefined ? {} : { uncorrected }),
    baseline: { ...baseline },
    metrics: evaluation.metrics as Json,
    importance: judged.importance as unknown as Json,
  }
}

function lineageJson(plan: Plan, judged: Judged, found: SearchResult): Readonly<Record<string, Json>> {
  const { study, reading, split } = plan
  const weight = reading.schema.columns.find((column) => column.role === 'weight')?.name
  return {
    format: 1,
    mlwright: version,
    source: reading.name,
    fingerprint: reading.fingerprint,
    target: plan.target.name,
    metric: study.metric,
    ...(weight === undefined ? {} : { weight }),
    seed: study.seed,
    trials: found.tried,
    rows: { train: study.table.rowCount, test: plan.keptApart?.table.rowCount ?? 0 },
    ...(plan.sampledFrom === undefined ? {} : { sampledFrom: plan.sampledFrom }),
    split: {
      kind: split.kind,
      folds: split.foldCount,
      repeats: split.repeats,
      ...(split.copies === undefined ? {} : { copies: split.copies }),
    },
    winner: { name: judged.winner.name, learner: judged.winner.learner, parameters: judged.winner.parameters },
  }
}
