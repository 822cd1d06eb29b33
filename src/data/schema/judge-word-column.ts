// A column of texts: levels of a category, names of rows, or free text.
import { counted, grouped, named, percent } from './counting.js'
import type { ColumnEvidence, DistinctTexts } from './evidence.js'
import { namesIdentifier } from './judge-names.js'
import { levelSpellings } from './level-spellings.js'
import { cellsWith, textsAmong } from './typed-texts.js'
import { columnFinding, constantVerdict, identifierFinding, markerFindings } from './verdict.js'
import type { Verdict } from './verdict.js'

interface WordEvidence {
  /** Cells with a value. */
  readonly count: number
  readonly distinctCount: number
  /** Words a cell. */
  readonly words: number
  /** Characters a cell. */
  readonly length: number
}

/** Levels beyond this are many. */
const manyLevels = 100
/** A list of levels longer than this is no list to choose from. */
const mostLevels = 10_000
const sampled = 5000

/** `markers`: the texts that stand for missing, by the rules for levels. */
export function judgeWordColumn(evidence: ColumnEvidence, markers: readonly string[]): Verdict {
  const { name, texts, numbers, rowCount } = evidence
  const markerCount = markers.length === 0 ? 0 : cellsWith(texts, new Set(markers))
  const words = measureWords(evidence, new Set(markers), markerCount)
  const missing = ['', ...markers]
  const findings = [
    ...markerFindings(name, textsAmong(texts, markers), markerCount),
    ...mixedFindings(evidence, words),
    ...keptExactly(evidence),
  ]
  const { count, distinctCount } = words
  const share = percent(distinctCount, count)
  if (distinctCount === 1 && count === rowCount) {
    const value = texts.size > 0 ? texts.text(0) : String(numbers.min)
    return constantVerdict(name, rowCount, { kind: 'category', missing }, value)
  }
  if (isIdentifier(name, words, rowCount)) {
    const reason = `${share} of its ${counted(count, 'text')} are distinct, without blanks inside`
    return {
      format: { kind: 'text', missing },
      role: 'id',
      isWeak: !namesIdentifier(name),
      why: `It names rows: ${reason}.`,
      findings: [...findings, identifierFinding(name, distinctCount, count, reason)],
    }
  }
  if (isFreeText(words)) {
    const why = `${grouped(distinctCount)} distinct texts in ${counted(count, 'cell')} (${share}), ${words.words.toFixed(1)} words a cell: free text.`
    return { format: { kind: 'text', missing, fold: 'lower' }, role: 'feature', why, findings }
  }
  if (distinctCount > manyLevels) {
    findings.push(
      columnFinding(
        'HIGH_CARDINALITY',
        'info',
        name,
        { levels: distinctCount, cells: count },
        `Column '${name}' has ${counted(distinctCount, 'level')} in ${counted(count, 'cell')}. Its rare levels say little each.`,
      ),
    )
  }
  findings.push(...levelSpellings(name, texts))
  const zeros = numbers.leadingZeroCount > 0 ? ', with zeros in front' : ''
  const why = `${counted(distinctCount, 'distinct text')} in ${counted(count, 'cell')} with a value${zeros}: levels of a category.`
  return { format: { kind: 'category', missing }, role: 'feature', why, findings }
}

function isIdentifier(name: string, words: WordEvidence, rowCount: number): boolean {
  if (words.words >= 1.2 || words.count < 0.95 * rowCount || words.length > 80) return false
  const share = words.distinctCount / words.count
  if (namesIdentifier(name) && words.count >= 10 && share >= 0.9) return true
  return words.count >= 20 && share >= 0.95
}

function isFreeText(words: WordEvidence): boolean {
  const { count, distinctCount } = words
  const share = distinctCount / count
  if (distinctCount > mostLevels && share > 0.2) return true
  if (count < 20) return words.words >= 3 && share >= 0.8
  if (words.words >= 1.5 && share >= 0.5) return true
  if (words.words >= 3 && share >= 0.2 && distinctCount >= 50) return true
  if (words.words >= 8 && distinctCount >= 100) return true
  return words.words < 1.5 && share >= 0.5 && distinctCount > 1000
}

function measureWords(evidence: ColumnEvidence, markers: ReadonlySet<string>, markerCount: number): WordEvidence {
  const { texts, numbers } = evidence
  let words = numbers.count
  let length = numbers.count * 6
  let seen = numbers.count
  const step = Math.max(1, Math.floor(texts.size / sampled))
  for (let i = 0; i < texts.size; i += step) {
    const text = texts.text(i)
    if (markers.has(text)) continue
    const cells = texts.count(i)
    words += cells * wordsIn(text)
    length += cells * text.length
    seen += cells
  }
  let count = numbers.count - markerCount + (texts.others?.cells ?? 0)
  for (let i = 0; i < texts.size; i++) count += texts.count(i)
  return {
    count,
    distinctCount:
      (evidence.distinctIntegerTexts ?? numbers.distinctCount) +
      texts.size +
      (texts.others?.distinct ?? 0) -
      markersPresent(texts, markers),
    words: seen === 0 ? 0 : words / seen,
    length: seen === 0 ? 0 : length / seen,
  }
}

function markersPresent(texts: DistinctTexts, markers: ReadonlySet<string>): number {
  if (markers.size === 0) return 0
  let present = 0
  for (let i = 0; i < texts.size; i++) if (markers.has(texts.text(i))) present++
  return present
}

function wordsIn(text: string): number {
  let words = 0
  let isInside = false
  for (let i = 0; i < text.length; i++) {
    const isBlank = text.charCodeAt(i) <= 32
    if (!isBlank && !isInside) words++
    isInside = !isBlank
  }
  return words
}

/** Whole numbers too large for a double, kept as the texts that they are. */
function keptExactly({ name, numbers }: ColumnEvidence): Verdict['findings'] {
  const count = numbers.inexactCount
  if (count === 0) return []
  return [
    columnFinding(
      'PRECISION_LOSS',
      'info',
      name,
      { cells: count },
      `${counted(count, 'whole number')} in '${name}' ${count === 1 ? 'lies' : 'lie'} beyond 2^53, where numbers are no longer exact. The column is read as texts, so that nothing is lost.`,
    ),
  ]
}

/** Most cells are numbers, but not all: perhaps a marker that is not known, or two things in one column. */
function mixedFindings(evidence: ColumnEvidence, words: WordEvidence): Verdict['findings'] {
  const { numbers, texts, name } = evidence
  if (texts.size === 0 || numbers.leadingZeroCount > 0 || numbers.distinctCount <= 10 || numbers.count < 0.5 * words.count) return []
  const examples = Array.from({ length: Math.min(3, texts.size) }, (_, i) => texts.text(i))
  return [
    columnFinding(
      'MIXED_TYPES',
      'warning',
      name,
      { numbers: numbers.count, texts: words.count - numbers.count, examples },
      `Column '${name}' holds ${counted(numbers.count, 'number')} and ${counted(words.count - numbers.count, 'other text')} (${named(examples)}). It is not read as numbers. ` +
        `To accept it as it is, say --kind ${name}=category or --kind ${name}=text; if those texts stand for missing, --missing '${examples[0]}' or --kind ${name}=number.`,
    ),
  ]
}
