// JSON in one canonical form: equal values give equal bytes.
import { MlwrightError } from '../core/index.js'
import type { Json } from '../core/index.js'

/**
 * JSON text with keys in code-unit order and numbers in the shortest form that reads back the same; -0 becomes 0.
 * `indent`: spaces per level; default 0, one line. Throws INTERNAL that names the place of a number that JSON cannot hold.
 */
export function canonicalJson(value: Json, indent = 0): string {
  return JSON.stringify(sortKeys(value, '$'), undefined, indent)
}

function sortKeys(value: Json, place: string): Json {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new MlwrightError('INTERNAL', `JSON cannot hold ${value}, found at ${place}.`)
  if (typeof value !== 'object' || value === null) return value
  if (isArray(value)) {
    // Long arrays of numbers are the rule in fitted models: looked through in place.
    const isPlain = value.every((item) => typeof item === 'number' && Number.isFinite(item))
    return isPlain ? value : value.map((item, i) => sortKeys(item, `${place}[${i}]`))
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  return Object.fromEntries(keys.sort().map((key) => [key, sortKeys(value[key], `${place}.${key}`)]))
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
