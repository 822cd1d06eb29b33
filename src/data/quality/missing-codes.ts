// Numbers and dates that stand for a missing value: -999, 99999, a blood pressure of 0, 1900-01-01.
import type { Finding } from '../../base/core/index.js'
import { counted, percent } from '../schema/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected, Sorter } from './inspected.js'
import { leaveOut, quantileOf } from './sorted-values.js'
import type { SortedValues } from './sorted-values.js'

/** A value that may stand for missing: how often, why, and how sure that is (0 to 1). */
export interface MissingCode {
  readonly value: number
  readonly count: number
  readonly why: string
  readonly confidence: number
}

/** From here on a code is told as a warning, below as a hint. */
const sure = 0.75
/** Fewer other values than this say nothing about what is usual. */
const fewestOthers = 5

/** One finding per column that holds such codes; in the target it is an error, as the model would learn to predict the code. */
export function missingCodes(inspected: Inspected, sort: Sorter): Finding[] {
  return columnsOf(inspected).flatMap(({ column, schema }) => {
    const isDate = column.kind === 'datetime'
    if (column.kind !== 'number' && !isDate) return []
    const sorted = sort(column)
    const codes = codesOf(column, sorted)
    if (codes.length === 0) return []
    const confidence = Math.max(...codes.map((code) => code.confidence))
    const isTarget = schema.role === 'target'
    const severity = confidence < sure ? 'info' : isTarget ? 'error' : 'warning'
    const shown = codes.map(({ value }) => codeText(value, column.kind))
    const count = codes.reduce((sum, code) => sum + code.count, 0)
    const said = `${counted(count, 'cell')} of '${schema.name}' (${percent(count, sorted.all.length)}) ${count === 1 ? 'is' : 'are'} ${listed(shown)}: ${codes[0].why}.`
    const todo = isTarget
      ? `If ${codes.length === 1 ? 'it means' : 'they mean'} that the answer is not known, say ${flags(shown)}: those rows are then left out.`
      : `If ${codes.length === 1 ? 'it stands' : 'they stand'} for a missing value, say ${flags(shown)}.`
    return [
      findingOf('DISGUISED_MISSING', severity, {
        columns: [schema.name],
        evidence: { values: shown, cells: count, of: sorted.all.length, confidence: round(confidence) },
        message: `${said} ${todo}`,
      }),
    ]
  })
}

/** The codes of a column of numbers or dates. */
export function codesOf({ kind, name }: { readonly kind: string; readonly name: string }, sorted: SortedValues): MissingCode[] {
  return kind === 'datetime' ? dateCodes(sorted) : numberCodes(sorted, name)
}

/** The codes among the numbers of a column, the surest first. */
export function numberCodes(sorted: SortedValues, name: string): MissingCode[] {
  return [...sentinels(sorted), ...impossibleZero(sorted, name)].sort((a, b) => b.confidence - a.confidence)
}

/** Digits of one kind (-9, 99, -999.9, 7777) or the end of a machine's range, beyond all other values and far from them. */
function sentinels(sorted: SortedValues): MissingCode[] {
  const { values } = sorted
  const low = values.subarray(0, endOf(values, 1))
  const high = values.subarray(values.length - endOf(values, -1))
  const taken = new Set([...low, ...high])
  if (taken.size === 0) return []
  const others = leaveOut(sorted, taken)
  if (others.values.length < fewestOthers) return []
  const [least, most] = [others.values[0], others.values.at(-1)!]
  const range = Math.max(most - least, Number.MIN_VALUE)
  const found: MissingCode[] = []
  for (const value of taken) {
    const count = countOf(sorted, value)
    const isAbove = value > most
    const gap = isAbove ? value - most : least - value
    const isLong = Math.abs(value) >= 99
    // What is below 0 where nothing else is cannot be a quantity of the same kind.
    const isOfOtherSign = value < 0 && least >= 0
    const isFar = gap >= range
    if (gap <= 0 || (!isFar && !(isOfOtherSign && isWholeRun(others)))) continue
    // Beside its neighbours a code stands out by its number; the end of a tail does not.
    if (!isFar && !isLong && gap <= 2 && count <= countOf(sorted, isAbove ? most : least)) continue
    const repeats = count >= 3 || (count === 2 && isFar)
    if (!repeats && !(isLong && gap >= 3 * range)) continue
    const side = isAbove ? `no other value is above ${most}` : `no other value is below ${least}`
    const confidence = isOfOtherSign && isLong ? 0.98 : isFar && isLong && repeats ? 0.95 : isOfOtherSign && repeats ? 0.85 : 0.7
    found.push({ value, count, why: side, confidence })
  }
  return found
}

