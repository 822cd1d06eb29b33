// The way from a raw table to a bundle, as a table of contents.
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { createBudget, durationMs, isMlwrightError, startRunning, throwIfAborted } from './base/core/index.js'
import type { Budget, Finding, RunControl, Task } from './base/core/index.js'
import { writeFileAtomic } from './base/store/index.js'
import type { Pool } from './base/workers/index.js'
import type { Reading, ReadOptions, Source } from './data/sources/index.js'
import { overrunMs, plannedTrials, search } from './learn/search/index.js'
import type { Preset, SearchResult } from './learn/search/index.js'
import { readTrials, recordTrial, studyKey } from './learn/trials/index.js'
import type { Trial } from './learn/trials/index.js'
import { requireContract } from './verbs/contract/index.js'
import { checkTrainOptions, version } from './verbs/asked/index.js'
import {
  createTrainingPool,
  judge,
  definedOf,
  resumeOptions,
  storedOptions,
  storedSource,
  openRunFolder,
  resultFile,
  droppedRows,
  writeTraining,
} from './verbs/training/index.js'
import type { Judged, TrainingJobs, Written } from './verbs/training/index.js'
import { modelOf } from './verbs/model/index.js'
import type { TrainOptions, LabelOf, Result, TaskOf, TrainEvent, TrainSummary, Training } from './verbs/asked/index.js'
import { hurryFor, lookAtData, planStudy, readGuarded } from './verbs/study/index.js'
import type { Plan } from './verbs/study/index.js'
import { cautionSentence, summarySentence, weakestSentence } from './tell/words/index.js'

/**
 * Trains a model on a table: judges the columns, tries learners on folds, chooses one, says how good it is, writes the bundle.
 *
 * `source`: a path, a glob, `-` for standard input, a URL (`file:`, `https:`, `s3:`, `postgres:`, `sqlite:`), rows in memory or a stream of rows.
 * `options`: every flag of `mlwright train` in camelCase; `target` is needed. `signal` ends the work with ABORTED.
 * Returns a training that runs: await it for the result, iterate over it for its events, `finish()` it for the best model so far.
 * Throws MlwrightError: OPTION_INVALID, SOURCE_NOT_FOUND, TARGET_NOT_FOUND, TOO_FEW_ROWS, OUTPUT_EXISTS, CONTRACT_BROKEN and others, each with what to do.
 * Costs about candidates × folds fits; `timeBudget` bounds the wall clock of the whole.
 */
export function train<
  Row extends object = Record<string, unknown>,
  const K extends string & keyof Row = string & keyof Row,
  const T extends Task | 'auto' = 'auto',
>(
  source: Source<Row>,
  options: Omit<TrainOptions, 'target' | 'task'> & { target: K; task?: T; signal?: AbortSignal },
): Training<Result<TaskOf<T, Row[K]>, Omit<Row, K>, LabelOf<Row[K]>>> {
  const startedAt = Date.now()
  // From JavaScript there may be no options: then the check says what is missing.
  const { signal, ...rest } = typeof options === 'object' && options !== null ? options : ({} as typeof options)
  return startTraining(source as Source, rest, { startedAt, ...(signal === undefined ? {} : { signal }) }) as unknown as Training<
    Result<TaskOf<T, Row[K]>, Omit<Row, K>, LabelOf<Row[K]>>
  >
}

export interface TrainingContext {
  /** Epoch ms: the time budget counts from here. */
  readonly startedAt: number
  readonly signal?: AbortSignal
}

/** The same without types of rows: for the command line, which counts the time budget from the start of the process. */
export function startTraining(source: Source | undefined, options: TrainOptions, context: TrainingContext): Training<Result> {
  return startRunning((control) => runTraining(source, options, context, control))
}

