// Where boosting starts from, other than from a constant: an earlier model or scores, and whether they go with the fit.
import { MlwrightError, showValue } from '../../../../base/core/index.js'
import type { GbdtFit } from '../forest/fitted.js'
import type { Transform } from '../forest/transform.js'
import { createCustomObjective, createObjective } from '../objectives/create-objective.js'
import type { CustomObjective } from '../objectives/custom.js'
import { ourNameOf } from '../objectives/our-names.js'
import { objectiveNames } from '../objectives/parameters.js'
import type { ObjectiveSettings } from '../objectives/parameters.js'
import { checkNames } from './check-names.js'
import { fitOf } from './fit-of.js'
import type { PreparedData } from './prepare-data.js'
import type { GbdtModel } from './types.js'

export interface FitOutline {
  readonly settings: ObjectiveSettings
  readonly outputCount: number
  /** The loss of the caller's own, which stands in place of that of the settings. */
  readonly custom: CustomObjective | undefined
}

/** The fit of a model to continue from. Throws OPTION_INVALID or COLUMN_MISSING where it does not go with the data and what is minimised. */
export function earlierFit(model: GbdtModel, data: PreparedData, { settings, outputCount, custom }: FitOutline): GbdtFit {
  const fit = fitOf(model)
  if (fit === undefined) {
    throw new MlwrightError('OPTION_INVALID', `'continueFrom' is ${showValue(model)}, expected a model of this module.`, {
      hint: 'Read stored ones by gbdtFromJSON first.',
    })
  }
  if (fit.featureCount !== data.columns.length) {
    throw new MlwrightError(
      'COLUMN_MISSING',
      `The data have ${data.columns.length} columns, expected ${fit.featureCount} as the model to continue from has.`,
      { hint: 'Give the columns of its training, in their order.' },
    )
  }
  const listed = (columns: readonly number[]): string => (columns.length === 0 ? 'none' : columns.join(', '))
  if (listed(data.categorical) !== listed(fit.categorical)) {
    throw new MlwrightError(
      'OPTION_INVALID',
      `The categorical columns of the data are ${listed(data.categorical)}, expected ${listed(fit.categorical)} as the model to continue from has.`,
      {
        hint: 'Its splits of a categorical column are sets of level codes, its cuts of the others are thresholds: give the columns of its training.',
      },
    )
  }
  checkNames(data.names, fit.featureNames, 'data', 'the model to continue from has')
  if (fit.forest.outputCount !== outputCount) {
    throw new MlwrightError(
      'OPTION_INVALID',
      `The model to continue from has ${fit.forest.outputCount} outputs, expected ${outputCount} for this objective.`,
      { hint: 'Continue with the objective and the classes that it was trained with.' },
    )
  }
  checkObjective(fit, data, { settings, outputCount, custom })
  return fit
}

/** Scores of another objective mean something else. One that is not known here, such as XGBoost's, must have the same way to predictions. */
function checkObjective(fit: GbdtFit, data: PreparedData, { settings, custom }: FitOutline): void {
  const { rowCount, labels, weights, groupSizes } = data
  const labelled = { rowCount, target: labels, weights, groupSizes }
  const { transform } = custom === undefined ? createObjective(settings, labelled) : createCustomObjective(custom, labelled)
  const theirs = ourNameOf(fit.objective.name)
  const isOther = custom === undefined && theirs !== settings.objective && objectiveNames.some((name) => name === theirs)
  if (!isOther && shown(transform) === shown(fit.transform)) return
  const asked = custom === undefined ? settings.objective : (custom.name ?? 'custom')
  throw new MlwrightError(
    'OPTION_INVALID',
    `The model to continue from was fitted for ${theirs} (${shown(fit.transform)}), expected one for ${asked} (${shown(transform)}).`,
    {
      hint: 'Its scores mean something else: continue with the objective that it was trained with.',
      details: { received: theirs, expected: asked },
    },
  )
}

function shown(transform: Transform): string {
  return transform.name === 'sigmoid' ? `sigmoid ${transform.slope}` : transform.name
}

/** Throws OPTION_INVALID where scores to start from are given for some rows and not for others, or beside a model to continue from. */
export function checkStarts(data: PreparedData, validation: PreparedData | undefined, earlier: GbdtFit | undefined): void {
  const isScored = data.initialScores !== undefined
  if (validation !== undefined && isScored !== (validation.initialScores !== undefined)) {
    const [has, lacks] = isScored ? ['data', 'validation'] : ['validation', 'data']
    throw new MlwrightError(
      'OPTION_INVALID',
      `The ${has} has 'initialScores' and the ${lacks} has none, expected them in both or in neither.`,
      {
        hint: 'All rows start from what the same model says of them.',
      },
    )
  }
  if (!isScored || earlier === undefined) return
  throw new MlwrightError('OPTION_INVALID', "There are both 'continueFrom' and 'initialScores', expected one place to start from.", {
    hint: "Leave 'continueFrom' out, and add what predictRaw of its model gives to 'initialScores'.",
  })
}
