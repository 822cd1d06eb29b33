// Reads the fields of a stored transformer, strictly.
import { MlwrightError, type Json } from '../../base/core/index.js'

export type Fields = Readonly<Record<string, Json | undefined>>

/** Throws BUNDLE_INVALID unless it is an object. */
export function fieldsOf(json: Json | undefined, what: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw invalid(what, 'an object', json)
  return json as Fields
}

export function numberField(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(name, 'a finite number', value)
  return value
}

export function positiveField(fields: Fields, name: string): number {
  const value = numberField(fields, name)
  if (!(value > 0)) throw invalid(name, 'a positive number', value)
  return value
}

export function booleanField(fields: Fields, name: string): boolean {
  const value = fields[name]
  if (typeof value !== 'boolean') throw invalid(name, 'true or false', value)
  return value
}

export function textField(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw invalid(name, 'a text', value)
  return value
}

export function listField(fields: Fields, name: string): readonly Json[] {
  const value = fields[name]
  if (!Array.isArray(value)) throw invalid(name, 'a list', value)
  return value as readonly Json[]
}

/** A list of distinct texts, none of them empty. */
export function textsField(fields: Fields, name: string): readonly string[] {
  const list = listField(fields, name)
  if (!list.every((entry) => typeof entry === 'string' && entry !== '') || new Set(list).size !== list.length) {
    throw invalid(name, 'distinct texts that are not empty', list)
  }
  return list as readonly string[]
}

export function invalid(name: string, expected: string, received: Json | undefined): MlwrightError {
  const shown = received === undefined ? 'nothing' : (JSON.stringify(received) ?? 'nothing')
  return new MlwrightError('BUNDLE_INVALID', `The stored features are damaged: '${name}' is ${shown.slice(0, 80)}, expected ${expected}.`, {
    hint: 'Restore the bundle from where it was made, or train again.',
    details: { field: name, expected },
  })
}
