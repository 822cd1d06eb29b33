// The one contact with the engine: a fit, step by step, so that whoever runs it can pause, tell and stop between two steps.
import { createRandom, MlwrightError } from '../../../../base/core/index.js'
import { boostSteps } from '../engine/boost.js'
import type { BoostData } from '../engine/data.js'
import { patienceOf } from '../engine/early-stopping.js'
import type { GbdtFit } from '../forest/fitted.js'
import type { Forest } from '../forest/forest.js'
import { scoreRows } from '../forest/score.js'
import { applyTransform } from '../forest/transform.js'
import { createCustomObjective, createObjective } from '../objectives/create-objective.js'
import type { LabelledRows, Objective } from '../objectives/objective.js'
import { validationMetricOf } from '../objectives/validation-metric.js'
import { withoutIdleRows } from './idle-rows.js'
import type { PreparedData } from './prepare-data.js'
import type { FitRequest, OwnFunctions } from './prepare-request.js'
import type { GbdtRound } from './types.js'

/** What the engine learns from. */
export function boostDataOf(data: PreparedData, { settings, outputCount, earlier }: FitRequest, own: OwnFunctions = {}): BoostData {
  return {
    rowCount: data.rowCount,
    columns: data.columns,
    categorical: data.categorical,
    labels: data.labels,
    weights: data.weights,
    groupSizes: data.groupSizes,
    initialScores: data.initialScores,
    initialForest: earlier?.forest,
    outputCount,
    createObjective: (labelled, placement) =>
      own.objective === undefined ? createObjective(settings, labelled, placement) : createCustomObjective(own.objective, labelled),
  }
}

/** Yields after each round; undefined where there is only a chance to pause. */
export function* fitSteps(request: FitRequest, own: OwnFunctions = {}): Generator<GbdtRound | undefined, GbdtFit> {
  const { parameters, patience } = request
  const data = withoutIdleRows(request.data)
  const most = patience ?? patienceOf(parameters, data.rowCount)
  const context = { random: createRandom(request.seed), checkpoint: () => {}, threads: request.threads }
  const steps = boostSteps(boostDataOf(data, request, own), parameters, context)
  let watch: Watch | undefined
  let best = { round: 0, value: NaN }
  let step = steps.next()
  try {
    while (!step.done) {
      const { round, rounds, added, isWhole } = step.value
      let isLast = false
      if (request.validation === undefined) yield round === 0 ? undefined : { round, rounds }
      else {
        watch ??= watchOver(withoutIdleRows(request.validation), request, own)
        if (isWhole) watch.clear()
        watch.add(added())
        const validationValue = watch.value()
        if (watch.isBetter(validationValue, best.value)) best = { round, value: validationValue }
        yield round === 0 ? undefined : { round, rounds, validationValue, bestRound: best.round }
        isLast = most > 0 && round - best.round >= most
      }
      step = steps.next(isLast)
    }
  } finally {
    // Where the caller leaves early, the memory is given back.
    steps.return(undefined as never)
  }
  const { objective, rounds, roundsShare, forest } = step.value(watch === undefined || patience === 0 ? undefined : best.round)
  return {
    objective: objective.fitted,
    transform: objective.transform,
    featureCount: data.columns.length,
    featureNames: data.names,
    categorical: data.categorical,
    rounds: (request.earlier?.rounds ?? 0) + rounds,
    roundsShare,
    forest,
  }
}

function objectiveFor(data: PreparedData, { settings }: FitRequest, own: OwnFunctions): Objective {
  const labelled = labelledOf(data)
  return own.objective === undefined ? createObjective(settings, labelled) : createCustomObjective(own.objective, labelled)
}

function labelledOf({ rowCount, labels, weights, groupSizes }: PreparedData): LabelledRows {
  return { rowCount, target: labels, weights, groupSizes }
}

interface Watch {
  /** Takes all trees away. */
  clear(): void
  /** Adds the scores of more trees. */
  add(forest: Forest): void
  /** The mean loss, by weight, or the metric. */
  value(): number
  isBetter(value: number, best: number): boolean
}

function watchOver(data: PreparedData, request: FitRequest, own: OwnFunctions): Watch {
  const { rowCount } = data
  const objective = objectiveFor(data, request, own)
  const { outputCount, transform } = objective
  const rows = rangeOf(rowCount)
  const scored = { rowCount, features: data.columns.map((values) => ({ layout: 'dense' as const, values })) }
  /** Rows × outputs. */
  const scores = data.initialScores?.slice() ?? new Float64Array(rowCount * outputCount)
  const predicted = (): Float64Array => {
    const predictions = scores.slice()
    applyTransform(transform, outputCount, predictions)
    return predictions
  }
  const byOutput = (): Float64Array => {
    const turned = new Float64Array(scores.length)
    for (let row = 0, at = 0; row < rowCount; row++) for (let k = 0; k < outputCount; k++) turned[k * rowCount + row] = scores[at++]
    return turned
  }
  const metric = request.metric === undefined ? undefined : validationMetricOf(request.metric, request.settings)
  return {
    // A metric may be undefined, for instance where all labels are of one class.
    isBetter: (value, best) => (Number.isNaN(best) ? !Number.isNaN(value) : metric?.direction === 'maximize' ? value > best : value < best),
    clear: () => (data.initialScores === undefined ? scores.fill(0) : scores.set(data.initialScores)),
    add: (forest) => {
      const added = scoreRows(forest, scored)
      for (let at = 0; at < scores.length; at++) scores[at] += added[at]
    },
    value: () => {
      if (metric !== undefined) return metric.compute(predicted(), labelledOf(data))
      if (own.metric === undefined) return objective.sumLoss(rows, outputCount === 1 ? scores : byOutput()) / objective.sumWeights(rows)
      const value: unknown = own.metric(predicted(), data)
      if (typeof value === 'number' && !Number.isNaN(value)) return value
      throw new MlwrightError('OPTION_INVALID', `'metric' gave ${String(value)}, expected a number.`)
    },
  }
}

function rangeOf(count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}