/** How many values from the end on (`direction` 1: the smallest) look like codes; at most five. */
function endOf(values: Float64Array, direction: 1 | -1): number {
  let size = 0
  while (size < Math.min(5, values.length) && isCodeLike(direction === 1 ? values[size] : values[values.length - 1 - size])) size++
  return size
}

const machineLimits = new Set([32767, -32768, 65535, 2147483647, -2147483648, 4294967295, 9007199254740991])

function isCodeLike(value: number): boolean {
  if (machineLimits.has(value) || Math.abs(value) > 1e30) return true
  if (value === -1) return true
  const digits = String(Math.abs(value)).replace('.', '')
  if (/^9+$/.test(digits)) return value < 0 || digits.length >= 2
  return /^(?:8+|7+)$/.test(digits) && (value < 0 || digits.length >= 2)
}

/** Whole numbers of more than a handful of kinds: counts, years, scores. */
function isWholeRun({ values }: SortedValues): boolean {
  return values.length >= fewestOthers && values.every(Number.isInteger)
}

const neverZero =
  /(?:pressure|glucose|height|weight|bmi|body.?mass|\bmass\b|cholesterol|chol\b|pulse|heart.?rate|triceps|insulin|thickness|hemoglobin|sqft|square.?feet|living.?area|lifetime|year|yr_)/i

/**
 * A zero far below all other values, which are otherwise alike: nobody has a blood pressure of 0. Where the name says so that is sure; where
 * zeros are many they may be a true "none", as in the parts of a mixture.
 */
function impossibleZero(sorted: SortedValues, name: string): MissingCode[] {
  const { values, counts, all } = sorted
  if (values[0] !== 0 || counts[0] < 2) return []
  const others = leaveOut(sorted, new Set([0]))
  if (others.values.length < 10) return []
  const centre = quantileOf(others, 0.5)
  const least = others.values[0]
  const spread = quantileOf(others, 0.75) - quantileOf(others, 0.25)
  // Normal with the middle half as wide: how far below the middle a zero would lie.
  const deviations = spread === 0 ? 0 : centre / (spread / 1.349)
  // Scaled to 0 to 1, the least value is 0 whatever it stands for.
  if (others.values.at(-1) === 1) return []
  const hasGap = least >= (neverZero.test(name) ? 0.1 : 0.2) * centre && least > 3 * smallestStep(others)
  if (!hasGap) return []
  const share = counts[0] / all.length
  const why = `every other value is at least ${least}, half of them ${centre} or more`
  const isNamed = neverZero.test(name)
  const confidence = isNamed && deviations > 1.2 ? 0.9 : deviations >= 3 && share <= 0.1 ? 0.8 : deviations >= 3 ? 0.5 : 0
  return confidence === 0 ? [] : [{ value: 0, count: counts[0], why, confidence }]
}

/** The usual step between neighbours among the smallest values. */
function smallestStep({ values }: SortedValues): number {
  const size = Math.min(values.length - 1, 20)
  const steps = Float64Array.from({ length: size }, (_, k) => values[k + 1] - values[k]).sort()
  return steps[size >> 1] ?? 0
}

/** Times that systems write where they know none: their first or last day. */
const emptyDates = new Set(
  [
    '0001-01-01',
    '1753-01-01',
    '1800-01-01',
    '1899-12-30',
    '1899-12-31',
    '1900-01-01',
    '1970-01-01',
    '1980-01-01',
    '2099-12-31',
    '2199-12-31',
    '2999-12-31',
    '9999-12-31',
  ].map((day) => Date.parse(day)),
)
const dayMs = 86_400_000

function dateCodes(sorted: SortedValues): MissingCode[] {
  const taken = new Set(sorted.values.filter((value) => emptyDates.has(Math.floor(value / dayMs) * dayMs)))
  const others = leaveOut(sorted, taken)
  if (taken.size === 0 || others.values.length < fewestOthers) return []
  const [least, most] = [others.values[0], others.values.at(-1)!]
  return [...taken].flatMap((value) => {
    const gap = value > most ? value - most : least - value
    const count = countOf(sorted, value)
    if (gap <= 0.2 * (most - least) || gap < 30 * dayMs || count < 2) return []
    const day = codeText(value > most ? most : least, 'datetime')
    return [{ value, count, why: `no other day is ${value > most ? 'later' : 'earlier'} than ${day}`, confidence: 0.95 }]
  })
}

function countOf({ values, counts }: SortedValues, value: number): number {
  return counts[values.indexOf(value)]
}

/** As a cell that says so. */
export function codeText(value: number, kind: string): string {
  if (kind !== 'datetime') return String(value)
  const text = new Date(value).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

function flags(texts: readonly string[]): string {
  return texts.map((text) => `--missing=${text}`).join(' ')
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
