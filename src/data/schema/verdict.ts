// What the judges say of a column.
import type { Finding, FindingCode, Json, Severity } from '../../base/core/index.js'
import type { Kind } from '../table/index.js'
import { counted, named } from './counting.js'
import type { ColumnEvidence } from './evidence.js'
import type { CellFormat } from './schema.js'

export interface Verdict {
  /** Without the levels of a category, which are known once the cells are read. */
  readonly format: CellFormat
  readonly role: 'feature' | 'id' | 'ignored'
  /** An identifier by its values alone: a feature after all where nothing else is left to learn from. */
  readonly isWeak?: boolean
  readonly why: string
  readonly findings: readonly Finding[]
}

export interface JudgeHints {
  /** Asked for: no other kind is considered. */
  readonly kind?: Kind
  /** Further texts that stand for missing. */
  readonly missing?: readonly string[]
  /** Other columns of the source mark decimals with commas. */
  readonly otherCommas?: boolean
}

/** A finding about one column. */
export function columnFinding(
  code: FindingCode,
  severity: Severity,
  column: string,
  evidence: Readonly<Record<string, Json>>,
  message: string,
): Finding {
  return { code, severity, columns: [column], evidence, message }
}

/** A column whose every cell says the same. */
export function constantVerdict(name: string, rowCount: number, format: CellFormat, value: string): Verdict {
  const shown = named([value])
  return {
    format,
    role: 'ignored',
    why: `Each of ${counted(rowCount, 'cell')} is ${shown}.`,
    findings: [
      columnFinding(
        'CONSTANT_COLUMN',
        'info',
        name,
        { value, rows: rowCount },
        `Column '${name}' is ${shown} in every row and carries nothing. It is ignored.`,
      ),
    ],
  }
}

/** What is said of a column that names rows. */
export function identifierFinding(name: string, distinctCount: number, count: number, reason: string): Finding {
  return columnFinding(
    'IDENTIFIER_COLUMN',
    'info',
    name,
    { distinct: distinctCount, cells: count },
    `Column '${name}' names rows (${reason}). It is not used to learn from.`,
  )
}

/** What is said of texts that were taken for missing values; nothing when there are none. */
export function markerFindings(name: string, texts: readonly string[], cellCount: number): Finding[] {
  if (texts.length === 0) return []
  return [
    columnFinding(
      'DISGUISED_MISSING',
      'info',
      name,
      { texts: texts.slice(0, 20), cells: cellCount },
      `${counted(cellCount, 'cell')} of '${name}' ${cellCount === 1 ? 'says' : 'say'} ${named(texts)}. ${cellCount === 1 ? 'It is' : 'They are'} read as missing.`,
    ),
  ]
}

/** What is said of numbers that a double does not hold exactly; nothing when there are none. */
export function precisionFinding({ name, numbers }: ColumnEvidence): Finding[] {
  const count = numbers.inexactCount
  if (count === 0) return []
  return [
    columnFinding(
      'PRECISION_LOSS',
      'warning',
      name,
      { cells: count },
      `${counted(count, 'whole number')} in '${name}' ${count === 1 ? 'lies' : 'lie'} beyond 2^53 and ${count === 1 ? 'is' : 'are'} rounded. If they are codes, say --kind ${name}=category.`,
    ),
  ]
}
