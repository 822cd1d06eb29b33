// The task that a target asks for, its classes, and how its cells are read.
import { MlwrightError } from '../../base/core/index.js'
import type { Finding, Task } from '../../base/core/index.js'
import { counted, grouped, named } from './counting.js'
import type { ColumnEvidence, DistinctTexts, NumberEvidence } from './evidence.js'
import { judgeDates } from './judge-dates.js'
import { judgeNumberStyle } from './judge-numbers.js'
import { markersAmongLevels } from './markers.js'
import { parseNumber } from './numbers.js'
import type { NumberStyle } from './numbers.js'
import type { Kind } from '../table/index.js'
import type { CellFormat } from './schema.js'
import { classFindings, classesOf, positiveOf } from './target-classes.js'
import { refuseTargetRange } from './target-range.js'
import { cellsWith, sortTexts, textsAmong } from './typed-texts.js'
import { markerFindings, precisionFinding } from './verdict.js'

export interface TargetOptions {
  readonly task?: Task | 'auto'
  /** Asked for: `number` is regression, any other kind classes. */
  readonly kind?: Kind
  readonly positive?: string
  readonly missing?: readonly string[]
}

export interface TargetVerdict {
  readonly task: Task
  /** Why this task, and for a binary one why this positive class. */
  readonly why: string
  /** `category` with the classes as levels, so that a parsed cell is the index of its class; or `number`. */
  readonly format: CellFormat
  /** Empty for regression; `binary`: the negative class first; else sorted. */
  readonly classes: readonly string[]
  readonly positive?: string
  readonly findings: readonly Finding[]
}

/** Up to so many distinct whole numbers are classes. */
const fewWholeNumbers = 10
/** More than so many are a quantity. */
const manyWholeNumbers = 20
const mostClasses = 100
const mostClassesAsked = 1000

interface NumericTarget {
  readonly style: NumberStyle
  readonly markers: readonly string[]
  readonly markerCount: number
  readonly count: number
  readonly distinctCount: number
  readonly isWhole: boolean
  readonly min: number
  readonly max: number
}

/**
 * Judges a target. Up to 10 distinct whole numbers are classes; fractions or more than 20 values are regression; between the two they are classes where
 * they lie close together and none is rare. Texts are classes, up to 100 of them (1,000 where a task was asked for).
 * `allTexts` gives the distinct texts of all cells, numbers too; called only where needed.
 * Throws TARGET_UNSUITABLE (kind data), OPTION_INVALID (the positive class is none of the classes).
 */
export function judgeTarget(evidence: ColumnEvidence, options: TargetOptions, allTexts: () => DistinctTexts): TargetVerdict {
  const asked = askedTask(options)
  refuseEmpty(evidence, options.missing ?? [])
  const numeric = numericTarget(evidence, options.missing ?? [])
  if (numeric === undefined) {
    refuseOtherThanClasses(evidence, asked)
    return judgeClasses(evidence, options, allTexts(), undefined, '')
  }
  if (asked === 'regression') return regression(evidence, numeric, 'Regression was asked for')
  if (asked !== 'auto')
    return judgeClasses(evidence, options, allTexts(), numeric, asked === 'classes' ? `Kind ${options.kind!} was asked for: ` : '')
  const values = counted(numeric.distinctCount, 'distinct value')
  if (!numeric.isWhole) return regression(evidence, numeric, `${values} with fractions: a quantity`)
  if (numeric.distinctCount > manyWholeNumbers)
    return regression(evidence, numeric, `${counted(numeric.distinctCount, 'distinct whole number')}: a quantity`)
  const texts = allTexts()
  if (numeric.distinctCount <= fewWholeNumbers)
    return judgeClasses(evidence, options, texts, numeric, `${counted(numeric.distinctCount, 'distinct whole number')}: `)
  const { isClasses, why } = judgeBetween(texts, numeric)
  return isClasses ? judgeClasses(evidence, options, texts, numeric, `${why}: `) : regression(evidence, numeric, `${why}: a quantity`)
}

