// After the search: the choice, its honest estimate, the final fit, what matters.
import { createRandom, isMlwrightError, MlwrightError, outputCountOf } from '../../base/core/index.js'
import type { Budget, Finding, Json, Random } from '../../base/core/index.js'
import type { Pool } from '../../base/workers/index.js'
import { permutationImportance } from '../../judge/explain/index.js'
import { estimateChoice, evaluatePredictions, gainOver, intervalResampler } from '../../judge/evaluate/index.js'
import type { Estimate, Evaluation, Importance } from '../../judge/evaluate/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { loadTrainedModel } from '../../learn/model/index.js'
import type { TrainedModel } from '../../learn/model/index.js'
import type { Trial } from '../../learn/trials/index.js'
import type { Plan } from '../study/index.js'
import type { TrainEvent, TrainSummary } from '../asked/index.js'
import { mistakeFindings } from './mistake-findings.js'
import type { TrainingJobs } from './worker.js'
import { loadCharts } from '../../tell/charts/index.js'

export interface Judged {
  /** Best first. */
  readonly ranked: readonly Trial[]
  readonly winner: Trial
  /** Fitted on all training rows. */
  readonly trained: TrainedModel
  readonly metric: TrainSummary['metric']
  readonly uncorrected?: number
  readonly baseline: Estimate
  /** Over the baseline on the same rows; only where their intervals overlap. */
  readonly gain?: Estimate
  readonly evaluation: Evaluation
  readonly baselineEvaluation: Evaluation
  readonly importance: readonly Importance[]
  readonly findings: readonly Finding[]
}

/** Held-out rows per fold that permutation importance looks at. */
const importanceRowLimit = 1500
/** The least time that importance gets when the budget is used up, in ms. */
const importanceFloorMs = 300

export async function judge(
  plan: Plan,
  trials: readonly Trial[],
  pool: Pool<TrainingJobs>,
  budget: Budget,
  emit: (event: TrainEvent) => void,
): Promise<Judged> {
  const ranked = trials.toSorted((a, b) => b.score - a.score)
  const winner = ranked[0]
  emit({ type: 'stage', stage: 'refit' })
  const refit = refitWinner(plan, winner, pool, budget)
  const importance = permutationImportance({
    pool,
    study: plan.study,
    trial: winner,
    rowLimit: importanceRowLimit,
    ...(budget.endsAt === Infinity ? {} : { deadline: Math.max(budget.endsAt, Date.now() + importanceFloorMs) }),
  })
  // Both run on other threads while this one judges; a failure is met where it is awaited.
  refit.catch(() => undefined)
  importance.catch(() => undefined)
  emit({ type: 'stage', stage: 'judge' })
  const judged = plan.keptApart === undefined ? judgeFolds(plan, ranked, winner) : await judgeKeptApart(plan, ranked, refit)
  // The report will want them, and this thread waits for the refit. Where they do not load, each chart says so.
  loadCharts().catch(() => undefined)
  const { trained, findings } = await refit
  return {
    ranked,
    winner,
    trained,
    findings: [...findings, ...fitFindings(trained), ...mistakeFindings(plan, winner)],
    importance: await importance,
    ...judged,
  }
}

type Numbers = Pick<Judged, 'metric' | 'uncorrected' | 'baseline' | 'gain' | 'evaluation' | 'baselineEvaluation'>

