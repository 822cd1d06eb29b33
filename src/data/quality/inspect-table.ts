// Everything that can be seen to be wrong with a table without learning from it.
import type { Finding } from '../../base/core/index.js'
import { collinearColumns } from './collinear-columns.js'
import { dependentRows } from './entities.js'
import { farValues } from './far-values.js'
import { createSorter } from './inspected.js'
import type { Inspected, Sorter } from './inspected.js'
import { missingCodes } from './missing-codes.js'
import { nearConstant } from './near-constant.js'
import { nearDuplicateRows } from './near-duplicate-rows.js'
import { sameColumns } from './same-columns.js'
import { timeOrder } from './time-order.js'
import { unknownLevels } from './unknown-levels.js'

export interface InspectOptions {
  /** Rows are kept together by a column already. */
  readonly isGrouped?: boolean
  /** Rows are split by time already. */
  readonly isTimed?: boolean
  readonly checkpoint?: () => void
  /** Sorts columns, where others need them sorted too. */
  readonly sort?: Sorter
}

/**
 * The faults of a table that reading it does not show: codes that mean missing, values and rows out of place, columns that say the same, rows that are not
 * independent. Each with its evidence and what to do. The same table gives the same findings.
 * O(rows × columns + rows log rows × columns of numbers); values are looked at in 50,000 rows at most, near copies among the first 30,000.
 */
export function inspectTable(
  inspected: Inspected,
  { isGrouped = false, isTimed = false, checkpoint, sort = createSorter() }: InspectOptions = {},
): Finding[] {
  const inspectors: readonly (() => Finding[])[] = [
    () => missingCodes(inspected, sort),
    () => unknownLevels(inspected),
    () => farValues(inspected, sort),
    () => nearConstant(inspected),
    () => sameColumns(inspected),
    () => collinearColumns(inspected),
    () => nearDuplicateRows(inspected),
    () => dependentRows(inspected, isGrouped),
    () => timeOrder(inspected, isTimed),
  ]
  return inspectors.flatMap((inspect) => {
    checkpoint?.()
    return inspect()
  })
}
