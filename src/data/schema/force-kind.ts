// A column read as the kind that was asked for, whatever its cells suggest.
import type { Kind } from '../table/index.js'
import { counted } from './counting.js'
import { dateFormats, parseDate } from './dates.js'
import type { ColumnEvidence } from './evidence.js'
import { booleanPair } from './judge-boolean-column.js'
import { judgeDates } from './judge-dates.js'
import { markersAmongLevels, isMarker } from './markers.js'
import { parseNumber } from './numbers.js'
import type { CellFormat } from './schema.js'
import type { JudgeHints, Verdict } from './verdict.js'

/** The verdict of the asked kind. Cells that are not of it are read as missing and counted by the reader. */
export function forceKind(evidence: ColumnEvidence, kind: Kind, hints: JudgeHints): Verdict {
  const asked = hints.missing ?? []
  const why = `Asked for; ${counted(evidence.rowCount - evidence.blankCount, 'cell')} with a text.`
  return { format: formatOfKind(evidence, kind, asked), role: 'feature', why, findings: [] }
}

function formatOfKind(evidence: ColumnEvidence, kind: Kind, asked: readonly string[]): CellFormat {
  const texts = Array.from({ length: evidence.texts.size }, (_, i) => evidence.texts.text(i))
  if (kind === 'category' || kind === 'text') {
    const missing = ['', ...new Set([...markersAmongLevels(evidence.texts), ...asked])]
    return kind === 'text' ? { kind, missing, fold: 'lower' } : { kind, missing }
  }
  const missing = ['', ...new Set([...texts.filter(isMarker), ...asked])]
  const values = texts.filter((text) => !missing.includes(text))
  switch (kind) {
    case 'number': {
      const commas = values.filter((text) => !Number.isNaN(parseNumber(text, { decimal: ',' }))).length
      const points = values.filter((text) => !Number.isNaN(parseNumber(text))).length
      return {
        kind,
        missing,
        ...(commas > points && evidence.numbers.pointCount === evidence.numbers.pointGroupCount ? { decimal: ',' } : {}),
      }
    }
    case 'datetime':
      return { kind, missing, dateFormat: bestDateFormat(values, evidence) }
    case 'boolean': {
      const pair = booleanPair(values)
      if (pair !== undefined) return { kind, missing, levels: pair.levels, ...(pair.isFolded ? { fold: 'lower' } : {}) }
      const { numbers } = evidence
      if (values.length === 0 && numbers.count > 0) return { kind, missing, levels: [String(numbers.min), String(numbers.max)] }
      const sorted = [...values].sort()
      return { kind, missing, levels: sorted.length >= 2 ? [sorted[0], sorted[1]] : ['false', 'true'] }
    }
  }
}

function bestDateFormat(values: readonly string[], evidence: ColumnEvidence): string {
  if (evidence.numbers.compactDateCount > 0) return 'yyyyMMdd'
  const judged = judgeDates(values)
  if (judged !== undefined) return judged.format
  let best = 'yyyy-MM-dd'
  let bestCount = 0
  for (const format of dateFormats) {
    const count = values.reduce((sum, text) => sum + (Number.isNaN(parseDate(text, format)) ? 0 : 1), 0)
    if (count > bestCount) {
      best = format
      bestCount = count
    }
  }
  return best
}
