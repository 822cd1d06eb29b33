// A whole fit: binning, finding the number of rounds on rows kept apart, boosting.
import { MlwrightError } from '../../../../base/core/index.js'
import { selectRows } from '../../../view/index.js'
import type { FitContext, TrainingData } from '../../learner.js'
import { binView } from './binned-view.js'
import type { BinnedView } from './binned-view.js'
import { createBooster } from './booster.js'
import type { Booster } from './booster.js'
import { assembleForest } from '../forest/assemble.js'
import type { GbdtFit } from '../forest/fitted.js'
import { createTreeGrower } from './grow-tree.js'
import { findRounds, keepApart, mostRefittedRows, patienceOf } from './early-stopping.js'
import { createGbdtModel } from '../forest/model.js'
import type { GbdtModel } from '../forest/model.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import type { Objective } from '../objectives/objective.js'
import type { GbdtParameters } from '../parameters.js'

/** LightGBM's least rows per bin. */
const rowsPerBin = 3

export function fitGbdt(data: TrainingData, parameters: GbdtParameters, context: FitContext): GbdtModel {
  const rows = findRows(data)
  if (rows.length < data.view.rowCount) return fitGbdt(takeRows(data, rows), parameters, context)
  const labelled = { rowCount: data.view.rowCount, target: data.target, weights: data.weights }
  const objective = createObjective(settingsForTask(parameters, data.task, data.classCount), labelled)
  const binned = binView(data.view, parameters.maxBins, Math.min(rowsPerBin, parameters.minRowsPerLeaf), context)
  const grower = createTreeGrower(binned, parameters, context.checkpoint)
  const boost = (split: { rows: Int32Array; heldOut: Int32Array }, label: string): Booster =>
    createBooster(binned, objective, parameters, split, { grower, random: context.random.fork(label), checkpoint: context.checkpoint })
  const finish = (booster: Booster, rounds: number, roundsShare: number): GbdtModel =>
    toModel(binned, objective, booster, { rounds, roundsShare }, data)

  const splits = parameters.earlyStopping ? keepApart(labelled, rows, context.random.fork('early stopping')) : []
  let { rounds } = parameters
  if (splits.length > 0) {
    const boosters = splits.map((split, turn) => boost(split, `stopped early/${turn}`))
    rounds = findRounds(boosters, rounds, patienceOf(parameters, rows.length))
    const share = splits[0].rows.length / rows.length
    if (rows.length > mostRefittedRows) return finish(boosters[0], rounds, share)
    rounds = Math.round(rounds / share)
  }
  const booster = boost({ rows, heldOut: new Int32Array(0) }, 'boosting')
  while (booster.rounds.length < rounds && booster.addRound());
  return finish(booster, booster.rounds.length, 1)
}

function toModel(
  binned: BinnedView,
  objective: Objective,
  booster: Booster,
  { rounds, roundsShare }: Pick<GbdtFit, 'rounds' | 'roundsShare'>,
  data: TrainingData,
): GbdtModel {
  return createGbdtModel({
    objective: objective.fitted,
    transform: objective.transform,
    featureCount: data.view.features.length,
    featureNames: data.view.features.map((feature) => feature.name),
    categorical: [],
    rounds,
    roundsShare,
    forest: assembleForest(binned, booster.baseScores, booster.rounds.slice(0, rounds)),
  })
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
