// What breaks a contract, as data.

export type ViolationCode =
  | 'ROWS_TOO_FEW'
  | 'ROWS_TOO_MANY'
  | 'COLUMN_MISSING'
  | 'COLUMN_UNEXPECTED'
  | 'KIND_DIFFERS'
  | 'MISSING_TOO_MANY'
  | 'NOT_WHOLE'
  | 'OUT_OF_RANGE'
  | 'DISTRIBUTION_SHIFTED'
  | 'LEVEL_UNSEEN'
  | 'LENGTH_OUT_OF_RANGE'
  | 'SHAPE_UNSEEN'
  | 'PATTERN_DIFFERS'
  | 'NOT_UNIQUE'
  | 'KEY_REPEATED'
  | 'RELATION_BROKEN'

export interface Violation {
  readonly code: ViolationCode
  /** Null where it is about the table; the first one of a key or a relation. */
  readonly column: string | null
  /** All columns that it is about. */
  readonly columns: readonly string[]
  /** The rule as the contract names it. */
  readonly rule: string
  readonly expected: string
  readonly found: string
  /** Rows, cells or columns that break the rule. */
  readonly count: number
  /** Of so many that it was looked for in. */
  readonly of: number
}

/** What became of one rule. `notApplicable`: there was nothing to hold it against, which is not the same as kept. */
export interface RuleOutcome {
  readonly rule: string
  readonly columns: readonly string[]
  readonly expected: string
  readonly outcome: 'kept' | 'broken' | 'notApplicable'
  /** Where it is broken. */
  readonly violation?: Violation
}
