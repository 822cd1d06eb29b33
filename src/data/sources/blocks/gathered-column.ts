// What all blocks together say of the cells of one request: the evidence for the judges, and the values.
import type { ColumnEvidence, DistinctTexts } from '../../schema/index.js'
import { GatheredNumbers } from './gathered-numbers.js'
import type { AllNumbers, SummarisedNumbers } from './gathered-numbers.js'
import { GatheredTexts } from './gathered-texts.js'
import type { GatheredDistinct } from './gathered-texts.js'
import type { LargeLimits } from './limits.js'
import type { CellCounts, ColumnPart } from './scan-block.js'

const none: CellCounts = {
  blankCount: 0,
  count: 0,
  integerCount: 0,
  wholeCount: 0,
  leadingZeroCount: 0,
  inexactCount: 0,
  pointCount: 0,
  pointGroupCount: 0,
  longIntegerCount: 0,
  compactDateCount: 0,
  min: Infinity,
  max: -Infinity,
  isSequence: true,
  step: NaN,
  first: NaN,
  last: NaN,
  dateCount: 0,
  dateForms: 0,
}

export class GatheredColumn {
  counts = none
  rowCount = 0
  missingCount = 0
  invalidCount = 0
  readonly invalidExamples: string[] = []
  private readonly numbers: GatheredNumbers
  private readonly dates: GatheredNumbers
  private readonly texts: GatheredTexts

  /** `request`: its place among those of the plan. */
  constructor(
    request: number,
    options: { readonly asked: readonly string[]; readonly limits: LargeLimits; readonly kind: 'number' | 'datetime' },
  ) {
    this.numbers = new GatheredNumbers(request, options.kind, options.limits.heldPoints)
    this.dates = new GatheredNumbers(request, 'datetime', options.limits.heldPoints)
    this.texts = new GatheredTexts(options.asked, options.limits)
  }

  get hashBelow(): number {
    return Math.max(this.numbers.hashBelow, this.dates.hashBelow)
  }

  get textHashBelow(): number {
    return this.texts.hashBelow
  }

  get isThin(): boolean {
    return this.texts.isThin
  }

  /** Parts come in the order of their blocks. */
  add({ counts, numbers, dates, texts, typed }: ColumnPart, block: number, rowCount: number): void {
    this.rowCount += rowCount
    this.counts = mergeCounts(this.counts, counts)
    if (numbers !== undefined) this.numbers.add(numbers, block)
    if (dates !== undefined) this.dates.add(dates, block)
    if (texts !== undefined) this.texts.add(texts)
    if (typed === undefined) return
    if (typed.values !== undefined) this.numbers.add(typed.values, block)
    this.missingCount += typed.missingCount
    this.invalidCount += typed.invalidCount
    this.invalidExamples.push(...typed.invalidExamples.slice(0, 5 - this.invalidExamples.length))
  }

  summarise(): void {
    this.numbers.summarise()
    this.dates.summarise()
  }

  /** Plain numbers; those of the format where the request has one. */
  numbersFound(): AllNumbers | SummarisedNumbers {
    const found = this.numbers.result()
    const { isSequence, count } = this.counts
    // Equal steps, none of them 0: all are distinct, which no sketch can say.
    return isSequence && count > 1 && 'sums' in found && found.count === count ? { ...found, distinct: count, distinctError: 0 } : found
  }

  datesFound(): AllNumbers | SummarisedNumbers {
    return this.dates.result()
  }

  textsFound(): GatheredDistinct {
    return this.texts.result()
  }

  /** Dates that were read as such stand as texts again. `distinctCount`: of the plain numbers. */
  evidence(name: string, distinctCount: number, distinctIntegerTexts?: number): ColumnEvidence {
    const { counts, rowCount } = this
    const { blankCount, dateCount, dateForms, step: _, first: __, last: ___, isSequence, ...numbers } = counts
    const texts = this.textsFound()
    return {
      name,
      rowCount,
      blankCount,
      texts: dateCount === 0 ? texts : withDates(texts, this.datesFound(), { dateCount, dateForms }),
      ...(distinctIntegerTexts === undefined ? {} : { distinctIntegerTexts }),
      numbers: { ...numbers, distinctCount, isSequence: isSequence && counts.count > 1 },
    }
  }
}

/** The first and the last date, in each way that dates are written in, stand for all of them. */
function withDates(
  texts: DistinctTexts,
  range: { readonly min: number; readonly max: number },
  { dateCount, dateForms }: { readonly dateCount: number; readonly dateForms: number },
): DistinctTexts {
  const dates = [...new Set([range.min, range.max])].flatMap((value) => {
    const text = new Date(value).toISOString()
    return [text.slice(0, 10), text.slice(0, 19).replace('T', ' '), text.slice(0, 19)].filter((_, form) => (dateForms >> form) & 1)
  })
  return {
    ...texts,
    size: texts.size + dates.length,
    text: (index) => (index < texts.size ? texts.text(index) : dates[index - texts.size]),
    byteLength: (index) => (index < texts.size ? texts.byteLength(index) : dates[index - texts.size].length),
    count: (index) => (index < texts.size ? texts.count(index) : index === texts.size ? dateCount - dates.length + 1 : 1),
  }
}

function mergeCounts(a: CellCounts, b: CellCounts): CellCounts {
  const sum = (field: Exclude<keyof CellCounts, 'isSequence'>): number => a[field] + b[field]
  return {
    blankCount: sum('blankCount'),
    count: sum('count'),
    integerCount: sum('integerCount'),
    wholeCount: sum('wholeCount'),
    leadingZeroCount: sum('leadingZeroCount'),
    inexactCount: sum('inexactCount'),
    pointCount: sum('pointCount'),
    pointGroupCount: sum('pointGroupCount'),
    longIntegerCount: sum('longIntegerCount'),
    compactDateCount: sum('compactDateCount'),
    dateCount: sum('dateCount'),
    dateForms: a.dateForms | b.dateForms,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    ...mergeSequences(a, b),
  }
}

type Sequence = Pick<CellCounts, 'isSequence' | 'step' | 'first' | 'last'>

function mergeSequences(a: CellCounts, b: CellCounts): Sequence {
  if (a.count === 0 || b.count === 0) {
    const { isSequence, step, first, last } = a.count === 0 ? b : a
    return { isSequence, step, first, last }
  }
  const between = b.first - a.last
  const step = a.count > 1 ? a.step : between
  const isSequence = a.isSequence && b.isSequence && between === step && step !== 0 && (b.count < 2 || b.step === step)
  return { isSequence, step, first: a.first, last: b.last }
}
