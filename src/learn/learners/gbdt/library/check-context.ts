// Whether the context of a fit is one.
import { didYouMean, MlwrightError, nearestName, showValue } from '../../../../base/core/index.js'
import { contextOptions } from './fields.js'
import { meantIn } from './foreign-names.js'
import { libraryParameters } from './parameters.js'
import type { GbdtContext } from './types.js'

/** Throws OPTION_INVALID that names every unknown option and every value that does not fit. */
export function checkContext(context: unknown): GbdtContext {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    throw new MlwrightError('OPTION_INVALID', `The context is ${showValue(context)}, expected an object.`, {
      hint: 'For instance { threads: 2, signal }.',
    })
  }
  const given = context as Readonly<Record<string, unknown>>
  const problems = Object.keys(given)
    .filter((name) => !contextOptions.some((option) => option === name))
    .map((name) => `there is no option '${name}'${meaningOf(name)}`)
  const isUnknown = problems.length > 0
  const expect = (name: (typeof contextOptions)[number], fits: (value: unknown) => boolean, expected: string): void => {
    if (given[name] !== undefined && !fits(given[name])) problems.push(`'${name}' is ${showValue(given[name])}, expected ${expected}`)
  }
  const isWhole = (least: number, most: number) => (value: unknown) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
  expect('threads', isWhole(1, 1024), 'a whole number from 1 to 1024')
  expect('seed', (value) => Number.isSafeInteger(value), 'a whole number')
  expect('signal', isSignal, 'an AbortSignal')
  expect('patience', isWhole(0, 100_000), 'a whole number from 0 to 100000')
  expect('metric', (value) => typeof value === 'function' || typeof value === 'string', 'the id of a metric, or a function')
  expect('onRound', (value) => typeof value === 'function', 'a function')
  for (const name of ['patience', 'metric'] as const) {
    if (given[name] !== undefined && given['validation'] === undefined) problems.push(`'${name}' needs 'validation', the rows to watch`)
  }
  if (problems.length === 0) return given
  throw new MlwrightError('OPTION_INVALID', `Invalid options: ${problems.join('; ')}.`, {
    hint: isUnknown ? `The options are: ${contextOptions.join(', ')}.` : 'Give such a value, or leave it out.',
    details: { problems },
  })
}

function meaningOf(name: string): string {
  if (Object.hasOwn(libraryParameters, name)) return ' (it is a parameter)'
  return didYouMean(meantIn('context', name) ?? nearestName(name, contextOptions))
}

function isSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value
}