/** The estimate from out-of-fold predictions, corrected for the choice among many. */
function judgeFolds(plan: Plan, ranked: readonly Trial[], winner: Trial): Numbers {
  const { study, target, groups } = plan
  const { covered } = plan.split
  const takeNumbers = (values: Float64Array, width = 1): Float64Array => takeRows(values, covered, width)
  const outputs = outputCountOf(study.task, study.classCount)
  const common = {
    task: study.task,
    classCount: study.classCount,
    target: takeNumbers(study.target),
    ...(study.weights === undefined ? {} : { weights: takeNumbers(study.weights) }),
    ...(groups === undefined ? {} : { groups: Int32Array.from(covered, (row) => groups[row]) }),
  }
  const random = (): Random => createRandom(`${study.seed}/evaluate`)
  const resampler = intervalResampler({ random: random(), rowCount: covered.length, groups: common.groups })
  const evaluate = (predictions: readonly Float64Array[], fixed: Partial<Record<MetricId, Estimate>> = {}): Evaluation =>
    evaluatePredictions({
      ...common,
      fixed,
      classes: target.classes,
      ...(target.positive === undefined ? {} : { positive: target.positive }),
      predictions,
      random: random(),
      resampler,
    })
  const baselineEvaluation = evaluateGuess(plan, baselineOf(ranked), evaluate)
  // A constant is as good as guessing by any measure: nothing was chosen that could flatter it.
  if (winner.learner === 'baseline') {
    const guessed = baselineEvaluation.metrics[study.metric]!
    return {
      metric: { name: study.metric, ...guessed, source: 'crossValidation' },
      baseline: guessed,
      evaluation: inTableRows(baselineEvaluation, covered),
      baselineEvaluation,
    }
  }
  const takeRepeats = (trial: Trial): Float64Array[] => trial.outOfFold.map((one) => takeNumbers(one, outputs))
  const metric = metricOf(study.metric)
  const folds = foldsOfRows(plan)
  const { value, low, high, uncorrected } = estimateChoice({
    ...common,
    folds,
    metric,
    candidates: ranked.map((trial) => ({ name: trial.name, predictions: takeRepeats(trial) })),
    random: createRandom(`${study.seed}/estimate`),
  })
  const evaluation = evaluate(takeRepeats(winner), { [study.metric]: { value, low, high } })
  const baseline = baselineEvaluation.metrics[study.metric]!
  return {
    ...(overlap({ value, low, high }, baseline) && {
      gain: gainOver({
        rows: common,
        groups: common.groups,
        folds,
        metric,
        model: takeRepeats(winner),
        reference: takeRepeats(baselineOf(ranked)),
        correction: value - uncorrected,
        random: createRandom(`${study.seed}/gain`),
      }),
    }),
    metric: { name: study.metric, value, low, high, source: 'crossValidation' },
    uncorrected,
    baseline,
    evaluation: inTableRows(evaluation, covered),
    baselineEvaluation,
  }
}

/**
 * What guessing comes to. By class shares or ranges every fold guesses the same, so one constant stands for all: constants that
 * differ in the last digits would be ranked, and seem worse than chance. By group or time the guesses of the folds differ for good
 * reason, and are judged as the candidates are; only ranking, which a constant cannot do, is judged by one constant there too.
 */
function evaluateGuess(plan: Plan, baseline: Trial, evaluate: (predictions: readonly Float64Array[]) => Evaluation): Evaluation {
  const { study, split } = plan
  const constant = evaluate([loadTrainedModel(JSON.parse(baseline.foldModels[0]) as Json).predict(study.table, split.covered)])
  if (split.kind === 'stratified' || split.kind === 'shuffled') return constant
  const outputs = outputCountOf(study.task, study.classCount)
  const guessed = evaluate(baseline.outOfFold.map((one) => takeRows(one, split.covered, outputs)))
  const { rocAuc, averagePrecision } = constant.metrics
  const ranks = { ...(rocAuc === undefined ? {} : { rocAuc }), ...(averagePrecision === undefined ? {} : { averagePrecision }) }
  return { ...guessed, metrics: { ...guessed.metrics, ...ranks } }
}

/** For each repeat the fold in which each tested row was tested. */
function foldsOfRows({ study, split }: Plan): Int32Array[] {
  return Array.from({ length: split.repeats }, (_, repeat) => {
    const folds = new Int32Array(study.table.rowCount)
    const ofRepeat = study.folds.filter((fold) => fold.repeat === repeat)
    for (const [number, fold] of ofRepeat.entries()) for (const row of fold.test) folds[row] = number
    return Int32Array.from(split.covered, (row) => folds[row])
  })
}

function takeRows(values: Float64Array, rows: Int32Array, width: number): Float64Array {
  if (rows.length * width === values.length) return values
  const taken = new Float64Array(rows.length * width)
  for (let i = 0; i < rows.length; i++) taken.set(values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width)
  return taken
}

