// From a source to its profile and what is wrong with it: large files in blocks, all else in memory.
import type { Finding } from '../../base/core/index.js'
import { createGuard } from '../../data/privacy/index.js'
import type { PrivacyMode } from '../../data/privacy/index.js'
import { profileLarge, profileTable } from '../../data/profile/index.js'
import type { TableProfile } from '../../data/profile/index.js'
import { inspectTable } from '../../data/quality/index.js'
import { counted } from '../../data/schema/index.js'
import { findLargeSource, largeLimits } from '../../data/sources/index.js'
import type { LargeSource, ReadOptions, Source } from '../../data/sources/index.js'
import { auditTarget, findLeaks, leakFindings } from '../../learn/audit/index.js'
import { auditedOf, columnOfTarget, isOrderKnown } from './look-at-data.js'
import { readGuarded } from './read-guarded.js'

export interface ProfiledSource {
  /** For people. */
  readonly name: string
  readonly target?: string
  readonly profile: TableProfile
  readonly findings: readonly Finding[]
}

/** `privacy`: what is done about personal data, default `drop`. Throws what reading throws. */
export async function profileSource(source: Source, options: ReadOptions, privacy: PrivacyMode = 'drop'): Promise<ProfiledSource> {
  const large = await findLargeSource(source, largeLimits)
  if (large !== undefined) return profileInBlocks(large, options, privacy)
  const { checkpoint } = options
  const reading = await readGuarded(source, options, privacy)
  const { name, table, target, rowNumbers } = reading
  // Rows without a target are left out: none of the others lacks it.
  const schema = { columns: reading.schema.columns.map((column) => (column.role === 'target' ? { ...column, missingCount: 0 } : column)) }
  const answers = target === undefined ? {} : { target: columnOfTarget(target) }
  const given = checkpoint === undefined ? {} : { checkpoint }
  const profile = profileTable({ table, schema }, { ...answers, ...given })
  const inspected = inspectTable({ table, schema, ...answers }, given)
  const learned =
    target === undefined
      ? []
      : auditTarget(auditedOf(reading, target), { classes: target.classes, rowNumbers, isOrderKnown: isOrderKnown(inspected), ...given })
  return {
    name,
    ...(target === undefined ? {} : { target: target.name }),
    profile,
    findings: [...reading.findings, ...inspected, ...learned],
  }
}

/** What needs whole rows is found in those that were drawn, and says so. Labels are not looked at: their rows could not be named. */
async function profileInBlocks(large: LargeSource, options: ReadOptions, privacy: PrivacyMode): Promise<ProfiledSource> {
  const { checkpoint } = options
  const given = checkpoint === undefined ? {} : { checkpoint }
  const { name, target, profile, findings, drawn } = await profileLarge(large, { ...options, guard: createGuard(privacy) })
  const { table, schema, target: answers, task } = drawn
  const inspected = inspectTable({ table, schema, ...(answers === undefined ? {} : { target: answers }) }, given)
  const isAnswered = answers?.kind === 'category' || answers?.kind === 'number'
  const leaks =
    !isAnswered || task === undefined
      ? []
      : findLeaks(
          {
            table,
            columns: schema.columns.filter(({ role }) => role === 'feature'),
            task,
            targetName: answers.name,
            classCount: answers.kind === 'category' ? answers.levels.length : 0,
            target: answers.kind === 'category' ? Float64Array.from(answers.codes) : answers.values,
          },
          given,
        )
  const found = [...inspected, ...(target === undefined ? [] : leakFindings(leaks, { target, leftOut: new Set() }))]
  const where = ` (Seen in ${counted(table.rowCount, 'row')} that were drawn.)`
  return {
    name,
    ...(target === undefined ? {} : { target }),
    profile,
    findings: [...findings, ...found.map((finding) => ({ ...finding, message: `${finding.message}${where}` }))],
  }
}
