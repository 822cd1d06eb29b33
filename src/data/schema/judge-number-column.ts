// A column of numbers: its style, what is lost in it, and whether its numbers only name rows.
import { counted, grouped, named, percent } from './counting.js'
import type { ColumnEvidence } from './evidence.js'
import { namesCode, namesIdentifier, namesPostalCode, namesTime } from './judge-names.js'
import { judgeNumberStyle } from './judge-numbers.js'
import type { NumberVerdict } from './judge-numbers.js'
import type { CellFormat } from './schema.js'
import type { TypedTexts } from './typed-texts.js'
import { columnFinding, constantVerdict, identifierFinding, markerFindings, precisionFinding } from './verdict.js'
import type { JudgeHints, Verdict } from './verdict.js'

/** The verdict where every cell with a value is a number and the numbers are more than names; else undefined. */
export function judgeNumberColumn(evidence: ColumnEvidence, texts: TypedTexts, hints: JudgeHints): Verdict | undefined {
  const { numbers, name } = evidence
  if (numbers.leadingZeroCount > 0) return undefined
  const verdict = judgeNumberStyle(texts.values, numbers, hints.otherCommas === true)
  if (verdict === undefined) return undefined
  const count = numbers.count + texts.valueCount
  const isPlain = texts.values.length === 0
  if (isPlain && numbers.inexactCount > 0 && evidence.distinctIntegerTexts !== undefined) {
    // Codes: read as numbers they would be mostly distinct, or several would become one.
    if (evidence.distinctIntegerTexts > numbers.distinctCount || numbers.distinctCount >= 0.5 * count) return undefined
  }
  if (isPlain && isCode(evidence)) return undefined
  const format: CellFormat = { kind: 'number', missing: ['', ...texts.markers, ...texts.infinite], ...verdict.style }
  if (isPlain && numbers.distinctCount === 1 && evidence.rowCount === numbers.count) {
    return constantVerdict(name, evidence.rowCount, format, String(numbers.min))
  }
  const findings = numberFindings(evidence, texts, verdict)
  const distinct = isPlain ? `, ${grouped(numbers.distinctCount)} of them distinct` : ''
  const why = `Each of ${counted(count, 'cell')} with a value is a number${styleWords(verdict, texts.values)}${distinct}.`
  const identifier = isPlain ? identifierReason(evidence) : undefined
  if (identifier === undefined) return { format, role: 'feature', why, findings }
  return {
    format,
    role: 'id',
    isWeak: identifier.isWeak,
    why: `${why.slice(0, -1)}; it names rows: ${identifier.reason}.`,
    findings: [...findings, identifierFinding(name, numbers.distinctCount, count, identifier.reason)],
  }
}

/** Whole numbers that are only names: by what the column is called and by how few they are. */
function isCode(evidence: ColumnEvidence): boolean {
  const { numbers, name } = evidence
  if (numbers.integerCount < numbers.count || numbers.min < 0 || numbers.distinctCount < 3 || !namesCode(name)) return false
  if (namesPostalCode(name)) return numbers.distinctCount <= numbers.count / 2
  return numbers.distinctCount <= 100 && numbers.distinctCount <= numbers.count / 10
}

function identifierReason(evidence: ColumnEvidence): { readonly reason: string; readonly isWeak: boolean } | undefined {
  const { numbers, name, rowCount } = evidence
  if (numbers.integerCount < numbers.count || numbers.count < 0.95 * rowCount || numbers.count < 10) return undefined
  if (namesIdentifier(name) && numbers.distinctCount >= 0.9 * numbers.count) {
    return { reason: `its name, and ${percent(numbers.distinctCount, numbers.count)} of its whole numbers are distinct`, isWeak: false }
  }
  if (numbers.distinctCount < numbers.count || numbers.count < 20 || namesTime(name)) return undefined
  if (numbers.isSequence) return { reason: `equal steps from ${numbers.min} to ${numbers.max}`, isWeak: true }
  if (numbers.max - numbers.min + 1 === numbers.count) {
    return { reason: `each whole number from ${numbers.min} to ${numbers.max} once`, isWeak: true }
  }
  return undefined
}

function numberFindings(evidence: ColumnEvidence, texts: TypedTexts, verdict: NumberVerdict): Verdict['findings'] {
  const { name } = evidence
  const findings = markerFindings(name, texts.markers, texts.markerCount)
  if (texts.infiniteCount > 0) {
    findings.push(
      columnFinding(
        'DISGUISED_MISSING',
        'warning',
        name,
        { texts: [...texts.infinite], cells: texts.infiniteCount },
        `${counted(texts.infiniteCount, 'cell')} of '${name}' ${texts.infiniteCount === 1 ? 'is' : 'are'} infinite or too large to hold (${named(texts.infinite)}). ` +
          `${texts.infiniteCount === 1 ? 'It is' : 'They are'} read as missing.`,
      ),
    )
  }
  if (verdict.isAmbiguous) {
    const isComma = verdict.style.decimal === ','
    findings.push(
      columnFinding(
        'AMBIGUOUS_NUMBERS',
        'warning',
        name,
        { examples: texts.values.slice(0, 3), decimal: isComma ? ',' : '.' },
        texts.values.length > 0
          ? `The commas in '${name}' (${named(texts.values.slice(0, 2))}) could mark thousands or decimals. They are read as ${isComma ? 'decimals' : 'thousands'}.`
          : `The points in '${name}' could mark thousands or decimals. They are read as thousands, because commas mark decimals in other columns.`,
      ),
    )
  }
  return [...findings, ...precisionFinding(evidence)]
}

function styleWords(verdict: NumberVerdict, texts: readonly string[]): string {
  const words: string[] = []
  if (verdict.style.decimal === ',') words.push('a comma marks decimals')
  else if (texts.some((text) => text.includes(','))) words.push('commas group thousands')
  if (verdict.style.unit !== undefined) words.push(`the sign ${verdict.style.unit} is taken off`)
  return words.length === 0 ? '' : ` (${words.join(', ')})`
}