async function runTraining(
  source: Source | undefined,
  given: TrainOptions,
  context: TrainingContext,
  control: RunControl<TrainEvent>,
): Promise<Result> {
  const { emit } = control
  const { options, from } = await resumeOptions(source, given)
  checkTrainOptions(options)
  const budget = createBudget(context.startedAt, durationMs(options.timeBudget))
  const checkpoint = (): void => throwIfAborted(context.signal)
  const pool = createTrainingPool(options.threads ?? availableParallelism())
  const onAbort = (): void => pool.stop()
  context.signal?.addEventListener('abort', onAbort)
  try {
    emit({ type: 'stage', stage: 'read' })
    const measureSlowdown = startSlowdown()
    // While this thread reads, they load; with a budget they would be mistaken for others' work.
    if (budget.endsAt === Infinity) pool.start()
    // A run that goes on has the rows that it began with.
    const contract = given.resume === undefined ? options.contract : undefined
    const held = contract === undefined ? from : await requireContract(from, { contract, checkpoint })
    const read = await readGuarded(held, { ...readOptionsOf(options), checkpoint }, options.privacy)
    const slowdown = measureSlowdown()
    const reading = lookAtData(read, options, { budgetMs: budget.endsAt - context.startedAt, checkpoint })
    announceReading(reading, emit)
    checkpoint()
    const hurry = budget.endsAt === Infinity ? undefined : hurryFor(reading, budget.endsAt + overrunMs - Date.now(), slowdown)
    // What was asked for counts more than the hurry.
    const settled = { ...hurry, ...definedOf(options) }
    const plan = await planStudy(reading, settled, checkpoint)
    const path = storedSource(from)
    const run =
      given.resume === undefined
        ? await openRunFolder(options.out, reading.name, {
            format: 1,
            version,
            options: storedOptions(options),
            ...(path === undefined ? {} : { source: path }),
          })
        : resolve(given.resume)
    const recorded = await recordedTrials(plan, run, given.resume !== undefined)
    for (const finding of [...plan.findings, ...recorded.findings]) emit({ type: 'finding', finding })
    pool.share(plan.study)

    emit({ type: 'stage', stage: 'search' })
    const found = await searchTrials({ ...plan, finishingMs: plan.finishingMs * slowdown }, settled, pool, budget, recorded, control)
    emit({ type: 'searchEnded', trials: found.trials.length, stoppedBy: found.stoppedBy })
    checkpoint()

    const judged = await judge(plan, found.trials, pool, budget, emit)
    checkpoint()

    emit({ type: 'stage', stage: 'write' })
    const written = await writeTraining(plan, judged, found, join(run, 'bundle'), given.resume !== undefined)
    const summary = {
      ...summarize({ plan, judged, found, written, preset: settled.preset ?? 'balanced' }, run, context),
      findings: [...recorded.findings, ...written.findings],
    }
    await writeFileAtomic(join(run, resultFile), JSON.stringify(summary, undefined, 2))
    return { ...summary, model: modelOf(written.loaded) }
  } catch (error) {
    if (context.signal?.aborted && isMlwrightError(error) && error.code === 'ABORTED') throwIfAborted(context.signal)
    throw error
  } finally {
    context.signal?.removeEventListener('abort', onAbort)
    await pool.close()
  }
}

/** How much slower than alone this process gets on: wall clock ÷ processor time of work that one thread does, 1 to 4. */
function startSlowdown(): () => number {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return Math.max(1, Math.min(4, (performance.now() - startedAt) / ((user + system) / 1000)))
  }
}

function readOptionsOf(options: TrainOptions): ReadOptions {
  const { target, task, positive, group, time, weight, ignore, missing, kind } = options
  const given = { target, task, positive, group, time, weight, ignore, missing, kinds: kind }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ReadOptions
}

function announceReading(reading: Reading, emit: (event: TrainEvent) => void): void {
  const { name, table, schema, target } = reading
  const dropped = droppedRows(reading.findings)
  emit({ type: 'read', name, rows: table.rowCount, dropped, columns: schema.columns.length, task: target!.task, why: target!.why })
  for (const finding of reading.findings) emit({ type: 'finding', finding })
}

interface Finished {
  readonly plan: Plan
  readonly judged: Judged
  readonly found: SearchResult
  readonly written: Written
  readonly preset: Preset
}