function askedTask(options: TargetOptions): Task | 'auto' | 'classes' {
  const task = options.task ?? 'auto'
  if (task !== 'auto' || options.kind === undefined) return task
  return options.kind === 'number' ? 'regression' : 'classes'
}

function refuseEmpty(evidence: ColumnEvidence, missing: readonly string[]): void {
  const { name, texts, numbers, rowCount, blankCount } = evidence
  const markers = new Set([...markersAmongLevels(texts), ...missing])
  if (numbers.count > 0 || cellsWith(texts, markers) < rowCount - blankCount) return
  throw unsuitable(name, `has no value in any of ${counted(rowCount, 'row')}`, 'Choose a target whose values are known.')
}

function numericTarget(evidence: ColumnEvidence, missing: readonly string[]): NumericTarget | undefined {
  const { numbers } = evidence
  const texts = sortTexts(evidence, missing)
  if (texts === undefined || numbers.leadingZeroCount > 0 || texts.valueCount + numbers.count === 0) return undefined
  const verdict = judgeNumberStyle(texts.values, numbers, false)
  if (verdict === undefined) return undefined
  const styled = new Set(texts.values.map((text) => parseNumber(text, verdict.style)))
  return {
    style: verdict.style,
    markers: [...texts.markers, ...texts.infinite],
    markerCount: texts.markerCount + texts.infiniteCount,
    count: numbers.count + texts.valueCount,
    distinctCount: numbers.distinctCount + styled.size,
    isWhole: numbers.wholeCount === numbers.count && [...styled].every(Number.isInteger),
    ...rangeOf(numbers, styled),
  }
}

function rangeOf(numbers: NumberEvidence, others: ReadonlySet<number>): { readonly min: number; readonly max: number } {
  let min = numbers.count === 0 ? Infinity : numbers.min
  let max = numbers.count === 0 ? -Infinity : numbers.max
  for (const value of others) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return { min, max }
}

function regression(evidence: ColumnEvidence, numeric: NumericTarget, why: string): TargetVerdict {
  const { name } = evidence
  if (numeric.distinctCount < 2)
    throw unsuitable(
      name,
      `has the same value in each of ${counted(numeric.count, 'row')}`,
      'Choose a target that differs from row to row.',
    )
  refuseTargetRange(name, numeric.min, numeric.max)
  return {
    task: 'regression',
    why: `${why}, so regression.`,
    format: { kind: 'number', missing: ['', ...numeric.markers], ...numeric.style },
    classes: [],
    findings: [...markerFindings(name, numeric.markers, numeric.markerCount), ...precisionFinding(evidence)],
  }
}

/** Between the two limits: classes lie close together and each has its rows; counts thin out. */
function judgeBetween(texts: DistinctTexts, numeric: NumericTarget): { readonly isClasses: boolean; readonly why: string } {
  const counts = new Map<number, number>()
  for (let i = 0; i < texts.size; i++) {
    const value = parseNumber(texts.text(i), numeric.style)
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + texts.count(i))
  }
  const values = [...counts.keys()]
  const low = Math.min(...values)
  const high = Math.max(...values)
  const rarest = Math.min(...counts.values())
  const isClose = high - low + 1 <= 1.5 * values.length
  const isFilled = rarest >= Math.max(5, (0.2 * numeric.count) / values.length)
  const facts = `${counted(values.length, 'distinct whole number')} from ${low} to ${high}, the rarest in ${counted(rarest, 'row')}`
  if (isClose && isFilled) return { isClasses: true, why: `${facts}, close together and none of them rare` }
  return { isClasses: false, why: `${facts}, ${isClose ? 'thinning out' : 'far apart'}` }
}

