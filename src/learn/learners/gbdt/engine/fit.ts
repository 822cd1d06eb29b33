// A learner's training data and parameters, as the engine wants them.
import { MlwrightError, outputCountOf } from '../../../../base/core/index.js'
import { selectRows } from '../../../view/index.js'
import type { FitContext, TrainingData } from '../../learner.js'
import { createGbdtModel } from '../forest/model.js'
import type { GbdtModel } from '../forest/model.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostContext } from './data.js'

export function fitGbdt(data: TrainingData, parameters: GbdtParameters, context: FitContext & Pick<BoostContext, 'enter'>): GbdtModel {
  const rows = findRows(data)
  if (rows.length < data.view.rowCount) return fitGbdt(takeRows(data, rows), parameters, context)
  const { view, target, weights, task, classCount } = data
  const columns = view.features.map((feature) =>
    feature.layout === 'sparse' ? { rows: feature.rows, values: feature.values } : feature.values,
  )
  const settings = settingsForTask(parameters, task, classCount)
  const boosted = boost(
    {
      rowCount: view.rowCount,
      columns,
      labels: target,
      weights,
      outputCount: outputCountOf(task, classCount),
      createObjective: (labelled, placement) => createObjective(settings, labelled, placement),
    },
    parameters,
    context,
  )
  return createGbdtModel({
    objective: boosted.objective.fitted,
    transform: boosted.objective.transform,
    featureCount: view.features.length,
    featureNames: view.features.map((feature) => feature.name),
    categorical: [],
    rounds: boosted.rounds,
    roundsShare: boosted.roundsShare,
    forest: boosted.forest,
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
