// The kind and the role of a column from the evidence of all its cells, with the reason in numbers.
import { counted, named } from './counting.js'
import type { ColumnEvidence } from './evidence.js'
import { forceKind } from './force-kind.js'
import { judgeBooleanColumn } from './judge-boolean-column.js'
import { judgeDateColumn } from './judge-date-column.js'
import { judgeNumberColumn } from './judge-number-column.js'
import { judgeWordColumn } from './judge-word-column.js'
import { markersAmongLevels } from './markers.js'
import { cellsWith, sortTexts } from './typed-texts.js'
import { columnFinding } from './verdict.js'
import type { JudgeHints, Verdict } from './verdict.js'

/**
 * Judges a column. Strict: a kind is given only where every cell that has a value is of it.
 * In this order: nothing but missing, dates, numbers, booleans; then identifiers, free text and categories.
 * O(distinct texts).
 */
export function judgeColumn(evidence: ColumnEvidence, hints: JudgeHints = {}): Verdict {
  if (hints.kind !== undefined) return forceKind(evidence, hints.kind, hints)
  const asked = hints.missing ?? []
  const levelMarkers = [...new Set([...markersAmongLevels(evidence.texts), ...asked])]
  const textCount = evidence.rowCount - evidence.blankCount - evidence.numbers.count
  if (evidence.numbers.count === 0 && cellsWith(evidence.texts, new Set(levelMarkers)) === textCount)
    return judgeNothing(evidence, levelMarkers)
  const texts = sortTexts(evidence, asked)
  if (texts !== undefined && texts.valueCount + evidence.numbers.count > 0) {
    const verdict = judgeDateColumn(evidence, texts) ?? judgeNumberColumn(evidence, texts, hints) ?? judgeBooleanColumn(evidence, texts)
    if (verdict !== undefined) return verdict
  }
  return judgeWordColumn(evidence, levelMarkers)
}

function judgeNothing(evidence: ColumnEvidence, markers: readonly string[]): Verdict {
  const { name, rowCount } = evidence
  return {
    format: { kind: 'category', missing: ['', ...markers], levels: [] },
    role: 'ignored',
    why: `None of ${counted(rowCount, 'cell')} has a value${markers.length > 0 ? ` (${named(markers)} stand for missing)` : ''}.`,
    findings: [
      columnFinding('COLUMN_IGNORED', 'warning', name, { missing: rowCount }, `Column '${name}' has no values at all. It is ignored.`),
    ],
  }
}
