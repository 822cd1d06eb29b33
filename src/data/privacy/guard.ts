// What is done about each column as it is read: left out, masked, given pseudonyms, or kept.
import { environmentKey, keyMark, maskableKinds, spanPatterns } from '../personal/index.js'
import type { CellTreatment } from '../personal/index.js'
import type { ColumnGuard, Guarded, GuardedColumn } from '../sources/index.js'
import { personalFinding, spansFinding } from './findings.js'
import type { Fate, PrivacyMode } from './findings.js'
import { judgePersonal, sureConfidence } from './judge-personal.js'
import type { PersonalVerdict } from './personal-verdict.js'
import { sensitiveFinding } from './sensitive.js'
import { spansInColumn } from './spans-in-column.js'

/**
 * A guard for `readTable`: finds personal data and sensitive attributes in every column that is read. What it finds is not learned from
 * (`drop`), replaced by the part that names nobody (`mask`) or by keyed pseudonyms (`hash`), or only said (`keep`).
 * Throws PRIVACY_KEY_INVALID where `hash` is asked for without a key.
 */
export function createGuard(mode: PrivacyMode): ColumnGuard {
  const mark = mode === 'hash' ? keyMark(environmentKey()) : undefined
  return (column) => {
    const sensitive = sensitiveFinding(column)
    const guarded = column.role === 'ignored' && mode === 'keep' ? undefined : guardPersonal(column, mode, mark)
    if (sensitive === undefined) return guarded
    return guarded === undefined ? { isLeftOut: false, findings: [sensitive] } : { ...guarded, findings: [...guarded.findings, sensitive] }
  }
}

function guardPersonal(column: GuardedColumn, mode: PrivacyMode, mark: string | undefined): Guarded | undefined {
  const verdict = judgePersonal(column)
  const isWhole = verdict !== undefined && verdict.isPublic !== true && verdict.confidence >= sureConfidence
  if (isWhole) return guardWhole(column, verdict, mode, mark)
  const coarse =
    mode === 'mask' && verdict !== undefined && verdict.confidence >= sureConfidence && isPlace(verdict) && column.role === 'feature'
  if (coarse) return treated(verdict, column.name, 'masked', { by: 'mask', kind: verdict.kind })
  const said = verdict === undefined ? [] : [personalFinding(column.name, verdict, verdict.isPublic === true ? 'public' : 'unsure')]
  const spans = column.kind === 'text' || column.kind === 'category' ? spansInColumn(column) : undefined
  if (spans === undefined) return said.length === 0 ? undefined : { isLeftOut: false, findings: said }
  const findings = [...said, spansFinding(column.name, spans, mode, column.role === 'target')]
  if (mode === 'keep' || isFixed(column)) return { isLeftOut: false, findings }
  return { isLeftOut: false, treatment: { by: mode, spans: spanPatterns, ...(mark === undefined ? {} : { mark }) }, findings }
}

function guardWhole(column: GuardedColumn, verdict: PersonalVerdict, mode: PrivacyMode, mark: string | undefined): Guarded {
  const { name, role } = column
  const { kind } = verdict
  if (isFixed(column)) return { isLeftOut: false, findings: [personalFinding(name, verdict, role === 'target' ? 'target' : 'grouping')] }
  if (mode === 'keep') return { isLeftOut: false, findings: [personalFinding(name, verdict, 'kept')] }
  const isUsed = role !== 'ignored'
  if (mode === 'hash' && isUsed) return treated(verdict, name, 'hashed', { by: 'hash', kind, mark: mark! })
  if (mode === 'mask' && isUsed && maskableKinds.has(kind)) return treated(verdict, name, 'masked', { by: 'mask', kind })
  const finding = personalFinding(name, verdict, 'leftOut')
  return {
    isLeftOut: true,
    treatment: { by: 'drop', kind },
    why: `${finding.message.slice(0, finding.message.indexOf('. ') + 1)} It is left out for privacy, and no value of it is shown.`,
    findings: [finding],
  }
}

function treated(verdict: PersonalVerdict, name: string, fate: Fate, treatment: CellTreatment): Guarded {
  const why = treatment.by === 'hash' ? 'read as pseudonyms of personal data.' : 'read as the part of personal data that names nobody.'
  return { isLeftOut: false, treatment, why, findings: [personalFinding(name, verdict, fate)] }
}

/** Its values are needed as they are, and are not learned from. */
function isFixed({ role }: GuardedColumn): boolean {
  return role === 'target' || role === 'group' || role === 'time' || role === 'weight'
}

function isPlace({ kind }: PersonalVerdict): boolean {
  return kind === 'coordinates' || kind === 'postcode'
}