/** Mistakes are told by their row in the table, not among the rows that were tested. */
function inTableRows(evaluation: Evaluation, covered: Int32Array): Evaluation {
  return { ...evaluation, mistakes: evaluation.mistakes.map((mistake) => ({ ...mistake, row: covered[mistake.row] })) }
}

/** The number that counts comes from rows that no choice has seen. */
async function judgeKeptApart(plan: Plan, ranked: readonly Trial[], refit: Promise<Refit>): Promise<Numbers> {
  const { study, target } = plan
  const kept = plan.keptApart!
  const { trained } = await refit
  const baseline = loadTrainedModel(JSON.parse(baselineOf(ranked).foldModels[0]) as Json)
  const random = (): Random => createRandom(`${study.seed}/evaluate`)
  const resampler = intervalResampler({ random: random(), rowCount: kept.table.rowCount, groups: kept.groups })
  const evaluate = (model: TrainedModel): Evaluation =>
    evaluatePredictions({
      task: study.task,
      target: kept.target,
      ...(kept.weights === undefined ? {} : { weights: kept.weights }),
      ...(kept.groups === undefined ? {} : { groups: kept.groups }),
      classes: target.classes,
      ...(target.positive === undefined ? {} : { positive: target.positive }),
      predictions: [model.predict(kept.table)],
      random: random(),
      resampler,
    })
  const evaluation = evaluate(trained)
  const baselineEvaluation = evaluate(baseline)
  const own = evaluation.metrics[study.metric]!
  const rows = {
    task: study.task,
    classCount: study.classCount,
    target: kept.target,
    ...(kept.weights !== undefined && { weights: kept.weights }),
  }
  return {
    ...(overlap(own, baselineEvaluation.metrics[study.metric]!) && {
      gain: gainOver({
        rows,
        groups: kept.groups,
        metric: metricOf(study.metric),
        model: [trained.predict(kept.table)],
        reference: [baseline.predict(kept.table)],
        random: createRandom(`${study.seed}/gain`),
      }),
    }),
    metric: { name: study.metric, ...own, source: kept.source },
    baseline: baselineEvaluation.metrics[study.metric]!,
    evaluation,
    baselineEvaluation,
  }
}

/** Intervals that are apart settle it; whether those that meet differ takes a comparison on the same rows. */
function overlap(one: Estimate, other: Estimate): boolean {
  return one.low <= other.high && other.low <= one.high
}

function baselineOf(trials: readonly Trial[]): Trial {
  const baseline = trials.find((trial) => trial.learner === 'baseline')
  if (baseline === undefined) throw new MlwrightError('INTERNAL', 'The baseline was not fitted.')
  return baseline
}

/** What the learner itself says about its fit. */
export function fitFindings({ learned }: Pick<TrainedModel, 'learned'>): Finding[] {
  if (learned.caution === undefined) return []
  return [{ code: 'NOT_CONVERGED', severity: 'warning', columns: [], evidence: { learner: learned.learner }, message: learned.caution }]
}

interface Refit {
  readonly trained: TrainedModel
  readonly findings: readonly Finding[]
}

/** Fits the winner on all training rows. When the time is used up, the model of its first fold serves, and a finding says so. */
async function refitWinner(plan: Plan, winner: Trial, pool: Pool<TrainingJobs>, budget: Budget): Promise<Refit> {
  const read = (text: string): TrainedModel => loadTrainedModel(JSON.parse(text) as Json)
  // The cheapest winners are refitted in any case: what follows takes longer.
  const deadline = Math.max(budget.endsAt, Date.now() + 500)
  try {
    const proposal = { name: winner.name, learner: winner.learner, parameters: winner.parameters }
    return { trained: read(await pool.run('fitAll', { proposal, foldModels: winner.foldModels }, { deadline })), findings: [] }
  } catch (error) {
    if (!isMlwrightError(error) || error.code !== 'TIME_EXHAUSTED') throw error
    const used = plan.study.folds[0].train.length
    const finding: Finding = {
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: { rowsUsed: used, rows: plan.study.table.rowCount },
      message: `The time ended before the model could be fitted on all ${plan.study.table.rowCount} rows: it learned from ${used} of them. A longer --time-budget mends this.`,
    }
    return { trained: read(winner.foldModels[0]), findings: [finding] }
  }
}
