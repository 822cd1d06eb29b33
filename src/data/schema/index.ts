// Kinds, roles, markers of missing values: judged once, here; and the portable parser that they drive.
export type { CellFormat, ColumnSchema, Role, Schema } from './schema.js'
export { suggestTargets } from './suggest-target.js'
export type { TargetSuggestion } from './suggest-target.js'
export type { Signature, SignatureInput, SignatureOutput } from './signature.js'
