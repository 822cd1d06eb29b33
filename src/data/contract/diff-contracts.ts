// Two contracts side by side: which changes break data that kept the old one.
import type { ColumnContract, Contract, Range, RelationContract } from './contract.js'
import { diffColumn } from './diff-columns.js'
import { asked, changeOf } from './change.js'
import type { ContractChange } from './change.js'
import { quoted, relationText } from './wording.js'

/**
 * Every change from `before` to `after`, in the order of the file. A change is `breaking` where data that kept the old contract may break the new
 * one: something is asked for that was not, or a limit is narrower. It is `compatible` where whatever kept the old keeps the new. O(rules).
 */
export function diffContracts(before: Contract, after: Contract): ContractChange[] {
  const newByName = new Map(after.columns.map((column) => [column.name, column]))
  const oldByName = new Map(before.columns.map((column) => [column.name, column]))
  return [
    ...tableChanges(before, after),
    ...before.columns.flatMap((column) => {
      const now = newByName.get(column.name)
      return now === undefined ? [removedColumn(column, after)] : diffColumn(column, now)
    }),
    ...after.columns.filter(({ name }) => !oldByName.has(name)).map(addedColumn),
    ...listChanges('key', before.keys, after.keys, ({ columns }) => quoted(columns, 8)),
    ...listChanges('relation', before.relations, after.relations, relationText),
    ...before.relations.flatMap((relation) => {
      const now = after.relations.find((other) => relationKey(other) === relationKey(relation))
      return now === undefined ? [] : relationChanges(relation, now)
    }),
  ]
}

function tableChanges(before: Contract, after: Contract): ContractChange[] {
  const about = { column: null, columns: [] }
  const rows: Range[] = [before, after].map((contract) => ({
    min: contract.rows.min,
    ...(contract.rows.max === undefined ? {} : { max: contract.rows.max }),
    beyond: 0,
  }))
  return [
    ...changeOf(about, 'rows.min', rows[0].min, rows[1].min, (was, now) => now! > was!),
    ...changeOf(about, 'rows.max', rows[0].max, rows[1].max, (was, now) => asked(was, now) || (now !== undefined && now < was!)),
    // No room at all is the narrowest.
    ...changeOf(about, 'falseAlarms', before.falseAlarms, after.falseAlarms, (was, now) => was !== 0 && (now === 0 || now > was)),
    ...changeOf(about, 'otherColumns', before.otherColumns, after.otherColumns, (_, now) => now === 'refused'),
  ]
}

function removedColumn({ name, kind }: ColumnContract, after: Contract): ContractChange {
  const change = after.otherColumns === 'refused' ? 'breaking' : 'compatible'
  return { change, column: name, columns: [name], rule: 'column', was: kind, now: null }
}

function addedColumn({ name, kind, required }: ColumnContract): ContractChange {
  return { change: required ? 'breaking' : 'compatible', column: name, columns: [name], rule: 'column', was: null, now: kind }
}

function listChanges<Entry extends { readonly columns: readonly string[] }>(
  rule: string,
  before: readonly Entry[],
  after: readonly Entry[],
  textOf: (entry: Entry) => string,
): ContractChange[] {
  const keyOf = (entry: Entry): string => JSON.stringify([(entry as Partial<RelationContract>).relation ?? '', entry.columns])
  const [old, now] = [before, after].map((entries) => new Set(entries.map(keyOf)))
  const of = (entry: Entry) => ({ column: entry.columns[0] ?? null, columns: entry.columns, rule })
  return [
    ...before
      .filter((entry) => !now.has(keyOf(entry)))
      .map((entry) => ({ change: 'compatible' as const, ...of(entry), was: textOf(entry), now: null })),
    ...after
      .filter((entry) => !old.has(keyOf(entry)))
      .map((entry) => ({ change: 'breaking' as const, ...of(entry), was: null, now: textOf(entry) })),
  ]
}

function relationKey({ relation, columns }: RelationContract): string {
  return JSON.stringify([relation, columns])
}

function relationChanges(before: RelationContract, after: RelationContract): ContractChange[] {
  const about = { column: before.columns[0] ?? null, columns: before.columns }
  return [
    ...changeOf(about, `${before.relation}.broken`, before.broken, after.broken, (was, now) => now < was),
    ...changeOf(about, `${before.relation}.within`, before.within ?? 0, after.within ?? 0, (was, now) => now < was),
    ...changeOf(about, `${before.relation}.exact`, before.exact, after.exact, (_, now) => now),
  ]
}