function summarize(
  { plan, judged, found, written, preset }: Finished,
  run: string,
  context: TrainingContext,
): Omit<TrainSummary, 'findings'> {
  const { target, study } = plan
  const weakest = weakestSentence(written.told)
  const caution = cautionSentence(written.told)
  return {
    format: 1,
    run,
    bundle: join(run, 'bundle'),
    task: target.task,
    taskWhy: target.why,
    target: target.name,
    ...(target.task === 'regression' ? {} : { classes: target.classes }),
    ...(target.positive === undefined ? {} : { positive: target.positive }),
    rows: { train: study.table.rowCount, test: plan.keptApart?.table.rowCount ?? 0 },
    metric: judged.metric,
    baseline: judged.baseline,
    winner: judged.winner.name,
    leaderboard: judged.ranked.map(({ name, learner, score, standardError, fitSeconds }) => ({
      name,
      learner,
      score,
      standardError,
      fitSeconds,
    })),
    words: {
      result: summarySentence(written.told),
      ...(weakest === undefined ? {} : { weakest }),
      ...(caution === undefined ? {} : { caution }),
    },
    stoppedBy: found.stoppedBy,
    trials: found.tried,
    plannedTrials: found.planned,
    preset,
    seed: study.seed,
    ...(plan.sampledFrom === undefined ? {} : { sampledFrom: plan.sampledFrom }),
    seconds: (Date.now() - context.startedAt) / 1000,
  }
}

/** Where trials are kept, and those of the run that goes on. */
interface Recorded {
  readonly run: string
  readonly key: string
  readonly trials: ReadonlyMap<string, Trial>
  /** About the run: the bundle is the same as without, so they are not in it. */
  readonly findings: readonly Finding[]
}

async function recordedTrials(plan: Plan, run: string, isResumed: boolean): Promise<Recorded> {
  const key = studyKey(plan.study, { fingerprint: plan.reading.fingerprint, version })
  if (!isResumed) return { run, key, trials: new Map(), findings: [] }
  const { trials, damaged } = await readTrials(run, key)
  const findings = damaged.map((name): Finding => ({
    code: 'MEND_APPLIED',
    severity: 'warning',
    columns: [],
    evidence: { trial: name },
    message: `What the earlier run kept of its candidate '${name}' is damaged, so the candidate is tried again where it is still wanted.`,
  }))
  return { run, key, trials, findings }
}

async function searchTrials(
  plan: Plan,
  options: TrainOptions,
  pool: Pool<TrainingJobs>,
  budget: Budget,
  recorded: Recorded,
  control: RunControl<TrainEvent>,
): Promise<SearchResult> {
  const { emit } = control
  const { study } = plan
  const proposals = {
    shape: plan.shape,
    preset: options.preset ?? 'balanced',
    seed: study.seed,
    ...(options.learners === undefined ? {} : { learners: options.learners }),
  }
  const isTimed = budget.endsAt !== Infinity
  const planned = options.trials ?? (isTimed ? undefined : plannedTrials(proposals))
  emit({
    type: 'searchStarted',
    folds: study.folds.length,
    metric: study.metric,
    ...(planned === undefined ? {} : { trials: planned }),
    ...(isTimed ? { endsAt: budget.endsAt } : {}),
  })
  let best: Trial | undefined
  const announceTrial = (trial: Trial, isResumed: boolean): void => {
    const isBest = best === undefined || trial.score > best.score
    if (isBest) best = trial
    const { name, learner, score, standardError, fitSeconds } = trial
    emit({ type: 'trial', name, learner, score, standardError, fitSeconds, isBest, isResumed })
  }
  return search({
    ...proposals,
    pool,
    study,
    budget,
    known: recorded.trials,
    finish: control.finish,
    // The constant guess alone is no answer: rows were chosen so few that one more can be had.
    leastTrials: isTimed ? 2 : 1,
    finishingMs: (winner) => plan.finishingMs + 1.5 * plan.growth * winner.slowestFitSeconds * 1000,
    onKnown: (trial) => announceTrial(trial, true),
    ...(options.trials === undefined ? {} : { trials: options.trials }),
    onStart: (proposal) => emit({ type: 'trialStarted', name: proposal.name, learner: proposal.learner }),
    onFailure: (proposal, error) => emit({ type: 'trialFailed', name: proposal.name, message: error.message }),
    onTrial: async (trial) => {
      announceTrial(trial, false)
      await recordTrial(recorded.run, recorded.key, trial)
    },
  })
}
