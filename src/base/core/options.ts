// Options of a verb, declared once: the flags of the command line, the type of the function's options and their checks come from it.
import { parseDuration } from './clock.js'
import { MlwrightError } from './errors.js'
import { nearestName } from './parameters.js'

interface Described {
  /** One line for `--help`. */
  readonly help: string
  /** What stands for the value in `--help`; a boolean has none. */
  readonly value?: string
  readonly required?: boolean
}

export type OptionDeclaration = Described &
  (
    | { readonly type: 'text' }
    /** Repeats; names may contain commas. */
    | { readonly type: 'texts' }
    /** One value, split at commas. */
    | { readonly type: 'list' }
    /** Repeats, `key=value`. */
    | { readonly type: 'pairs'; readonly choices?: readonly string[] }
    | { readonly type: 'choice'; readonly choices: readonly string[] }
    | { readonly type: 'integer' | 'number'; readonly min: number; readonly max: number }
    /** `60s`, `5m`, `1h`; a number is seconds. */
    | { readonly type: 'duration'; readonly minMs: number }
  )

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>

type OptionValue<D extends OptionDeclaration> = D extends { type: 'text' }
  ? string
  : D extends { type: 'texts' | 'list' }
    ? readonly string[]
    : D extends { type: 'pairs' }
      ? Readonly<Record<string, D extends { choices: readonly (infer C)[] } ? C : string>>
      : D extends { type: 'choice'; choices: readonly (infer C)[] }
        ? C
        : D extends { type: 'duration' }
          ? string | number
          : number

/** The options that a declaration stands for. */
export type OptionsOf<D extends OptionDeclarations> = {
  readonly [K in keyof D as D[K] extends { required: true } ? K : never]: OptionValue<D[K]>
} & {
  readonly [K in keyof D as D[K] extends { required: true } ? never : K]?: OptionValue<D[K]> | undefined
}

/** Throws OPTION_INVALID that names every unknown option and every value that does not fit. */
export function checkOptions(
  declarations: OptionDeclarations,
  given: Readonly<Record<string, unknown>>,
  also: readonly string[] = [],
): void {
  const problems: string[] = []
  const names = Object.keys(declarations)
  for (const [name, value] of Object.entries(given)) {
    if (also.includes(name) || value === undefined) continue
    const declaration = declarations[name]
    if (declaration === undefined) {
      const nearest = nearestName(name, names)
      problems.push(`there is no option '${name}'${nearest === undefined ? '' : ` (did you mean '${nearest}'?)`}`)
      continue
    }
    const expected = mismatchOf(declaration, value)
    if (expected !== undefined) problems.push(`'${name}' is ${show(value)}, expected ${expected}`)
  }
  for (const name of names) {
    if (declarations[name].required === true && given[name] === undefined) problems.push(`'${name}' is missing: ${declarations[name].help}`)
  }
  if (problems.length > 0) {
    throw new MlwrightError('OPTION_INVALID', `Invalid options: ${problems.join('; ')}.`, { details: { problems } })
  }
}

/** What was expected, when the value does not fit. */
function mismatchOf(declaration: OptionDeclaration, value: unknown): string | undefined {
  switch (declaration.type) {
    case 'text':
      return typeof value === 'string' ? undefined : 'a text'
    case 'texts':
    case 'list':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : 'a list of texts'
    case 'pairs': {
      const { choices } = declaration
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
      const fits = isRecord && Object.values(value).every((one) => typeof one === 'string' && (choices?.includes(one) ?? true))
      return fits ? undefined : `a value for each name${choices === undefined ? '' : `, each one of ${choices.join(', ')}`}`
    }
    case 'choice':
      return typeof value === 'string' && declaration.choices.includes(value) ? undefined : `one of ${declaration.choices.join(', ')}`
    case 'integer':
    case 'number': {
      const isInRange = typeof value === 'number' && value >= declaration.min && value <= declaration.max
      if (isInRange && (declaration.type === 'number' || Number.isInteger(value))) return undefined
      const bound =
        declaration.max >= Number.MAX_SAFE_INTEGER ? `at least ${declaration.min}` : `from ${declaration.min} to ${declaration.max}`
      return `a ${declaration.type === 'integer' ? 'whole ' : ''}number ${bound}`
    }
    case 'duration': {
      const ms = durationMs(value)
      return ms !== undefined && ms >= declaration.minMs
        ? undefined
        : `a duration of at least ${declaration.minMs / 1000} s, such as 60s, 5m or 1h`
    }
  }
}

/** Milliseconds of a duration option: `60s`, `5m`, or a number of seconds. */
export function durationMs(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value * 1000 : undefined
  return typeof value === 'string' ? parseDuration(value) : undefined
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
