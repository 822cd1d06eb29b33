// A learner's training data and parameters, as the engine wants them.
import { MlwrightError, outputCountOf } from '../../../../base/core/index.js'
import { selectRows } from '../../../view/index.js'
import type { Feature } from '../../../view/index.js'
import type { FitContext, TrainingData } from '../../learner.js'
import type { GbdtFit } from '../forest/fitted.js'
import { createGbdtModel } from '../forest/model.js'
import type { GbdtModel } from '../forest/model.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostContext } from './data.js'

/** Where a fit starts other than from a constant. */
export interface InitialState {
  /** A fit to go on from: its trees are kept in front. */
  readonly fit?: GbdtFit | undefined
  /** Rows × outputs, row by row; no part of the model. */
  readonly scores?: Float64Array | undefined
}

type GbdtFitContext = FitContext & Pick<BoostContext, 'enter'> & { readonly initial?: InitialState }

/** Throws TARGET_UNSUITABLE, CELL_INVALID or TOO_FEW_ROWS for data, PARAMETER_INVALID for parameters or an earlier fit that do not go with them. */
export function fitGbdt(data: TrainingData, parameters: GbdtParameters, context: GbdtFitContext): GbdtModel {
  const rows = findRows(data)
  if (rows.length < data.view.rowCount) {
    return fitGbdt(takeRows(data, rows), parameters, { ...context, initial: takeScores(context.initial, data.view.rowCount, rows) })
  }
  const { view, target, weights, task, classCount } = data
  const columns = view.features.map((feature) =>
    feature.layout === 'sparse' ? { rows: feature.rows, values: feature.values } : feature.values,
  )
  const categorical = Array.from(view.features.keys()).filter((f) => isCategorical(view.features[f]))
  const settings = settingsForTask(parameters, task, classCount)
  const outputCount = outputCountOf(task, classCount)
  const initial = checkInitial(context.initial, view.rowCount * outputCount, data)
  const boosted = boost(
    {
      rowCount: view.rowCount,
      columns,
      categorical,
      labels: target,
      weights,
      outputCount,
      initialScores: initial.scores,
      initialForest: initial.fit?.forest,
      createObjective: (labelled, placement) => createObjective(settings, labelled, placement),
    },
    parameters,
    // Learners owe a model to numbers of any size.
    { ...context, outOfRange: 'constant' },
  )
  return createGbdtModel({
    objective: boosted.objective.fitted,
    transform: boosted.objective.transform,
    featureCount: view.features.length,
    featureNames: view.features.map((feature) => feature.name),
    categorical,
    rounds: boosted.rounds + (initial.fit?.rounds ?? 0),
    roundsShare: boosted.roundsShare,
    forest: boosted.forest,
  })
}

function takeScores(initial: InitialState | undefined, rowCount: number, rows: Int32Array): InitialState {
  const scores = initial?.scores
  if (scores === undefined) return { ...initial }
  const width = scores.length / rowCount
  return {
    ...initial,
    scores: Float64Array.from({ length: rows.length * width }, (_, at) => scores[rows[Math.floor(at / width)] * width + (at % width)]),
  }
}

function checkInitial(initial: InitialState = {}, scoreCount: number, { view }: TrainingData): InitialState {
  const { fit, scores } = initial
  const width = view.features.length
  let problem = ''
  if (scores !== undefined && scores.length !== scoreCount) problem = `there are ${scores.length} initial scores, expected ${scoreCount}`
  else if (scores?.some((score) => !Number.isFinite(score))) problem = 'an initial score is no finite number'
  else if (fit !== undefined && fit.featureCount !== width) problem = `the earlier fit has ${fit.featureCount} columns, expected ${width}`
  else if (fit !== undefined && fit.forest.outputCount * view.rowCount !== scoreCount) {
    problem = `the earlier fit has ${fit.forest.outputCount} outputs, expected ${scoreCount / view.rowCount}`
  }
  if (problem === '') return initial
  throw new MlwrightError('PARAMETER_INVALID', `The fit cannot start there: ${problem}.`, {
    hint: 'Go on from a fit of the same columns and target.',
  })
}

function isCategorical(feature: Feature): boolean {
  return feature.layout === 'dense' && feature.levelCount !== undefined
}

function takeRows({ view, target, weights, task, classCount }: TrainingData, rows: Int32Array): TrainingData {
  const gather = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row])
  const taken = { view: selectRows(view, rows), target: gather(target), task, classCount }
  return weights === undefined ? taken : { ...taken, weights: gather(weights) }
}

/** The rows that count: weight above 0. Throws when a target or weight is no finite number, or nothing is left. */
function findRows({ view, target, weights, task, classCount }: TrainingData): Int32Array {
  const rows = new Int32Array(view.rowCount)
  let count = 0
  for (let row = 0; row < view.rowCount; row++) {
    const value = target[row]
    const isValid = task === 'regression' ? Number.isFinite(value) : Number.isInteger(value) && value >= 0 && value < classCount
    if (!isValid) {
      const expected = task === 'regression' ? 'a finite number' : `a class index from 0 to ${classCount - 1}`
      throw new MlwrightError('TARGET_UNSUITABLE', `The target of row ${row} is ${value}, expected ${expected}.`, {
        hint: 'Leave rows without a target out.',
        details: { row },
      })
    }
    const weight = weights === undefined ? 1 : weights[row]
    if (!(weight >= 0 && weight < Infinity)) {
      throw new MlwrightError('CELL_INVALID', `The weight of row ${row} is ${weight}, expected a finite number of at least 0.`, {
        details: { row },
      })
    }
    if (weight > 0) rows[count++] = row
  }
  if (count === 0) {
    throw new MlwrightError('TOO_FEW_ROWS', `None of ${view.rowCount} rows has a weight above 0, expected at least one.`, {
      hint: 'Give rows with positive weight.',
    })
  }
  return rows.subarray(0, count)
}
