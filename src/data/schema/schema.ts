// What each column is, what it is for, and why it was judged so.
import type { CellTreatment } from '../personal/index.js'
import type { Kind } from '../table/index.js'

export type Role = 'feature' | 'target' | 'id' | 'group' | 'time' | 'weight' | 'ignored'

/** How the text of a cell becomes a typed value: all that the portable parser needs for one column. */
export interface CellFormat {
  readonly kind: Kind
  /**
   * Texts that stand for a missing value, compared after trimming, exact case; the empty text is always one. Of numbers and dates those
   * that say one count by their value: `-999` is also `-999.0`.
   */
  readonly missing: readonly string[]
  /** `category`: the levels, sorted; `boolean`: the two spellings, false first. */
  readonly levels?: readonly string[]
  /** `datetime`: the pattern, see dates.ts. */
  readonly dateFormat?: string
  /** `number`: `,` where a comma marks decimals. */
  readonly decimal?: ','
  /** `number`: the currency or percent sign that stands beside the numbers; it is taken off, `12%` is 12. */
  readonly unit?: string
  /** `lower` where case does not matter: cells (and levels) are compared and stored in lower case. */
  readonly fold?: 'lower'
  /** `category`: other spellings of levels, each with the level that it stands for; compared in exact case. */
  readonly spellings?: Readonly<Record<string, string>>
  /** What is done to a cell that has a value before it is parsed, where it holds personal data. */
  readonly treatment?: CellTreatment
}

export interface ColumnSchema extends CellFormat {
  readonly name: string
  readonly role: Role
  /** One sentence with the numbers: why this kind and this role. */
  readonly why: string
  /** Cells without a value. */
  readonly missingCount: number
  /** Distinct values, missing aside. */
  readonly distinctCount: number
  /** `number` and `datetime` (epoch ms). */
  readonly min?: number
  readonly max?: number
}

export interface Schema {
  readonly columns: readonly ColumnSchema[]
}
