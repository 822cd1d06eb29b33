// What a column shows to those who look for personal data in it, and what they answer. Who looks comes from outside: see data/privacy.
import type { Finding } from '../../base/core/index.js'
import type { CellTreatment } from '../personal/index.js'
import type { DistinctTexts, Role } from '../schema/index.js'
import type { Kind } from '../table/index.js'

/** A column as it was judged, before anything is told about it. */
export interface GuardedColumn {
  readonly name: string
  /** Of all columns of the source: what stands beside it says what it is about. */
  readonly names: readonly string[]
  readonly kind: Kind
  readonly role: Role
  readonly rowCount: number
  /** The distinct texts of the cells that were not read as plain numbers, as the source writes them. */
  readonly texts: DistinctTexts
  /** The plain numbers, NaN elsewhere; absent where there is none. */
  readonly values?: Float64Array
  /** Texts that stand for missing. */
  readonly missing: readonly string[]
}

export interface Guarded {
  /** The column is not learned from, and what is kept of it shows no value. */
  readonly isLeftOut: boolean
  /** What is done to its cells before they are read; there where the column is left out. */
  readonly treatment?: CellTreatment
  /** Why the column is left out or treated. */
  readonly why?: string
  readonly findings: readonly Finding[]
}

/** Undefined where there is nothing to say. */
export type ColumnGuard = (column: GuardedColumn) => Guarded | undefined
