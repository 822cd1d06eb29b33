// A contract from a table: what its rows suggest to hold of further ones.
import type { Finding } from '../../base/core/index.js'
import { readInputs, readTable, reusable } from '../sources/index.js'
import type { ReadOptions, Source } from '../sources/index.js'
import { contractFormat, defaultFalseAlarms } from './contract.js'
import type { Contract } from './contract.js'
import { inferColumn } from './infer-column.js'
import { inferKeys } from './infer-keys.js'
import { inferRelations } from './infer-relations.js'

export interface Inferred {
  /** Of the source, for people. */
  readonly name: string
  readonly contract: Contract
  readonly findings: readonly Finding[]
}

/**
 * Infers a contract that the rows read keep, and that further rows drawn from the same source keep as well: limits are those that were seen,
 * with how many rows they were seen in, from which a check works out the room that chance needs.
 *
 * `ignore`: columns to say nothing of; `kinds`, `missing`: as of reading. The same table gives the same contract. Throws what reading throws.
 * Two reads, and O(columns × rows log rows + pairs of 60 columns × rows).
 */
export async function inferContract(
  source: Source<object>,
  { ignore = [], ...options }: Pick<ReadOptions, 'ignore' | 'kinds' | 'missing' | 'checkpoint' | 'guard'> = {},
): Promise<Inferred> {
  const kept = await reusable(source)
  const { name, schema, findings } = await readTable(kept, { ...options, ignore })
  const schemas = schema.columns.filter((column) => !ignore.includes(column.name))
  // As a check will read them: texts as they stand, and cells that are not of an asked kind told from those without a value.
  const expected = schemas.map(({ fold, ...column }) => (fold === undefined || column.kind === 'text' ? column : { ...column, fold }))
  const { table, cells } = await readInputs(kept, expected, options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint })
  const { rowCount } = table
  const parts = table.columns.map((column, k) => ({ column, schema: expected[k], cells: cells[k] }))
  const columns = parts.map((part) => {
    options.checkpoint?.()
    return inferColumn(part)
  })
  const isKeyed = columns.some(({ unique, mayBeMissing }) => unique && mayBeMissing === 0)
  const contract: Contract = {
    format: contractFormat,
    source: name,
    rows: { seen: rowCount, min: 1 },
    falseAlarms: defaultFalseAlarms,
    otherColumns: 'allowed',
    columns,
    keys: isKeyed ? [] : inferKeys(parts, rowCount),
    relations: inferRelations(table, expected, options.checkpoint),
  }
  return { name, contract, findings }
}
