// Coded observations about data and models: the same ones in the report, the CLI and the gates.
import type { Json } from './json.js'

/** `info` needs no action, `warning` may mislead the model or its reader, `error` makes the result wrong. */
export type Severity = 'info' | 'warning' | 'error'

export type FindingCode =
  | 'DUPLICATE_ROWS'
  | 'NEAR_DUPLICATE_ROWS'
  | 'DUPLICATES_ACROSS_SPLIT'
  | 'CONSTANT_COLUMN'
  | 'NEAR_CONSTANT_COLUMN'
  | 'DUPLICATE_COLUMNS'
  | 'COLLINEAR_COLUMNS'
  | 'IDENTIFIER_COLUMN'
  | 'HIGH_CARDINALITY'
  | 'MIXED_TYPES'
  | 'LEVEL_SPELLINGS'
  | 'MISSING_VALUES'
  | 'DISGUISED_MISSING'
  | 'AMBIGUOUS_DATES'
  | 'AMBIGUOUS_NUMBERS'
  | 'PRECISION_LOSS'
  | 'OUTLIERS'
  | 'SKEWED_COLUMN'
  | 'CLASS_IMBALANCE'
  | 'RARE_CLASS'
  | 'FEW_ROWS'
  | 'TARGET_MISSING'
  | 'TARGET_LEAK'
  | 'LEAK_BY_TIME'
  | 'LEAK_BY_GROUP'
  | 'LABEL_NOISE'
  | 'DEPENDENT_ROWS'
  | 'TIME_ORDERED_ROWS'
  | 'DISTRIBUTION_SHIFT'
  | 'PERSONAL_DATA'
  | 'SENSITIVE_ATTRIBUTE'
  | 'PROXY_ATTRIBUTE'
  | 'MEND_APPLIED'
  | 'ROWS_DROPPED'
  | 'COLUMN_IGNORED'
  | 'FALLBACK_RUNTIME'
  | 'GRAPH_DIFFERS'
  | 'NOT_CONVERGED'

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** The columns that it is about; empty when it is about the table. */
  readonly columns: readonly string[]
  /** The numbers that it rests on. */
  readonly evidence: Readonly<Record<string, Json>>
  /** One or two sentences for a person: what was seen, what was done or is to be done. */
  readonly message: string
}
