// A contract from a table: what its rows suggest to hold of further ones.
import type { Finding } from '../../base/core/index.js'
import type { Reading } from '../sources/index.js'
import { contractFormat, defaultFalseAlarms } from './contract.js'
import type { Contract } from './contract.js'
import { inferColumn } from './infer-column.js'
import { inferKeys } from './infer-keys.js'
import { inferRelations } from './infer-relations.js'

/**
 * Infers a contract that the rows read keep, and that further rows drawn from the same source keep as well: limits are those that were seen,
 * with how many rows they were seen in, from which a check works out the room that chance needs.
 *
 * `ignore`: columns to say nothing of. The same table gives the same contract. O(columns × rows log rows + pairs of 60 columns × rows).
 */
export function inferContract(
  { name, table, schema, findings }: Pick<Reading, 'name' | 'table' | 'schema' | 'findings'>,
  { ignore = [], checkpoint }: { readonly ignore?: readonly string[]; readonly checkpoint?: () => void } = {},
): Contract {
  const left = new Set(ignore)
  const { rowCount } = table
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const pairs = schema.columns.flatMap((one) => {
    const column = byName.get(one.name)
    return column === undefined || left.has(one.name) ? [] : [{ column, schema: one }]
  })
  const columns = pairs.map((one) => {
    checkpoint?.()
    return inferColumn(one.column, one.schema, { rowCount, invalidCount: invalidCount(findings, one.schema.name) })
  })
  const isKeyed = columns.some(({ unique, mayBeMissing }) => unique && mayBeMissing === 0)
  return {
    format: contractFormat,
    source: name,
    rows: { seen: rowCount, min: 1 },
    falseAlarms: defaultFalseAlarms,
    otherColumns: 'allowed',
    columns,
    keys: isKeyed ? [] : inferKeys(pairs, rowCount),
    relations: inferRelations(
      { rowCount, columns: pairs.map(({ column }) => column) },
      pairs.map((one) => one.schema),
      checkpoint,
    ),
  }
}

/** Cells that were read as missing because they are not of the kind that was asked for. */
function invalidCount(findings: readonly Finding[], name: string): number {
  const finding = findings.find(({ code, columns, evidence }) => code === 'MIXED_TYPES' && columns[0] === name && 'cells' in evidence)
  const cells = finding?.evidence['cells']
  return typeof cells === 'number' ? cells : 0
}
