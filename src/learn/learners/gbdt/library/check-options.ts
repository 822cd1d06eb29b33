// Options of a model's functions: an unknown one is refused, never ignored.
import { didYouMean, MlwrightError, nearestName, showValue } from '../../../../base/core/index.js'

/** What the value of each option must be; undefined only where `isNeeded` is not set. */
export type OptionChecks = Readonly<
  Record<string, { readonly fits: (value: unknown) => boolean; readonly expected: string; readonly isNeeded?: boolean }>
>

/** Throws OPTION_INVALID that names every unknown option of `what` and every value that does not fit. */
export function checkOptions(given: unknown, what: string, checks: OptionChecks): void {
  const names = Object.keys(checks)
  if (typeof given !== 'object' || given === null) {
    throw new MlwrightError('OPTION_INVALID', `The options of ${what} are ${showValue(given)}, expected an object.`, {
      hint: `The options are: ${names.join(', ')}.`,
    })
  }
  const options = given as Readonly<Record<string, unknown>>
  const problems = problemsOf(options, names, checks, (name) => didYouMean(nearestName(name, names)))
  if (problems.length === 0) return
  throw new MlwrightError('OPTION_INVALID', `Invalid options of ${what}: ${problems.join('; ')}.`, {
    hint: `The options are: ${names.join(', ')}.`,
    details: { problems },
  })
}

/** What is wrong with options: those that are none of `names`, with what `meaningOf` says of them, and values that do not fit their check. */
export function problemsOf(
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
  checks: OptionChecks,
  meaningOf: (name: string) => string,
): string[] {
  const problems = Object.keys(options)
    .filter((name) => !names.includes(name))
    .map((name) => `there is no option '${name}'${meaningOf(name)}`)
  for (const [name, { fits, expected, isNeeded = false }] of Object.entries(checks)) {
    const value = options[name]
    if ((value !== undefined || isNeeded) && !fits(value)) problems.push(`'${name}' is ${showValue(value)}, expected ${expected}`)
  }
  return problems
}
