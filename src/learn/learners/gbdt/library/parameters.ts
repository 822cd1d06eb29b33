// The parameters of `mlwright/gbdt`: those of the learner, with LightGBM's defaults, and what the fit is for.
import { MlwrightError, resolveParameters, showValue } from '../../../../base/core/index.js'
import type { Json, ParameterDeclarations } from '../../../../base/core/index.js'
import { checkCustom } from '../objectives/custom.js'
import type { CustomObjective } from '../objectives/custom.js'
import { checkSettings, objectiveNames } from '../objectives/parameters.js'
import type { ObjectiveName, ObjectiveSettings } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { explainName, otherObjectives } from './foreign-names.js'

/** What finds the number of rounds stands in the context here. */
type EngineParameters = Omit<GbdtParameters, 'earlyStopping' | 'patience' | 'objective'>

export interface LibraryParameters extends EngineParameters {
  readonly objective: ObjectiveName
  readonly classes: number
}

/** All optional; see the reference for meaning, default and range of each. */
export type GbdtTrainParameters = { readonly [K in keyof EngineParameters]?: EngineParameters[K] | undefined } & {
  /** What is minimised; a loss of one's own makes the fit run on the calling thread. Default `l2`. */
  readonly objective?: ObjectiveName | CustomObjective | undefined
  /** The number of classes of `multiclass`. Default: one more than the greatest label. */
  readonly classes?: number | undefined
}

const { earlyStopping: _, patience: __, ...engineParameters } = gbdtParameters

export const libraryParameters: ParameterDeclarations<LibraryParameters> = {
  ...engineParameters,
  objective: {
    type: 'choice',
    default: 'l2',
    options: objectiveNames,
    alsoCalled: otherObjectives,
    meaning: 'The loss that is minimised.',
  },
  classes: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 10_000,
    meaning: 'The number of classes of `multiclass`; 0: one more than the greatest label, where each has rows.',
  },
  catStatistics: { type: 'choice', default: 'off', options: ['auto', 'on', 'off'], meaning: engineParameters.catStatistics.meaning },
  rounds: { type: 'integer', default: 100, min: 0, max: 100_000, meaning: 'Trees per output. 0: the constant alone.' },
}

export interface ResolvedParameters {
  readonly parameters: LibraryParameters
  readonly custom: CustomObjective | undefined
}

/** Throws PARAMETER_INVALID that names every unknown parameter, with the nearest, and every value out of its range. */
export function resolveLibraryParameters(given: unknown): ResolvedParameters {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new MlwrightError('PARAMETER_INVALID', `The parameters are ${showValue(given)}, expected 'auto' or an object.`, {
      hint: "For instance { objective: 'binary', rounds: 200 }.",
    })
  }
  const { objective, ...others } = given as Readonly<Record<string, Json | undefined>>
  const custom = isCustom(objective) ? objective : undefined
  if (custom !== undefined) checkCustom(custom)
  const named = custom === undefined && objective !== undefined ? { ...others, objective } : others
  return { parameters: resolveParameters(libraryParameters, named, explainName), custom }
}

/** A value that has the function of a loss of one's own. */
function isCustom(value: unknown): value is CustomObjective {
  return typeof value === 'object' && value !== null && 'computeGradients' in value && typeof value.computeGradients === 'function'
}

/** What the objective needs to know. Throws PARAMETER_INVALID for parameters that it does not use. */
export function settingsOf(
  parameters: GbdtParameters | LibraryParameters,
  objective: ObjectiveName,
  classCount: number,
): ObjectiveSettings {
  const settings = { ...parameters, objective, classCount: objective === 'binary' ? 2 : classCount }
  checkSettings(settings)
  return settings
}
