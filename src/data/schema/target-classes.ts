// The classes of a target: which texts they are, which is the positive one, and whether some are too rare.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { counted, named, percent } from './counting.js'
import type { DistinctTexts } from './evidence.js'
import { booleanPair } from './judge-boolean-column.js'
import { levelSpellings } from './level-spellings.js'
import { parseNumber } from './numbers.js'
import type { NumberStyle } from './numbers.js'
import { columnFinding } from './verdict.js'

export interface ClassCount {
  /** Exactly as the source writes it; where one number is written in several ways, the commonest. */
  readonly label: string
  readonly count: number
}

export interface Classes {
  /** By number where all are numbers, else by code unit. */
  readonly classes: readonly ClassCount[]
  /** Case does not matter: yes and no in several spellings. */
  readonly isFolded: boolean
  readonly markerCount: number
}

const conventional = ['yes', 'true', '1', 'positive']
const fewRowsOfClass = 10

/** Counts the classes among the texts; `style` where all of them are numbers. */
export function classesOf(texts: DistinctTexts, markers: ReadonlySet<string>, style: NumberStyle | undefined): Classes {
  const counts = new Map<string, number>()
  let markerCount = 0
  for (let i = 0; i < texts.size; i++) {
    const text = texts.text(i)
    if (markers.has(text)) markerCount += texts.count(i)
    else counts.set(text, texts.count(i))
  }
  if (style !== undefined) return { classes: numberClasses(counts, style), isFolded: false, markerCount }
  const pair = booleanPair([...counts.keys()])
  if (pair?.isFolded === true) {
    const folded = pair.levels.map((label) => ({ label, count: sumWhere(counts, (text) => text.toLowerCase() === label) }))
    return { classes: folded, isFolded: true, markerCount }
  }
  const labels = [...counts.keys()].sort()
  return { classes: labels.map((label) => ({ label, count: counts.get(label)! })), isFolded: false, markerCount }
}

function numberClasses(counts: ReadonlyMap<string, number>, style: NumberStyle): ClassCount[] {
  const byValue = new Map<number | string, { label: string; count: number; most: number; value: number }>()
  for (const [text, count] of counts) {
    const value = parseNumber(text, style)
    // Beyond 2^53 different codes may share a double: there the text tells them apart.
    const key = Math.abs(value) > Number.MAX_SAFE_INTEGER ? text : value
    const known = byValue.get(key)
    if (known === undefined) byValue.set(key, { label: text, count, most: count, value })
    else {
      known.count += count
      if (count > known.most || (count === known.most && text.length < known.label.length)) {
        known.label = text
        known.most = count
      }
    }
  }
  return [...byValue.values()]
    .sort((a, b) => a.value - b.value || (a.label < b.label ? -1 : 1))
    .map(({ label, count }) => ({ label, count }))
}

function sumWhere(counts: ReadonlyMap<string, number>, isWanted: (text: string) => boolean): number {
  let sum = 0
  for (const [text, count] of counts) if (isWanted(text)) sum += count
  return sum
}

/** The positive class of two, and why. Throws OPTION_INVALID where the asked one is neither. */
export function positiveOf(
  name: string,
  labels: readonly string[],
  asked: string | undefined,
): { readonly label: string; readonly why: string } {
  if (asked !== undefined) {
    const label = labels.find((candidate) => candidate === asked.trim())
    if (label !== undefined) return { label, why: `The positive class is '${label}' as asked.` }
    const nearest = nearestName(asked, labels)
    throw new MlwrightError(
      'OPTION_INVALID',
      `The positive class '${asked}' is not a class of '${name}'. Its classes are ${named(labels)}.`,
      {
        hint: nearest === undefined ? 'Give one of the classes.' : `Did you mean '${nearest}'?`,
        details: { positive: asked, classes: [...labels] },
      },
    )
  }
  for (const word of conventional) {
    const label = labels.find((candidate) => candidate.toLowerCase() === word || (word === '1' && parseNumber(candidate) === 1))
    if (label !== undefined) return { label, why: `The positive class is '${label}', by convention.` }
  }
  return { label: labels.at(-1)!, why: `The positive class is '${labels.at(-1)!}', the last in sorted order.` }
}

/** What is to be known about the classes: rare ones, one side far smaller, spellings. */
export function classFindings(name: string, { classes, isFolded }: Classes, texts: DistinctTexts): Finding[] {
  const rows = classes.reduce((sum, entry) => sum + entry.count, 0)
  const findings = isFolded ? [] : levelSpellings(name, texts)
  const rare = classes.filter((entry) => entry.count < fewRowsOfClass)
  if (rare.length > 0) {
    const counts = Object.fromEntries(rare.slice(0, 20).map((entry) => [entry.label, entry.count]))
    findings.push(
      columnFinding(
        'RARE_CLASS',
        'warning',
        name,
        { counts },
        `${counted(rare.length, 'class', 'classes')} of '${name}' (${named(rare.map((entry) => entry.label))}) ${rare.length === 1 ? 'has' : 'have'} fewer than ${fewRowsOfClass} rows. ` +
          'A model hardly learns so few, and how well it does is a guess.',
      ),
    )
  }
  const smallest = classes.reduce((least, entry) => (entry.count < least.count ? entry : least))
  if (smallest.count * classes.length < 0.2 * rows) {
    findings.push(
      columnFinding(
        'CLASS_IMBALANCE',
        'info',
        name,
        { class: smallest.label, count: smallest.count, rows },
        `The class '${smallest.label}' of '${name}' has ${counted(smallest.count, 'row')} of ${counted(rows, 'row')} (${percent(smallest.count, rows)}). Accuracy alone would hide how it is treated.`,
      ),
    )
  }
  return findings
}
