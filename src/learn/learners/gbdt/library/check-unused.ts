// A parameter that does nothing is refused: those that only the whole of a fit tells.
import { MlwrightError } from '../../../../base/core/index.js'
import type { LibraryParameters } from './parameters.js'
import { libraryParameters } from './parameters.js'

/** What else a fit has. */
export interface UnusedIn {
  readonly hasOwnObjective: boolean
  /** Where it starts from, if not from a constant. */
  readonly start: 'initialScores' | 'continueFrom' | undefined
}

/**
 * Throws PARAMETER_INVALID that names every parameter which differs from its default and does nothing. Those of categorical columns may stand
 * where there are none: one set of parameters serves many tables.
 */
export function checkUnused(parameters: LibraryParameters, { hasOwnObjective, start }: UnusedIn): void {
  const { objective, boosting, catStatistics, boostFromAverage } = parameters
  const minimised = hasOwnObjective ? 'an objective of your own' : objective
  const problems: string[] = []
  const forbid = (isUnused: boolean, name: keyof LibraryParameters, reason: string): void => {
    const value = parameters[name]
    if (isUnused && value !== libraryParameters[name].default) problems.push(`'${name}' is ${JSON.stringify(value)}, ${reason}`)
  }
  forbid(hasOwnObjective || objective !== 'multiclass', 'classes', `but it is for multiclass, not for ${minimised}`)
  forbid(boosting === 'rf', 'learningRate', "but 'boosting' 'rf' averages trees without it")
  for (const name of ['catPrior', 'catOrders'] as const) {
    forbid(catStatistics === 'off', name, "but it is for 'catStatistics', which is 'off'")
  }
  if (!boostFromAverage) {
    forbid(start !== undefined, 'boostFromAverage', `but the fit starts from '${start}'`)
    forbid(start === undefined && hasOwnObjective, 'boostFromAverage', "but an objective of your own starts from its 'baseScores'")
    forbid(start === undefined && !hasOwnObjective && objective === 'lambdarank', 'boostFromAverage', 'but lambdarank always starts from 0')
  }
  if (problems.length === 0) return
  throw new MlwrightError('PARAMETER_INVALID', `Invalid parameters: ${problems.join('; ')}.`, {
    hint: 'Leave out what does nothing.',
    details: { problems },
  })
}
