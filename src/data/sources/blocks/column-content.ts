// What a column holds once its kind is known, from what all blocks said of it.
import { cellParser } from '../../schema/index.js'
import type { CellFormat } from '../../schema/index.js'
import type { WeightedValues } from '../../../base/stats/index.js'
import { scanModeOf } from '../build-column.js'
import type { GatheredColumn } from './gathered-column.js'
import type { AllNumbers, SummarisedNumbers } from './gathered-numbers.js'

/** Numbers or times; `added`: those that are written in another way than plainly. */
export interface NumbersContent {
  readonly form: 'numbers'
  readonly kind: 'number' | 'datetime'
  readonly numbers: AllNumbers | SummarisedNumbers
  readonly added: WeightedValues
}

export interface LevelsContent {
  readonly form: 'levels'
  readonly levels: readonly string[]
  readonly counts: Float64Array
  /** Cells of levels that are not listed, and how many those levels are. */
  readonly others: { readonly cells: number; readonly distinct: number }
  /** Any count may be too low by so much. */
  readonly lost: number
  readonly distinctError: number
}

export interface TextsContent {
  readonly form: 'texts'
  /** Some of them. */
  readonly examples: readonly string[]
  readonly distinct: number
  readonly distinctError: number
}

export interface ColumnContent {
  readonly content: NumbersContent | LevelsContent | TextsContent
  /** With the levels of a category. */
  readonly format: CellFormat
  readonly missingCount: number
  readonly invalidCount: number
  readonly invalidExamples: readonly string[]
}

/** What the column must be looked at for once more; undefined where what is gathered serves. */
export function lacks(column: GatheredColumn, format: CellFormat): 'typed' | 'texts' | undefined {
  const { counts } = column
  const { readsPoints } = scanModeOf(format)
  const hasOthers = column.textsFound().others !== undefined
  switch (format.kind) {
    case 'number':
      return counts.dateCount > 0 || hasOthers || (!readsPoints && counts.pointCount > 0) ? 'typed' : undefined
    case 'datetime':
      return counts.count > 0 || hasOthers ? 'typed' : undefined
    default:
      return counts.count > 0 || counts.dateCount > 0 ? 'texts' : undefined
  }
}

/** `isTyped`: the cells were read by the format. */
export function contentOf(column: GatheredColumn, format: CellFormat, isTyped: boolean): ColumnContent {
  const none: WeightedValues = { values: new Float64Array(0), counts: new Float64Array(0) }
  if (isTyped && (format.kind === 'number' || format.kind === 'datetime')) {
    const { missingCount, invalidCount, invalidExamples } = column
    const content: NumbersContent = { form: 'numbers', kind: format.kind, numbers: column.numbersFound(), added: none }
    return { content, format, missingCount, invalidCount, invalidExamples }
  }
  const parsed = parseTexts(column, format)
  const missingCount = column.counts.blankCount + parsed.missingCount + parsed.invalidCount
  const common = { missingCount, invalidCount: parsed.invalidCount, invalidExamples: parsed.invalidExamples }
  const { others = { cells: 0, distinct: 0 }, lost, distinctError, size } = column.textsFound()
  switch (format.kind) {
    case 'number':
    case 'datetime': {
      const numbers = format.kind === 'number' ? column.numbersFound() : column.datesFound()
      return { content: { form: 'numbers', kind: format.kind, numbers, added: weigh(parsed.values) }, format, ...common }
    }
    case 'text': {
      const distinct = size + others.distinct - parsed.missingTexts
      return { content: { form: 'texts', examples: parsed.examples, distinct, distinctError }, format, ...common }
    }
    case 'boolean': {
      const levels = format.levels ?? ['false', 'true']
      const counts = Float64Array.of(parsed.values.get(0) ?? 0, parsed.values.get(1) ?? 0)
      return { content: { form: 'levels', levels, counts, others, lost, distinctError }, format, ...common }
    }
    case 'category': {
      const levels = format.levels ?? [...parsed.levels.keys()].sort()
      const counts =
        format.levels === undefined
          ? levels.map((level) => parsed.levels.get(level)!)
          : levels.map((_, code) => parsed.values.get(code) ?? 0)
      const content: LevelsContent = { form: 'levels', levels, counts: Float64Array.from(counts), others, lost, distinctError }
      return { content, format: { ...format, levels }, ...common }
    }
  }
}

const mostExamples = 1000

interface ParsedTexts {
  /** Values, or codes of known levels, with the cells that have them. */
  readonly values: Map<number, number>
  /** Where the levels are not known: each with its cells. */
  readonly levels: Map<string, number>
  /** Free texts. */
  readonly examples: readonly string[]
  readonly missingCount: number
  readonly missingTexts: number
  readonly invalidCount: number
  readonly invalidExamples: readonly string[]
}

function parseTexts(column: GatheredColumn, format: CellFormat): ParsedTexts {
  const texts = column.textsFound()
  const values = new Map<number, number>()
  const levels = new Map<string, number>()
  const invalidExamples: string[] = []
  const examples: string[] = []
  let [missingCount, missingTexts, invalidCount] = [0, 0, 0]
  const missing = new Set(format.missing)
  const parse = cellParser(format)
  const isOpen = format.kind === 'category' && format.levels === undefined
  const add = <Key>(counts: Map<Key, number>, key: Key, cells: number): void => void counts.set(key, (counts.get(key) ?? 0) + cells)
  for (let i = 0; i < texts.size; i++) {
    const text = texts.text(i)
    const cells = texts.count(i)
    if (missing.has(text)) {
      missingCount += cells
      missingTexts++
    } else if (format.kind === 'text') {
      if (examples.length < mostExamples) examples.push(text)
    } else if (isOpen) add(levels, format.fold === 'lower' ? text.toLowerCase() : text, cells)
    else {
      const value = parse(text)
      if (typeof value !== 'number' || Number.isNaN(value)) {
        invalidCount += cells
        if (invalidExamples.length < 5) invalidExamples.push(text)
      } else add(values, value, cells)
    }
  }
  return { values, levels, examples, missingCount, missingTexts, invalidCount, invalidExamples }
}

function weigh(counts: ReadonlyMap<number, number>): WeightedValues {
  const values = Float64Array.from(counts.keys()).sort()
  return { values, counts: values.map((value) => counts.get(value)!) }
}
