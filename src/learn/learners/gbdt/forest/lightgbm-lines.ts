// The lines of LightGBM's model text: `key=value`, in sections, each with its number for messages.
import { MlwrightError } from '../../../../base/core/index.js'

export interface Section {
  /** The number of its first line, from 1. */
  readonly line: number
  readonly entries: ReadonlyMap<string, { readonly value: string; readonly line: number }>
  /** Lines without `=`. */
  readonly flags: ReadonlySet<string>
}

export function damaged(line: number, found: string, expected: string): MlwrightError {
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found
  return new MlwrightError('MODEL_INVALID', `The model text is damaged at line ${line}: '${shown}', expected ${expected}.`, {
    hint: 'Save the model again with LightGBM, and do not edit the file.',
    details: { line },
  })
}

export function unsupported(line: number, found: string, expected: string): MlwrightError {
  return new MlwrightError('MODEL_UNSUPPORTED', `Line ${line} of the model text says ${found}; mlwright reads ${expected}.`, {
    hint: 'Save the model with LightGBM 3.2 or newer, or predict with LightGBM itself.',
    details: { line },
  })
}

/** Reads the lines of a section, the first of them number `line`. A key that stands twice is refused. */
export function readSection(lines: readonly string[], line: number): Section {
  const entries = new Map<string, { value: string; line: number }>()
  const flags = new Set<string>()
  lines.forEach((text, at) => {
    const cut = text.indexOf('=')
    if (cut < 0) {
      if (text.trim() !== '') flags.add(text.trim())
      return
    }
    const key = text.slice(0, cut)
    if (entries.has(key)) throw damaged(line + at, text, `'${key}' only once`)
    entries.set(key, { value: text.slice(cut + 1), line: line + at })
  })
  return { line, entries, flags }
}

export function valueOf(section: Section, key: string): { readonly value: string; readonly line: number } {
  const entry = section.entries.get(key)
  if (entry === undefined) throw damaged(section.line, 'nothing', `'${key}=' in the section that begins here`)
  return entry
}

export function wholeNumber(section: Section, key: string, least: number): number {
  const { value, line } = valueOf(section, key)
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < least || number > 0x7fffffff) throw damaged(line, value, `a whole number of at least ${least}`)
  return number
}

/** The numbers of a line. `count`: how many there must be; `fallback`: what stands for a line that is absent or empty. */
export function numbers(section: Section, key: string, count: number, fallback?: number): readonly number[] {
  const entry = fallback === undefined ? valueOf(section, key) : section.entries.get(key)
  const texts = (entry?.value ?? '').split(' ').filter((text) => text !== '')
  if (fallback !== undefined && texts.length === 0) return new Array<number>(count).fill(fallback)
  if (texts.length !== count) throw damaged(entry!.line, `${texts.length} numbers`, `${count} of '${key}'`)
  return texts.map((text) => toNumber(text, entry!.line))
}

/** The same for whole numbers from `least` to `most`. */
export function wholeNumbers(section: Section, key: string, count: number, [least, most]: readonly [number, number]): readonly number[] {
  const found = numbers(section, key, count)
  const odd = found.find((value) => !Number.isInteger(value) || value < least || value > most)
  if (odd !== undefined) throw damaged(valueOf(section, key).line, `${key} ${odd}`, `whole numbers from ${least} to ${most}`)
  return found
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i

function toNumber(text: string, line: number): number {
  if (decimal.test(text)) return Number(text)
  const word = text.toLowerCase()
  if (word === 'inf' || word === '+inf') return Infinity
  if (word === '-inf') return -Infinity
  throw damaged(line, text, 'a number')
}
