// Options of a verb, declared once: the flags of the command line, the type of the function's options and their checks come from it.
import { parseDuration } from './clock.js'
import { MlwrightError } from './errors.js'
import { didYouMean, nearestName, showValue as show } from './parameters.js'

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
    | { readonly type: 'pairs'; readonly choices?: readonly string[]; readonly alsoCalled?: Readonly<Record<string, string>> }
    | { readonly type: 'choice'; readonly choices: readonly string[] }
    /** `meaning`: what the number is, for those who gave another. */
    | { readonly type: 'integer' | 'number'; readonly min: number; readonly max: number; readonly meaning?: string }
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

export interface CheckStyle {
  /** Further options that are allowed, whatever they are. */
  readonly also?: readonly string[]
  /** How an option is called where it was given, such as `--time-budget`. Default: its name in quotes. */
  readonly nameOf?: (name: string) => string
}

/** Throws OPTION_INVALID that names every unknown option and every value that does not fit, and options that are no object. */
export function checkOptions(declarations: OptionDeclarations, given: unknown, style: CheckStyle = {}): void {
  const { also = [], nameOf = (name) => `'${name}'` } = style
  if (!isRecord(given)) {
    const [example] = [...also, ...Object.keys(declarations)]
    throw new MlwrightError('OPTION_INVALID', `The options are ${Array.isArray(given) ? 'a list' : show(given)}, expected an object.`, {
      hint: `The source comes first, then the options: (source, { ${example}: … }).`,
      details: { problems: ['the options are no object'] },
    })
  }
  const names = Object.keys(declarations)
  const problems = Object.entries(given).flatMap(([name, value]) => {
    if (also.includes(name) || value === undefined) return []
    const declaration = declarations[name]
    return declaration === undefined
      ? [`there is no option ${nameOf(name)}${didYouMean(nearestName(name, names.concat(also)))}`]
      : problemsOf(nameOf(name), declaration, value)
  })
  for (const name of names) {
    if (declarations[name].required === true && given[name] === undefined)
      problems.push(`${nameOf(name)} is missing: ${declarations[name].help}`)
  }
  if (problems.length === 0) return
  const listed = problems.length === 1 ? ` ${problems[0]}.` : problems.map((problem) => `\n- ${problem}`).join('')
  throw new MlwrightError('OPTION_INVALID', `Invalid options:${listed}`, { details: { problems } })
}

function problemsOf(name: string, declaration: OptionDeclaration, value: unknown): string[] {
  if (declaration.type === 'pairs') return pairProblems(name, declaration, value)
  const expected = mismatchOf(declaration, value)
  if (expected === undefined) return []
  const isChoice = declaration.type === 'choice' && typeof value === 'string'
  return [`${name} is ${show(value)}, expected ${expected}${isChoice ? didYouMean(nearestName(value, declaration.choices)) : ''}`]
}

function pairProblems(name: string, declaration: OptionDeclaration & { type: 'pairs' }, value: unknown): string[] {
  const { choices, alsoCalled = {} } = declaration
  const expected = choices === undefined ? 'a text' : `one of ${choices.join(', ')}`
  if (!isRecord(value)) return [`${name} is ${show(value)}, expected an object that gives each column ${expected}`]
  return Object.entries(value).flatMap(([key, one]) => {
    if (typeof one === 'string' && (choices?.includes(one) ?? true)) return []
    const nearest =
      typeof one !== 'string'
        ? undefined
        : ((Object.hasOwn(alsoCalled, one.toLowerCase()) ? alsoCalled[one.toLowerCase()] : undefined) ?? nearestName(one, choices ?? []))
    return [`${name} of column '${key}' is ${show(one)}, expected ${expected}${didYouMean(nearest)}`]
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What was expected, when the value does not fit. */
function mismatchOf(declaration: Exclude<OptionDeclaration, { type: 'pairs' }>, value: unknown): string | undefined {
  switch (declaration.type) {
    case 'text':
      return typeof value === 'string' ? undefined : 'a text'
    case 'texts':
    case 'list':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : 'a list of texts'
    case 'choice':
      return typeof value === 'string' && declaration.choices.includes(value) ? undefined : `one of ${declaration.choices.join(', ')}`
    case 'integer':
    case 'number': {
      const isInRange = typeof value === 'number' && value >= declaration.min && value <= declaration.max
      if (isInRange && (declaration.type === 'number' || Number.isInteger(value))) return undefined
      const bound =
        declaration.max >= Number.MAX_SAFE_INTEGER ? `at least ${declaration.min}` : `from ${declaration.min} to ${declaration.max}`
      const meaning = declaration.meaning === undefined ? '' : `, ${declaration.meaning}`
      return `a ${declaration.type === 'integer' ? 'whole ' : ''}number ${bound}${meaning}`
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
