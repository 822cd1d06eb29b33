// Whether the context of a fit is one.
import { didYouMean, MlwrightError, nearestName, showValue } from '../../../../base/core/index.js'
import { problemsOf } from './check-options.js'
import type { OptionChecks } from './check-options.js'
import { contextOptions } from './fields.js'
import { meantIn } from './foreign-names.js'
import { libraryParameters } from './parameters.js'
import type { GbdtContext } from './types.js'

const known: readonly string[] = contextOptions

const isWhole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most
const isFunction = (value: unknown): boolean => typeof value === 'function'

const contextChecks: OptionChecks = {
  threads: { fits: isWhole(1, 1024), expected: 'a whole number from 1 to 1024' },
  seed: { fits: Number.isSafeInteger, expected: 'a whole number' },
  signal: { fits: isSignal, expected: 'an AbortSignal' },
  patience: { fits: isWhole(0, 100_000), expected: 'a whole number from 0 to 100000' },
  metric: { fits: (value) => isFunction(value) || typeof value === 'string', expected: 'the id of a metric, or a function' },
  onRound: { fits: isFunction, expected: 'a function' },
}

/** Throws OPTION_INVALID that names every unknown option and every value that does not fit. */
export function checkContext(context: unknown): GbdtContext {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    throw new MlwrightError('OPTION_INVALID', `The context is ${showValue(context)}, expected an object.`, {
      hint: 'For instance { threads: 2, signal }.',
    })
  }
  const given = context as Readonly<Record<string, unknown>>
  const problems = problemsOf(given, known, contextChecks, meaningOf)
  for (const name of ['patience', 'metric'] as const) {
    if (given[name] !== undefined && given['validation'] === undefined) problems.push(`'${name}' needs 'validation', the rows to watch`)
  }
  if (problems.length === 0) return given
  throw new MlwrightError('OPTION_INVALID', `Invalid options: ${problems.join('; ')}.`, {
    hint: Object.keys(given).every((name) => known.includes(name))
      ? 'Give such a value, or leave it out.'
      : `The options are: ${known.join(', ')}.`,
    details: { problems },
  })
}

function meaningOf(name: string): string {
  if (Object.hasOwn(libraryParameters, name)) return ' (it is a parameter)'
  return didYouMean(meantIn('context', name) ?? nearestName(name, known))
}

function isSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value
}
