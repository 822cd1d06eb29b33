// A column of dates: its pattern, and whether day and month can be told apart in it.
import { counted, named } from './counting.js'
import type { ColumnEvidence } from './evidence.js'
import { judgeDates } from './judge-dates.js'
import { namesTime } from './judge-names.js'
import type { CellFormat } from './schema.js'
import type { TypedTexts } from './typed-texts.js'
import { columnFinding, constantVerdict, markerFindings } from './verdict.js'
import type { Verdict } from './verdict.js'

/** The verdict where every cell with a value is a date of one pattern; else undefined. */
export function judgeDateColumn(evidence: ColumnEvidence, texts: TypedTexts): Verdict | undefined {
  const { numbers, name } = evidence
  if (numbers.count > 0) return judgeCompactDates(evidence, texts)
  if (texts.infinite.length > 0) return undefined
  const verdict = judgeDates(texts.values)
  if (verdict === undefined) return undefined
  const format: CellFormat = { kind: 'datetime', missing: ['', ...texts.markers], dateFormat: verdict.format }
  if (texts.values.length === 1 && texts.valueCount === evidence.rowCount) {
    return constantVerdict(name, evidence.rowCount, format, texts.values[0])
  }
  const findings = markerFindings(name, texts.markers, texts.markerCount)
  if (verdict.ambiguousWith !== undefined) {
    findings.push(
      columnFinding(
        'AMBIGUOUS_DATES',
        'warning',
        name,
        { examples: texts.values.slice(0, 3), readAs: verdict.format, couldBe: verdict.ambiguousWith },
        `Day and month cannot be told apart in '${name}' (${named(texts.values.slice(0, 2))}). ` +
          `They are read as ${verdict.format}; ${verdict.ambiguousWith} fits as well.`,
      ),
    )
  }
  const why = `Each of ${counted(texts.valueCount, 'cell')} with a value is a date of the form ${verdict.format}.`
  return { format, role: 'feature', why, findings }
}

/** yyyyMMdd: eight digits that are a real date in every cell. Of random numbers in that range about 4 in 100 are. */
function judgeCompactDates(evidence: ColumnEvidence, texts: TypedTexts): Verdict | undefined {
  const { numbers, name } = evidence
  if (texts.values.length > 0 || texts.infinite.length > 0 || numbers.compactDateCount < numbers.count) return undefined
  if (numbers.distinctCount < (namesTime(name) ? 1 : 5)) return undefined
  const format: CellFormat = { kind: 'datetime', missing: ['', ...texts.markers], dateFormat: 'yyyyMMdd' }
  if (numbers.distinctCount === 1 && numbers.count === evidence.rowCount) {
    return constantVerdict(name, evidence.rowCount, format, String(numbers.min))
  }
  const why = `Each of ${counted(numbers.count, 'cell')} with a value has eight digits that are a date of the form yyyyMMdd.`
  return { format, role: 'feature', why, findings: markerFindings(name, texts.markers, texts.markerCount) }
}
