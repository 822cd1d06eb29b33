// Before rows are split: what is wrong with the table, and which columns know the answer.
import type { Finding } from '../../base/core/index.js'
import { applyMends, createSorter, inspectTable, mendFindings, safeMends, settleFindings } from '../../data/quality/index.js'
import type { Reading, Target } from '../../data/sources/index.js'
import { columnOf } from '../../data/table/index.js'
import type { Column } from '../../data/table/index.js'
import { findLeaks, leakFindings, sure } from '../../learn/audit/index.js'
import type { Audited } from '../../learn/audit/index.js'
import type { TrainOptions } from '../asked/index.js'

/** What the look may take of the time budget, and what it takes at most on an idle machine, by the rows that leaks are sought in. */
const lookShare = 0.1
const usualLookMs = 4000
const fewRows = 2000

/**
 * The reading with what was found. Columns that surely know the answer are ignored from here on, but for those that `--keep` names; where nothing else would
 * be left to learn from, they are kept and the finding says so. The same table and options give the same.
 */
export function lookAtData(
  reading: Reading,
  options: TrainOptions,
  { budgetMs, checkpoint }: { budgetMs: number; checkpoint: () => void },
): Reading {
  const target = reading.target!
  const { clean = 'safe' } = options
  const asRead = { table: reading.table, schema: reading.schema, target: columnOfTarget(target) }
  const split = { isGrouped: options.group !== undefined, isTimed: options.time !== undefined }
  const sort = createSorter()
  const inspected = clean === 'off' ? [] : inspectTable(asRead, { ...split, checkpoint, sort })
  const mends = clean === 'safe' ? safeMends(asRead, sort) : []
  const { table, schema } = applyMends(asRead, mends)
  const kept = new Set(options.keep)
  for (const name of kept) if (name !== target.name) columnOf(table, name)
  const features = schema.columns.filter(({ role }) => role === 'feature')
  const leaks = findLeaks(auditedOf({ table, schema }, target), {
    seed: options.seed ?? 0,
    ...(budgetMs * lookShare < usualLookMs ? { mostRows: fewRows } : {}),
    ...(options.time === undefined ? {} : { time: options.time }),
    checkpoint,
  }).filter((leak) => !kept.has(leak.column))
  const known = new Set(leaks.filter(({ confidence }) => confidence >= sure).map((leak) => leak.column))
  const leftOut = known.size < features.length ? known : new Set<string>()
  const findings: Finding[] = [
    ...settleFindings([...reading.findings, ...inspected], mends),
    ...mendFindings(mends),
    ...leakFindings(leaks, { target: target.name, leftOut }),
  ]
  if (leftOut.size === 0) return { ...reading, table, schema, findings }
  const columns = schema.columns.map((one) =>
    leftOut.has(one.name)
      ? { ...one, role: 'ignored' as const, why: `${one.why} It seems to know the answer (see the findings), so it is left out.` }
      : one,
  )
  return { ...reading, table, schema: { columns }, findings }
}

/** Findings that say already that rows go with their neighbours. */
export function isOrderKnown(findings: readonly Finding[]): boolean {
  return findings.some(({ code }) => code === 'TIME_ORDERED_ROWS' || code === 'LEAK_BY_GROUP')
}

/** The features with the answers, as an audit looks at them. */
export function auditedOf({ table, schema }: Pick<Reading, 'table' | 'schema'>, { name, task, classes, values }: Target): Audited {
  const columns = schema.columns.filter(({ role }) => role === 'feature')
  return { table, columns, task, targetName: name, classCount: classes.length, target: values }
}

/** The target as a column: its classes are levels. */
export function columnOfTarget({ name, task, classes, values }: Target): Column {
  if (task === 'regression') return { kind: 'number', name, values }
  return { kind: 'category', name, codes: Int32Array.from(values), levels: classes }
}