function refuseOtherThanClasses(evidence: ColumnEvidence, asked: Task | 'auto' | 'classes'): void {
  const { name, texts } = evidence
  const examples = Array.from({ length: Math.min(3, texts.size) }, (_, i) => texts.text(i))
  if (asked === 'regression') {
    throw unsuitable(
      name,
      `holds texts that are not numbers (${named(examples)}), but regression was asked for`,
      'Leave out --task, or choose a numeric target.',
    )
  }
  if (asked !== 'auto') return
  const sample = Array.from({ length: Math.min(1000, texts.size) }, (_, i) => texts.text(i))
  if (evidence.numbers.count === 0 && texts.size > 2 && judgeDates(sample) !== undefined) {
    throw unsuitable(
      name,
      `holds dates (${named(examples)})`,
      'Turn the date into what is asked, such as days from the event, and predict that number.',
    )
  }
}

function judgeClasses(
  evidence: ColumnEvidence,
  options: TargetOptions,
  texts: DistinctTexts,
  numeric: NumericTarget | undefined,
  reason: string,
): TargetVerdict {
  const { name } = evidence
  const asked = options.task ?? 'auto'
  const markers = numeric?.markers ?? classMarkers(texts, options.missing ?? [])
  const found = classesOf(texts, new Set(markers), numeric?.style)
  const { classes: counts, isFolded, markerCount } = found
  const rows = counts.reduce((sum, entry) => sum + entry.count, 0)
  if (counts.length === 1) {
    throw unsuitable(
      name,
      `has one class, '${counts[0].label}', in each of ${counted(rows, 'row')}`,
      'A model needs at least two classes to tell apart.',
    )
  }
  const most = asked === 'auto' && options.kind === undefined ? mostClasses : mostClassesAsked
  if (counts.length > most || (counts.length > 2 && counts.length > rows / 2)) {
    throw unsuitable(
      name,
      `has ${counted(counts.length, 'distinct text')} in ${counted(rows, 'row')} (${named(counts.slice(0, 3).map((entry) => entry.label))}), too many to be classes; at most ${grouped(most)}, each in two rows or more, are`,
      'Group them into fewer classes, or choose another target.',
    )
  }
  if (asked === 'binary' && counts.length !== 2) {
    throw unsuitable(
      name,
      `has ${counts.length} classes (${named(counts.map((entry) => entry.label))}), but a binary task was asked for`,
      'Use --task multiclass.',
    )
  }
  const task: Task = counts.length === 2 && asked !== 'multiclass' ? 'binary' : 'multiclass'
  const labels = counts.map((entry) => entry.label)
  const positive = task === 'binary' ? positiveOf(name, labels, options.positive) : undefined
  if (positive === undefined && options.positive !== undefined) {
    throw new MlwrightError(
      'OPTION_INVALID',
      `A positive class ('${options.positive}') was given, but '${name}' has ${labels.length} classes.`,
      {
        hint: 'Leave out --positive, or use --task binary with a target of two classes.',
      },
    )
  }
  const classes = positive === undefined ? labels : [labels.find((label) => label !== positive.label)!, positive.label]
  const reasons =
    asked === 'auto'
      ? `${reason}${counted(labels.length, 'class', 'classes')}`
      : `${asked === 'binary' ? 'A binary' : 'A multiclass'} task was asked for`
  return {
    task,
    why: `${reasons[0].toUpperCase()}${reasons.slice(1)} (${named(labels)}), so ${task}.${positive === undefined ? '' : ` ${positive.why}`}`,
    format: { kind: 'category', missing: ['', ...markers], levels: classes, ...(isFolded ? { fold: 'lower' } : {}) },
    classes,
    ...(positive === undefined ? {} : { positive: positive.label }),
    findings: [
      ...markerFindings(
        name,
        textsAmong(
          texts,
          markers.filter((text) => text !== ''),
        ),
        markerCount,
      ),
      ...classFindings(name, found, texts),
    ],
  }
}

function classMarkers(texts: DistinctTexts, asked: readonly string[]): readonly string[] {
  return [...new Set([...markersAmongLevels(texts), ...asked])]
}

function unsuitable(name: string, what: string, hint: string): MlwrightError {
  return new MlwrightError('TARGET_UNSUITABLE', `The target '${name}' ${what}.`, { hint, details: { target: name } })
}
