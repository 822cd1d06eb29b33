// Hyperparameters declared once, as data: validation, docs, search and forms come from the declaration.
import { distance } from 'fastest-levenshtein'
import type { Json } from './json.js'
import { MlwrightError } from './errors.js'
import type { Random } from './random.js'

export type Parameter =
  | {
      readonly type: 'number' | 'integer'
      readonly default: number
      /** Inclusive bounds of what is accepted. */
      readonly min: number
      readonly max: number
      readonly meaning: string
      /** Where the search draws from; absent: it is not searched. */
      readonly search?: { readonly low: number; readonly high: number; readonly scale: 'linear' | 'log' }
    }
  | { readonly type: 'boolean'; readonly default: boolean; readonly meaning: string; readonly searched?: boolean }
  | {
      readonly type: 'choice'
      readonly default: string
      readonly options: readonly string[]
      /** What else an option may be known as: only to suggest it. */
      readonly alsoCalled?: Readonly<Record<string, string>>
      readonly meaning: string
      readonly searched?: boolean
    }
  | {
      /** A list of numbers. */
      readonly type: 'numbers'
      readonly default: readonly number[]
      /** Inclusive bounds of each. */
      readonly min: number
      readonly max: number
      readonly meaning: string
    }
  | {
      /** A list of lists of numbers. */
      readonly type: 'lists'
      readonly default: readonly (readonly number[])[]
      /** Inclusive bounds of each number. */
      readonly min: number
      readonly max: number
      readonly meaning: string
    }

export type ParameterDeclarations<P extends object> = { readonly [K in keyof P]-?: Parameter }

/**
 * The given parameters with defaults filled in. `explain`: what the message says of a name that is no parameter, where it is known.
 * Throws PARAMETER_INVALID that names every unknown name (with the nearest known one) and every value out of its range.
 */
export function resolveParameters<P extends object>(
  declarations: ParameterDeclarations<P>,
  given: Readonly<Record<string, Json | undefined>> = {},
  explain: (name: string) => string | undefined = () => undefined,
): P {
  const problems: string[] = []
  const hints: string[] = []
  const names = Object.keys(declarations) as (keyof P & string)[]
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declarations, name)) continue
    const explained = explain(name)
    problems.push(`unknown parameter '${name}'${explained === undefined ? didYouMean(nearestName(name, names)) : ` (${explained})`}`)
    if (explained === undefined) hints[0] = `Known parameters: ${names.join(', ')}.`
  }
  const resolved: Record<string, unknown> = {}
  for (const name of names) {
    const declaration = declarations[name]
    const value = given[name] === undefined ? declaration.default : given[name]
    const problem = problemOf(declaration, value)
    if (problem !== undefined) {
      problems.push(`'${name}' is ${showValue(value)}, expected ${problem}`)
      hints.push(`${name}: ${declaration.meaning}`)
    }
    resolved[name] = value
  }
  if (problems.length > 0) {
    throw new MlwrightError('PARAMETER_INVALID', `Invalid parameters: ${problems.join('; ')}.`, {
      hint:
        hints.length === 0 ? 'Give it by the name or in the place that the message says; leave out what is not there.' : hints.join(' '),
      details: { problems },
    })
  }
  return resolved as P
}

function problemOf(parameter: Parameter, value: unknown): string | undefined {
  switch (parameter.type) {
    case 'number':
    case 'integer': {
      const fits = typeof value === 'number' && value >= parameter.min && value <= parameter.max
      if (fits && (parameter.type === 'number' || Number.isInteger(value))) return undefined
      return `a${parameter.type === 'integer' ? ' whole' : ''} number from ${parameter.min} to ${parameter.max}`
    }
    case 'numbers': {
      const isInside = (each: unknown): boolean => typeof each === 'number' && each >= parameter.min && each <= parameter.max
      return Array.isArray(value) && value.every(isInside) ? undefined : `a list of numbers from ${parameter.min} to ${parameter.max}`
    }
    case 'lists': {
      const isInside = (each: unknown): boolean => typeof each === 'number' && each >= parameter.min && each <= parameter.max
      const fits = Array.isArray(value) && value.every((list) => Array.isArray(list) && list.every(isInside))
      return fits ? undefined : `a list of lists of numbers from ${parameter.min} to ${parameter.max}`
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false'
    case 'choice': {
      if (typeof value !== 'string') return `one of ${parameter.options.join(', ')}`
      if (parameter.options.includes(value)) return undefined
      const { alsoCalled = {} } = parameter
      const meant = Object.hasOwn(alsoCalled, value) ? alsoCalled[value] : nearestName(value, parameter.options)
      return `one of ${parameter.options.join(', ')}${didYouMean(meant)}`
    }
  }
}

/** The end of a sentence about an unknown name. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` (did you mean '${nearest}'?)`
}

const shownLimit = 80

/** As JSON where that says it, cut where it is long. */
export function showValue(value: unknown): string {
  const text = textOf(value)
  return text.length > shownLimit ? `${text.slice(0, shownLimit)}…` : text
}

/** Draws every searched parameter from its range, keeps the defaults of the others. */
export function sampleParameters<P extends object>(declarations: ParameterDeclarations<P>, random: Random): P {
  const drawn: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries<Parameter>(declarations)) drawn[name] = drawParameter(parameter, random)
  return drawn as P
}

function drawParameter(parameter: Parameter, random: Random): Parameter['default'] {
  switch (parameter.type) {
    case 'boolean':
      return parameter.searched ? random.next() < 0.5 : parameter.default
    case 'choice':
      return parameter.searched ? parameter.options[random.integer(parameter.options.length)] : parameter.default
    case 'numbers':
    case 'lists':
      return parameter.default
    default: {
      if (parameter.search === undefined) return parameter.default
      const { low, high, scale } = parameter.search
      const at = random.next()
      const value = scale === 'log' ? low * (high / low) ** at : low + (high - low) * at
      return parameter.type === 'integer' ? Math.round(value) : Number(value.toPrecision(4))
    }
  }
}

/** The known name that is spelled most like `name`, when one is near enough to be meant. */
export function nearestName<N extends string>(name: string, known: readonly N[]): N | undefined {
  let best: N | undefined
  let bestDistance = Math.max(2, Math.floor(name.length * 0.4)) + 1
  for (const candidate of known) {
    const steps = candidate.toLowerCase() === name.toLowerCase() ? 0 : distance(name.toLowerCase(), candidate.toLowerCase())
    if (steps < bestDistance) {
      best = candidate
      bestDistance = steps
    }
  }
  return best
}

function textOf(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // Objects that contain themselves, or texts that cannot be made.
    return Array.isArray(value) ? 'a list' : 'an object'
  }
}
